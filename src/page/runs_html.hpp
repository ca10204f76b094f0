#pragma once

#include <string>

#include "base/json_reader.hpp"
#include "page/json_html.hpp"

namespace nntrain {

/// The member "runs" of a result, a row for each run: what tells them apart, the metrics that matter most, of
/// the training rows last, and what else is known of a run. The JSON has the other metrics.
void write_runs_html(HtmlWriter& writer, const std::string& title, const Json& runs);

}  // namespace nntrain
