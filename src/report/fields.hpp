#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "report/outputs.hpp"
#include "report/result.hpp"

namespace nntrain {

/// What --print can ask of a result, and how it is looked up.
using FieldValue = std::variant<double, std::uint64_t, std::string>;
using FieldLookup = std::function<FieldValue(const std::string& name)>;

/// What fields are looked up in: a training that was measured, or a saved model that was evaluated.
struct FieldSource {
  const Table& table;
  const Network& network;
  const std::string& fingerprint;
  std::span<const SplitResult> results;  ///< from the least to the most held-out part
  const RunResult* run = nullptr;        ///< null: of an evaluation
};

/// The names of fields that are no metrics: of a run (iterations, stop, seconds, fingerprint ...), and of an
/// evaluation.
std::vector<std::string> run_facts();
std::vector<std::string> evaluation_facts();

/// Finds facts, and metrics by [SPLIT.]METRIC. Keeps references to what `source` refers to.
FieldLookup lookup_in(const FieldSource& source);

/// What is asked of a result: the fields of --print, and the conditions of --assert.
struct Queries {
  std::vector<std::string> fields;
  std::vector<Assertion> asserts;
};

/// From the LIST of --print ("": no fields) and the expressions of --assert. Throws UsageError for what is
/// none of these metrics and facts.
Queries parse_queries(const std::string& print, const std::vector<std::string>& asserts,
                      const KnownMetrics& metrics, const std::vector<std::string>& facts);

/// The values: as bare text, tab-separated on one line, or as one JSON object {field: value}.
std::string fields_text(const std::vector<std::string>& fields, const FieldLookup& lookup, Format format);

}  // namespace nntrain
