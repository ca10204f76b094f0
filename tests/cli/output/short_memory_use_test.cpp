// Calls of malloc that fail. The tests of short memory take the longest of all: in a long run they share the
// cores.

#include "cli/fault_jobs.hpp"

namespace nntrain::test {

using namespace fault_jobs;

TEST_CASE("where memory is short, each other command ends with a message") {
  check_short_memory(kOtherJobs);
}

}  // namespace nntrain::test
