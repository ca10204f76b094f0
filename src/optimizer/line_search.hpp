#pragma once

#include <functional>

namespace nntrain {

/// A function along a line: its value and slope at the length `step`.
struct LinePoint {
  double step;
  double value;
  double slope;
};

/// Looks for a step that satisfies the strong Wolfe conditions: the value falls by at least 1e-4 of what the
/// slope at the start promises, and the slope has shrunk to at most 0.9 of the start's (Nocedal and Wright,
/// "Numerical Optimization", 2006, algorithms 3.5 and 3.6, with cubic interpolation). `start` is at step 0,
/// with a slope below 0; `first` is the step tried first; `probe` computes the function at a step. Where no
/// such step is found in `most` probes, the lowest point that was found; `start` itself if none is lower.
LinePoint search_line(const LinePoint& start, double first, int most,
                      const std::function<LinePoint(double step)>& probe);

}  // namespace nntrain
