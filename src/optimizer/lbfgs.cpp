#include "optimizer/lbfgs.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "math/kernels.hpp"

namespace nntrain {
namespace {

constexpr int kMostProbes = 25;

constexpr double kDecrease = 1e-4;
constexpr double kCurvature = 0.9;

/// The minimum in [from, to] of the cubic with the values and slopes of two points (Nocedal and Wright,
/// equation 3.59); the middle if there is none.
double cubic_minimum(const LinePoint& a, const LinePoint& b, double from, double to) {
  const double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step);
  const double square = d1 * d1 - a.slope * b.slope;
  if (!(square >= 0)) return (from + to) / 2;
  const double d2 = b.step > a.step ? std::sqrt(square) : -std::sqrt(square);
  const double step = b.step - (b.step - a.step) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2));
  if (!std::isfinite(step)) return (from + to) / 2;
  return step < from ? from : step > to ? to : step;
}

class Search {
 public:
  Search(const LinePoint& start, int most, const std::function<LinePoint(double)>& probe)
      : start_(start), left_(most), probe_(probe) {}

  LinePoint run(double first) {
    const LinePoint found = find(first);
    const bool is_wolfe = falls_enough(found) && is_flat(found);
    return is_wolfe || found.value < start_.value ? found : start_;
  }

 private:
  LinePoint find(double first) {
    LinePoint before = start_;
    LinePoint here = at(first);
    // Shorten a step to a value that is not finite.
    while (!is_finite(here) && left_ > 0) here = at((before.step + here.step) / 8);
    if (!is_finite(here)) return start_;
    for (;;) {
      if (!falls_enough(here) || (before.step > 0 && here.value >= before.value)) return zoom(before, here);
      if (is_flat(here) || left_ == 0) return here;
      if (here.slope >= 0) return zoom(here, before);
      const double least = here.step + 0.1 * (here.step - before.step);
      const double next = cubic_minimum(before, here, least, 10 * here.step);
      before = here;
      here = at(next);
      if (!is_finite(here)) return before;
    }
  }

  static bool is_finite(const LinePoint& point) {
    return std::isfinite(point.value) && std::isfinite(point.slope);
  }
  bool falls_enough(const LinePoint& point) const {
    return point.value <= start_.value + kDecrease * point.step * start_.slope;
  }
  bool is_flat(const LinePoint& point) const {
    return std::abs(point.slope) <= kCurvature * std::abs(start_.slope);
  }
  LinePoint at(double step) {
    --left_;
    return probe_(step);
  }

  /// Narrows the interval between `low`, the lowest point that falls enough (or the start), and `high`.
  LinePoint zoom(LinePoint low, LinePoint high) {
    while (left_ > 0) {
      const double from = std::min(low.step, high.step);
      const double to = std::max(low.step, high.step);
      const double margin = 0.1 * (to - from);
      if (!(margin > 1e-16 * to)) break;
      const LinePoint here = at(cubic_minimum(low, high, from + margin, to - margin));
      if (!is_finite(here) || !falls_enough(here) || here.value >= low.value) {
        high = here;
      } else {
        if (is_flat(here)) return here;
        if (here.slope * (high.step - low.step) >= 0) high = low;
        low = here;
      }
    }
    return low;
  }

  LinePoint start_;
  int left_;
  const std::function<LinePoint(double)>& probe_;
};

}  // namespace

Lbfgs::Lbfgs(std::size_t size)
    : Optimizer(size, 2 * kHistory * size + 3), direction_(size), trial_(size), gradient_before_(size) {}

bool Lbfgs::can_restore(std::span<const double> state) const {
  if (!Optimizer::can_restore(state)) return false;
  const std::span<const double> header = state.last(3);
  const auto is_below = [](double x, std::size_t bound) { return x >= 0 && x < static_cast<double>(bound); };
  return is_below(header[0], kHistory + 1) && is_below(header[1], kHistory);
}

