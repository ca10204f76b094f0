#pragma once

#include <functional>

#include "optimizer/optimizer.hpp"

namespace nntrain {

/// L-BFGS: a quasi-Newton direction from the last kHistory steps by the two-loop recursion, then a line
/// search for the strong Wolfe conditions (Liu and Nocedal, "On the limited memory BFGS method for large
/// scale optimization", 1989). Needs a function without noise: all rows, no dropout.
class Lbfgs : public Optimizer {
 public:
  static constexpr std::size_t kHistory = 20;

  explicit Lbfgs(std::size_t size);

  Step step(const ValueAndGradient& function, std::span<double> point) override;
  bool can_restore(std::span<const double> state) const override;

 private:
  /// Of the k-th newest step (0: the newest): how far the point moved, and how far the gradient did.
  double* move(std::size_t k) { return vector(slot(k)); }
  double* turn(std::size_t k) { return vector(kHistory + slot(k)); }
  std::size_t slot(std::size_t k) { return (newest() + kHistory - k) % kHistory; }
  std::size_t count() { return static_cast<std::size_t>(vector(2 * kHistory)[0]); }
  std::size_t newest() { return static_cast<std::size_t>(vector(2 * kHistory)[1]); }

  void find_direction();
  double search(const ValueAndGradient& function, std::span<const double> point, double slope);
  void remember(double step);
  void forget() { vector(2 * kHistory)[0] = 0; }

  /// Whether the value at the point has been counted as an evaluation: after restore() it is computed again.
  double& has_counted() { return vector(2 * kHistory)[2]; }

  bool has_value_ = false;  // value_ and gradient_ are of the point
  double value_ = 0;
  std::vector<double> direction_;
  std::vector<double> trial_;            // a point on the line
  std::vector<double> gradient_before_;  // where the line starts
};

/// A function along a line: its value and slope at the length `step`.
struct LinePoint {
  double step;
  double value;
  double slope;
};

/// Looks for a step that satisfies the strong Wolfe conditions: the value falls by at least 1e-4 of what the
/// slope at the start promises, and the slope has shrunk to at most 0.9 of the start's (Nocedal and Wright,
/// "Numerical Optimization", 2006, algorithms 3.5 and 3.6, with cubic interpolation). `start` is at step 0,
/// with a slope below 0; `first` is the step tried first; `probe` computes the function at a step. Where no
/// such step is found in `most` probes, the lowest point that was found; `start` itself if none is lower.
LinePoint search_line(const LinePoint& start, double first, int most,
                      const std::function<LinePoint(double step)>& probe);

}  // namespace nntrain
