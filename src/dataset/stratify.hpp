#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace nntrain {

/// The numbers of training, validation and test rows.
using SplitSizes = std::array<std::size_t, 3>;

/// The number of rows of each class in each part: class size * part size / rows, rounded down or up, the
/// largest remainders up. The parts have exactly the sizes `parts` (controlled rounding; Cox, "A constructive
/// procedure for unbiased controlled rounding", 1987). Every class with a row keeps one in training, even
/// against this rounding. parts[0] must be at least the number of these classes, and `classes` and `parts`
/// must have the same sum.
std::vector<SplitSizes> stratify(const std::vector<std::size_t>& classes, const SplitSizes& parts);

}  // namespace nntrain
