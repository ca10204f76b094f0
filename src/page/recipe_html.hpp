#pragma once

#include <optional>

#include "base/json_reader.hpp"
#include "page/json_html.hpp"
#include "page/page_content.hpp"

namespace nntrain {

/// Each flag with its value in this run: those that were given, those that a preset, another file or the data
/// decided, and in a <details> the defaults. `options`: the member of the JSON; without it, the values of
/// `content`.
void write_recipe_html(HtmlWriter& writer, const PageContent& content, const std::optional<Json>& options);

}  // namespace nntrain
