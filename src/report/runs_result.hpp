#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "evaluation/runs.hpp"
#include "report/result.hpp"

namespace nntrain {

/// Several runs of one recipe with their inputs and outputs, for every kind of report.
struct RunsResult : OutputLosses {
  Runs runs{};
  Recipe recipe{};  ///< with the seed that the user gave
  /// The training table, and those of held-out rows. The first one is empty once the final model has it.
  std::vector<Table> tables{};
  std::vector<OptionValue> options{};   ///< the values of all flags
  std::vector<std::string> warnings{};  ///< about the data and the runs
  std::string preset{};                 ///< what it came to, for people; "" without one
  std::string preparation{};            ///< how inputs, rows and weights were prepared, or ""
  std::string split{};                  ///< how rows are held out, for people
  std::size_t threads = 1;              ///< that were used
  double seconds = 0;                   ///< of all runs together
  std::string fingerprint{};            ///< of the parameters of all runs, one behind the other
  std::vector<AssertionResult> asserts{};
  bool has_test = false;  ///< whether the final model of a cross-validation is measured on test rows
  /// Of cv: the model that was trained on all rows. Of --seeds: the model that was saved.
  std::optional<RunResult> final{};
  std::vector<Part> parts{};  ///< files that are not finished

  const Table& table() const { return final ? final->table : tables.front(); }
  const Network& network() const { return runs.results.front().model.network; }
  const Model& model() const { return runs.results.front().model; }
  std::size_t diverged() const;
  /// The runs that no signal cut short.
  std::size_t ended() const;
  /// The test rows of the final model; null without them, and where an assert failed before.
  const SplitResult* test() const;
  /// The number of rows behind a spread: those that the first repeat held out, or the first run.
  std::size_t rows_in(const std::string& part) const;
};

/// What the runs of a cross-validation say of the metrics of their held-out rows, for the final model.
CvFigures figures_of(const RunsResult& result);

/// The metrics of runs with these parts. `has_test`: whether a final model is measured on test rows.
KnownMetrics known_in_runs(const std::vector<std::string>& parts, bool has_test,
                           const std::vector<std::string>& labels, Activation output);
KnownMetrics known_in(const RunsResult& result);

/// Evaluates the assertions on these runs. Those about test rows need the final model: they are left out
/// where it is missing.
std::vector<AssertionResult> check_assertions(const std::vector<Assertion>& assertions,
                                              const RunsResult& result, const FactLookup& fact);

RunStatus status_of(const RunsResult& result);
/// How one of several runs ended.
RunStatus status_of(const TrialResult& run);
/// The first that holds: that of the signal if there was one, 3 if an output is lost, 4 if a run diverged, 1
/// if an assertion failed, 0.
ExitCode exit_code(const RunsResult& result);

}  // namespace nntrain
