#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "dataset/read_table.hpp"
#include "support/run_program.hpp"

namespace nntrain::test {

/// An error; file names in it have no scratch folder.
struct Failure {
  ExitCode code = ExitCode::kDone;
  std::string message;
  std::string remedy;
};

/// Texts as files in a scratch folder.
class Reading {
 public:
  ReadOptions options;

  explicit Reading(const std::string& text, const std::string& name = "t.csv") {
    options.path = scratch_.file(name, text);
  }

  Table table() const { return read_table(options); }

  /// The error of reading; kDone if there is none.
  Failure failure() const {
    try {
      read_table(options);
    } catch (const Error& error) {
      return {error.code(), without_folder(error.what()), without_folder(error.remedy().text())};
    }
    return {};
  }

  std::string message() const { return failure().message; }

 private:
  std::string without_folder(std::string text) const {
    const std::string folder = scratch_.folder().string() + "/";
    for (std::size_t at = 0; (at = text.find(folder)) != std::string::npos;) text.erase(at, folder.size());
    return text;
  }

  ScratchFolder scratch_;
};

/// The cells of the features, row by row.
inline std::vector<std::vector<double>> rows_of(const Table& table) {
  std::vector<std::vector<double>> rows(table.rows());
  for (std::size_t r = 0; r < table.rows(); ++r) {
    for (std::size_t c = 0; c < table.cells.columns(); ++c) rows[r].push_back(table.cells.at(r, c));
  }
  return rows;
}

inline std::vector<double> targets_of(const Table& table) {
  std::vector<double> targets;
  for (std::size_t r = 0; r < table.rows(); ++r) targets.push_back(table.targets.at(r, 0));
  return targets;
}

}  // namespace nntrain::test
