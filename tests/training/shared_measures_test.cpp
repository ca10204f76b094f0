#include <bit>
#include <cstdint>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "math/ranks_sum.hpp"
#include "network/initialization.hpp"
#include "support/catch.hpp"
#include "support/thread_ranks.hpp"
#include "training/monitor.hpp"
#include "training/split.hpp"
#include "training/temperature.hpp"

using namespace nntrain;

namespace {

constexpr std::size_t kInputs = 3;
constexpr std::size_t kClasses = 3;

/// Those of `all` made-up rows that are in a share.
Split made_up_split(const std::string& name, std::size_t all, const RowShare& share) {
  RandomStream random(all, RandomPurpose::kBench);
  Split split{name,
              {BlockMatrix(kInputs), BlockMatrix(kClasses), BlockMatrix(0), static_cast<double>(all), share},
              BlockMatrix(1),
              {}};
  for (std::size_t row = 0; row < all; ++row) {
    std::vector<double> x(kInputs);
    for (double& value : x) value = random.uniform() - 0.5;
    const std::size_t actual = random.below(kClasses);
    std::vector<double> targets(kClasses);
    targets[actual] = 1;
    if (row < share.begin || row >= share.end()) continue;
    split.samples.inputs.append(x);
    split.samples.targets.append(targets);
    const auto number = static_cast<double>(actual);
    split.truth.append({&number, 1});
  }
  return split;
}

Model made_up_model() {
  Model model{.reading = {},
              .preprocessing = {},
              .target = {},
              .weights_item = "",
              .class_weights = {},
              .network = Network({kInputs, 5, kClasses}, {Activation::kTanh, Activation::kSoftmax}, true),
              .parameters = {}};
  model.target.classes = {{"a", 1}, {"b", 1}, {"c", 1}};
  model.parameters.resize(model.network.parameter_count());
  RandomStream random(1, RandomPurpose::kStart);
  initialize(model.network, {}, random, model.parameters);
  return model;
}

/// The bits of all that is measured of two splits, with all rows on each rank or with rows of their own.
std::vector<std::uint64_t> measured(std::size_t rows, Ranks& ranks, bool shared) {
  Model model = made_up_model();
  Workers workers(1, Sharing::kAlways, ranks);
  Splits splits;
  for (const char* const name : {"train", "validation"}) {
    const std::size_t all = splits.empty() ? rows : rows / 3 + 100;
    splits.push_back(made_up_split(name, all, shared ? dealt_share(ranks, all) : whole(all)));
  }
  Objective objective;
  objective.loss = Loss::kCrossEntropy;
  std::vector<double> values;
  LossGradient function(model.network, objective, splits.front().samples.inputs.block_count(), 0, workers);
  for (const char* const watched : {"accuracy", "auc", "ece", "mcc", "log_loss"}) {
    Monitor monitor(function, splits, {watched, {"a", "b", "c"}, {}, {}});
    monitor.move_to(model.parameters, {});
    for (const Split& split : splits) {
      values.insert(values.end(), {monitor.loss(split), monitor.accuracy(split), monitor.watched(split)});
      if (!monitor.has_loss(split) || !monitor.has_accuracy(split)) throw std::logic_error("not known");
    }
  }
  values.push_back(static_cast<double>(calibrate({&splits[1], nullptr}, model, workers)));
  values.push_back(model.target.temperature.value());
  for (Split& split : splits) {
    const SplitResult result = measure_split(model, objective, std::move(split), {}, workers);
    for (const Metric& metric : result.measures.metrics) values.push_back(metric.value);
    for (const std::size_t count : result.measures.confusion.counts)
      values.push_back(static_cast<double>(count));
    values.push_back(static_cast<double>(result.row_share().all));
  }
  std::vector<std::uint64_t> bits;
  for (const double value : values) bits.push_back(std::bit_cast<std::uint64_t>(value));
  return bits;
}

}  // namespace

TEST_CASE("what is measured in and after training has the bits of one rank on many", "[ranks]") {
  for (const std::size_t rows : {200U, 1501U}) {
    const auto expected = measured(rows, Ranks::alone(), false);
    for (const std::size_t count : {1U, 2U, 3U, 5U}) {
      for (const bool shared : {false, true}) {
        std::vector<std::vector<std::uint64_t>> bits(count);
        run_on_ranks(count,
                     [&](Ranks& ranks) { bits[ranks.rank()] = measured(rows, ranks, shared && count > 1); });
        CAPTURE(rows, count, shared);
        for (const auto& one : bits) CHECK(one == expected);
      }
    }
  }
}

TEST_CASE("one rank alone may ask only for what it knows or needs no other rank for", "[ranks]") {
  std::vector<int> answers(2);
  run_on_ranks(2, [&](Ranks& ranks) {
    Model model = made_up_model();
    Workers workers(1, Sharing::kAlways, ranks);
    Splits splits;
    splits.push_back(made_up_split("train", 300, dealt_share(ranks, 300)));
    LossGradient function(model.network, {}, 3, 0, workers);
    Monitor monitor(function, splits);
    monitor.move_to(model.parameters, {});
    int& bits = answers[ranks.rank()];
    bits += monitor.waits_for_ranks() ? 1 : 0;
    bits += monitor.has_loss(splits.front()) ? 2 : 0;
    monitor.move_to(model.parameters, 0.5);
    bits += monitor.has_loss(splits.front()) ? 4 : 0;
    bits += monitor.has_accuracy(splits.front()) ? 8 : 0;
  });
  CHECK(answers == std::vector<int>{5, 5});
}
