#include "training/memory.hpp"

#include "base/error.hpp"
#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("a network beyond the machine's memory is refused before it is made") {
  const Network huge({2, 1'000'000'000, 1}, {Activation::kSigmoid, Activation::kSigmoid}, true);
  CHECK(training_bytes(huge, 11) > 1e12);
  CHECK_THROWS_AS(check_memory(huge, 11), UsageError);
  CHECK_THROWS_WITH(check_memory(huge, 11), ContainsSubstring("GiB"));
  const Network small({2, 5, 1}, {Activation::kSigmoid, Activation::kSigmoid}, true);
  CHECK_NOTHROW(check_memory(small, 11));
}

TEST_CASE("an optimiser's vectors count") {
  const Network network({9, 100, 1}, {Activation::kSigmoid, Activation::kSigmoid}, true);
  const double parameters = 10 * 100 + 101;
  CHECK(training_bytes(network, 11, 43) - training_bytes(network, 11, 1) == 42 * 8 * parameters);
  const Network large({1'000'000, 1000, 1}, {Activation::kSigmoid, Activation::kSigmoid}, true);
  CHECK_THROWS_AS(check_memory(large, 11, 1'000'000), UsageError);
}

TEST_CASE("threads count what they keep: a start of their own, or a sum for each block at most") {
  const Network network({9, 100, 1}, {Activation::kSigmoid, Activation::kSigmoid}, true);
  CHECK(training_bytes(network, 11, 1, 2) > 2 * training_bytes(network, 11));
  CHECK(training_bytes(network, 11, 1, 2) < 4 * training_bytes(network, 11));
}
