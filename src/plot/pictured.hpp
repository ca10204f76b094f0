#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dataset/table.hpp"
#include "evaluation/importance.hpp"
#include "model/model.hpp"
#include "network/loss.hpp"
#include "plot/pictured_spread.hpp"
#include "plot/pictured_sweep.hpp"
#include "report/result.hpp"
#include "training/history.hpp"

namespace nntrain {

/// The history of training, from a run or a log.
struct PicturedHistory {
  History points;         ///< empty if unknown
  std::size_t start = 0;  ///< its number from 1 if there are several starts, else 0
  /// The iteration whose weights were restored; none: the last weights are the result.
  std::optional<std::size_t> best_iteration{};
  std::optional<LossFunction> loss{};  ///< what was trained with; none: a log, which does not tell
  bool is_weighted = false;            ///< whether rows have weights in the loss
  bool is_scaled = false;              ///< whether the loss is of a scaled target
  std::optional<double> majority{};    ///< the share of the largest class of the training rows; none: unknown
  std::size_t networks = 1;            ///< of an ensemble, whose first network has this history
};

/// The history of a run that kept it.
PicturedHistory history_of(const RunResult& run);

/// A loss per row: one that is a sum, divided by the total weight of its rows; 0: unknown, the loss as it is.
double loss_per_row(const LossFunction& loss, double value, double total_weight);

/// What that is: "squared error per row", "cross-entropy per weighted row, scaled target"
std::string loss_name_per_row(const LossFunction& loss, bool is_weighted, bool is_scaled);

/// The title of a picture of a file: its name without its folder ("standard input" for "-"), and what it is.
std::string picture_title(const std::string& path, const std::string& what = "");
/// "banknotes.txt: 1372 rows"; with more: "banknotes.txt: 1372 rows, 5 folds"; "a.csv: 223 of 240 rows"
std::string picture_title(const Table& table, const std::string& what = "");
/// "banknotes.txt: 1372 rows, model notes.json", for the model of the file `path`.
std::string picture_title(const Table& table, const Model& model, const std::string& path);

/// What all frames of a film have in common, so that they can be compared.
struct FilmScale {
  std::vector<double> largest_weights{};  ///< of each layer whose weights are drawn, in all frames
  std::string longest_weight{};           ///< of the numbers written on their lines
};

/// What a picture can show.
struct Pictured {
  std::string title{};                     ///< above the picture: the file's name and what it is
  const Model* model = nullptr;            ///< null if only the history is known
  std::span<const SplitResult> results{};  ///< the training rows first, if they are there
  PicturedHistory history{};
  std::vector<std::string> features{};     ///< columns for the axes; empty: the first two of numbers
  const Table* table = nullptr;            ///< rows without a model; null if there is one, or no rows
  bool is_of_several = false;              ///< whether several models predicted the rows
  const Importance* importance = nullptr;  ///< of the columns of the model; null if it is not known
  const PicturedSweep* sweep = nullptr;    ///< the results of a sweep; null if it is something else
  const PicturedSpread* spread = nullptr;  ///< over several runs; null: no spread
  const FilmScale* film = nullptr;         ///< null: no frame of a film
};

}  // namespace nntrain
