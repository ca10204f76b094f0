#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

const std::string kHint =
    "nntrain: hint: these numbers are from training rows only; to measure on other rows:  --test-fraction "
    "0.2\n";

}  // namespace

TEST_CASE("one hint names what would hold rows out, where a person reads and none are held out") {
  const ScratchFolder scratch;
  const std::string other = scratch.file("t.csv", "variance,entropy,classification\n3,-1,0\n-2,1,1\n");
  const Words words = {"--data",           "data/banknotes.txt", "--features",
                       "variance,entropy", "--iterations",       "100"};
  CHECK(nntrain(words).err == kHint);
  CHECK(nntrain(with(words, {"--weights", "none"})).err == kHint);
  for (const Words& more : {Words{"--quiet"},
                            {"--print", "accuracy"},
                            {"--format", "json"},
                            {"--test-fraction", "0.2"},
                            {"--test", other},
                            {"--validation-fraction", "0.2"}}) {
    INFO(more[0]);
    CHECK(nntrain(with(words, more)).err.empty());
  }
  // The flag in the hint holds rows out.
  CHECK(contains(nntrain(with(words, {"--test-fraction", "0.2"})).out, "rows: 1098 train, 274 test\n"));
}

}  // namespace nntrain::test
