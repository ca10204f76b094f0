#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "optimizer/gradient_descent.hpp"
#include "training/train.hpp"

namespace nntrain::test {

/// Rows (x, y) without row weights.
inline Samples rows_of(const std::vector<std::pair<double, double>>& points) {
  Samples samples{BlockMatrix(1), BlockMatrix(1), BlockMatrix(0), static_cast<double>(points.size())};
  for (const auto& [x, y] : points) {
    samples.inputs.append(std::vector<double>{x});
    samples.targets.append(std::vector<double>{y});
  }
  return samples;
}

inline Split split_of(const std::string& name, Samples samples) {
  Split split{name, std::move(samples), BlockMatrix(1), {}};
  for (std::size_t row = 0; row < split.samples.rows(); ++row) {
    split.truth.append(std::vector<double>{split.samples.targets.at(row, 0)});
  }
  return split;
}

/// The rows y = slope x for x = 1 .. 4.
inline Samples line_of(double slope) {
  return rows_of({{1, slope}, {2, 2 * slope}, {3, 3 * slope}, {4, 4 * slope}});
}

/// Fits y = 2 x with one identity unit without bias. The mean squared error is 7.5 (w - 2)^2. With learning
/// rate a, gradient descent multiplies w - 2 by 1 - 15 a per iteration.
struct Line {
  Line() : network({1, 1}, {Activation::kIdentity}, false) {
    splits.push_back(split_of("train", line_of(2)));
  }

  Network network;
  Splits splits;
  Objective objective{.loss = Loss::kMse};
  std::vector<double> weight = {0};
};

/// Records everything that an observer sees.
struct Recorder : TrainingObserver {
  void on_iteration(const IterationView& view) override {
    iterations.push_back(view.iteration);
    restarts.push_back(view.restart);
    weights.emplace_back(view.parameters.begin(), view.parameters.end());
    if (split != nullptr) losses.push_back(view.monitor.loss(*split));
  }

  /// Whether iterations 0 .. last were seen once each.
  bool has_seen_all(std::size_t last) const {
    for (std::size_t i = 0; i < iterations.size(); ++i) {
      if (iterations[i] != i) return false;
    }
    return iterations.size() == last + 1;
  }

  const Split* split = nullptr;  ///< record the losses of this split
  std::vector<std::size_t> iterations;
  std::vector<std::size_t> restarts;
  std::vector<std::vector<double>> weights;
  std::vector<double> losses;
};

inline TrainingResult train_line(Line& line, Optimizer& optimizer, const TrainingPlan& plan,
                                 Recorder& recorder) {
  LossGradient function(line.network, line.objective, 1);
  return train(function, optimizer, line.splits, plan, line.weight, {.observers = {&recorder}});
}

inline TrainingResult train_line(Line& line, double rate, const TrainingPlan& plan, Recorder& recorder) {
  GradientDescent descent(1, rate);
  return train_line(line, descent, plan, recorder);
}

}  // namespace nntrain::test
