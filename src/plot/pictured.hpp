#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "model/model.hpp"
#include "report/result.hpp"
#include "training/history.hpp"

namespace nntrain {

/// How training went, as a run or a log tells it.
struct PicturedHistory {
  History points;                  ///< none: not known
  std::size_t start = 0;           ///< its number, from 1, of several starts; 0: the only one
  std::size_t best_iteration = 0;  ///< whose weights were restored; 0: none were
};

/// Of a run that kept it.
inline PicturedHistory history_of(const RunResult& run) {
  return {run.history, run.recipe.restarts > 1 ? run.training.restart + 1 : 0,
          run.training.best_iteration.value_or(0)};
}

/// What a picture can show of a trained model.
struct Pictured {
  const Model* model = nullptr;            ///< null: only the history is known
  std::span<const SplitResult> results{};  ///< the rows trained on, if they are there, first
  PicturedHistory history{};
  std::vector<std::string> features{};  ///< the columns along the axes; none: the first two numbers
};

}  // namespace nntrain
