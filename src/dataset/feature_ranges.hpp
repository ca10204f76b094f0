#pragma once

#include <cstddef>
#include <functional>

#include "dataset/range_parts.hpp"
#include "dataset/range_reader.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// The rows of a range.
struct RangeRows {
  Table& table;             ///< with their own levels and row numbers; it is not used afterwards
  std::size_t rows_before;  ///< the number of records before them in all files
  std::size_t place;        ///< < places_for()
  std::size_t thread;       ///< the number of the running thread, < threads_for()
};

/// What is done with the rows of each range.
struct RangeWork {
  /// Called on several threads at a time. What comes out waits for finish() at the place of the range.
  std::function<void(const RangeRows& rows)> work;
  /// Called in file order, by one thread at a time.
  std::function<void(std::size_t place)> finish;
};

/// How far ranges were finished.
struct RangesFinished {
  std::size_t rows = 0;  ///< records
  bool are_all = false;
};

/// The largest number of threads that work_on_ranges() uses, and that of places: 2 for each thread.
std::size_t threads_for(const ReadOptions& options);
std::size_t places_for(const ReadOptions& options);

/// The rows that a reader has read of a range, with their own levels. They leave the reader.
Table rows_in_range(RangeParts& parts, RangeReader& reader);

/// Reads the features of files in ranges of bytes, which need not fit in memory together, and works on them
/// on several threads. `options` as for FeatureStream. Stops, before the range, at what one reader must read
/// in order: an error, a file that changes. So it does if `work` throws. Throws what `finish` throws.
RangesFinished work_on_ranges(RangeParts& parts, const ReadOptions& options, const RangeWork& work);

}  // namespace nntrain
