#pragma once

#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "check/check.hpp"

namespace nntrain {

/// The file, its first rows, a line for each column, and the findings, for people.
std::string check_text(const CheckResult& result);

/// The same for programs.
std::string check_json(const CheckResult& result, const std::string& path);

/// The findings, for people. `stopped` is what some of them stop: "training".
std::string findings_text(const std::vector<Finding>& findings, const char* stopped);

/// The member "findings".
void write_findings(JsonWriter& json, const std::vector<Finding>& findings);

}  // namespace nntrain
