#pragma once

#include <compare>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/output.hpp"
#include "base/sha256.hpp"
#include "training/checkpoint_file.hpp"
#include "training/train.hpp"

namespace nntrain {

/// Writes a row for the start and one after each iteration: the number of the start if there are several, the
/// iteration, the loss, for classes the accuracy, another watched metric, and all of these but the first two
/// of the validation rows, if there are any.
/// The file is CSV with a header line, or one JSON object per line if the path ends in .jsonl. Each row is
/// written before the next update begins.
class LogFile : public TrainingObserver {
 public:
  /// `parts`: those of the rows with columns, "train" first. A run that goes on from a checkpoint keeps the
  /// earlier run's rows before the checkpoint, if the file is there. Throws DataError if the file cannot be
  /// written, or if it does not begin with these rows. prefix() needs `with_prefix`, as reading a checkpoint
  /// does: a build with SHA-256.
  LogFile(const std::string& path, std::vector<std::string> parts, bool with_accuracy,
          const std::string& metric, bool with_restart, bool with_prefix,
          const SavedCheckpoint* from = nullptr);

  void on_iteration(const IterationView& view) override;

  /// What is missing before the first row of a run that goes on, for the user; "" if nothing.
  const std::string& gap() const { return gap_; }

  /// Has what was written stored, and returns the rows before the iteration of the checkpoint. None if the
  /// file is not a regular one.
  std::optional<LogPrefix> prefix(const Checkpoint& checkpoint);

  /// Closes the file. Returns the DataError for which it could not be written to its end, or none: training
  /// goes on without it.
  std::exception_ptr finish();

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
  std::string row_of(const std::vector<std::string>& values) const;

  std::string path_;
  GrowingFile file_;
  bool json_lines_;
  std::vector<std::string> names_;
  std::vector<std::string> parts_;  // "train", and "validation" if there are such rows
  bool with_accuracy_;
  bool with_metric_;
  bool with_restart_;
  std::string gap_;
  std::exception_ptr lost_;
  std::uint64_t bytes_ = 0;          // before last_row_
  std::optional<Sha256> hash_;       // of these bytes, if a checkpoint is to prove them
  std::string last_row_;             // the last one written, with the header line if it is the first
  Place last_;                       // its place
  std::optional<LogPrefix> stored_;  // the last one told
};

}  // namespace nntrain
