#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "trace/trace.hpp"

namespace nntrain {

/// Of the result on standard output.
enum class Format { kText, kJson };
constexpr auto words(Format) {
  return std::to_array<Word<Format>>({{"text", Format::kText}, {"json", Format::kJson}});
}
/// Which weights a result shows; kAuto: in text up to 200, in JSON all.
enum class WeightsMode { kAuto, kNone, kFull };
constexpr auto words(WeightsMode) {
  return std::to_array<Word<WeightsMode>>(
      {{"auto", WeightsMode::kAuto}, {"none", WeightsMode::kNone}, {"full", WeightsMode::kFull}});
}

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

}  // namespace nntrain
