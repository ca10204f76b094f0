#pragma once

#include <string>
#include <vector>

#include "report/result.hpp"

namespace nntrain {

/// Of the result on standard output.
enum class Format { kText, kJson };
/// Which weights a result shows; kAuto: in text up to 200, in JSON all.
enum class WeightsMode { kAuto, kNone, kFull };

/// Up to so many parameters are shown by kAuto.
inline constexpr std::size_t kMostWeightsShown = 200;

/// What of a result goes where.
struct Telling {
  Format format = Format::kText;
  std::vector<std::string> fields;  ///< these values instead of the whole
  WeightsMode weights = WeightsMode::kAuto;
  bool in_markdown = false;  ///< a text result stands under a heading, fenced
  std::string save;          ///< a file for the model, or ""
  std::string checkpoint;    ///< that was written, or ""
  std::string predictions;   ///< a file, or ""
  bool quiet = false;
};

/// A line for each assertion, or for those that failed.
std::string verdicts(const std::vector<AssertionResult>& asserts, bool quiet);

/// Writes the model (of a run that has not diverged), the predictions, the result to standard output, then to
/// standard error warnings and the verdicts of asserts. Throws DataError where one of the first three cannot
/// be written.
void tell(const RunResult& result, const Telling& telling);

}  // namespace nntrain
