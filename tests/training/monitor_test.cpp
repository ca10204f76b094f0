#include "training/monitor.hpp"

#include <cmath>
#include <vector>

#include "network/initialization.hpp"
#include "support/catch.hpp"
#include "training/lines.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// Random rows of `classes` classes; two classes have one output.
Split random_split(const std::string& name, std::size_t rows, std::size_t classes, RandomStream& random) {
  const std::size_t outputs = classes == 2 ? 1 : classes;
  Split split{name,
              {BlockMatrix(3), BlockMatrix(outputs), BlockMatrix(0), static_cast<double>(rows)},
              BlockMatrix(1),
              {}};
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<double> x(3);
    fill_normal(random, x);
    split.samples.inputs.append(x);
    const std::size_t label = random.below(classes);
    std::vector<double> target(outputs);
    if (outputs == 1) target[0] = static_cast<double>(label);
    if (outputs > 1) target[label] = 1;
    split.samples.targets.append(target);
    split.truth.append(std::vector<double>{static_cast<double>(label)});
  }
  return split;
}

/// The accuracy, counted from the outputs of the network.
double direct_accuracy(LossGradient& function, const Split& split, std::span<const double> parameters) {
  const std::size_t classes = function.network().outputs();
  BlockMatrix outputs(classes);
  function.outputs(split.samples, parameters, outputs);
  double correct = 0;
  for (std::size_t row = 0; row < split.samples.rows(); ++row) {
    std::size_t label = classes == 1 && outputs.at(row, 0) > 0.5 ? 1 : 0;
    for (std::size_t c = 1; c < classes; ++c) label = outputs.at(row, c) > outputs.at(row, label) ? c : label;
    correct += static_cast<double>(label) == split.truth.at(row, 0) ? 1 : 0;
  }
  return correct / static_cast<double>(split.samples.rows());
}

}  // namespace

TEST_CASE("a monitor gives what the network's outputs give, split by split") {
  RandomStream random(9, RandomPurpose::kStart);
  for (const std::size_t classes : {2U, 4U}) {
    const std::size_t outputs = classes == 2 ? 1 : classes;
    const Network network({3, 5, outputs},
                          {Activation::kTanh, classes == 2 ? Activation::kSigmoid : Activation::kSoftmax},
                          true);
    Splits splits;
    splits.push_back(random_split("train", 300, classes, random));
    splits.push_back(random_split("validation", 40, classes, random));
    splits.push_back(random_split("test", 129, classes, random));
    LossGradient function(network, {.loss = Loss::kCrossEntropy, .l2 = 1, .dropout = 0.5}, 3);
    Monitor monitor(function, splits);
    std::vector<double> parameters(network.parameter_count());
    for (int point = 0; point < 3; ++point) {
      fill_normal(random, parameters);
      monitor.move_to(parameters, {});
      CHECK(monitor.parameters().data() == parameters.data());
      for (const Split& split : splits) {
        CAPTURE(classes, point, split.name);
        CHECK(monitor.accuracy(split) == direct_accuracy(function, split, parameters));
        CHECK(monitor.loss(split) == function.value(split.samples, parameters));
      }
    }
  }
}

TEST_CASE("a monitor computes once and only what is asked for") {
  Line line;
  line.splits.push_back(split_of("validation", line_of(1)));
  const Split& train = line.splits[0];
  const Split& validation = line.splits[1];
  LossGradient function(line.network, line.objective, 1);
  Monitor monitor(function, line.splits);
  std::vector<double> weight = {1};

  monitor.move_to(weight, 123);  // a given loss is not computed
  CHECK(monitor.loss(train) == 123);
  CHECK(monitor.loss(validation) == 0);
  weight[0] = 3;  // without move_to(): the known value is returned again
  CHECK(monitor.loss(validation) == 0);
  monitor.move_to(weight, {});
  CHECK(monitor.loss(validation) == 30);
  CHECK(monitor.loss(train) == 7.5);

  monitor.move_to(weight, {});
  weight[0] = 1;  // no value was computed before this change
  CHECK(monitor.loss(train) == 7.5);
  CHECK(monitor.loss(validation) == 0);
}

TEST_CASE("a monitor counts right rows once") {
  Line line;
  line.splits.push_back(split_of("validation", rows_of({{1, 1}, {-1, 0}, {2, 1}, {3, 0}})));
  const Split& validation = line.splits[1];
  LossGradient function(line.network, line.objective, 1);
  Monitor monitor(function, line.splits);
  std::vector<double> weight = {1};
  monitor.move_to(weight, {});
  CHECK(monitor.accuracy(validation) == 0.75);
  weight[0] = -1;
  CHECK(monitor.accuracy(validation) == 0.75);
  monitor.move_to(weight, {});
  CHECK(monitor.accuracy(validation) == 0.25);
}

TEST_CASE("a monitor measures the watched metric of each split") {
  Line line;
  line.splits.push_back(split_of("validation", line_of(1)));
  LossGradient function(line.network, line.objective, 1);
  Monitor monitor(function, line.splits, {"rmse", {}, {.centre = 1, .divisor = 2}});
  const std::vector<double> weight = {0};  // predicts 1 on the target's own scale
  monitor.move_to(weight, {});
  CHECK(monitor.watched(line.splits[0]) == std::sqrt((1.0 + 9 + 25 + 49) / 4));
  CHECK(monitor.watched(line.splits[1]) == std::sqrt((0.0 + 1 + 4 + 9) / 4));
  Monitor usual(function, line.splits);
  usual.move_to(weight, {});
  CHECK(usual.watched(line.splits[1]) == usual.loss(line.splits[1]));
}

TEST_CASE("a split is found by its name") {
  Splits splits;
  splits.push_back(split_of("train", line_of(1)));
  splits.push_back(split_of("test", line_of(2)));
  CHECK(find_split(splits, "test") == &splits[1]);
  CHECK(find_split(splits, "validation") == nullptr);
}
