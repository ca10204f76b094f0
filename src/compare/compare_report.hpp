#pragma once

#include <string>
#include <vector>

#include "base/exit_code.hpp"
#include "base/json_writer.hpp"
#include "compare/comparison.hpp"
#include "compare/side.hpp"
#include "report/junit.hpp"

namespace nntrain {

/// A comparison with what it is about, for every kind of report.
struct CompareResult {
  Side a;  ///< the baseline
  Side b;
  std::string rows{};  ///< of models: the file of --data
  Comparison comparison{};
  std::vector<Verdict> fail_on{};      ///< of the metric that decides
  std::vector<OptionValue> options{};  ///< the values of all flags
};

/// A value of a metric, for people: four digits behind the point if it is at most 1. And the same with a
/// sign, of a difference; small ones have two digits. NaN: "undefined".
std::string compared_number(const std::string& metric, double value);
std::string signed_number(const std::string& metric, double value);

/// 1 if the verdict on the metric that decides is in `fail_on`, or a metric is not shown to be within its
/// margin; else 0.
ExitCode exit_code(const CompareResult& result);

/// What a verdict says, in a sentence: "B is better than A: accuracy is 0.03 higher, ...".
std::string verdict_text(const CompareResult& result);

/// The same, then which metric decides, what the verdict is about, and how each margin was kept: a sentence
/// each.
std::vector<std::string> verdict_notes(const CompareResult& result);

/// The cells of the table of metrics: a line of heads, then a line for each metric.
std::vector<std::vector<std::string>> metric_table(const Comparison& comparison);

/// The files, how they are paired, the table of metrics, and the verdict, for people.
std::string compare_text(const CompareResult& result);

/// The same for the summary of a job of CI, in Markdown.
std::string compare_markdown(const CompareResult& result);

/// The case "run", and that of each metric, which informs; the one that decides fails if its verdict is in
/// `fail_on`. A margin has a case of its own.
std::vector<TestCase> compare_cases(const CompareResult& result);

/// The same for programs.
std::string compare_json(const CompareResult& result);

}  // namespace nntrain
