#include <fstream>
#include <iterator>
#include <string>

#include "cli/expect.hpp"

using namespace nntrain;
using namespace nntrain::test;

TEST_CASE("a delay between ranks is a latency and a bandwidth, and one process has none") {
  ProgramCall call;
  call.arguments = {"--data", "data/or.csv", "--iterations", "2", "--print", "fingerprint", "-q"};
  const ProgramResult plain = run(call);
  const ScratchFolder folder;
  const std::string path = folder.path("counts");
  call.environment = {"NNTRAIN_RANKS_DELAY=5ms,1MB/s", "NNTRAIN_RANKS_COUNT=" + path};
  CHECK(run(call).out == plain.out);
  std::ifstream file(path + ".0");
  const std::string counts{std::istreambuf_iterator<char>(file), {}};
  CHECK_THAT(counts, ContainsSubstring("call,calls,messages,bytes,seconds\ngather,"));
  CHECK_THAT(counts, ContainsSubstring("\nsend,0,0,0,"));

  call.environment = {"NNTRAIN_RANKS_DELAY=fast"};
  check_refusal(run(call), 2, {"NNTRAIN_RANKS_DELAY", "'fast'", "20us,1GB/s"});
  call.environment = {"NNTRAIN_RANKS_COUNT=/nowhere/counts"};
  check_refusal(run(call), 3, {"cannot write /nowhere/counts.0", "NNTRAIN_RANKS_COUNT"});
}
