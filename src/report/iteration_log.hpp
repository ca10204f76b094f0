#pragma once

#include <compare>
#include <cstdint>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/output.hpp"
#include "base/sha256.hpp"
#include "training/checkpoint_file.hpp"
#include "training/observer.hpp"

namespace nntrain {

/// What a file with a row for each iteration has in its rows.
struct LogKind {
  const char* flag;                                  ///< that names the file
  const char* what;                                  ///< for messages: "the log"
  std::optional<LogPrefix> LogPrefixes::*prefix_of;  ///< where a checkpoint has its first rows
};

/// Where such a file is, and of which run.
struct LogTarget {
  std::string path;
  bool with_restart = false;              ///< whether there are several starts
  bool with_prefix = false;               ///< whether prefix() will be called
  const SavedCheckpoint* from = nullptr;  ///< of the run that goes on, or null
};

/// A file with a row for the start and one after each iteration: the number of the start if there are
/// several, the iteration, and values. It is CSV with a header line, or one JSON object per line if the path
/// ends in .jsonl. Each row is written before the next update begins.
class IterationLog : public TrainingObserver {
 public:
  /// Cuts the file behind its kept rows. Call it once, before the first row.
  void begin() { file_.cut(bytes_); }

  const LogKind& kind() const { return kind_; }

  /// What is missing before the first row of a run that goes on, for the user; "" if nothing.
  const std::string& gap() const { return gap_; }

  /// Has what was written stored, and returns the rows before the iteration of the checkpoint. None if the
  /// file is not a regular one.
  std::optional<LogPrefix> prefix(const Checkpoint& checkpoint);

  /// Closes the file. Returns the DataError for which it could not be written to its end, or none: training
  /// goes on without it.
  std::exception_ptr finish();

 protected:
  /// `names`: of the values; equal ones get a number. A run that goes on from a checkpoint keeps the earlier
  /// run's rows before the checkpoint, if the file is there. Throws DataError if the file cannot be written,
  /// or if it does not begin with these rows. prefix() and reading a checkpoint need a build with SHA-256.
  IterationLog(const LogKind& kind, const LogTarget& target, std::vector<std::string> names);

  /// Whether a row could not be written: no further one is.
  bool is_lost() const { return lost_ != nullptr; }

  /// Writes the row of the view with these values, one for each name.
  void write(const IterationView& view, std::span<const double> values);

 private:
  /// Of which start and iteration (0-based) a row is.
  struct Place {
    std::uint64_t restart = 0;
    std::uint64_t iteration = 0;

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of <=> for a pointer
    friend auto operator<=>(const Place&, const Place&) = default;
  };

  static Place place_of(const Checkpoint& checkpoint);
  void settle_last_row();
  void keep_rows(const SavedCheckpoint& from);
  void take_bytes(std::uint64_t size);
  std::string cell(double value) const;
  std::string row_of(const IterationView& view, std::span<const double> values) const;

  LogKind kind_;
  std::string path_;
  GrowingFile file_;
  bool json_lines_;
  bool with_restart_;
  std::vector<std::string> names_;  // of JSON: of all columns, as they are written
  std::string header_;              // of CSV, until the first row is written
  std::string gap_;
  std::exception_ptr lost_;
  std::uint64_t bytes_ = 0;          // before last_row_
  std::optional<Sha256> hash_;       // of these bytes, if a checkpoint is to prove them
  std::string last_row_;             // the last one written, with the header line if it is the first
  Place last_;                       // its place
  std::optional<LogPrefix> stored_;  // the last one told
};

}  // namespace nntrain
