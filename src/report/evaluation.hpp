#pragma once

#include <string>
#include <vector>

#include "model/receipt.hpp"
#include "report/fields.hpp"
#include "report/outputs.hpp"
#include "report/result.hpp"

namespace nntrain {

/// How good a saved model is on a table.
struct Evaluation {
  std::string path;  ///< of the model
  Network network;
  std::string fingerprint;  ///< of its parameters
  Table table;              ///< without its cells
  SplitResult result;
  std::vector<AssertionResult> asserts;
  std::vector<OptionValue> options;  ///< what every flag came to
};

/// Writes the evaluation to standard output, whole or those fields of it, then the verdicts of asserts to
/// standard error. Throws DataError.
void write_report(const Evaluation& evaluation, const ReportOutputs& outputs,
                  const std::vector<std::string>& fields);

}  // namespace nntrain
