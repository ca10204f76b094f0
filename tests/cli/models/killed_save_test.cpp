// If a save is killed at any moment, the file has the old model or the new one.

#include <chrono>
#include <csignal>
#include <filesystem>
#include <set>
#include <thread>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/models.hpp"

namespace nntrain::test {
namespace {

using Microseconds = std::chrono::microseconds;

/// A run of nntrain in parallel to this one.
class Run {
 public:
  explicit Run(const Words& arguments) {
    std::vector<char*> words = {const_cast<char*>(program_under_test().c_str())};
    for (const std::string& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    process_ = ::fork();
    if (process_ != 0) return;
    ::dup2(::open("/dev/null", O_WRONLY), STDOUT_FILENO);
    ::execv(program_under_test().c_str(), words.data());
    ::_exit(127);
  }

  bool has_ended() {
    if (!ended_ && ::waitpid(process_, &status_, WNOHANG) == process_) ended_ = true;
    return ended_;
  }

  /// Returns whether it was still running.
  bool kill() {
    if (has_ended()) return false;
    ::kill(process_, SIGKILL);
    REQUIRE(::waitpid(process_, &status_, 0) == process_);
    ended_ = true;
    return WIFSIGNALED(status_);
  }

 private:
  pid_t process_ = -1;
  int status_ = 0;
  bool ended_ = false;
};

}  // namespace

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
  Microseconds whole{0};
  for (const std::string seed : {"1", "2"}) {
    const auto begin = std::chrono::steady_clock::now();
    output_of(with(flags, {"--seed", seed}));
    whole = std::chrono::duration_cast<Microseconds>(std::chrono::steady_clock::now() - begin);
    known.insert(read_file(model));
  }
  REQUIRE(known.size() == 2);
  REQUIRE(known.begin()->size() > 1'000'000);

  constexpr int kRuns = 60;
  int killed_at_work = 0;
  int killed_in_writing = 0;
  for (int round = 0; round < kRuns; ++round) {
    const bool waits_for_writing = round % 3 != 0;
    if (waits_for_writing) std::filesystem::remove(stray);
    Run run(with(flags, {"--seed", round % 2 == 0 ? "1" : "2"}));
    if (waits_for_writing) {
      while (!std::filesystem::exists(stray) && !run.has_ended()) std::this_thread::yield();
      std::this_thread::sleep_for(Microseconds(round * round * 3));  // up to 10 ms
    } else {
      std::this_thread::sleep_for(whole * round / kRuns);
    }
    if (run.kill()) ++(waits_for_writing ? killed_in_writing : killed_at_work);
    const bool is_whole = known.count(read_file(model)) == 1;
    REQUIRE(is_whole);
  }
  CHECK(killed_at_work > 0);
  CHECK(killed_in_writing > 0);
  output_of({"show", model});

  (void)scratch.file("m.json.nntrain-tmp", "half of a model");
  output_of(with(flags, {"--seed", "1"}));
  output_of({"show", model});
  CHECK(std::distance(std::filesystem::directory_iterator(scratch.folder()), {}) == 1);
}

}  // namespace nntrain::test
