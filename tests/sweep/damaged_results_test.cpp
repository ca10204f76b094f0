#include <filesystem>

#include "base/error.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"
#include "sweep/merge_results.hpp"
#include "sweep/sample_results.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// The text with some bytes changed, added, removed or moved.
std::string damaged(std::string text, RandomStream& random) {
  constexpr std::string_view kLikely = ",\"\n\r{}[]:0919.-e \\\x00\xFF";
  for (std::uint64_t changes = 1 + random.below(4); changes > 0 && !text.empty(); --changes) {
    const std::size_t at = random.below(text.size());
    switch (random.below(5)) {
      case 0:
        text[at] = static_cast<char>(random.below(256));
        break;
      case 1:
        text[at] = kLikely[random.below(kLikely.size())];
        break;
      case 2:
        text.erase(at, 1 + random.below(40));
        break;
      case 3:
        text.insert(at, text.substr(random.below(text.size()), random.below(200)));
        break;
      default:
        text.resize(at);
    }
  }
  return text;
}

}  // namespace

TEST_CASE("a damaged results file gives rows or an error, and a refused one stays as it is") {
  const ScratchFolder scratch;
  const SampleSweep sweep{6};
  for (const std::string name : {"r.csv", "r.jsonl"}) {
    complete(scratch.path(name), sweep);
    const std::string whole = read_file(scratch.path(name));
    int rows = 0;
    int errors = 0;
    for (int round = 0; round < rounds(300, 1500, 50'000); ++round) {
      RandomStream random(static_cast<std::uint64_t>(round), RandomPurpose::kShuffle);
      const std::string text = damaged(whole, random);
      std::filesystem::remove(scratch.path(name));  // quicker than to overwrite it
      const std::string path = scratch.file(name, text);
      try {
        ResultsReader reader(path);
        for (; reader.next(); ++rows) {
          for (std::size_t i = 0; i < reader.columns().size(); ++i) {
            if (printable(reader.text(i), std::string::npos) != reader.text(i)) FAIL("round " << round);
          }
        }
      } catch (const DataError&) {
        ++errors;
      }
      try {
        ResultsFile file(path, sweep.plan(), random.below(2) == 0);
        if (file.count() > sweep.runs || file.kept() != file.count()) FAIL("round " << round);
        file.finish();
      } catch (const DataError&) {
        if (read_file(path) != text) FAIL("round " << round);
      }
      if (round % 20 != 0) continue;  // to write a whole file takes long
      std::filesystem::remove(scratch.path("merged-" + name));
      try {
        (void)merge_results({path}, scratch.path("merged-" + name));
      } catch (const DataError&) {
      }
    }
    CHECK(rows > 0);
    CHECK(errors > 0);
  }
}
