#pragma once

#include <string>

#include "cli/expect.hpp"

namespace nntrain::test {

inline const std::string kNotes = std::string(NNTRAIN_SOURCE_DIR) + "/data/banknotes.txt";
inline const Words kTold = {"--features", "variance,entropy", "--iterations", "100", "--format",
                            "json",       "--quiet"};

/// A JSON result without the values that may differ between two runs: path and hash of the data, seconds and
/// memory.
inline std::string comparable(const std::string& json) {
  std::string kept;
  for (const std::string& line : lines_of(json)) {
    const std::string key = line.substr(std::min(line.find('"'), line.size()));
    const auto is = [&](const std::string& name) {
      return key.substr(0, name.size() + 3) == "\"" + name + "\":";
    };
    const bool may_differ = is("path") || is("sha256") || is("seconds") || is("peak_memory") || is("data");
    if (!may_differ || contains(line, "{")) kept += line + "\n";
  }
  return kept;
}

inline std::string result_of(const ProgramCall& call) {
  const ProgramResult result = run(call);
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  REQUIRE(contains(result.out, "\"fingerprint\""));
  return comparable(result.out);
}

inline ProgramCall call_with(const std::string& data, const Words& flags = kTold) {
  ProgramCall call;
  call.arguments = with({"--data", data}, flags);
  return call;
}

}  // namespace nntrain::test