/// direction_ = -H gradient_, where H approximates the inverse Hessian from the history.
void Lbfgs::find_direction() {
  const std::size_t n = gradient_.size();
  kernels().scale(direction_.data(), -1, gradient_.data(), n);
  std::array<double, kHistory> alpha{};
  for (std::size_t k = 0; k < count(); ++k) {
    alpha[k] = kernels().dot(move(k), direction_.data(), n) / kernels().dot(move(k), turn(k), n);
    kernels().add_scaled(direction_.data(), -alpha[k], turn(k), n);
  }
  if (count() > 0) {
    const double scale = kernels().dot(move(0), turn(0), n) / kernels().dot(turn(0), turn(0), n);
    for (double& d : direction_) d *= scale;
  }
  for (std::size_t k = count(); k-- > 0;) {
    const double beta = kernels().dot(turn(k), direction_.data(), n) / kernels().dot(move(k), turn(k), n);
    kernels().add_scaled(direction_.data(), alpha[k] - beta, move(k), n);
  }
}

/// Returns the length of a step along direction_ that lowers the function, 0 if none was found. Leaves value_
/// and gradient_ at its end.
double Lbfgs::search(const ValueAndGradient& function, std::span<const double> point, double slope) {
  const std::size_t n = point.size();
  const LinePoint start = {0, value_, slope};
  const double length = std::sqrt(kernels().dot(direction_.data(), direction_.data(), n));
  gradient_before_ = gradient_;
  double probed = 0;
  const auto probe = [&](double step) {
    std::copy(point.begin(), point.end(), trial_.begin());
    kernels().add_scaled(trial_.data(), step, direction_.data(), n);
    probed = step;
    value_ = compute(function, trial_);
    return LinePoint{step, value_, kernels().dot(gradient_.data(), direction_.data(), n)};
  };
  // Without a history, the scale is unknown: the first step has at most length 1.
  const LinePoint found = search_line(start, count() > 0 ? 1 : std::min(1.0, 1 / length), kMostProbes, probe);
  if (found.step == 0) {
    value_ = start.value;
    gradient_ = gradient_before_;
  } else if (found.step != probed) {
    probe(found.step);
  }
  return found.step;
}

/// Adds the last step to the history, unless its curvature is not positive.
void Lbfgs::remember(double step) {
  const std::size_t n = gradient_.size();
  constexpr double kLeastCurvature = 1e-10;
  double* const header = vector(2 * kHistory);
  const std::size_t slot = (newest() + 1) % kHistory;
  double* const move = vector(slot);
  double* const turn = vector(kHistory + slot);
  kernels().scale(move, step, direction_.data(), n);
  std::copy(gradient_.begin(), gradient_.end(), turn);
  kernels().add_scaled(turn, -1, gradient_before_.data(), n);
  const double curvature = kernels().dot(move, turn, n);
  const bool is_new = count() < kHistory;
  if (curvature > kLeastCurvature * std::sqrt(kernels().dot(move, move, n) * kernels().dot(turn, turn, n))) {
    header[0] += is_new ? 1 : 0;
    header[1] = static_cast<double>(slot);
  } else if (!is_new) {
    header[0] -= 1;  // the oldest was overwritten
  }
}

Step Lbfgs::step(const ValueAndGradient& function, std::span<double> point) {
  if (!has_value_) value_ = has_counted() != 0 ? function(point, gradient_) : compute(function, point);
  has_value_ = true;
  has_counted() = 1;
  const double before = value_;
  if (!std::isfinite(before)) return {before, true};
  for (;;) {
    find_direction();
    const double slope = kernels().dot(gradient_.data(), direction_.data(), point.size());
    const double step = slope < 0 ? search(function, point, slope) : 0;
    if (step > 0) {
      kernels().add_scaled(point.data(), step, direction_.data(), point.size());
      remember(step);
      return {before};
    }
    if (count() == 0) return {before, true};
    forget();  // the history is out of date: use the gradient only
  }
}

LinePoint search_line(const LinePoint& start, double first, int most,
                      const std::function<LinePoint(double step)>& probe) {
  return Search(start, most, probe).run(first);
}

}  // namespace nntrain
