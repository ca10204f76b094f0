#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "base/words.hpp"
#include "trace/trace.hpp"

namespace nntrain {

/// The format of the result on standard output. kJsonl: JSON in one line. kMarkdown: as GitHub reads it, for
/// the summary of a job of CI.
enum class Format { kText, kJson, kJsonl, kMarkdown };
constexpr auto words(Format) {
  return std::to_array<Word<Format>>({{"text", Format::kText},
                                      {"json", Format::kJson},
                                      {"jsonl", Format::kJsonl},
                                      {"markdown", Format::kMarkdown}});
}
/// Which weights a result shows. kAuto: up to 200 in text, all in JSON.
enum class WeightsMode { kAuto, kNone, kFull };
constexpr auto words(WeightsMode) {
  return std::to_array<Word<WeightsMode>>(
      {{"auto", WeightsMode::kAuto}, {"none", WeightsMode::kNone}, {"full", WeightsMode::kFull}});
}

/// Without --checkpoint-every: the seconds between two checkpoints, at least.
inline constexpr double kCheckpointSeconds = 60;

/// The most parameters that kAuto shows in text.
inline constexpr std::size_t kMostWeightsShown = 200;

/// What to write and where, as the user asked. "" stands for no file.
struct ReportOutputs {
  Format format = Format::kText;
  std::string print;  ///< LIST of the fields to print instead of the whole, or ""
  WeightsMode weights = WeightsMode::kAuto;
  std::vector<std::string> asserts;
  std::string save;  ///< of the model
  std::string checkpoint;
  std::optional<std::uint64_t> checkpoint_every;  ///< iterations between two; 0: at the end only
  bool continues = false;  ///< whether to go on from the file `checkpoint`, if it is there
  std::string predictions;
  std::string junit;
  std::string report;  ///< a page of HTML
  std::string typed;   ///< the command line, as a shell takes it, if there is a page
  std::string log;
  std::string log_weights;
  std::uint64_t trace = 0;       ///< iterations whose updates are shown
  std::string trace_implied_by;  ///< the flag that asked for a trace without --trace, or ""
  std::string trace_show;        ///< LIST of what it shows, or "" for all
  std::uint64_t trace_rows = kUsualTraceRows;
  TraceFormat trace_format = TraceFormat::kText;
  bool quiet = false;

  /// Whether standard output has the whole result as text for people.
  bool is_for_people() const { return format == Format::kText && print.empty(); }
  /// Whether standard output has the whole result in a format for programs.
  bool is_for_programs() const {
    return (format == Format::kJson || format == Format::kJsonl) && print.empty();
  }
};

/// The text in this format, from text(), json() or markdown().
template <typename Text, typename JsonText, typename Markdown>
std::string in_format(Format format, const Text& text, const JsonText& json, const Markdown& markdown) {
  switch (format) {
    case Format::kText:
      return text();
    case Format::kJson:
      return json();
    case Format::kJsonl:
      return in_one_line(json());
    case Format::kMarkdown:
      return markdown();
  }
  return "";
}

}  // namespace nntrain
