#pragma once

#include <string>
#include <vector>

#include "report/junit.hpp"
#include "report/result.hpp"
#include "report/runs_result.hpp"

namespace nntrain {

/// The case "run": whether the command came to its end. It is an error of this type if not.
TestCase run_case(const std::string& error_type = "", const std::string& message = "");

/// The case of each assert.
std::vector<TestCase> assert_cases(const std::vector<AssertionResult>& asserts);

/// The case "run", then that of each assert.
std::vector<TestCase> test_cases(const RunResult& result);
std::vector<TestCase> test_cases(const RunsResult& result);

}  // namespace nntrain
