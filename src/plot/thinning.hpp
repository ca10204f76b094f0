#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace nntrain {

/// The most rows that are drawn as points of one panel.
inline constexpr std::size_t kMostRowsDrawn = 2000;

/// Of N rows those that are drawn: all, or kMostRowsDrawn at even distances.
std::vector<std::size_t> rows_drawn(std::size_t rows);

/// "2000 of 12345 train rows are drawn"; "" where all are.
std::string rows_left_out(std::size_t rows, const std::string& split);

/// Of `count` places up to `most` >= 2 at even distances, the first and the last among them.
std::vector<std::size_t> evenly_of(std::size_t count, std::size_t most);

/// A label of up to `limit` >= 8 characters, without its middle where it is longer: names of one data set
/// often begin alike.
std::string short_label(const std::string& label, std::size_t limit = 26);

/// For each of C classes with these rows the style it is drawn in: of its own for the kStyles first ones, or
/// the largest where there are more; the rest are kGrey.
std::vector<std::size_t> class_styles(const std::vector<std::size_t>& rows_of_class);

}  // namespace nntrain
