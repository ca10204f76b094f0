#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/json_text.hpp"
#include "sweep/results_file.hpp"

namespace nntrain::test {

/// A sweep of `runs` runs, of which a file has those with the numbers first, first + step ...
struct SampleSweep {
  std::uint64_t runs = 12;
  std::uint64_t first = 1;
  std::uint64_t step = 1;
  std::string version = "0.1.0";
  std::string sha256 = std::string(64, 'a');
  std::uint64_t key_of_first = 0x9E3779B97F4A7C15U;  ///< the keys differ from sweep to sweep with it
  std::uint64_t sweep = 0xFEDCBA9876543210U;

  std::uint64_t key(std::uint64_t number) const { return key_of_first * number; }
  ResultsPlan plan() const {
    ResultsPlan plan{
        {kNumberColumn, kRunsColumn, kSweepColumn, kKeyColumn, kStatusColumn, kReasonColumn, kVersionColumn,
         kDataColumn, kSplitColumn, "hidden", "label", "recall[a,b]", "cv.accuracy",
         values_column("cv.accuracy"), kHeldOutColumn, kFingerprintColumn, kSecondsColumn},
        runs,
        sweep,
        version,
        sha256,
        {}};
    for (std::uint64_t number = first; number <= runs; number += step)
      plan.rows.push_back({number, key(number)});
    return plan;
  }
};

inline std::string json_of(const std::string& text) {
  std::string json;
  append_json_text(json, text);
  return json;
}

/// The cells of a run: a list, texts with all that needs quotes, numbers, nulls.
inline std::vector<std::string> sample_cells(const SampleSweep& sweep, std::uint64_t number,
                                             SweepStatus status = SweepStatus::kDone) {
  const bool has_result = status != SweepStatus::kRefused && status != SweepStatus::kFailed;
  const auto result = [&](const std::string& json) { return has_result ? json : "null"; };
  return {fmt::format("{}", number),
          fmt::format("{}", sweep.runs),
          fmt::format("\"{:016x}\"", sweep.sweep),
          fmt::format("\"{:016x}\"", sweep.key(number)),
          json_of(std::string(name_of(status))),
          has_result ? "null" : json_of("--hidden 0: \"no\", is\nno size"),
          json_of(sweep.version),
          json_of(sweep.sha256),
          json_of("0123456789abcdef"),
          number % 3 == 0 ? "[\"16\", \"8\"]" : "5",
          json_of(number % 4 == 0 ? " a,\"b\"\x80\n" : "caf\xC3\xA9"),
          result("1e-05"),
          result(fmt::format("0.{}", number)),
          result(fmt::format("\"0.{} 0.5\"", number)),
          result("\"10 9\""),
          result(fmt::format("\"{:016x}\"", number)),
          "0.25"};
}

inline void append_run(ResultsFile& file, const SampleSweep& sweep, std::uint64_t number,
                       SweepStatus status = SweepStatus::kDone) {
  file.append(static_cast<std::size_t>((number - sweep.first) / sweep.step),
              sample_cells(sweep, number, status));
}

/// Runs what the file lacks, and finishes it.
inline void complete(const std::string& path, const SampleSweep& sweep, bool extends = false) {
  ResultsFile file(path, sweep.plan(), extends);
  for (std::size_t row = 0; row < sweep.plan().rows.size(); ++row) {
    if (!file.has(row)) file.append(row, sample_cells(sweep, sweep.plan().rows[row].number));
  }
  file.finish();
}

}  // namespace nntrain::test
