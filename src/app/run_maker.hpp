#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "app/train_request.hpp"
#include "dataset/folds.hpp"
#include "evaluation/runs.hpp"

namespace nntrain {

/// Makes the trials of a request from its table.
class RunMaker {
 public:
  /// Keeps references to all arguments.
  RunMaker(const TrainRequest& request, const Experiment& experiment, const Table& table);

  /// The runs without results.
  Runs plan() const;
  Trial trial(const PlannedRun& run) const;
  /// Whether there are test rows for the final model of a cross-validation.
  bool has_test() const { return has_test_; }
  /// How rows are held out, for people.
  std::string split_text(const Runs& runs) const;

 private:
  FoldPlan fold_plan(std::uint64_t seed) const;
  std::vector<std::uint64_t> seeds() const;
  Trial fold_trial(const PlannedRun& run) const;
  /// Adds validation rows: a file, or a share of `rows`, which then are the others.
  void add_validation(std::vector<std::size_t> rows, std::uint64_t seed, Trial& trial) const;

  const TrainRequest& request_;
  const TrainOptions& options_;
  const Experiment& experiment_;
  const Table& table_;
  std::vector<std::size_t> rows_;  // of the folds: all but the test rows of the final model
  bool has_test_ = false;          // of a cross-validation
};

}  // namespace nntrain
