#pragma once

#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "check/check.hpp"
#include "report/junit.hpp"

namespace nntrain {

/// The file, its first rows, a line for each column, and the findings, for people.
std::string check_text(const CheckResult& result);

/// The same for programs.
std::string check_json(const CheckResult& result, const std::string& path);

/// The same for the summary of a job of CI, in Markdown.
std::string check_markdown(const CheckResult& result, const std::string& path,
                           const std::vector<FindingCode>& fail_on);

/// A heading, `lines` ("key: value") as a list, and the findings, in Markdown.
std::string findings_markdown(const std::string& path, const std::string& lines,
                              const std::vector<Finding>& findings, const std::vector<FindingCode>& fail_on);

/// The case "run"; that of each finding, which fails if it makes the command fail; and one that passes for
/// each other code of `fail_on`.
std::vector<TestCase> finding_cases(const std::vector<Finding>& findings,
                                    const std::vector<FindingCode>& fail_on);

/// The findings, for people. `stopped` is what some of them stop: "training".
std::string findings_text(const std::vector<Finding>& findings, const char* stopped);

/// The member "findings".
void write_findings(JsonWriter& json, const std::vector<Finding>& findings);

}  // namespace nntrain
