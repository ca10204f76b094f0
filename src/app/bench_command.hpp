#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/exit_code.hpp"
#include "cli/command_line.hpp"
#include "cli/flag_table.hpp"
#include "report/outputs.hpp"

namespace nntrain {

/// `nntrain bench`: measures fixed workloads, tells how fast they were and what bits they gave.
ExitCode bench_command(const Arguments& arguments);

/// Everything that `nntrain bench` can be told.
struct BenchOptions {
  std::vector<std::string> only;  ///< names of workloads; none: all
  bool quick = false;
  std::uint64_t runs = 5;
  std::uint64_t threads = 1;  ///< 0: as many as this process may run
  Format format = Format::kText;
  bool quiet = false;
};

/// The flags of `bench`, bound to `options`.
FlagTable bench_flags(BenchOptions& options);

}  // namespace nntrain
