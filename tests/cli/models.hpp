#pragma once

#include <string>

#include "cli/tables.hpp"

namespace nntrain::test {

/// The output of a command. It must succeed, with nothing on standard error.
inline std::string output_of(const Words& arguments, const std::string& input = "") {
  const ProgramResult result = nntrain(arguments, input);
  INFO("standard error: " << result.err);
  REQUIRE(result.exit_code == 0);
  REQUIRE(result.err.empty());
  return result.out;
}

/// A model that a run with these flags saved, and the predictions of the run.
class Trained {
 public:
  ScratchFolder scratch;
  const std::string model = scratch.path("m.json");

  explicit Trained(const Words& flags) : flags_(flags) {
    output_of(with(flags, {"-q", "--save", model, "--predictions", scratch.path("p.csv")}));
  }

  /// Runs it again with more flags. Returns the JSON.
  nlohmann::json again(const Words& more) const { return json_of(with(with(flags_, {"-q"}), more)); }

  /// The run's --predictions.
  std::string predictions() const { return read_file(scratch.path("p.csv")); }

  /// The model's predictions for a file.
  std::string predict(const std::string& data, const Words& more = {}) const {
    return output_of(with({"predict", model, "--data", data}, more));
  }

  std::string predict_text(const std::string& csv, const Words& more = {}) const {
    return output_of(with({"predict", model, "--data", "-"}, more), csv);
  }

 private:
  Words flags_;
};

/// A table with the columns at these positions.
inline Cells columns_of(const Cells& rows, const std::vector<std::size_t>& columns) {
  Cells chosen;
  for (const Words& row : rows) {
    chosen.emplace_back();
    for (const std::size_t column : columns) chosen.back().push_back(row[column]);
  }
  return chosen;
}

/// The text with `to` instead of every `from`.
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// The rest of the line of `text` that begins with `start`.
inline std::string line_of(const std::string& text, const std::string& start) {
  for (const std::string& line : lines_of(text)) {
    if (line.substr(0, start.size()) == start) return line.substr(start.size());
  }
  FAIL("no line starts with " << start);
  return "";
}

inline const std::string kOrchard = std::string(NNTRAIN_SOURCE_DIR) + "/data/orchard.csv";

}  // namespace nntrain::test
