#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "base/sha256.hpp"
#include "dataset/range_parts.hpp"
#include "dataset/range_reader.hpp"
#include "dataset/table.hpp"
#include "dataset/table_builder.hpp"

namespace nntrain {

/// Reads consecutive ranges of files on several threads, and joins their rows in the table of `parts`, in
/// file order. Threads read at most 2 ranges each ahead. The thread that completes the first range that is
/// not in the table yet appends this one and the complete ones after it.
class ParallelReader {
 public:
  /// Keeps references to both.
  ParallelReader(RangeParts& parts, const ReadOptions& options, RangeSpan span);

  /// Reads all of them. The first record begins at `begin` in its file; if that is not known, where one seems
  /// to start. False if one reader must read the files in order, or the start is wrong.
  bool read(std::optional<std::size_t> begin = {});

  /// Where the first record begins in its file, if a start was given or found; and where the records end in
  /// the file of the last range.
  std::optional<std::size_t> begin() const { return begin_; }
  std::size_t end() const { return chain_.end(); }

  /// The number of lines that were read: what is found counts its lines from the first one on.
  std::size_t lines() const { return lines_; }
  TableBuilder& builder() { return builder_; }

 private:
  std::size_t place(std::size_t number) const { return number % is_read_.size(); }
  std::size_t bytes_of_span() const;
  void read_one(std::size_t number);
  bool join(std::size_t number);
  bool find_begin(std::size_t number);
  bool append(std::size_t number);
  bool append(RangeReader& reader);

  RangeParts& parts_;
  RangeChain chain_;
  const ReadOptions& options_;
  TablePlan& open_;
  RangeSpan span_;
  std::size_t all_bytes_;
  std::size_t threads_;
  TableBuilder builder_;
  std::optional<std::size_t> begin_;
  std::optional<Sha256> hash_;    // of the file that is joined
  std::size_t lines_ = 0;         // before the next record to append, in all ranges
  std::size_t bytes_before_ = 0;  // in earlier ranges of the span
  std::deque<RangeReader> readers_;

  std::mutex mutex_;  // guards the members below, and opens the files
  std::condition_variable is_joined_;
  std::vector<bool> is_read_;  // per reader
  std::size_t joined_;         // the first range that is not in the table
  bool is_joining_ = false;
  bool has_failed_ = false;
};

/// Reads a file, or all files of a pattern, in ranges of bytes, on several threads, and joins them in file
/// order. The table does not depend on ranges and threads. Returns nullopt if one reader must read in order:
/// little data, a pipe, or an error, because only that reader finds the first error. The table has the
/// columns of `first`, unless it is null. Throws the errors of TableBuilder::finish, and DataError if no file
/// fits the pattern.
std::optional<Table> read_in_ranges(const ReadOptions& options, const Table* first,
                                    const RangeSizes& sizes = {});

}  // namespace nntrain
