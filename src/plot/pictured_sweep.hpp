#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "plot/panel.hpp"

namespace nntrain {

/// A candidate of a sweep with a result.
struct SweptPoint {
  std::vector<std::string> settings;  ///< a value for each axis
  double mean;                        ///< of the metric, finite
  Bounds interval;                    ///< 95 %; NaN: none
  bool is_best = false;
};

/// The most candidates whose runs are drawn one by one.
inline constexpr std::size_t kMostSweptGroups = 6;

/// The metric in each run of a candidate.
struct SweptGroup {
  std::vector<std::string> settings;  ///< a value for each axis
  std::vector<double> values;         ///< of the runs with one, in their order: finite, within +-1e300
  std::size_t without = 0;            ///< runs that have none
};

/// What a picture shows of a sweep.
struct PicturedSweep {
  std::string metric;           ///< "cv.accuracy"
  bool is_lower_better = true;  ///< whether small values of it are good
  std::vector<std::string> axes{};
  std::vector<SweptPoint> points{};  ///< in the order of their runs
  std::size_t out = 0;               ///< candidates without a result, which are not shown
  std::size_t partial =
      0;  ///< those whose metric is not defined everywhere, which are not shown beside whole ones
  std::vector<SweptGroup> groups{};  ///< all candidates by run; empty if there are over kMostSweptGroups
  std::size_t candidates = 0;        ///< all of them
};

}  // namespace nntrain
