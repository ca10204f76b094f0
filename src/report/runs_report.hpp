#pragma once

#include <string>
#include <vector>

#include "report/runs_result.hpp"

namespace nntrain {

/// The result of several runs for people: `key: value` lines, then a line for each run.
std::string runs_text(const RunsResult& result);

/// The same as one JSON object with the schema nntrain.runs/1.
std::string runs_json(const RunsResult& result, const std::string& command);

/// Parts of it, for people: the metrics that text shows, from the first to the last, and a value of one; a
/// name with blanks in place of _; the lines on how the runs were made; how many diverged, or "".
std::vector<std::string> shown_metrics(const RunsResult& result);
std::string number_text(const std::string& metric, double value);
std::string spaced(std::string name);
std::string runs_lines(const RunsResult& result);
std::string diverged_text(const RunsResult& result);

/// The heads of a table of runs; then for each of the first runs where it is, its rows, two metrics, why it
/// ended, and its fingerprint. And how many more runs there are: a line, or "".
std::vector<std::vector<std::string>> run_rows(const RunsResult& result);
std::string more_runs_text(const RunsResult& result);

}  // namespace nntrain
