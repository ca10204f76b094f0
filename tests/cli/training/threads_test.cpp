// Threads never change a result.

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// The JSON without the values that may differ: the time and the number of threads.
nlohmann::json result_of(const Words& flags, const std::string& threads) {
  nlohmann::json result = json_of(with(flags, {"--quiet", "--threads", threads}));
  CHECK((threads == "auto" || result["training"]["threads"] == std::stoi(threads)));
  result["training"].erase("seconds");
  result.erase("resources");
  result["training"].erase("threads");
  result["options"].erase("threads");
  return result;
}

}  // namespace

TEST_CASE("any number of threads gives the same bits") {
  const Words data = {"--data", "data/banknotes.txt", "--iterations", "12"};
  const std::vector<Words> jobs = {
      {},
      {"--hidden", "30,20", "--activation", "tanh,relu", "--loss", "cross-entropy", "--optimizer", "adam"},
      {"--optimizer", "lbfgs", "--hidden", "20"},
      {"--optimizer", "rprop", "--hidden", "20", "--l2", "0.1"},
      {"--dropout", "0.3", "--hidden", "40", "--momentum", "0.9", "--lr", "0.001"},
      {"--batch-size", "300", "--hidden", "20", "--lr", "0.001"},
      {"--hidden", "20", "--validation-fraction", "0.3", "--patience", "3", "--lr", "0.001"},
      {"--hidden", "20", "--restarts", "3", "--class-weights", "balanced"},
      {"--output-activation", "softmax", "--hidden", "20", "--lr", "0.5"},
  };
  for (const Words& job : jobs) {
    const nlohmann::json one = result_of(with(data, job), "1");
    for (const std::string threads : {"2", "3", "8", "auto"}) {
      INFO((job.empty() ? "" : job[0] + " " + job[1]) << " on " << threads);
      CHECK(result_of(with(data, job), threads) == one);
    }
  }
}

TEST_CASE("--threads takes a number from 1, or auto") {
  for (const std::string wrong : {"0", "-1", "1.5", "many", "2000", ""}) {
    check_refusal({"--data", "data/or.csv", "--threads=" + wrong}, 2, {"--threads"});
  }
}

TEST_CASE("the threads that train start when those that read held-out files have ended") {
  if (!is_release_build()) return;  // sanitizers need address space of their own
  const ScratchFolder scratch;
  const std::string held_out =
      scratch.file("t.csv", "variance,skewness,curtosis,entropy,classification\n1,2,3,4,0\n5,6,7,8,1\n");
  const ProgramResult result = shell(
      "ulimit -v 112000; nntrain --data data/banknotes.txt --iterations 3 --threads 8 -q --print stop "
      "--test " +
      held_out);
  CHECK(result.err.empty());
  CHECK(result.out == "iterations\n");
}

}  // namespace nntrain::test
