#pragma once

#include <map>

#include "cli/expect.hpp"

namespace nntrain::test {

/// A command of training or evaluation, and what a robot needs to follow the remedies of its errors. It has
/// no other knowledge than the JSON of an error.
struct RobotCommand {
  Words words;        ///< with --format json
  std::string input;  ///< standard input, once a filter has made the data
  std::string folder = NNTRAIN_SOURCE_DIR;

  ProgramResult run() const { return test::run({words, input, folder, {}}); }

  std::string value_of(const std::string& flag) const {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      if (words[i] == flag) return words[i + 1];
    }
    return "";
  }

  void set(const std::string& flag, const std::string& value) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      if (words[i] != flag) continue;
      words[i + 1] = value;
      return;
    }
    words.insert(words.end(), {flag, value});
  }

  /// The command that a way of a remedy leads to.
  RobotCommand after(const nlohmann::json& way) const {
    RobotCommand next = *this;
    if (way["filter"].is_string()) {
      const std::string flag = way["file"];
      const std::string path = value_of(flag);
      const ProgramResult filtered =
          test::run({{"-c", way["filter"].get<std::string>()},
                     path == "-" ? input : read_file(path[0] == '/' ? path : folder + "/" + path),
                     folder,
                     {},
                     "/bin/sh"});
      REQUIRE(filtered.exit_code == 0);
      next.input = filtered.out;
      next.set(flag, "-");
    }
    const auto arguments = way["arguments"].get<Words>();
    for (std::size_t i = 0; i + 1 < arguments.size(); i += 2) next.set(arguments[i], arguments[i + 1]);
    return next;
  }
};

}  // namespace nntrain::test
