#pragma once

#include <functional>
#include <optional>

#include "base/ranks.hpp"
#include "dataset/feature_ranges.hpp"

namespace nntrain {

/// What ranks do with the rows of each range.
struct RankedWork {
  /// Called on several threads at a time, on the rank that has read the range. `place` is not set.
  std::function<Ranks::Bytes(const RangeRows& rows)> work;
  /// Called on rank 0 with what comes out, in file order.
  std::function<void(const Ranks::Bytes& bytes)> finish;
};

/// work_on_ranges() on ranks that all see the same files: in turns, each reads a few ranges after one another
/// and works on them. All ranks call it, and get the same. Throws on all of them what `finish` throws.
RangesFinished work_on_ranges(Ranks& ranks, RangeParts& parts, const ReadOptions& options,
                              const RankedWork& work);

/// Whether all ranks have opened the same ranges.
bool have_same_ranges(Ranks& ranks, const std::optional<RangeParts>& parts);

}  // namespace nntrain
