#pragma once

#include <string>

#include "base/json_reader.hpp"
#include "page/json_html.hpp"

namespace nntrain {

/// The most important number of a result, in large letters, with what is known of its precision; "" if there
/// is none.
std::string headline_html(const Json& result);

/// The member "metrics" of a result: a table of all parts, one for each part with a spread over runs, and the
/// classes and the confusion matrix of each part.
void write_metrics_html(HtmlWriter& writer, const Json& metrics);

}  // namespace nntrain
