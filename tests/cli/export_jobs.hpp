#pragma once

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "cli/tables.hpp"
#include "model/mutations.hpp"

namespace nntrain::test {

/// A line of tests/support/export_jobs.txt.
struct Job {
  std::string name;
  std::string data;
  std::string predicted;
  Words flags;
};

inline std::vector<Job> jobs() {
  std::vector<Job> jobs;
  for (const std::string& line : lines_of(read_file(NNTRAIN_SOURCE_DIR "/tests/support/export_jobs.txt"))) {
    const Words words = words_of(line);
    if (words.empty() || words[0] == "#") continue;
    REQUIRE(words.size() >= 3);
    jobs.push_back(
        {words[0], words[1], words[2] == "=" ? words[1] : words[2], {words.begin() + 3, words.end()}});
  }
  return jobs;
}

inline std::string output_of(const Words& words) {
  const ProgramResult result = nntrain(words);
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  return result.out;
}

inline nlohmann::json train(const Job& job, const std::string& path) {
  output_of(with({"--data", job.data, "--quiet", "--print", "stop", "--save", path}, job.flags));
  return nlohmann::json::parse(read_file(path));
}

/// Adds a file beside this model: an ensemble of it and two others. Returns its path. An ensemble stays as it
/// is.
inline std::string with_two_more(const std::string& path) {
  const auto model = nlohmann::ordered_json::parse(read_file(path));
  if (model.contains("networks")) return path;
  const std::string ensemble = path + ".3";
  std::ofstream(ensemble, std::ios::binary) << sealed(ensemble_around(model, 2).dump(2) + "\n");
  return ensemble;
}

/// A cell of a column of the model, and whether it is missing.
struct ModelCell {
  std::string text;
  bool is_missing;
};

inline ModelCell cell_of(const Cells& table, std::size_t row, const nlohmann::json& column,
                         const nlohmann::json& model) {
  const auto at = std::find(table[0].begin(), table[0].end(), column["name"].get<std::string>());
  REQUIRE(at != table[0].end());
  const std::string& cell = table[row][static_cast<std::size_t>(at - table[0].begin())];
  const nlohmann::json& na = model["reading"]["na"];
  return {cell, std::find(na.begin(), na.end(), cell) != na.end()};
}

}  // namespace nntrain::test
