#pragma once

#include <cstddef>

namespace nntrain {

/// The number t with P(|T| <= t) = 0.95 for Student's T with `freedom` >= 1 degrees of freedom. Error below
/// 1e-12. Only + - * / and square roots: the same bits on every machine.
double student_95(std::size_t freedom);
/// The same for degrees that need not be whole, by another formula. Error below 1e-11 up to 10^5 degrees.
double student_95(double freedom);

/// P(|T| >= |t|) for `freedom` >= 1 degrees of freedom (NIST Digital Library of Mathematical Functions, 8.17;
/// Abramowitz and Stegun, 26.7.1). t may be infinite.
double student_p(double t, double freedom);

}  // namespace nntrain
