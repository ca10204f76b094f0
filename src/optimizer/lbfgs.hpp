#pragma once

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

}  // namespace nntrain
