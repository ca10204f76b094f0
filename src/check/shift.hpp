#pragma once

#include <cstddef>
#include <limits>

#include "model/seen.hpp"

namespace nntrain {

/// How far a mean or a share moved from the training rows to new ones. Both are negative if it fell, NaN if
/// they are not defined, and infinite if nothing varies but the two differ.
struct Shift {
  double errors = std::numeric_limits<double>::quiet_NaN();      ///< standard errors of the difference
  double deviations = std::numeric_limits<double>::quiet_NaN();  ///< deviations of the training rows

  static constexpr double kErrors = 4;
  static constexpr double kDeviations = 0.1;
  static constexpr std::size_t kFewestValues = 20;  ///< fewer values, here or in training, say nothing

  /// Whether it is beyond chance and large enough to matter: more than kErrors and kDeviations.
  bool is_large() const;
  /// Whether it is further than `other`, in standard errors.
  bool is_beyond(const Shift& other) const;
};

/// The shift of a mean. The standard error is sqrt(s1^2 / n1 + s2^2 / n2) (Welch, "The generalization of
/// 'Student's' problem when several different population variances are involved", 1947).
Shift mean_shift(const Seen& then, const Seen& now);

/// The shift of a share: `then` of `all_then` rows had it, and `now` of `all_now` have it. The standard error
/// is sqrt(p (1 - p) (1 / n1 + 1 / n2)), where p is the share in all rows (the two-proportion z-test). The
/// deviation of a share p1 is sqrt(p1 (1 - p1)).
Shift share_shift(std::size_t then, std::size_t all_then, std::size_t now, std::size_t all_now);

}  // namespace nntrain
