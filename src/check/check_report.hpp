#pragma once

#include <string>

#include "check/check.hpp"

namespace nntrain {

/// The file, its first rows, a line for each column, and the findings, for people.
std::string check_text(const CheckResult& result);

/// The same for programs.
std::string check_json(const CheckResult& result, const std::string& path);

}  // namespace nntrain
