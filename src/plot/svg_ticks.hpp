#pragma once

#include <string>
#include <vector>

#include "plot/panel.hpp"

namespace nntrain {

/// A number along an axis.
struct Tick {
  double value;
  std::string text;
};

/// Round numbers in the bounds at a distance of at least `step`, each with as many digits as tell it from the
/// next one. Numbers far from 1 have powers of ten: 2×10⁻⁷.
std::vector<Tick> linear_ticks(Bounds bounds, double step);

/// Powers of ten in the bounds, at most `most` of them: 0.1, 1, 10, 10⁴; with less than two also 2 and 5
/// times powers, or what fits. The bounds are positive.
std::vector<Tick> log_ticks(Bounds bounds, std::size_t most);

/// The decimal logarithm.
double decimal_log(double value);

/// These numbers as texts, with digits that tell them apart.
std::vector<std::string> number_texts(const std::vector<double>& values, double step);

/// A number in few digits, for people: 3.621, 12500, 10⁻³.
std::string number_text(double value);

}  // namespace nntrain
