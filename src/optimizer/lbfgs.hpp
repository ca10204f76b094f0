#pragma once

#include <functional>

#include "optimizer/optimizer.hpp"

namespace nntrain {

/// L-BFGS: a quasi-Newton direction from the last kHistory steps (two-loop recursion), then a line search for
/// the strong Wolfe conditions (Liu and Nocedal, "On the limited memory BFGS method for large scale
/// optimization", 1989). The function must not change between steps: all rows, no dropout.
class Lbfgs : public Optimizer {
 public:
  static constexpr std::size_t kHistory = 20;

  explicit Lbfgs(std::size_t size);

  Step step(const ValueAndGradient& function, std::span<double> point) override;
  bool can_restore(std::span<const double> state) const override;

 private:
  /// The k-th newest step (0: the newest): the change of the point, and the change of the gradient.
  double* move(std::size_t k) { return vector(slot(k)); }
  double* turn(std::size_t k) { return vector(kHistory + slot(k)); }
  std::size_t slot(std::size_t k) { return (newest() + kHistory - k) % kHistory; }
  std::size_t count() { return static_cast<std::size_t>(vector(2 * kHistory)[0]); }
  std::size_t newest() { return static_cast<std::size_t>(vector(2 * kHistory)[1]); }

  void find_direction();
  double search(const ValueAndGradient& function, std::span<const double> point, double slope);
  void remember(double step);
  void forget() { vector(2 * kHistory)[0] = 0; }

  /// 1 if the value at the point was already counted as an evaluation. After restore(), step() computes it
  /// uncounted.
  double& has_counted() { return vector(2 * kHistory)[2]; }

  bool has_value_ = false;  // value_ and gradient_ belong to the current point
  double value_ = 0;
  std::vector<double> direction_;
  std::vector<double> trial_;            // a point on the line
  std::vector<double> gradient_before_;  // at the start of the line
};

/// A function along a line: value and slope at the distance `step`.
struct LinePoint {
  double step;
  double value;
  double slope;
};

/// Searches a step that satisfies the strong Wolfe conditions: the value falls by at least 1e-4 times the
/// decrease that the start's slope predicts, and the absolute slope is at most 0.9 times the start's (Nocedal
/// and Wright, "Numerical Optimization", 2006, algorithms 3.5 and 3.6, with cubic interpolation). `start` is
/// at step 0 and has a slope below 0. `first` is the first step to try. `probe` computes the function at a
/// step. After `most` probes without success, returns the lowest point found, or `start` if none is lower.
LinePoint search_line(const LinePoint& start, double first, int most,
                      const std::function<LinePoint(double step)>& probe);

}  // namespace nntrain
