#include "report/advice.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr double kScalesDiffer = 30;   // ratio of the largest to the smallest feature's size
constexpr double kLongSummedStep = 1;  // learning rate times rows
constexpr double kShortStep = 0.1;     // learning rate, times the rows if the loss is a sum

struct Sizes {
  std::size_t smallest = 0;
  std::size_t largest = 0;
  std::vector<double> sizes;  // largest absolute value of each input

  bool differ() const { return sizes[smallest] > 0 && sizes[largest] / sizes[smallest] > kScalesDiffer; }
};

Sizes sizes_of(const BlockMatrix& inputs) {
  Sizes result;
  for (std::size_t column = 0; column < inputs.columns(); ++column) {
    double size = 0;
    for (std::size_t row = 0; row < inputs.rows(); ++row)
      size = std::max(size, std::abs(inputs.at(row, column)));
    result.sizes.push_back(size);
    if (size < result.sizes[result.smallest]) result.smallest = column;
    if (size > result.sizes[result.largest]) result.largest = column;
  }
  return result;
}

/// Tenths of the rate until a step is no longer too long for so many rows and, where training diverged, for
/// the squares of what the units are fed: the curvature of a linear unit's mean squared error is at most
/// twice their sum (LeCun et al., "Efficient BackProp", 1998).
double gentler_rate(const RunResult& result, const Sizes& sizes) {
  const bool sums = result.recipe.loss == Loss::kSse || result.recipe.loss == Loss::kHalfSse;
  const double rows = sums ? static_cast<double>(result.table.rows()) : 1;
  double squares = 0;
  if (result.training.stop == Stop::kDiverged) {
    for (const double size : sizes.sizes) squares += size * size;
  }
  double rate = result.recipe.learning_rate / 10;
  while (std::isfinite(squares) && rate * rows * std::max(1.0, squares) > kLongSummedStep) rate /= 10;
  return parse_number(fmt::format("{:.1g}", rate)).value;
}

std::string likely_why(const RunResult& result) {
  const Loss loss = result.recipe.loss;
  const double learning_rate = result.recipe.learning_rate;
  const bool sums = loss == Loss::kSse || loss == Loss::kHalfSse;
  const std::size_t rows = result.table.rows();
  if (result.training.iterations == 0 && result.training.stop == Stop::kIterations) {
    return "no update was made: ask for some with --iterations";
  }
  const bool diverged = result.training.stop == Stop::kDiverged;
  if (!diverged && result.table.task == Task::kClassify && result.network.layers().size() == 1) {
    return "without a hidden layer the network draws one straight line: try --hidden 5";
  }
  const Sizes sizes = sizes_of(result.inputs);
  const double gentler = gentler_rate(result, sizes);
  if (sums && learning_rate * static_cast<double>(rows) > kLongSummedStep) {
    return fmt::format(
        "the loss {} is summed over {} rows, so the step grows with them: try --learning-rate {} or --loss "
        "{}",
        name_of(loss), rows, shortest(gentler), loss == Loss::kSse ? "mse" : "half-mse");
  }
  if (sizes.differ()) {
    return fmt::format(
        "the features' scales differ ('{}' reaches {:.3g}, '{}' {:.3g}): bring them to one scale, or try "
        "--learning-rate {} with more --iterations",
        printable(result.input_names[sizes.smallest]), sizes.sizes[sizes.smallest],
        printable(result.input_names[sizes.largest]), sizes.sizes[sizes.largest], shortest(gentler));
  }
  if (!diverged && learning_rate * (sums ? static_cast<double>(rows) : 1) <= kShortStep) {
    return fmt::format(
        "{} at rate {} may be too few for the loss {}: try --learning-rate {} or more "
        "--iterations",
        counted(result.training.iterations, "step"), shortest(learning_rate), name_of(loss),
        shortest(10 * learning_rate));
  }
  if (diverged) return fmt::format("try --learning-rate {}", shortest(gentler));
  return fmt::format("try --learning-rate {}, another --seed, more --iterations or other --features",
                     shortest(gentler));
}

}  // namespace

std::vector<std::string> advice_on(const RunResult& result) {
  const auto with_why = [&](const std::string& what) { return what + "; " + likely_why(result); };
  if (result.training.stop == Stop::kDiverged && !std::isfinite(metric(result.train, "loss"))) {
    return {"the loss of the start is not finite: its weights or the data's values are too large"};
  }
  if (result.training.stop == Stop::kDiverged) {
    return {with_why(fmt::format("training diverged in iteration {}; the weights are those before it",
                                 result.training.iterations + 1))};
  }
  if (result.table.task == Task::kClassify) {
    const double accuracy = metric(result.train, "accuracy");
    const double majority = metric(result.train, "majority");
    if (accuracy > majority) return {};
    const auto& classes = result.table.classes;
    const std::string& largest =
        std::max_element(classes.begin(), classes.end(), [](const ClassLabel& a, const ClassLabel& b) {
          return a.count < b.count;
        })->label;
    return {with_why(fmt::format("the accuracy {:.4f} is no better than always saying '{}' ({:.4f})",
                                 accuracy, printable(largest), majority))};
  }
  const double r2 = metric(result.train, "r2");
  if (!(r2 <= 0)) return {};
  return {with_why(fmt::format("the predictions are no better than always saying the mean (R2 {:.4f})", r2))};
}

}  // namespace nntrain
