#include "training/memory.hpp"

#include "base/error.hpp"
#include "base/limits.hpp"
#include "math/block.hpp"
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
  // 11 blocks have 4 + 2 levels; with an optimizer's vector and 7 more a run has 14 vectors, and so has the
  // start of each thread. A thread's workspace has two numbers for each unit and row of a block.
  const double parameters = 10 * 100 + 101;
  CHECK(training_bytes(network, 11, 1, 2) == 8 * ((14 + 2 * 14) * parameters + 2 * 2 * 101 * kBlockRows));
  // 1000 blocks have 12 levels, and two threads 128 subtrees at most: more than two starts.
  CHECK(training_bytes(network, 1000, 1, 2) ==
        8 * ((20 + 2 * 12 + 128) * parameters + 2 * 2 * 101 * kBlockRows));
}

TEST_CASE("the networks of an ensemble, what is before a refit, and the rows of bags count") {
  Recipe recipe;
  CHECK(beside_training(recipe, 8).networks == 0);
  recipe.restarts = 100;  // one of them stays
  CHECK(beside_training(recipe, 8).networks == 0);
  recipe.restarts = 1;
  recipe.ensemble = 10;
  CHECK(beside_training(recipe, 8).networks == 20);
  recipe.bag = 0.2;
  CHECK(beside_training(recipe, 8).tables == 8);
  recipe.ensemble = 3;
  CHECK(beside_training(recipe, 8).tables == 3);
  recipe = Recipe();
  recipe.refits = true;
  CHECK(beside_training(recipe, 8).networks == 2);
  CHECK(beside_training(recipe, 8).tables == 1);
  const Network network({1000, 1000, 1}, {Activation::kSigmoid, Activation::kSigmoid}, true);
  CHECK_NOTHROW(check_memory(network, 11));
  CHECK_THROWS_WITH(check_memory(network, 11, 1, 1, {1e7, 0}), ContainsSubstring("ensemble"));
}

TEST_CASE("what is kept for each row besides its inputs counts") {
  const Network network({2, 5, 1}, {Activation::kSigmoid, Activation::kSigmoid}, true);
  const double of_inputs = 2 * sizeof(double) * kBlockRows;
  const auto blocks = [&](double share) {
    return static_cast<std::size_t>(share * memory_limit().bytes / of_inputs);
  };
  CHECK_NOTHROW(check_memory(network, blocks(0.1)));  // with 10 numbers besides 2 inputs it is 0.6
  CHECK_THROWS_WITH(check_memory(network, blocks(0.2)), ContainsSubstring("allows"));
  try {
    check_memory(network, blocks(0.2));
  } catch (const UsageError& error) {
    CHECK_THAT(error.remedy().text(), ContainsSubstring("fewer rows"));
  }
}

TEST_CASE("as many runs are made at a time as the memory has room for, besides the networks that stay") {
  const Recipe recipe;
  const std::vector<Table> tables(1);
  const auto wide = [](double units) {
    return Network({1000, static_cast<std::size_t>(units), 1}, {Activation::kSigmoid, Activation::kSigmoid},
                   true);
  };
  const double bytes_of_unit = run_bytes(wide(1000), tables.front(), recipe) / 1000;
  const Network network = wide(memory_limit().bytes / (2.5 * bytes_of_unit));
  const double vectors =
      run_bytes(network, tables.front(), recipe) / (8.0 * static_cast<double>(network.parameter_count()));
  CHECK(vectors > 9);
  CHECK(vectors < 13);
  CHECK(runs_in_memory(network, tables, recipe, 2, 8) == 2);  // 4 vectors besides them: less than half a run
  CHECK(runs_in_memory(network, tables, recipe, 2, 1) == 1);
  CHECK(runs_in_memory(network, tables, recipe, 8, 8) == 1);  // 16 vectors: more than one run
  CHECK(runs_in_memory(wide(1), tables, recipe, 3, 8) == 3);
  CHECK(runs_in_memory(wide(1), tables, recipe, 8, 3) == 3);
}

TEST_CASE("where one thread would do, it is the remedy") {
  const Network small({1000, 1000, 1}, {Activation::kSigmoid, Activation::kSigmoid}, true);
  const double one = training_bytes(small, 11);
  const auto units = static_cast<std::size_t>(1000 * memory_limit().bytes / one / 2);
  const Network network({1000, units, 1}, {Activation::kSigmoid, Activation::kSigmoid}, true);
  CHECK_NOTHROW(check_memory(network, 11, 1, 1));
  try {
    check_memory(network, 11, 1, 4);
    FAIL("it fits");
  } catch (const UsageError& error) {
    CHECK_THAT(error.remedy().text(), ContainsSubstring("use one thread:  --threads 1"));
  }
}
