#pragma once

#include <string>

#include "base/json_reader.hpp"
#include "page/json_html.hpp"

namespace nntrain {

/// The most important number of a result, in large letters, with what is known of its precision; "" if there
/// is none.
std::string headline_html(const Json& result);

/// The member "metrics" of a result: a table of all parts, and one for each part with a spread over runs,
/// that of the training rows folded. With `has_runs`, a table of the runs has the values of each.
void write_metrics_html(HtmlWriter& writer, const Json& metrics, bool has_runs);

/// What "metrics" has for each class: a table, and the confusion matrix, of each part.
void write_classes_html(HtmlWriter& writer, const Json& metrics);

}  // namespace nntrain
