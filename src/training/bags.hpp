#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "dataset/split_mode.hpp"
#include "dataset/table.hpp"
#include "training/split.hpp"

namespace nntrain {

/// How the networks of an ensemble hold out training rows.
struct BagPlan {
  double share = 0;  ///< in (0, 0.5]; 0: none
  SplitMode mode = SplitMode::kStratified;
  std::uint64_t seed = 1;
};

/// The number of folds K of which each network holds out one: 1 / share, rounded, halves upward. `share`: see
/// BagPlan, not 0.
std::uint64_t bag_count(double share);

/// Which of the N training rows each network of an ensemble holds out (after Breiman, "Bagging predictors",
/// 1996, with folds in place of bootstrap samples): with K = bag_count() folds, network i holds out fold
/// i mod K of repeat i / K. So K networks in turn hold out each row once.
class Bags {
 public:
  /// None: no network holds out rows of its own.
  Bags() = default;
  /// `rows`: the indices of the training rows in the table. Throws TrainingError if there are too few.
  Bags(const Table& table, std::span<const std::size_t> rows, const BagPlan& plan, std::uint64_t networks);

  bool are_given() const { return !folds_.empty(); }
  /// The positions (0 .. N - 1, ascending) of the training rows that a network holds out, or trains on.
  std::vector<std::size_t> held_out(std::uint64_t network) const { return positions(network, true); }
  std::vector<std::size_t> trained(std::uint64_t network) const { return positions(network, false); }
  /// The rows of a network as splits: "train", and "validation" with those that it holds out. Throws
  /// TrainingError if all rows of a split have weight 0.
  Splits splits(const Split& train, std::uint64_t network) const;

 private:
  std::vector<std::size_t> positions(std::uint64_t network, bool are_held_out) const;

  std::uint64_t count_ = 0;                        // K
  std::vector<std::vector<std::uint32_t>> folds_;  // of each repeat, the fold of each row
};

}  // namespace nntrain
