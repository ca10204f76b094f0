// --save: the bytes of the file, where it goes, and that it appears complete or not at all.

#include <filesystem>

#include <sys/stat.h>

#include "cli/comparable.hpp"
#include "cli/models.hpp"

namespace nntrain::test {
namespace {

const Words kQuick = {"--data", "data/or.csv", "--iterations", "3", "-q", "--print", "stop"};

std::size_t files_in(const ScratchFolder& scratch) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(scratch.folder()), {}));
}

}  // namespace

TEST_CASE("one command writes the same bytes, whatever the threads and what else it writes") {
  const ScratchFolder scratch;
  const std::vector<Words> runs = {
      {"--threads", "1", "-q"},
      {"--threads", "3"},
      {"--threads", "2", "--format", "json"},
      {"--print", "stop", "--predictions", scratch.path("p.csv"), "--weights", "full"},
      {"--log", scratch.path("l.csv"), "--assert", "accuracy > 2"}};
  std::string first;
  for (const Words& more : runs) {
    const Words job = {"--data",       kOrchard,      "--missing",
                       "mean",         "--optimizer", "adam",
                       "--batch-size", "50",          "--iterations",
                       "20",           "--restarts",  "2",
                       "--dropout",    "0.1",         "--validation-fraction",
                       "0.2",          "--save",      scratch.path("m.json")};
    const ProgramResult result = nntrain(with(job, more));
    CHECK(result.exit_code == (more.back() == "accuracy > 2" ? 1 : 0));
    const std::string text = read_file(scratch.path("m.json"));
    if (first.empty()) first = text;
    CHECK((text == first));
  }
}

TEST_CASE("a run that diverged saves nothing and keeps the old model") {
  const ScratchFolder scratch;
  const Words wild = {"--data", kNotes,         "--target", "entropy", "--activation", "relu", "--lr",
                      "1e6",    "--iterations", "200",      "-q"};
  const std::string model = scratch.file("m.json", "old");
  const ProgramResult result = nntrain(with(wild, {"--save", model, "--print", "stop"}));
  CHECK(result.exit_code == 4);
  CHECK(result.out == "diverged\n");
  CHECK(contains(result.err, "m.json is not written: training diverged, so there is no model"));
  CHECK(read_file(model) == "old");
  CHECK(nntrain(with(wild, {"--save", scratch.path("new.json")})).exit_code == 4);
  CHECK(files_in(scratch) == 1);
}

TEST_CASE("a model that cannot be saved is refused before any work") {
  const ScratchFolder scratch;
  const std::string file = scratch.file("file", "x");
  const Words endless = {"--data", "data/or.csv", "--iterations", "1000000000000", "-q"};
  check_refusal(with(endless, {"--save", scratch.path("no/m.json")}), 3, {"no/m.json", "No such file"});
  check_refusal(with(endless, {"--save", scratch.folder().string()}), 3, {"Is a directory"});
  check_refusal(with(endless, {"--save", file + "/m.json"}), 3, {"Not a directory"});
  check_refusal(with(endless, {"--save", file, "--log", file}), 2, {"file"});
  check_refusal(with(kQuick, {"--save", "data/or.csv"}), 2, {"data/or.csv"});
  check_lost(nntrain(with(kQuick, {"--save", "/dev/full"})), {"/dev/full", "No space left on device"});
  const ProgramResult limited = shell(
      "ulimit -f 1; nntrain --data data/or.csv --hidden 200 --iterations 1 -q"
      " --print stop --save " +
      file);
  check_lost(limited, {"file", "File too large"});
  CHECK(read_file(file) == "x");
  CHECK(files_in(scratch) == 1);
}

TEST_CASE("a model is saved through links, with the mode that the old one had, and into pipes") {
  const ScratchFolder scratch;
  const std::string real = scratch.file("real.json", "old");
  ::chmod(real.c_str(), 0640);
  std::filesystem::create_symlink("real.json", scratch.path("link.json"));
  output_of(with(kQuick, {"--save", scratch.path("link.json")}));
  CHECK(std::filesystem::is_symlink(scratch.path("link.json")));
  struct stat status {};
  REQUIRE(::stat(real.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777U) == 0640U);
  output_of({"show", real});
  const ProgramResult piped =
      shell("nntrain --data data/or.csv --iterations 3 -q --print stop --save /dev/stderr 2>&1 >/dev/null");
  CHECK(piped.out == read_file(real));
  CHECK(files_in(scratch) == 2);
}

}  // namespace nntrain::test
