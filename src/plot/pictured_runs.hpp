#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plot/pictured.hpp"
#include "report/runs_result.hpp"

namespace nntrain {

/// What a picture can show of several runs: the rows that folds held out, and the spread of their metrics.
/// Keeps a reference to the result.
class PicturedRuns {
 public:
  /// `features`: columns for the axes of data.
  PicturedRuns(const RunsResult& result, std::vector<std::string> features);
  PicturedRuns(const PicturedRuns&) = delete;  // the picture refers to it
  PicturedRuns& operator=(const PicturedRuns&) = delete;

  const Pictured& pictured() const { return pictured_; }
  bool has_something() const { return rows_ || pictured_.spread != nullptr; }

 private:
  std::optional<SplitResult> rows_;
  PicturedSpread spread_;
  Pictured pictured_;
};

}  // namespace nntrain
