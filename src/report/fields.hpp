#pragma once

#include <string>
#include <vector>

#include "report/result.hpp"

namespace nntrain {

/// Splits the LIST of --print and throws UsageError for a field that a run with these metrics does not have:
/// [SPLIT.]METRIC, or a fact of the run such as iterations, stop, seconds, fingerprint.
std::vector<std::string> parse_fields(const std::string& list, const KnownMetrics& metrics);

/// The values as bare text, tab-separated, one line.
std::string print_fields(const std::vector<std::string>& fields, const RunResult& result);

/// The values as one JSON object {field: value}.
std::string json_fields(const std::vector<std::string>& fields, const RunResult& result);

}  // namespace nntrain
