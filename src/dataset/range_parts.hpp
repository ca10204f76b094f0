#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dataset/missing_texts.hpp"
#include "dataset/number_line.hpp"
#include "dataset/open_table.hpp"
#include "dataset/range_lines.hpp"
#include "dataset/row_plan.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// The sizes for splitting files into ranges.
struct RangeSizes {
  std::size_t range = std::size_t{1} << 18;     ///< bytes of a range; it and its rows fit in a core's cache
  std::size_t smallest = std::size_t{1} << 20;  ///< bytes of the smallest table to split
};

/// The bytes begin .. end - 1 of a file.
struct Range {
  std::size_t begin;
  std::size_t end;
};

/// The ranges of these numbers, begin .. end - 1.
struct RangeSpan {
  std::size_t begin;
  std::size_t end;

  std::size_t size() const { return end - begin; }
};

/// A file, and the numbers of its ranges.
struct PartToRead {
  std::size_t size;
  std::size_t first_range;
  std::size_t end_range;
  RowPlan plan;
  NumberLine numbers;
  std::shared_ptr<const RangeFile> file;  ///< while it is read
};

/// The files of a table, split into ranges, which are numbered in file order.
class RangeParts {
 public:
  /// Reads the first lines of all files. nullopt if one reader must read in order: there is little data, or a
  /// file is no regular one, or the first lines have an error or are too long. The table has the columns of
  /// `first`, unless it is null. Throws DataError if no file fits the pattern.
  static std::optional<RangeParts> open(const ReadOptions& options, const Table* first,
                                        const RangeSizes& sizes = {});

  const MissingTexts& missing() const { return missing_; }
  /// The table without rows, and the plan of the first file.
  TablePlan& first() { return *first_; }

  std::size_t ranges() const { return parts_.back().end_range; }
  /// Whether it is the first range of a file.
  bool begins_file(std::size_t range) { return part_of(range).first_range == range; }
  std::size_t bytes() const;
  std::vector<std::string> paths() const;
  PartToRead& part_of(std::size_t range);
  Range bytes_of(const PartToRead& part, std::size_t range) const;

 private:
  RangeParts(const ReadOptions& options, const RangeSizes& sizes);
  bool read_first_lines(const ReadOptions& options, const Table* first,
                        const std::vector<std::string>& files);

  MissingTexts missing_;
  std::size_t range_;
  std::vector<std::size_t> sizes_;  // of the files
  std::deque<PartToRead> parts_;
  std::optional<TablePlan> first_;
};

/// Opens the file if it is not open yet. False if it cannot be opened, or is not what it was.
bool open_again(PartToRead& part);

}  // namespace nntrain
