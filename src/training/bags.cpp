#include "training/bags.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "dataset/folds.hpp"

namespace nntrain {

std::uint64_t bag_count(double share) {
  return static_cast<std::uint64_t>(std::floor(1 / share + 0.5));
}

Bags::Bags(const Table& table, std::span<const std::size_t> rows, const BagPlan& plan,
           std::uint64_t networks) {
  if (plan.share == 0) return;
  count_ = bag_count(plan.share);
  const FoldPlan folds{static_cast<std::size_t>(count_), plan.mode, plan.seed, RandomPurpose::kBag};
  const std::uint64_t repeats = (networks + count_ - 1) / count_;
  try {
    for (std::uint64_t repeat = 0; repeat < repeats; ++repeat) {
      const std::vector<std::size_t> of_rows = folds_of(table, rows, folds, repeat);
      folds_.emplace_back(of_rows.begin(), of_rows.end());
    }
  } catch (const TrainingError& error) {
    throw TrainingError(fmt::format("--bag {}: {}", shortest(plan.share), error.what()),
                        "hold out larger shares:  --bag 0.5      or leave --bag out");
  }
}

std::vector<std::size_t> Bags::positions(std::uint64_t network, bool are_held_out) const {
  const std::vector<std::uint32_t>& folds = folds_[network / count_];
  std::vector<std::size_t> positions;
  for (std::size_t row = 0; row < folds.size(); ++row) {
    if ((folds[row] == network % count_) == are_held_out) positions.push_back(row);
  }
  return positions;
}

Splits Bags::splits(const Split& train, std::uint64_t network) const {
  Splits splits(2);
  splits[0].name = "train";
  splits[1].name = "validation";
  for (Split& split : splits) {
    const std::vector<std::size_t> rows = positions(network, split.name == "validation");
    split.samples = samples_at(train.samples, rows);
    split.truth = rows_at(train.truth, rows);
    if (split.samples.total_weight > 0) continue;
    throw TrainingError(fmt::format("all rows that network {} {} have weight 0", network + 1,
                                    split.name == "train" ? "trains on" : "holds out"),
                        "leave --bag out, or hold out larger shares:  --bag 0.5");
  }
  return splits;
}

}  // namespace nntrain
