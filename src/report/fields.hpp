#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "report/model_shape.hpp"
#include "report/outputs.hpp"
#include "report/result.hpp"
#include "report/runs_result.hpp"

namespace nntrain {

/// The value of a field of --print, and how to look it up by name.
using FieldValue = std::variant<double, std::uint64_t, std::string, OptionValue>;
using FieldLookup = std::function<FieldValue(const std::string& name)>;

/// Where to look up fields: in a training run, in several, or in the evaluation of a saved model.
struct FieldSource {
  const Table& table;
  ModelShape shape;
  const std::string& fingerprint;
  const std::vector<OptionValue>& options;
  KnownMetrics known;
  std::function<double(const MetricRef& metric)> metric;  ///< of those that are known
  const RunResult* run = nullptr;                         ///< null if it is not one run
  const RunsResult* runs = nullptr;                       ///< null if it is not several
  Metrics more{};                                         ///< facts that only this result has
};

/// Where to look up the fields of a run, of several, or of a model's measures on one part.
FieldSource source_of(const RunResult& result);
FieldSource source_of(const RunsResult& result);
FieldSource source_of(const Table& table, const ModelShape& shape, const std::string& fingerprint,
                      const std::vector<OptionValue>& options, std::span<const SplitResult> results);

/// The fields that are not metrics (stop, seconds, fingerprint ...): of a run, of several, and of an
/// evaluation.
std::vector<KnownFact> run_facts();
std::vector<KnownFact> runs_facts();
std::vector<KnownFact> evaluation_facts();

/// Looks up facts by name, metrics by [SPLIT.]METRIC, and options by the name of their flag, in this order;
/// `options.NAME` is always an option. Keeps references to what `source` refers to.
FieldLookup lookup_in(const FieldSource& source);

/// Looks up facts for asserts.
FactLookup facts_in(const FieldSource& source);

/// What the user asks of a result: the fields of --print and the conditions of --assert.
struct Queries {
  std::vector<std::string> fields;
  std::vector<Assertion> asserts;
};

/// Parses the LIST of --print ("": no fields) and the expressions of --assert. Throws UsageError for wrong
/// syntax and for unknown metrics, facts and options.
Queries parse_queries(const std::string& print, const std::vector<std::string>& asserts,
                      const KnownMetrics& known, const std::vector<OptionValue>& options);

/// Whether one of them needs the hash of the data.
bool asks_for_hash(const std::string& print, const std::vector<std::string>& asserts);

/// The values of the fields: as text, tab-separated on one line, or as one JSON object {field: value}.
std::string fields_text(const std::vector<std::string>& fields, const FieldLookup& lookup, Format format);

}  // namespace nntrain
