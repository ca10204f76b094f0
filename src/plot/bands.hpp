#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "plot/panel.hpp"
#include "report/result.hpp"

namespace nntrain {

/// Rows that are drawn alike: those of a class, or whose number is in a band.
struct Group {
  std::string label;
  std::size_t style;
  double low;                      ///< of a band, which reaches to the next one's; of a class its number
  std::optional<Colour> colour{};  ///< of a band
};

/// For each class the style that it is drawn in, by its rows here.
std::vector<std::size_t> styles_of_classes(const SplitResult& result);

/// The classes (those beyond the styles are grey, and one of them is in the legend), or four to ten bands of
/// the numbers that the rows have, between round ones.
std::vector<Group> groups_of(const Model& model, const SplitResult& result);

/// Which of the groups a class number or a number belongs to.
std::size_t group_of(const std::vector<Group>& groups, double value);

}  // namespace nntrain
