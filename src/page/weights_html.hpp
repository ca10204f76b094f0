#pragma once

#include "base/json_reader.hpp"
#include "page/json_html.hpp"

namespace nntrain {

/// The most weights that a page shows.
inline constexpr std::size_t kMostPageWeights = 5000;

/// The member "layers": a table for each layer, a row for each of its inputs, in a <details>. Too many are
/// left out, which is told.
void write_weights_html(HtmlWriter& writer, const Json& layers);

/// The member "networks" of an ensemble: such tables of each network. kMostPageWeights holds for all
/// together.
void write_networks_html(HtmlWriter& writer, const Json& networks);

}  // namespace nntrain
