#include "plot/pictured.hpp"

namespace nntrain {

PicturedHistory history_of(const RunResult& run) {
  return {run.history, run.recipe.restarts > 1 ? run.training.restart + 1 : 0,
          run.training.best_iteration.value_or(0)};
}

}  // namespace nntrain
