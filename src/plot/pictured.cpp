#include "plot/pictured.hpp"

#include <limits>

namespace nntrain {
namespace {

HistoryValues values_of(const SplitResult& result) {
  return {metric(result.measures, "loss"),
          find_metric(result.measures, "accuracy").value_or(std::numeric_limits<double>::quiet_NaN())};
}

/// What was measured in the end.
HistoryPoint last_point(const RunResult& run) {
  HistoryPoint point{run.training.iterations, values_of(run.train()), {}};
  for (const SplitResult& result : run.results) {
    if (result.split.name == "validation") point.validation = values_of(result);
  }
  return point;
}

}  // namespace

PicturedHistory history_of(const RunResult& run) {
  PicturedHistory history{run.history, run.recipe.restarts > 1 ? run.training.restart + 1 : 0,
                          run.training.best_iteration.value_or(0)};
  const bool is_complete = history.points.empty() || run.training.best_iteration ||
                           history.points.back().iteration >= run.training.iterations;
  if (!is_complete) history.points.push_back(last_point(run));
  return history;
}

}  // namespace nntrain
