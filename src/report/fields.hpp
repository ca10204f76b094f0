#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "report/result.hpp"

namespace nntrain {

/// What --print can ask of a result, and how it is looked up.
using FieldValue = std::variant<double, std::uint64_t, std::string>;
using FieldLookup = std::function<FieldValue(const std::string& name)>;

/// The facts of a run beside its metrics: iterations, stop, seconds, fingerprint ...
std::vector<std::string> run_facts();

/// The facts and metrics of a run, by [SPLIT.]METRIC. Keeps a reference.
FieldLookup lookup_in(const RunResult& result);

/// Splits the LIST of --print and throws UsageError for a field that is none of these metrics and facts.
std::vector<std::string> parse_fields(const std::string& list, const KnownMetrics& metrics,
                                      const std::vector<std::string>& facts);

/// The values as bare text, tab-separated, one line.
std::string print_fields(const std::vector<std::string>& fields, const FieldLookup& lookup);

/// The values as one JSON object {field: value}.
std::string json_fields(const std::vector<std::string>& fields, const FieldLookup& lookup);

}  // namespace nntrain
