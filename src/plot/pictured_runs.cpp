#include "plot/pictured_runs.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plot/spread_of_runs.hpp"

namespace nntrain {

PicturedRuns::PicturedRuns(const RunsResult& result, std::vector<std::string> features)
    : rows_(pooled(result.runs)), spread_(spread_of_runs(result)) {
  pictured_.model = &result.model();
  pictured_.features = std::move(features);
  pictured_.is_of_several = true;
  pictured_.title = picture_title(result.table(), result.runs.is_cv() ? counted(result.runs.folds, "fold")
                                                                      : counted(result.runs.count(), "seed"));
  if (rows_) {
    const bool has_seeds = result.runs.count() > result.runs.folds * result.runs.repeats;
    if (result.runs.is_cv() && (result.runs.repeats > 1 || has_seeds))
      rows_->split.name =
          fmt::format("first {}'s {}", result.runs.repeats > 1 ? "repeat" : "seed", rows_->split.name);
    pictured_.results = {&*rows_, 1};
  }
  if (!spread_.groups.empty()) pictured_.spread = &spread_;
}

}  // namespace nntrain
