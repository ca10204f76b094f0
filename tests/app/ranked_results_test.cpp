// The results file of a sweep on ranks: it has the rows of all ranks, and all know which.

#include "app/ranked_results.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"
#include "support/thread_ranks.hpp"
#include "sweep/sample_results.hpp"

using namespace nntrain;
using namespace nntrain::test;

TEST_CASE("the results file has the rows that all ranks have made, and all know them") {
  const SampleSweep sweep{7};
  const ScratchFolder scratch;
  complete(scratch.path("plain.csv"), sweep);
  for (const std::size_t ranks : {1U, 2U, 3U, 5U}) {
    const std::string path = scratch.path("r" + std::to_string(ranks) + ".csv");
    std::vector<std::size_t> kept(ranks);
    run_on_ranks(ranks, [&](Ranks& all) {
      const auto make = [&](std::size_t begin, std::size_t end) {
        RankedResults results(all, path, sweep.plan(), false);
        kept[all.rank()] = results.kept();
        for (std::size_t run = begin + all.rank(); run < end; run += all.size())
          results.append({run, sample_cells(sweep, sweep.plan().rows[run].number), 0.5});
        results.share();
        for (std::size_t run = 0; run < 7; ++run) {
          if (results.has(run) != (run < end)) throw std::logic_error("a rank does not know the rows");
        }
        if (results.count() != end) throw std::logic_error("a rank does not know how many there are");
        results.finish();
      };
      make(0, 4);
      make(4, 7);  // goes on
    });
    CHECK(kept == std::vector<std::size_t>(ranks, 4));
    CHECK(read_file(path) == read_file(scratch.path("plain.csv")));
  }
}

TEST_CASE("a results file that cannot be opened is an error on all ranks") {
  const SampleSweep sweep{3};
  const ScratchFolder scratch;
  const std::string path = scratch.file("r.csv", "no results\n");
  std::vector<std::string> thrown(3);
  run_on_ranks(3, [&](Ranks& all) {
    try {
      RankedResults(all, path, sweep.plan(), false);
    } catch (const DataError& error) {
      thrown[all.rank()] = error.what();
    }
  });
  CHECK_THAT(thrown.front(), ContainsSubstring("r.csv"));
  CHECK(thrown == std::vector<std::string>(3, thrown.front()));
}
