#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

struct BadConfig {
  std::string text;
  Words parts;
};

}  // namespace

TEST_CASE("a config file sets flags, and the command line wins") {
  const ScratchFolder scratch;
  const std::string config = scratch.file("c.conf",
                                          "# a comment\n"
                                          "\n"
                                          "data = data/or.csv\n"
                                          "  hidden=3 , 2\r\n"
                                          "lr = 0.5\n"
                                          "iterations = 7\n"
                                          "no-bias = true\n"
                                          "quiet = false\n"
                                          "seed = 4");
  const nlohmann::json all = json_of({"--config", config, "--quiet"});
  CHECK(all["options"]["hidden"] == "3,2");
  CHECK(all["options"]["learning-rate"] == 0.5);
  CHECK(all["options"]["iterations"] == 7);
  CHECK(all["options"]["no-bias"] == true);
  CHECK(all["options"]["quiet"] == true);
  CHECK(all["options"]["config"] == config);
  CHECK(all["training"]["seed"] == 4);
  CHECK(all["data"]["path"] == "data/or.csv");

  const nlohmann::json some =
      json_of({"--config", config, "-q", "--hidden", "2", "--epochs", "3", "--learning-rate", "1"});
  CHECK(some["network"]["layer_sizes"] == nlohmann::json({2, 2, 1}));
  CHECK(some["training"]["iterations"] == 3);
  CHECK(some["options"]["learning-rate"] == 1);
}

TEST_CASE("a config file and the same flags on the command line give the same weights") {
  const ScratchFolder scratch;
  const std::string config =
      scratch.file("c.conf", "hidden = 4\nactivation = tanh\nloss = mse\nlr = 0.2\niterations = 20\n");
  const Words told = {"--data", "data/xnor.csv", "-q", "--print", "fingerprint"};
  const ProgramResult by_file = nntrain(with(told, {"--config", config}));
  const ProgramResult by_flags = nntrain(with(
      told, {"--hidden", "4", "--activation", "tanh", "--loss", "mse", "--lr", "0.2", "--iterations", "20"}));
  CHECK(by_file.exit_code == 0);
  CHECK(by_file.out == by_flags.out);
}

TEST_CASE("a repeatable flag may stand several times in a config file") {
  const ScratchFolder scratch;
  const std::string config = scratch.file("c.conf", "assert = rows == 4\nassert = correct >= 0\n");
  const Words words = {"--data", "data/or.csv", "--config", config, "--iterations", "1", "--print", "stop"};
  const ProgramResult both = nntrain(words);
  CHECK(both.exit_code == 0);
  CHECK(contains(both.err, "PASS rows == 4"));
  CHECK(contains(both.err, "PASS correct >= 0"));
  const ProgramResult added = nntrain(with(words, {"--assert", "rows == 5"}));
  CHECK(added.exit_code == 1);
  CHECK(contains(added.err, "FAIL rows == 5"));
  CHECK(contains(added.err, "rows == 4"));
}

TEST_CASE("a config file may start with a byte order mark") {
  const ScratchFolder scratch;
  const std::string config = scratch.file("c.conf", "\xEF\xBB\xBFhidden = 3\n");
  const ProgramResult result = nntrain(
      {"--data", "data/or.csv", "--config", config, "--iterations", "1", "-q", "--print", "parameters"});
  INFO(result.err);
  CHECK(result.out == "13\n");
}

TEST_CASE("what is wrong in a config file is named with file and line") {
  const std::vector<BadConfig> cases = {
      {"hidden = 5\nlerning-rate = 1\n", {"c.conf:2: ", "'lerning-rate'; did you mean 'learning-rate'?"}},
      {"# x\n\nhidden 5\n", {"c.conf:3: 'hidden 5'", "flag = value"}},
      {"quiet\n", {"c.conf:1: 'quiet'", "flag = value"}},
      {"hidden = 5\nseed = 2\nhidden = 5\n", {"c.conf:3: 'hidden' is set twice"}},
      {"learning-rate = 1\nlr = 2\n", {"c.conf:2: ", "set twice"}},
      {"\niterations = 1e3\n", {"c.conf:2: --iterations '1e3'"}},
      {"quiet = yes\n", {"c.conf:1: --quiet 'yes'", "true or false"}},
      {"hidden =\n", {"c.conf:1: --hidden ''"}},
      {"features = \n", {"c.conf:1: --features ''"}},
      {"config = other.conf\n", {"c.conf:1: "}},
      {"--hidden = 5\n", {"c.conf:1: ", "'--hidden'"}},
      {"d = data/or.csv\n", {"c.conf:1: ", "'d'"}},
      {"[train]\n", {"c.conf:1: '[train]'"}},
      {" = 5\n", {"c.conf:1: ", "''"}},
      {std::string("hidden = 5\0\n", 12), {"c.conf:1: --hidden"}},
  };
  const ScratchFolder scratch;
  for (const BadConfig& bad : cases) {
    INFO(bad.text);
    const std::string config = scratch.file("c.conf", bad.text);
    check_refusal({"--data", "data/or.csv", "--config", config}, 2, bad.parts);
  }
}

TEST_CASE("a config file that cannot be read is named") {
  check_refusal({"--data", "data/or.csv", "--config", "no/such.conf"}, 3,
                {"no/such.conf", "No such file or directory"});
  check_refusal({"--data", "data/or.csv", "--config", "data"}, 3, {"data", "directory"});
}

}  // namespace nntrain::test
