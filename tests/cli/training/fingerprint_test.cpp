// The bits of known jobs. If a change alters them, its commit message says so and gives the reason.

#include <sstream>

#include "cli/expect.hpp"

namespace nntrain::test {

TEST_CASE("the fingerprints of tests/golden are still those of today") {
  std::istringstream golden(read_file(NNTRAIN_SOURCE_DIR "/tests/golden/fingerprints.txt"));
  int jobs = 0;
  for (std::string line; std::getline(golden, line);) {
    if (line.empty() || line.front() == '#') continue;
    Words words = words_of(line);
    const std::string fingerprint = words.front();
    words.erase(words.begin());
    const bool is_long = std::find(words.begin(), words.end(), "10000") != words.end();
    if (is_long && !is_release_build()) continue;
    INFO(line);
    CHECK(nntrain(with(words, {"--quiet", "--print", "fingerprint"})).out == fingerprint + "\n");
    ++jobs;
  }
  CHECK(jobs >= 5);
}

}  // namespace nntrain::test
