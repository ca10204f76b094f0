// If a save is killed at any moment, the file has the old model or the new one.

#include <filesystem>
#include <set>
#include <thread>

#include "cli/models.hpp"
#include "cli/running.hpp"

namespace nntrain::test {

TEST_CASE("a save that is killed at any moment leaves the old model or the new one") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string stray = model + ".nntrain-tmp";
  const Words flags = {"--data",       NNTRAIN_SOURCE_DIR "/data/or.csv",
                       "--hidden",     "250,250",
                       "--iterations", "0",
                       "-q",           "--activation",
                       "tanh",         "--save",
                       model,          "--print",
                       "stop"};
  std::set<std::string> known;
  for (const std::string seed : {"1", "2"}) {
    output_of(with(flags, {"--seed", seed}));
    known.insert(read_file(model));
  }
  REQUIRE(known.size() == 2);
  const std::uintmax_t size = known.begin()->size();
  REQUIRE(size > 1'000'000);

  // A third is killed at work, at once or after some looks. Two thirds are killed in writing, when the new
  // file is there or has a share of its size, or is in its place. A busy machine may miss some moments: then
  // there are more.
  constexpr int kRuns = 60;
  int killed_at_work = 0;
  int killed_in_writing = 0;
  for (int round = 0; round < kRuns || (killed_in_writing < 5 && round < 100 * kRuns); ++round) {
    const bool is_writing = round % 3 != 0;
    std::error_code is_absent;
    std::filesystem::remove(stray);
    RunningProgram run(with(flags, {"--seed", round % 2 == 0 ? "1" : "2"}));
    if (is_writing) {
      const std::uintmax_t enough = size * static_cast<std::uintmax_t>(round % kRuns) / kRuns;
      bool is_begun = false;
      for (;;) {
        const std::uintmax_t written = std::filesystem::file_size(stray, is_absent);
        if (is_absent ? is_begun : written >= enough) break;
        is_begun = !is_absent;
        if (run.has_ended()) break;
        std::this_thread::yield();
      }
    } else {
      for (int look = 0; look < round * 20 && !run.has_ended(); ++look) std::this_thread::yield();
    }
    if (run.kill()) ++(is_writing ? killed_in_writing : killed_at_work);
    const bool is_whole = known.count(read_file(model)) == 1;
    REQUIRE(is_whole);
  }
  CHECK(killed_at_work > 0);
  CHECK(killed_in_writing >= 5);
  output_of({"show", model});

  (void)scratch.file("m.json.nntrain-tmp", "half of a model");
  output_of(with(flags, {"--seed", "1"}));
  output_of({"show", model});
  CHECK(std::distance(std::filesystem::directory_iterator(scratch.folder()), {}) == 1);
}

}  // namespace nntrain::test
