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

/// What a picture shows of a sweep.
struct PicturedSweep {
  std::string metric;           ///< "cv.accuracy"
  bool is_lower_better = true;  ///< whether small values of it are good
  std::vector<std::string> axes{};
  std::vector<SweptPoint> points{};  ///< in the order of their runs
  std::size_t out = 0;               ///< candidates without a result, which are not shown
  std::size_t partial =
      0;  ///< those whose metric is not defined everywhere, which are not shown beside whole ones
};

}  // namespace nntrain
