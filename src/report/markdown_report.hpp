#pragma once

#include <span>
#include <string>
#include <vector>

#include "report/result.hpp"
#include "report/runs_result.hpp"

namespace nntrain {

/// Results in Markdown, as GitHub reads it.
std::string markdown_report(const RunResult& result);
std::string markdown_report(const RunsResult& result, const std::string& command);

/// What such a page is made of, from its top to its end.
struct MarkdownPage {
  std::string command;
  std::string path;  ///< of the data
  RunStatus status;
  std::string metrics;  ///< a table, in Markdown
  const std::vector<AssertionResult>& asserts;
  std::vector<std::string> warnings;
  std::string more{};   ///< in Markdown
  std::string details;  ///< lines "key: value" on how the result was made
};
std::string markdown_page(const MarkdownPage& page);

/// A heading of the second level and what stands below it, in Markdown; "" without content.
std::string markdown_section(const std::string& title, const std::string& content);

/// The section with these warnings; "" if there are none.
std::string markdown_warnings(const std::vector<std::string>& warnings);

/// A table with a column for each part of the rows.
std::string markdown_metrics(std::span<const SplitResult> parts);

/// "## nntrain train data.csv: " with a mark and what it says.
std::string markdown_heading(const std::string& command, const std::string& path, bool is_good,
                             const std::string& status);

/// Whether something is as it shall be.
std::string markdown_mark(bool is_good);

}  // namespace nntrain
