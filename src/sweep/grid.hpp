#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "cli/command_line.hpp"

namespace nntrain {

/// A flag and the values that a sweep gives it.
struct SweepAxis {
  std::string flag;                 ///< its name
  std::vector<std::string> values;  ///< as on a command line; of a switch "true" or "false"
};

/// Flags that some combinations share, and axes of their own.
struct SweepBlock {
  std::vector<FlagLine> flags;
  std::vector<SweepAxis> axes;
};

/// All combinations of the values of --grid. They count from 0: block by block, and in a block as nested
/// loops do, the last axis fastest.
struct SweepGrid {
  std::vector<SweepAxis> shared;   ///< axes of all blocks: of each --grid before the first --block
  std::vector<SweepBlock> blocks;  ///< one or more; without --block it is one that is empty

  /// How many there are; UINT64_MAX if there are no fewer.
  std::uint64_t size() const;
  /// The flags of combination `index` < size(), in the order of the command line.
  std::vector<FlagLine> combination(std::uint64_t index) const;
};

/// Parses AXIS=VALUES of --grid for a flag of `flags`, which are bound to options of no use: items between
/// semicolons, each a value, a range of whole numbers a..b (of a flag that takes numbers), or n values a..b:n
/// with equal ratios, rounded to 6 significant decimals (of a flag that takes whole numbers to whole ones;
/// equal neighbours are one). A semicolon in double quotes belongs to the value. Throws UsageError for an
/// unknown flag, one that does not shape a result, a wrong or repeated value, and more than kMostValues.
SweepAxis parse_axis(const std::string& text, const FlagTable& flags);
inline constexpr std::size_t kMostValues = 100'000;
inline constexpr std::uint64_t kMostCombinations = 1'000'000;

/// Parses FLAG=VALUE ... of --block: flags with blanks between, except in double quotes. A switch may stand
/// alone. Throws UsageError as parse_axis().
SweepBlock parse_block(const std::string& text, const FlagTable& flags);

/// The grid of the lines `grid` and `block`, in the order of the command line. `taken` has the flags that all
/// runs have, and how the user gave them: "--hidden". Throws UsageError as parse_axis(), and for a flag that
/// a run would have twice.
SweepGrid parse_grid(const std::vector<FlagLine>& lines, const FlagTable& flags,
                     const std::map<std::string, std::string>& taken = {});

/// `count` different numbers below `size`, ascending; all if there are no more. A larger count has the
/// numbers of a smaller one, too.
std::vector<std::uint64_t> draw_combinations(std::uint64_t size, std::uint64_t count, std::uint64_t seed);

}  // namespace nntrain
