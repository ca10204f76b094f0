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

/// What is asked of a result: the fields of --print, and the conditions of --assert.
struct Queries {
  std::vector<std::string> fields;
  std::vector<Assertion> asserts;
};

/// From the LIST of --print ("": no fields) and the expressions of --assert. Throws UsageError for what is
/// none of these metrics and facts.
Queries parse_queries(const std::string& print, const std::vector<std::string>& asserts,
                      const KnownMetrics& metrics, const std::vector<std::string>& facts);

/// The values as bare text, tab-separated, one line.
std::string print_fields(const std::vector<std::string>& fields, const FieldLookup& lookup);

/// The values as one JSON object {field: value}.
std::string json_fields(const std::vector<std::string>& fields, const FieldLookup& lookup);

}  // namespace nntrain
