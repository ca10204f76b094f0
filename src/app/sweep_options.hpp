#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/train_options.hpp"
#include "cli/command_line.hpp"
#include "cli/flag_table.hpp"
#include "sweep/grid.hpp"

namespace nntrain {

/// The share of a sweep that one command runs.
struct Shard {
  std::uint64_t number = 1;  ///< from 1 to `count`
  std::uint64_t count = 1;
};

/// The options of `nntrain sweep`.
struct SweepOptions {
  TrainOptions train;  ///< what all runs share; `cross_validates` if each run is a cross-validation
  std::vector<FlagLine> grid_lines;  ///< --grid and --block as given, in their order
  SweepGrid grid;                    ///< of these
  std::uint64_t random = 0;          ///< how many combinations to draw; 0: all
  std::uint64_t sweep_seed = 1;
  std::string results;  ///< the file, or ""
  std::string select;   ///< [PART.]METRIC, or ""
  Shard shard;
  std::vector<std::string> merge;  ///< files to join; none: run the sweep
  bool has_validation = false;     ///< whether some run has validation rows, as far as the flags tell
  bool extends = false;
  bool is_dry_run = false;
  std::vector<std::uint64_t>
      combinations;  ///< the indices in `grid` that are taken, ascending: run i + 1 has the i-th
};

/// The heading of the flags of the sweep itself. The others shape its runs, or what it shows.
inline constexpr const char* kSweepGroup = "Sweep";

/// The flags of `sweep`, bound to `options`.
FlagTable sweep_flags(SweepOptions& options);

/// From the command line and its config file. Checks what needs no data, also that each value of an axis fits
/// its flag. Throws UsageError or DataError.
SweepOptions read_sweep_options(const Arguments& arguments, FlagPlaces& places);

/// The flags and values of all axes and blocks.
std::vector<std::pair<std::string, std::string>> flags_in(const SweepGrid& grid);

/// The flags of the runs of a sweep: those of the sweep that shape results, then those of the combination. A
/// train or cv with these flags has the same fingerprint. Left out are --test, because test rows are for the
/// chosen run alone, and a --metric that only selects.
class RunFlags {
 public:
  /// Keeps a reference to the options.
  explicit RunFlags(const SweepOptions& options);

  /// Of run `number`, from 1. A switch has the value "true".
  std::vector<FlagLine> lines(std::uint64_t number) const;
  /// The same as words of a command line, behind the command, train or cv.
  Arguments words(std::uint64_t number) const;

 private:
  const SweepOptions& options_;
  std::vector<FlagLine> shared_;
  std::set<std::string> switches_;
};

/// The lines of --dry-run: `nntrain`, these words and --threads 1, as a shell takes them, for each run of the
/// shard.
std::string dry_run_text(const SweepOptions& options);

}  // namespace nntrain
