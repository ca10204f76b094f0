#include "report/phases_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace nntrain {
namespace {

/// In how many of the runs something was done.
std::string done_text(const std::string& what, std::ptrdiff_t done, std::size_t runs) {
  const auto count = static_cast<std::size_t>(done);
  if (count == runs) return fmt::format(", {}", what);
  return count == 0 ? fmt::format(", not {}", what) : fmt::format(", {} in {} of {} runs", what, count, runs);
}

std::string refit_text(std::span<const TrialResult> runs) {
  const auto done = std::count_if(runs.begin(), runs.end(),
                                  [](const TrialResult& run) { return run.training.is_refitted; });
  return done_text("refit on all rows", done, runs.size());
}

std::string calibration_text(std::span<const TrialResult> runs) {
  const auto done = std::count_if(runs.begin(), runs.end(), [](const TrialResult& run) {
    return run.model.target.temperature.has_value();
  });
  std::string text = done_text("calibrated", done, runs.size());
  const std::size_t rows = runs.front().calibration_rows;
  if (done == 0 && runs.size() == 1 && rows > 0) text += fmt::format(" ({} held-out rows)", rows);
  return text;
}

}  // namespace

std::string phases_text(const Recipe& recipe, std::span<const TrialResult> runs) {
  if (runs.empty()) return "";
  std::string text;
  if (recipe.refits) text += refit_text(runs);
  if (recipe.calibrates) text += calibration_text(runs);
  return text;
}

}  // namespace nntrain
