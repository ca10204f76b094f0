#pragma once

#include <string>
#include <vector>

#include "evaluation/importance.hpp"
#include "model/receipt.hpp"
#include "report/fields.hpp"
#include "report/outputs.hpp"
#include "report/result.hpp"

namespace nntrain {

/// The evaluation of a saved model on a table.
struct Evaluation {
  std::string path;  ///< of the model
  ModelShape shape;
  std::string fingerprint;  ///< of its parameters
  Table table;              ///< without its cells
  SplitResult result;
  std::vector<AssertionResult> asserts;
  std::vector<OptionValue> options;   ///< the values of all flags
  std::vector<std::string> warnings;  ///< about the rows
  Importance importance{};            ///< of each column, if it was asked for
};

/// Where to look up the fields of an evaluation.
FieldSource source_of(const Evaluation& evaluation);

/// The evaluation as one JSON object with the schema nntrain.evaluation/1.
std::string evaluation_json(const Evaluation& evaluation);

/// Writes the evaluation, or only these fields of it, to standard output. Then writes the verdicts on the
/// asserts to standard error. Returns false if nobody reads standard output. Throws DataError.
bool write_report(const Evaluation& evaluation, const ReportOutputs& outputs,
                  const std::vector<std::string>& fields);

}  // namespace nntrain
