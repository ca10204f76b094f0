#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/result.hpp"
#include "report/trace.hpp"

namespace nntrain {

/// Of the result on standard output.
enum class Format { kText, kJson };
/// Which weights a result shows; kAuto: in text up to 200, in JSON all.
enum class WeightsMode { kAuto, kNone, kFull };

/// Up to so many parameters are shown by kAuto.
inline constexpr std::size_t kMostWeightsShown = 200;

/// What is written where, as it was asked for; a file's name is "" where there is none.
struct ReportOutputs {
  Format format = Format::kText;
  std::string print;  ///< LIST of the fields that are told instead of the whole, or ""
  WeightsMode weights = WeightsMode::kAuto;
  std::vector<std::string> asserts;
  std::string save;  ///< of the model
  std::string checkpoint;
  std::uint64_t checkpoint_every = 0;  ///< iterations; 0: at the end only
  std::string predictions;
  std::string log;
  std::uint64_t trace = 0;  ///< iterations whose updates are shown
  TraceFormat trace_format = TraceFormat::kText;
  bool quiet = false;

  /// Whether standard output is text for people: all of the result.
  bool tells_people() const { return format == Format::kText && print.empty(); }
};

/// A line for each assertion, or for those that failed.
std::string verdicts(const std::vector<AssertionResult>& asserts, bool quiet);

/// Writes the model (of a run that has not diverged), the predictions, the result to standard output, then to
/// standard error warnings and the verdicts of asserts. `fields`: those of outputs.print. Throws DataError
/// where one of the first three cannot be written.
void tell(const RunResult& result, const ReportOutputs& outputs, const std::vector<std::string>& fields);

}  // namespace nntrain
