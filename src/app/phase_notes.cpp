#include "app/phase_notes.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "training/temperature.hpp"

namespace nntrain {
namespace {

/// " in 2 of 5 runs"; "" of a single run.
std::string in_runs(std::size_t count, std::size_t runs) {
  return runs == 1 ? "" : fmt::format(" in {} of {} runs", count, runs);
}

/// That runs had too few held-out rows for --calibrate; "" if none had.
std::string warning_if_not_calibrated(std::span<const TrialResult> runs) {
  std::vector<std::size_t> rows;
  for (const TrialResult& run : runs) {
    if (!run.recipe.calibrates || run.calibration_rows == 0 || run.model.target.temperature) continue;
    rows.push_back(run.calibration_rows);
  }
  if (rows.empty()) return "";
  const auto [least, most] = std::minmax_element(rows.begin(), rows.end());
  return fmt::format("--calibrate is left out{}: it needs {} held-out rows at least, and there are {}",
                     in_runs(rows.size(), runs.size()), kLeastCalibrationRows,
                     *least == *most ? fmt::format("{}", *least) : fmt::format("{} to {}", *least, *most));
}

/// How many networks of a run kept their first weights, for none were better on held-out rows.
std::size_t count_unlearned(const TrainingResult& training) {
  if (training.stop == StopReason::kDiverged) return 0;
  if (training.networks.empty()) return training.best_iteration == std::size_t{0} ? 1 : 0;
  return static_cast<std::size_t>(
      std::count_if(training.networks.begin(), training.networks.end(),
                    [](const TrainingResult& network) { return network.best_iteration == std::size_t{0}; }));
}

/// That networks of ensembles or refits have their first weights; "" if none has.
std::string warning_if_unlearned(std::span<const TrialResult> runs) {
  std::size_t unlearned = 0;
  std::size_t networks = 0;
  std::size_t concerned = 0;
  for (const TrialResult& run : runs) {
    if (run.recipe.ensemble == 1 && !run.recipe.refits) continue;
    const std::size_t count = count_unlearned(run.training);
    networks += run.model.network_count();
    unlearned += count;
    concerned += count > 0 ? 1 : 0;
  }
  if (unlearned == 0) return "";
  const Recipe& recipe = runs.front().recipe;
  return fmt::format(
      "{}{} did not become better than {} first weights on the {}: try --patience 0, or hold out a larger "
      "share of the rows",
      networks == 1 ? "the network" : fmt::format("{} of {} networks", unlearned, networks),
      in_runs(concerned, runs.size()), unlearned == 1 ? "its" : "their",
      recipe.bag == 0  ? "validation rows"
      : unlearned == 1 ? "rows that it holds out"
                       : "rows that they hold out");
}

}  // namespace

std::vector<std::string> warnings_on_phases(std::span<const TrialResult> runs) {
  std::vector<std::string> warnings;
  for (const std::string& warning : {warning_if_not_calibrated(runs), warning_if_unlearned(runs)}) {
    if (!warning.empty()) warnings.push_back(warning);
  }
  return warnings;
}

}  // namespace nntrain
