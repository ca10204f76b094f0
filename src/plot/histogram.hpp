#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "plot/bins.hpp"
#include "plot/panel.hpp"
#include "plot/pictured_sweep.hpp"

namespace nntrain {

/// Values that are counted together.
struct HistogramGroup {
  std::string label;  ///< "" if there is one group
  std::vector<double> values;
  std::size_t without = 0;            ///< of what has no value
  std::vector<std::size_t> counts{};  ///< of the values in each bin
};

/// How values are distributed: groups in the same bins, so that they can be compared.
struct Histogram {
  std::string quantity;  ///< "train.accuracy"
  std::string noun;      ///< what has a value: "run"
  std::vector<HistogramGroup> groups;
  Bins bins;

  std::size_t most() const;  ///< the largest count
};

/// The metric of a sweep in the runs of each candidate; why it cannot be drawn, "" if it can.
Histogram histogram_of(const PicturedSweep& sweep);
std::string why_no_histogram(const PicturedSweep& sweep);

/// A panel for each group, with the same axes, to stand one above the other.
std::vector<Panel> histogram_panels(const Histogram& histogram);

/// The same for a terminal: a line for each bin, with the count of each group and a bar of #. The groups
/// stand side by side, or one below the other if `width` characters are too few.
std::string histogram_text(const Histogram& histogram, std::size_t width);

/// What is said of a group: its number of values, mean, deviation, least and most; what has no value; and
/// whether there are too few. A line each.
std::vector<std::string> said_of(const HistogramGroup& group, const std::string& noun);

}  // namespace nntrain
