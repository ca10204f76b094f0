#pragma once

#include <cstddef>

#include "base/exit_code.hpp"

namespace nntrain {

constexpr std::size_t kMostMessageBytes = std::size_t{1} << 30;  ///< MPI counts the bytes of one in an int

/// Joins the processes that a launcher, such as mpirun, has started for this command: Ranks::all() are then
/// these. One process is alone, and MPI is not asked. Messages longer than `most_bytes` go in pieces. Throws
/// UsageError if there are several processes, and this build has no MPI (-DNNTRAIN_MPI=ON).
void join_ranks(std::size_t most_bytes = kMostMessageBytes);

/// Why a rank ends.
struct Ending {
  ExitCode code = ExitCode::kDone;
  const char* message = "";  ///< of an error that is not printed yet; "" if there is none
  const char* remedy = "";
  bool is_thrown = false;  ///< whether it has left the common way, so that others may wait for it in vain
};

/// Ends the work with other ranks, and prints the error. All ranks call it at their end. If all do, the
/// lowest one that has failed prints its error, and its code is returned on all. A rank that is thrown out
/// while others still work prints its error after two seconds and ends all with its code: it does not return.
/// Takes no memory, but what MPI takes.
ExitCode leave_ranks(const Ending& own);

}  // namespace nntrain
