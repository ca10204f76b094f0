#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace nntrain {

/// The most rows that a panel draws as points.
inline constexpr std::size_t kMostRowsDrawn = 2000;

/// The indices of the rows to draw, of N: all, or `most` at equal distances.
std::vector<std::size_t> rows_drawn(std::size_t rows, std::size_t most = kMostRowsDrawn);

/// "2000 of 12345 train rows are drawn"; "" if all are.
std::string rows_left_out(std::size_t rows, const std::string& split, std::size_t most = kMostRowsDrawn);

/// The indices of up to `most` >= 2 of `count` places at equal distances, with the first and the last.
std::vector<std::size_t> evenly_of(std::size_t count, std::size_t most);

/// A label of up to `limit` >= 8 characters. A longer one loses its middle: names often begin alike.
std::string short_label(const std::string& label, std::size_t limit = 26);

/// The style of each of C classes with these numbers of rows. The first kStyles classes, or the largest ones
/// if there are more, have their own style; the others have kGrey.
std::vector<std::size_t> class_styles(const std::vector<std::size_t>& rows_of_class);

}  // namespace nntrain
