#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "math/block_matrix.hpp"
#include "metrics/measure.hpp"

namespace nntrain {

/// What a side of a comparison is: the JSON of runs, the CSV of predictions, or a saved model.
enum class SideKind { kResult, kPredictions, kModel };
constexpr auto words(SideKind) {
  return std::to_array<Word<SideKind>>(
      {{"result", SideKind::kResult}, {"predictions", SideKind::kPredictions}, {"model", SideKind::kModel}});
}

/// The metrics of a run in one part of the rows.
struct ComparedPart {
  std::string name;
  Measures measures;
};

/// A run of a result.
struct ComparedRun {
  std::uint64_t seed = 1;    ///< of --seed or --seeds
  std::uint64_t repeat = 0;  ///< from 1; 0: no cross-validation
  std::uint64_t fold = 0;
  std::string split{};  ///< a hash of the rows that were held out; "": not known
  bool counts = true;   ///< it has not diverged, and no signal stopped it
  std::vector<ComparedPart> parts{};

  const ComparedPart* find(const std::string& part) const;
};

/// Rows with their predictions, N of them in the order of the file.
struct PredictedRows {
  /// Where a row is from.
  struct Place {
    std::size_t number;  ///< in the file of the rows, from 1
    std::size_t part;    ///< an index of Side::parts
    std::size_t repeat;  ///< from 1; 0: no cross-validation
    std::size_t fold;
  };
  std::vector<Place> places{};
  BlockMatrix outputs =
      BlockMatrix();  ///< N x O: numbers, or what measure_counted() takes; two classes have one column
  BlockMatrix targets = BlockMatrix();   ///< N x 1: class indices or numbers
  std::vector<std::size_t> predicted{};  ///< N class indices; none: regression
  bool are_probabilities = false;
};

/// One of the two that are compared.
struct Side {
  SideKind kind = SideKind::kResult;
  std::string path{};
  std::string command{};              ///< of a result: which one made it
  std::string target{};               ///< the name of the column
  std::vector<std::string> labels{};  ///< of the classes; none: regression
  std::vector<std::string> parts{};   ///< from the training rows to the most held-out ones; see in_order()
  std::string data{};                 ///< of a result: the path of its table
  std::string sha256{};               ///< and the hash of its bytes; "": not known
  std::vector<ComparedRun> runs{};    ///< of a result
  PredictedRows rows{};               ///< of the others
  std::vector<std::string> warnings{};

  /// Whether it is a cross-validation.
  bool is_cv() const { return !runs.empty() && runs.front().fold > 0; }
};

/// The part that `nntrain predict` writes: all rows of its file.
inline constexpr const char* kPredictedRows = "predicted";

/// These parts, from the training rows to the most held-out ones: train, validation, cv, test; others last.
std::vector<std::string> in_order(std::vector<std::string> parts);

/// Tells by its text what a file is. Throws DataError if it is none of them.
SideKind kind_of_side(const std::string& text, const std::string& path);

/// "a.json", or "standard input"
std::string side_name(const Side& side);

}  // namespace nntrain
