#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/saved_model.hpp"
#include "report/fields.hpp"
#include "report/result.hpp"
#include "report/telling.hpp"

namespace nntrain {

/// How good a saved model is on a table. Keeps views of both.
struct Evaluation {
  const SavedModel& saved;
  std::string path;  ///< of the model
  const Table& table;
  SplitResult result;
  std::string fingerprint;
  std::vector<AssertionResult> asserts;
  std::function<void(JsonWriter&)> write_options;
};

/// The facts that --print knows beside the metrics.
std::vector<std::string> evaluation_facts();

/// Measures the model on a split with the rows of `table`.
Evaluation evaluate_model(const SavedModel& saved, const std::string& path, const Table& table,
                          const Split& split, const std::vector<Assertion>& assertions,
                          std::function<void(JsonWriter&)> write_options, ThreadPool& pool);

/// Writes the evaluation to standard output, whole or those fields of it, then the verdicts of asserts to
/// standard error. Throws DataError.
void tell(const Evaluation& evaluation, Format format, const std::vector<std::string>& fields, bool quiet);

}  // namespace nntrain
