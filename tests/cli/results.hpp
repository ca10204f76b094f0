#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "cli/expect.hpp"

namespace nntrain::test {

/// All numbers of nested lists and objects, in their order.
inline std::vector<double> numbers_in(const nlohmann::json& json) {
  if (json.is_number()) return {json.get<double>()};
  std::vector<double> numbers;
  if (json.is_array() || json.is_object()) {
    for (const nlohmann::json& part : json) {
      for (const double number : numbers_in(part)) numbers.push_back(number);
    }
  }
  return numbers;
}

inline double largest_difference(const nlohmann::json& a, const nlohmann::json& b) {
  const std::vector<double> x = numbers_in(a);
  const std::vector<double> y = numbers_in(b);
  REQUIRE(x.size() == y.size());
  REQUIRE_FALSE(x.empty());
  double largest = 0;
  for (std::size_t i = 0; i < x.size(); ++i) largest = std::max(largest, std::abs(x[i] - y[i]));
  return largest;
}

/// What `nntrain ARGUMENTS --print FIELDS` prints. The test fails unless it exits with `exit_code`.
inline Words printed(const Words& arguments, const std::string& fields, int exit_code = 0) {
  const bool is_quiet = std::find(arguments.begin(), arguments.end(), "-q") != arguments.end();
  const ProgramResult result =
      nntrain(with(with(arguments, {"--print", fields}), is_quiet ? Words{} : Words{"-q"}));
  INFO("standard error: " << result.err);
  REQUIRE(result.exit_code == exit_code);
  Words values(1);
  for (const char c : result.out.substr(0, result.out.size() - 1)) {
    if (c == '\t') {
      values.emplace_back();
    } else {
      values.back() += c;
    }
  }
  return values;
}

inline std::string fingerprint_of(const Words& arguments) {
  return printed(arguments, "fingerprint").front();
}

inline double number_of(const Words& arguments, const std::string& field) {
  return std::stod(printed(arguments, field).front());
}

}  // namespace nntrain::test
