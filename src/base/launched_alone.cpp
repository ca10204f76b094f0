// A build without MPI: there are no other ranks.
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/launched_ranks.hpp"
#include "base/launcher.hpp"

namespace nntrain {

void join_ranks(std::size_t) {
  const Launch here = launch();
  if (here.ranks <= 1) return;
  throw UsageError(
      fmt::format(
          "{} processes were started ({}), and this nntrain has no MPI by which they could share work",
          here.ranks, here.variable),
      fmt::format(
          "build it with -DNNTRAIN_MPI=ON, or start one; for runs of their own:  env -u {} nntrain ...",
          here.variable));
}

ExitCode leave_ranks(const Ending& own) {
  const Launch here = launch();  // of several, the first one tells that they cannot work together
  if (*own.message != 0 && (here.ranks <= 1 || here.rank == 0)) tell_error(own.message, own.remedy);
  return own.code;
}

}  // namespace nntrain
