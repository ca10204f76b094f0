#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace nntrain {

/// Rows of the training, the validation and the test part.
using PartSizes = std::array<std::size_t, 3>;

/// How many rows of each class go into each part: its share, class size * part size / rows, rounded down or
/// up, the largest remainders up, so that the parts have just the `parts` sizes (a controlled rounding; Cox,
/// "A constructive procedure for unbiased controlled rounding", 1987). A class of at least one row keeps one
/// in training, if need be at the cost of that rounding. parts[0] is at least the number of such classes, and
/// the sizes of classes and of parts have the same sum.
std::vector<PartSizes> stratify(const std::vector<std::size_t>& classes, const PartSizes& parts);

}  // namespace nntrain
