#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "dataset/table.hpp"
#include "evaluation/importance.hpp"
#include "model/model.hpp"
#include "plot/pictured_spread.hpp"
#include "plot/pictured_sweep.hpp"
#include "report/result.hpp"
#include "training/history.hpp"

namespace nntrain {

/// The history of training, from a run or a log.
struct PicturedHistory {
  History points;                  ///< empty if unknown
  std::size_t start = 0;           ///< its number from 1 if there are several starts, else 0
  std::size_t best_iteration = 0;  ///< the iteration whose weights were restored; 0: none
};

/// The history of a run that kept it.
inline PicturedHistory history_of(const RunResult& run) {
  return {run.history, run.recipe.restarts > 1 ? run.training.restart + 1 : 0,
          run.training.best_iteration.value_or(0)};
}

/// What a picture can show.
struct Pictured {
  const Model* model = nullptr;            ///< null if only the history is known
  std::span<const SplitResult> results{};  ///< the training rows first, if they are there
  PicturedHistory history{};
  std::vector<std::string> features{};     ///< columns for the axes; empty: the first two of numbers
  const Table* table = nullptr;            ///< rows without a model; null if there is one, or no rows
  bool is_of_several = false;              ///< whether several models predicted the rows
  const Importance* importance = nullptr;  ///< of the columns of the model; null if it is not known
  const PicturedSweep* sweep = nullptr;    ///< the results of a sweep; null if it is something else
  std::string title{};                     ///< above all panels; "": none
  const PicturedSpread* spread = nullptr;  ///< over several runs; null: no spread
};

}  // namespace nntrain
