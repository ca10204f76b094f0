#pragma once

#include <cstddef>

namespace nntrain {

/// The number t with P(|T| <= t) = 0.95 for Student's T with `freedom` >= 1 degrees of freedom. Error below
/// 1e-12. Only + - * / and square roots: the same bits on every machine.
double student_95(std::size_t freedom);

}  // namespace nntrain
