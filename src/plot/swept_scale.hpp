#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "plot/pictured_sweep.hpp"

namespace nntrain {

/// The values of an option of a sweep along an axis.
struct SweptScale {
  std::vector<std::string> values;  ///< in the order of their places; the texts are as in the points
  std::vector<double> places;       ///< of numbers: they, or their logarithms; of texts: 0, 1, 2 ...
  bool are_numbers = false;
  bool is_log = false;

  std::map<std::string, std::size_t> indices;  ///< of the values

  /// The number of a value among `values`, which has it.
  std::size_t index_of(const std::string& value) const { return indices.at(value); }
  double place_of(const std::string& value) const { return places[index_of(value)]; }
  /// The range of the places with a margin.
  Bounds bounds() const;
  /// The names of the values at their places. Of numbers that are not on a logarithmic scale there are none,
  /// but for a few whole ones in a row: all between the first and the last.
  std::vector<AxisName> names() const;
  /// The place as a share of the range: from 0 to 1; of a single value 0.5.
  double share_of(const std::string& value) const;
};

/// The scale for an axis of a sweep with points. Numbers are in their order, on a logarithmic scale if that
/// spaces them more evenly; if one value is no number, all are texts, in the order of the points.
SweptScale scale_of(const PicturedSweep& sweep, std::size_t axis);

/// The value for people: "-" if there is none.
std::string swept_text(const std::string& value);

}  // namespace nntrain
