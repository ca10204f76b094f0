#include "base/fingerprint.hpp"

#include <vector>

#include "support/catch.hpp"

using nntrain::fingerprint;

TEST_CASE("a fingerprint is FNV-1a over the bits, low byte first") {
  CHECK(fingerprint({}) == "cbf29ce484222325");
  // The FNV-1a hash of the bytes 00 00 00 00 00 00 f0 3f, computed by another program.
  CHECK(fingerprint(std::vector<double>{1.0}) == "aab1693229ba1db8");
}

TEST_CASE("a fingerprint tells apart what differs in one bit") {
  CHECK(fingerprint(std::vector<double>{0.0}) != fingerprint(std::vector<double>{-0.0}));
  CHECK(fingerprint(std::vector<double>{1, 2}) != fingerprint(std::vector<double>{2, 1}));
  CHECK(fingerprint(std::vector<double>{0.1}) != fingerprint(std::vector<double>{0.1 + 1e-17 + 1e-16}));
}
