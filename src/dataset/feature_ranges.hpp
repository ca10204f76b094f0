#pragma once

#include <cstddef>
#include <functional>

#include "dataset/range_parts.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// What is done with the rows of each range.
struct RangeWork {
  /// Called on several threads at a time. `rows` have their own levels and row numbers, and are not used
  /// afterwards; `rows_before`: the number of records before them in all files. What comes out waits for
  /// finish() at `place`.
  std::function<void(Table& rows, std::size_t rows_before, std::size_t place)> work;
  /// Called in file order, by one thread at a time.
  std::function<void(std::size_t place)> finish;
};

/// How far ranges were finished.
struct RangesFinished {
  std::size_t rows = 0;  ///< records
  bool are_all = false;
};

/// The number of places that work_on_ranges() uses: 2 for each thread.
std::size_t places_for(const ReadOptions& options);

/// Reads the features of files in ranges of bytes, which need not fit in memory together, and works on them
/// on several threads. `options` as for FeatureStream. Stops, before the range, at what one reader must read
/// in order: an error, a file that changes. So it does if `work` throws. Throws what `finish` throws.
RangesFinished work_on_ranges(RangeParts& parts, const ReadOptions& options, const RangeWork& work);

}  // namespace nntrain
