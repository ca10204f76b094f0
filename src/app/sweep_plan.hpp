#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/sweep_options.hpp"
#include "app/sweep_row.hpp"
#include "app/train_request.hpp"
#include "training/experiment.hpp"

namespace nntrain {

/// A run of a sweep whose flags fit together.
struct SweepJob {
  TrainRequest request;
  Experiment experiment;
};

/// All runs of a sweep, or of its shard, and the tables that they read. Runs that read alike make a group;
/// the tables of one group are in memory at a time.
class SweepPlan {
 public:
  /// Reads the tables and settles every run. Keeps a reference to `sweep`. Throws what reading a table
  /// throws, and the error of the first run if the flags of none fit together.
  explicit SweepPlan(const SweepOptions& sweep);

  const ResultsPlan& results() const { return results_; }
  const SweepRows& rows() const { return *rows_; }
  /// On the table, and on flags.
  const std::vector<std::string>& warnings() const { return warnings_; }

  /// The groups; the one whose tables are in memory comes first.
  std::vector<std::size_t> groups() const;
  std::size_t group_of(std::size_t run) const { return group_of_[run]; }
  /// That of --data first, then one of validation rows. They last until the next call.
  const std::vector<Table>& tables(std::size_t group);
  /// The same, to be kept.
  std::vector<Table> take_tables(std::size_t group);

  /// The run results().rows[run] of a group with these tables. Throws UsageError if its flags do not fit
  /// together.
  SweepJob job(std::size_t run, const std::vector<Table>& tables) const;
  /// Its request, with further flags.
  TrainRequest request(std::size_t run, const std::vector<FlagLine>& more = {}) const;
  /// All flags as they were given, for the row of a run without a job. What the table would decide is null.
  std::vector<OptionValue> options_as_given(std::size_t run) const;

 private:
  /// What decides which tables a run reads.
  struct Reading {
    ReadSettings read;
    std::string validation;
    bool gives_delimiter = false;

    friend bool operator==(const Reading&, const Reading&) = default;
  };
  static constexpr std::size_t kNone = SIZE_MAX;

  static Reading reading_of(const TrainRequest& request);
  std::size_t group_with(const Reading& reading);
  TrainRequest request_of(std::uint64_t number, const std::vector<FlagLine>& more = {}) const;
  /// Groups all runs; settles those of the first group.
  void group_all();
  /// For a shard in which no run's flags fit together: takes the columns from a run of another shard.
  void look_at_others();
  /// Gives a run that throws UsageError a key of its own.
  void attempt(std::size_t run, const std::function<void()>& settle);
  void settle(std::size_t run, const TrainRequest& request);
  std::uint64_t key_of_refused(std::size_t run) const;
  std::uint64_t key_of(const SweepJob& job);
  const std::string& hash_of_file(const std::string& flag, const std::string& path);
  void read_tables(const TrainRequest& request);
  /// Of what all runs are asked for, wherever their files are.
  std::uint64_t hash_of_sweep() const;
  void set_columns();
  void note_warnings(const TrainRequest& request);

  const SweepOptions& sweep_;
  RunFlags flags_;
  ResultsPlan results_;
  std::vector<std::uint32_t> group_of_;  // of each run
  std::vector<Reading> readings_;        // of each group
  std::vector<std::size_t> first_run_;   // of each group
  std::size_t present_ = kNone;          // the group of tables_
  std::vector<Table> tables_;
  std::map<std::string, std::string> hashes_;  // of other files, by their paths
  std::vector<OptionValue> options_;           // of the first run whose flags fit together
  std::exception_ptr first_error_;
  std::unique_ptr<SweepRows> rows_;
  std::vector<std::string> warnings_;
};

}  // namespace nntrain
