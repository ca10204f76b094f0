#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/exit_code.hpp"
#include "dataset/table.hpp"
#include "metrics/assertion.hpp"
#include "model/receipt.hpp"
#include "training/history.hpp"
#include "training/trial.hpp"

namespace nntrain {

/// A finished run, as every kind of report is shown it: what came out, and what went in.
struct RunResult : TrialResult {
  Table table = Table();                ///< trained on, without its cells
  std::vector<OptionValue> options{};   ///< what every flag came to
  std::vector<InputFile> files{};       ///< that were read, the table's first
  std::vector<std::string> warnings{};  ///< of what the data are like
  std::string preparation{};            ///< how inputs, rows and weights were made ready, or ""
  std::size_t threads = 1;              ///< that shared the work
  History history{};                    ///< of the start whose result this is, if it was kept
  std::vector<AssertionResult> asserts{};
};

/// The assertions held against what was measured; `stop`: why training ended, as name_of(Stop) tells it.
std::vector<AssertionResult> evaluate(const std::vector<Assertion>& assertions,
                                      std::span<const SplitResult> results, std::string_view fingerprint,
                                      std::string_view stop);

/// 1 if one failed, else 0.
ExitCode exit_code(const std::vector<AssertionResult>& asserts);

/// 4 if training diverged, 130 or 143 if a signal stopped it, else as the assertions say.
ExitCode exit_code(const RunResult& result);

}  // namespace nntrain
