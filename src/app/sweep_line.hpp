#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "metrics/known_metrics.hpp"
#include "metrics/measure.hpp"
#include "report/terminal_line.hpp"

namespace nntrain {

/// The progress of a sweep on standard error: runs done, the best value so far, time left.
class SweepLine {
 public:
  SweepLine(std::size_t runs, const MetricRef& field, bool is_shown);

  /// Run `number` was there before.
  void on_kept(std::uint64_t number, double value);

  /// Run `number` has ended, with this value or none. One call at a time.
  void on_end(std::uint64_t number, std::optional<double> value);

 private:
  void note(std::uint64_t number, double value);

  std::size_t runs_;
  std::string field_;
  Goal goal_;
  bool is_shown_;
  std::size_t kept_ = 0;
  std::size_t made_ = 0;
  std::uint64_t best_ = 0;
  double best_value_ = std::numeric_limits<double>::quiet_NaN();
  TerminalLine line_{0.5};
};

}  // namespace nntrain
