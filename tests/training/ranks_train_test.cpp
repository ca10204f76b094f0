#include <algorithm>
#include <bit>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "math/ranks_sum.hpp"
#include "network/initialization.hpp"
#include "optimizer/make_optimizer.hpp"
#include "support/catch.hpp"
#include "support/thread_ranks.hpp"
#include "training/batches.hpp"
#include "training/train.hpp"

using namespace nntrain;

namespace {

/// Some rows of made-up samples; total_weight is that of `all` rows.
Samples made_up(std::size_t all, const RowShare& share, bool weighted) {
  RandomStream random(all, RandomPurpose::kBench);
  Samples samples{BlockMatrix(5), BlockMatrix(1), BlockMatrix(weighted ? 1 : 0), static_cast<double>(all)};
  std::vector<double> weights;
  samples.inputs.grow_to(share.rows);
  samples.targets.grow_to(share.rows);
  samples.weights.grow_to(share.rows);
  for (std::size_t row = 0; row < all; ++row) {
    const bool is_here = row >= share.begin && row < share.end();
    for (std::size_t c = 0; c < 5; ++c) {
      const double x = random.uniform() - 0.5;
      if (is_here) samples.inputs.set(row - share.begin, c, x);
    }
    const double target = random.uniform() < 0.5 ? 0 : 1;
    if (is_here) samples.targets.set(row - share.begin, 0, target);
    weights.push_back(weighted ? random.uniform() : 1);
    if (is_here && weighted) samples.weights.set(row - share.begin, 0, weights.back());
  }
  if (weighted) samples.total_weight = sum_rows(all, [&](std::size_t row) { return weights[row]; });
  samples.share = share;
  return samples;
}

struct Job {
  std::string name;
  OptimizerOptions optimizer;
  TrainingPlan plan;
  double dropout = 0;
  bool weighted = false;
};

/// The bits of the parameters, and of the losses.
std::vector<std::uint64_t> trained(const Job& job, std::size_t rows, std::size_t threads, Ranks& ranks,
                                   bool shared) {
  const Network network({5, 6, 4, 1}, {Activation::kTanh, Activation::kRelu, Activation::kSigmoid}, true);
  Objective objective;
  objective.loss = Loss::kCrossEntropy;
  objective.dropout = job.dropout;
  Workers workers(threads, Sharing::kAlways, ranks);
  Splits splits(2);
  for (Split& split : splits) {
    const bool is_first = &split == &splits.front();
    split.name = is_first ? "train" : "validation";
    const std::size_t all = is_first ? rows : rows / 3 + 1;
    split.samples = made_up(all, shared ? dealt_share(ranks, all) : whole(all), job.weighted);
  }
  std::size_t most = std::max(splits[0].samples.inputs.block_count(), splits[1].samples.inputs.block_count());
  if (shared && job.plan.batch_size > 0)
    most = std::max(most, most_blocks_of_batch(rows, job.plan.batch_size, ranks));
  LossGradient function(network, objective, most, 3, workers);
  std::vector<double> parameters(network.parameter_count());
  RandomStream random(1, RandomPurpose::kStart);
  initialize(network, {}, random, parameters);
  const auto optimizer = make_optimizer(job.optimizer, parameters.size());
  const TrainingResult result = train(function, *optimizer, splits, job.plan, parameters, {});
  std::vector<std::uint64_t> bits = {result.iterations, result.evaluations,
                                     static_cast<std::uint64_t>(result.stop),
                                     std::bit_cast<std::uint64_t>(result.loss),
                                     std::bit_cast<std::uint64_t>(result.validation_loss.value())};
  for (const double value : parameters) bits.push_back(std::bit_cast<std::uint64_t>(value));
  return bits;
}

std::vector<Job> jobs() {
  const OptimizerOptions adam{OptimizerKind::kAdam, 0.01};
  return {{"gd", {OptimizerKind::kGradientDescent, 0.1, 0.9, true}, {.iterations = 3}},
          {"adam", adam, {.iterations = 3}, 0.3, true},
          {"rprop", {OptimizerKind::kRprop}, {.iterations = 4}},
          {"lbfgs", {OptimizerKind::kLbfgs}, {.iterations = 4}, 0, true},
          {"patience", adam, {.iterations = 9, .patience = 2, .average = 0.9}},
          {"batches", adam, {.iterations = 2, .batch_size = 300}, 0.2, true},
          {"batches of two blocks", adam, {.iterations = 2, .batch_size = 256}},
          {"gd in batches", {OptimizerKind::kGradientDescent, 0.1}, {.iterations = 2, .batch_size = 500}},
          {"batches in order", adam, {.iterations = 2, .batch_size = 257, .shuffle = false}}};
}

}  // namespace

TEST_CASE("ranks train with the bits of one, with all rows on each or with rows of their own", "[ranks]") {
  for (const Job& job : jobs()) {
    for (const std::size_t rows : {3U, 384U, 700U, 1501U}) {
      const auto expected = trained(job, rows, 1, Ranks::alone(), false);
      for (const std::size_t count : {1U, 2U, 3U, 5U, 7U}) {
        for (const bool shared : {false, true}) {
          std::vector<std::vector<std::uint64_t>> bits(count);
          run_on_ranks(count, [&](Ranks& ranks) {
            bits[ranks.rank()] = trained(job, rows, count == 2 ? 2 : 1, ranks, shared && count > 1);
          });
          CAPTURE(job.name, rows, count, shared);
          for (const auto& one : bits) CHECK(one == expected);
        }
      }
    }
  }
}
