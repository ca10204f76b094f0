#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/ranks.hpp"
#include "sweep/results_file.hpp"

namespace nntrain {

/// A row of a results file that another rank writes.
struct RowToTell {
  std::size_t run = 0;
  std::vector<std::string> cells{};
  std::optional<double> value{};  ///< for the progress
};

/// The results file of a sweep on several ranks: rank 0 has it, and the others give it their rows. What it
/// has, all know since the last share(). With one rank it is the file.
class RankedResults {
 public:
  /// All ranks call this, finish() and share(). Throws as ResultsFile, on all of them.
  RankedResults(Ranks& ranks, const std::string& path, const ResultsPlan& plan, bool extends);

  std::size_t kept() const { return kept_; }        ///< as of ResultsFile
  std::size_t dropped() const { return dropped_; }  ///< as of ResultsFile
  bool has(std::size_t run) const { return has_[run] != 0; }
  std::size_t count() const;

  /// Appends a row, or keeps it until share(). One call at a time. Throws as ResultsFile.
  void append(const RowToTell& row);
  /// Writes the rows of other ranks. Returns on rank 0 those that came from others.
  std::vector<RowToTell> share();
  void finish();

 private:
  Ranks& ranks_;
  std::optional<ResultsFile> file_;  // on rank 0
  std::vector<char> has_;            // by run
  std::size_t kept_ = 0;
  std::size_t dropped_ = 0;
  std::vector<RowToTell> to_tell_;  // not of rank 0
  std::vector<std::size_t> made_;   // runs since the last share()
};

}  // namespace nntrain
