#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/catch.hpp"
#include "support/run_program.hpp"

extern template class nlohmann::basic_json<>;  // in cli/json.cpp: in each file by itself it would take a
                                               // second

namespace nntrain::test {

using Words = std::vector<std::string>;

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// `first`, then `more`.
inline Words with(Words first, const Words& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

/// Checks that the program refused: this exit code, nothing on standard output, and one message on standard
/// error with all `parts`.
inline void check_refusal(const ProgramResult& result, int exit_code, const Words& parts) {
  INFO("standard error: " << result.err);
  CHECK(result.exit_code == exit_code);
  CHECK(result.out.empty());
  CHECK(result.err.substr(0, 9) == "nntrain: ");
  CHECK((!result.err.empty() && result.err.back() == '\n'));
  CHECK(std::count(result.err.begin(), result.err.end(), '\n') <= 2);
  for (const std::string& part : parts) {
    INFO("missing: " << part);
    CHECK(contains(result.err, part));
  }
}

/// Checks that the program did its work, but could not write an output: exit 3, and a message with all
/// `parts`.
inline void check_lost(const ProgramResult& result, const Words& parts) {
  INFO("standard error: " << result.err);
  CHECK(result.exit_code == 3);
  for (const std::string& part : with({"nntrain: cannot write "}, parts)) {
    INFO("missing: " << part);
    CHECK(contains(result.err, part));
  }
}

inline void check_refusal(const Words& arguments, int exit_code, const Words& parts) {
  std::string command = "nntrain";
  for (const std::string& word : arguments) command += " '" + word + "'";
  INFO(command.substr(0, 300));
  check_refusal(nntrain(arguments), exit_code, parts);
}

/// The JSON that `nntrain ARGUMENTS --format json` prints. The test fails unless it exits with `exit_code`.
inline nlohmann::json json_of(const Words& arguments, int exit_code = 0) {
  const ProgramResult result = nntrain(with(arguments, {"--format", "json"}));
  INFO("standard error: " << result.err);
  REQUIRE(result.exit_code == exit_code);
  return nlohmann::json::parse(result.out);
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// The words between spaces.
inline Words words_of(const std::string& text) {
  Words words;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

}  // namespace nntrain::test
