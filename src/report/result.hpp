#pragma once

#include <array>
#include <exception>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/exit_code.hpp"
#include "base/interruption.hpp"
#include "base/words.hpp"
#include "dataset/table.hpp"
#include "metrics/assertion.hpp"
#include "model/receipt.hpp"
#include "model/saved_model.hpp"
#include "training/history.hpp"
#include "training/snapshots.hpp"
#include "training/trial.hpp"

namespace nntrain {

/// A result that is not finished.
struct Part {
  const char* what;  ///< "the model", "the predictions"
  std::string path;  ///< of the file beside its own; or its own, if that is no regular file
  bool is_written;   ///< nothing is written to what is no regular file
};

/// The outputs of a run that could not be written.
struct OutputLosses {
  bool is_complete = true;             ///< no output is lost
  bool is_pipe_closed = false;         ///< nobody reads an output any more
  std::vector<std::string> skipped{};  ///< what a signal left no time for: "the predictions"
  std::vector<std::string> lost{};     ///< the messages about outputs that cannot be written

  /// Writes an output, such as "the model". If that fails, or memory does not suffice, this output is lost.
  /// If a signal leaves no time, it is skipped.
  template <typename Write>
  void attempt(const char* output, const Write& write) {
    try {
      write();
    } catch (const DataError&) {
      lose(output, std::current_exception());
    } catch (const std::bad_alloc&) {
      lose(output, std::current_exception());
    } catch (const Interrupted&) {
      skipped.emplace_back(output);
    }
  }
  /// Prints why an output is lost, once for each reason: a DataError or a bad_alloc. Needs no memory. A
  /// closed pipe is not told.
  void lose(const char* output, const std::exception_ptr& error);
};

/// A finished run with its inputs and outputs, for every kind of report.
struct RunResult : TrialResult, OutputLosses {
  explicit RunResult(TrialResult result) : TrialResult(std::move(result)) {}

  Table table = Table();                ///< the training table, without its cells
  std::vector<OptionValue> options{};   ///< the values of all flags
  std::vector<InputFile> files{};       ///< all files read, the table's first
  std::vector<std::string> warnings{};  ///< about the data and the preset
  std::string preset{};                 ///< what it came to, for people; "" without one
  std::string preparation{};            ///< how inputs, rows and weights were prepared, or ""
  std::string start{};                  ///< the file of --init-from, for people; "" without one
  std::string start_formulas{};         ///< what was read from it, in lines for people, or ""
  std::size_t threads = 1;              ///< that were used
  std::optional<double> risen_from{};   ///< as loss_risen_from() says
  History history{};                    ///< of the start with this result, if it was kept
  Snapshots snapshots{};                ///< of the same start, if a film shows it
  std::vector<AssertionResult> asserts{};
  std::string checkpoint{};  ///< the file that was written, or ""
  CvFigures cv{};            ///< of a final model after a cross-validation; none: no metrics

  /// Whether training ended by itself and all asserts held, so that its outputs are put in place.
  bool is_finished() const;
};

/// Evaluates the assertions on measured splits. `stop` is why training ended, as from name_of(StopReason);
/// `fact` looks up the facts that parsing knew.
std::vector<AssertionResult> check_assertions(const std::vector<Assertion>& assertions,
                                              std::span<const SplitResult> results,
                                              std::string_view fingerprint, std::string_view stop,
                                              const FactLookup& fact);

/// How a run ended, as the JSON result tells it: the first that holds, a signal first.
enum class RunStatus { kSignal, kDiverged, kFailedAssert, kTime, kDone };
constexpr auto words(RunStatus) {
  return std::to_array<Word<RunStatus>>({{"signal", RunStatus::kSignal},
                                         {"diverged", RunStatus::kDiverged},
                                         {"failed-assert", RunStatus::kFailedAssert},
                                         {"time", RunStatus::kTime},
                                         {"done", RunStatus::kDone}});
}
RunStatus status_of(const RunResult& result);
RunStatus status_of(const std::vector<AssertionResult>& asserts);

/// 1 if an assertion failed, else 0.
ExitCode exit_code(const std::vector<AssertionResult>& asserts);

/// The first that holds: that of the signal if there was one, 3 if an output is lost, 4 if training diverged,
/// 1 if an assertion failed, 141 if a pipe was closed, 0.
ExitCode exit_code(const RunResult& result);

}  // namespace nntrain
