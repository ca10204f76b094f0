#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "dataset/table.hpp"
#include "math/block_matrix.hpp"
#include "plot/panel.hpp"
#include "report/result.hpp"

namespace nntrain {

/// Rows that are drawn in one style: those of a class, or those with a number in a band.
struct Group {
  std::string label;
  std::size_t style;
  double low;                      ///< the lower end of a band (up to the next one's), or the class index
  std::optional<Colour> colour{};  ///< of a band
  double high = 0;                 ///< the upper end of a band
};

/// The style of each class, from its number of rows here.
std::vector<std::size_t> styles_of_classes(const std::vector<ClassLabel>& classes);

/// The classes of a result with their numbers of rows.
std::vector<ClassLabel> classes_of(const SplitResult& result);

/// The groups of rows with these targets, N x 1. Classes: one each; those beyond the styles are gray, and the
/// legend has one entry for them. Numbers: four to ten bands between round numbers, or one if all are equal.
std::vector<Group> groups_of(const std::vector<ClassLabel>& classes, const BlockMatrix& targets);

/// The colors of bands, for an axis of numbers called `label`. None if all numbers are equal.
std::optional<ColourBar> colour_bar_of(const std::vector<Group>& bands, const std::string& label);

/// "-2 to 0", with as many digits as the ends of a band need to differ.
std::string band_label(double low, double high);

/// The index of the group for a class index or a number.
std::size_t group_of(const std::vector<Group>& groups, double value);

}  // namespace nntrain
