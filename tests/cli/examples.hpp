#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "support/run_program.hpp"

namespace nntrain::test {

/// A command in a console block of a document, and the output shown for it.
struct Example {
  std::string command;
  std::string output;
};

/// The examples in a document, from its path in the sources.
inline std::vector<Example> examples_of(const std::string& document) {
  std::vector<Example> found;
  std::istringstream lines(read_file(std::string(NNTRAIN_SOURCE_DIR) + "/" + document));
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("```", 0) == 0) {
      inside = line == "```console";
    } else if (inside && line.rfind("$ ", 0) == 0) {
      found.push_back({line.substr(2), ""});
    } else if (inside) {
      found.back().output += line + "\n";
    }
  }
  return found;
}

/// The lines of a document outside its code blocks.
inline std::vector<std::string> prose_of(const std::string& document) {
  std::istringstream lines(read_file(std::string(NNTRAIN_SOURCE_DIR) + "/" + document));
  std::vector<std::string> prose;
  bool code = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("```", 0) == 0) {
      code = !code;
    } else if (!code) {
      prose.push_back(line);
    }
  }
  return prose;
}

}  // namespace nntrain::test
