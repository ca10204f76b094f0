#include "plot/pictured.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "metrics/measure.hpp"
#include "plot/thinning.hpp"

namespace nntrain {

std::string picture_title(const std::string& path, const std::string& what) {
  constexpr std::size_t kLongestFile = 40;
  const std::string file = path == "-"
                               ? "standard input"
                               : short_label(std::filesystem::path(path).filename().string(), kLongestFile);
  return what.empty() ? file : fmt::format("{}: {}", file, what);
}

std::string picture_title(const Table& table, const std::string& what) {
  std::string rows = counted(table.rows_read, "row");
  if (table.rows_dropped() > 0) rows = fmt::format("{} of {}", table.rows_read - table.rows_dropped(), rows);
  return picture_title(table.path, what.empty() ? rows : fmt::format("{}, {}", rows, what));
}

std::string picture_title(const Table& table, const Model& model, const std::string& path) {
  const std::string of_several = model.network_count() > 1 ? "ensemble" : "model";
  return picture_title(table, fmt::format("{} {}", of_several, picture_title(path)));
}

PicturedHistory history_of(const RunResult& run) {
  PicturedHistory history{run.history, run.recipe.restarts > 1 ? run.training.restart + 1 : 0,
                          run.training.best_iteration, run.model.loss};
  history.is_weighted = !run.model.weights_item.empty() || !run.model.class_weights.empty();
  history.networks = run.model.network_count();
  history.is_scaled = !run.model.target.scale.is_identity();
  if (!run.results.empty()) history.majority = find_metric(run.train().measures, "majority");
  return history;
}

double loss_per_row(const LossFunction& loss, double value, double total_weight) {
  const bool is_divided = is_sum(loss.kind) && total_weight > 0;
  return is_divided ? value / total_weight : value;
}

std::string loss_name_per_row(const LossFunction& loss, bool is_weighted, bool is_scaled) {
  std::string what;
  switch (term_of(loss.kind)) {
    case LossTerm::kSquare:
      what = loss_slope(loss.kind) == 1 ? "half the squared error" : "squared error";
      break;
    case LossTerm::kLogarithm:
      what = "cross-entropy";
      break;
    case LossTerm::kAbsolute:
      what = "absolute error";
      break;
    case LossTerm::kHuber:
      what = fmt::format("Huber's loss (D = {})", shortest(loss.bend));
      break;
  }
  return fmt::format("{} per {}row{}", what, is_weighted ? "weighted " : "",
                     is_scaled ? ", scaled target" : "");
}

}  // namespace nntrain
