#pragma once

#include <compare>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/output.hpp"
#include "training/train.hpp"

namespace nntrain {

/// What a row of a log is of: the parameters after `iteration` iterations of the start `restart` (0-based).
struct LogPlace {
  std::uint64_t restart = 0;
  std::uint64_t iteration = 0;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of <=> for a pointer
  friend auto operator<=>(const LogPlace&, const LogPlace&) = default;
};

/// Writes a row for the start and one after each iteration: the number of the start if there are several, the
/// iteration, the loss, for classes the accuracy, and the last two of the validation rows if there are any.
/// The file is CSV with a header line, or one JSON object per line if the path ends in .jsonl. Each row is
/// written before the next update begins.
class LogFile : public TrainingObserver {
 public:
  /// Keeps a reference to `splits`. A resumed run goes on at the place `from`: the rows before it stay, and
  /// its first row replaces the others. Throws DataError if the file cannot be written, or if it is not a log
  /// of this run.
  LogFile(const std::string& path, const Splits& splits, bool with_accuracy, bool with_restart,
          const std::optional<LogPlace>& from = {});

  /// Throws DataError if the first row of a resumed run differs from the one in the file.
  void on_iteration(const IterationView& view) override;

  /// What is missing before the first row of a resumed run, for the user; "" if nothing.
  const std::string& gap() const { return gap_; }
  /// Closes the file. Returns the DataError for which it could not be written to its end, or none: training
  /// goes on without it.
  std::exception_ptr finish();

 private:
  void find_end(const LogPlace& from);
  std::optional<LogPlace> place_in(std::string_view line) const;
  std::string row_of(const std::vector<std::string>& values) const;
  [[noreturn]] void refuse(std::uint64_t line, const std::string& why) const;

  std::string path_;
  GrowingFile file_;
  bool json_lines_;
  std::vector<std::string> before_;   // what stands before each value of a row
  std::string after_;                 // and after the last one
  std::vector<const Split*> splits_;  // the training rows, and the validation rows
  bool with_accuracy_;
  bool with_restart_;
  std::string pending_;      // the header line, until the first row
  std::uint64_t end_ = 0;    // bytes of the earlier run to keep
  std::uint64_t lines_ = 0;  // lines in them
  std::string old_row_;      // the line of the earlier run after them, if its place is `from`
  std::string gap_;
  std::exception_ptr lost_;
};

}  // namespace nntrain
