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

TEST_CASE("a comment may follow a value, and quotes keep a #") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("a #1.csv", "x,a # b,y\n1,2,p\n2,1,q\n3,5,p\n4,4,q\n");
  const std::string config = scratch.file("c.conf",
                                          "data = \"" + data + "\"   # the name of a file, in quotes\n" +
                                              "features = x,\"a # b\"\t# a name in a list\n"
                                              "hidden = 3 # units\n"
                                              "  # a line of its own\n"
                                              "na=?,#\n"  // no blank before it: no comment
                                              "iterations = 2 #\n");
  const nlohmann::json all = json_of({"--config", config, "-q"});
  CHECK(all["data"]["path"] == data);
  CHECK(all["data"]["features"] == nlohmann::json({"x", "a # b"}));
  CHECK(all["options"]["hidden"] == "3");
  CHECK(all["options"]["na"] == "?,#");
  CHECK(all["options"]["iterations"] == 2);
}

TEST_CASE("what the command line takes back from a config file is told") {
  struct Case {
    std::string text;
    Words typed;
    std::string warning;
  };
  const std::vector<Case> cases = {
      {"seed = 1\nlr = 0.1 # rate\n",
       {"--optimizer", "lbfgs"},
       "c.conf:2: learning-rate = 0.1 does not count: --optimizer takes it back"},
      {"hidden = 3\n", {"--optimizer", "perceptron"}, "c.conf:1: hidden = 3 does not count: --optimizer"},
      {"validation-fraction = 0.5\n",
       {"--validation", "data/xnor.csv"},
       "c.conf:1: validation-fraction = 0.5 does not count: --validation takes"},
      {"optimizer = gd\nmomentum = 0.9\nnesterov = true\n",
       {"--optimizer", "adam"},
       "c.conf:3: nesterov = true does not count: --optimizer"},
      {"dropout = 0.2\n",
       {"--check-gradients"},
       "c.conf:1: dropout = 0.2 does not count: --check-gradients takes it back"},
  };
  const ScratchFolder scratch;
  for (const Case& one : cases) {
    const std::string config = scratch.file("c.conf", one.text);
    const Words words = {"--data", "data/xnor.csv", "--iterations", "1"};
    const ProgramResult result = nntrain(with(with(words, one.typed), {"--config", config}));
    INFO(one.text << result.err);
    CHECK(result.exit_code == 0);
    CHECK(contains(result.err, "nntrain: warning: "));
    CHECK(contains(result.err, one.warning));
    if (one.typed.front() == "--check-gradients") continue;
    const Words print = {"--print", "fingerprint,stop"};
    CHECK(nntrain(with(with(words, one.typed), with(print, {"--config", config}))).out ==
          nntrain(with(with(words, one.typed), print)).out);
  }
}

TEST_CASE("an error about flags names their places in the config file") {
  struct Case {
    std::string text;
    Words typed;
    Words errors;
  };
  const std::vector<Case> cases = {
      {"backprop = lecture\nloss = mse\n", {}, {"c.conf:1: --backprop contradicts --loss (", "c.conf:2): "}},
      {"\noptimizer = perceptron\n",
       {"--hidden", "3"},
       {"nntrain: --hidden contradicts --optimizer (", "c.conf:2): "}},
      {"log = l.txt\n", {}, {"c.conf:1: --log l.txt does not end in .csv"}},
      {"print = accuracy,nothing\n", {}, {"c.conf:1: --print"}},
      {"assert = rows == 4\nassert = nothing == 4\n", {}, {"c.conf:1 or ", "c.conf:2: --assert 'nothing"}},
  };
  const ScratchFolder scratch;
  for (const Case& one : cases) {
    const std::string config = scratch.file("c.conf", one.text);
    check_refusal(with({"--data", "data/or.csv", "--config", config}, one.typed), 2, one.errors);
  }
}

TEST_CASE("every command reads its flags from a config file") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain({"--data", "data/xnor.csv", "--iterations", "3", "--save", model}).exit_code == 0);
  const std::string data = "model = " + model + " # made above\ndata = data/xnor.csv\n";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"predict", data},
      {"evaluate", data + "assert = rows == 4\nformat = json\n"},
      {"compare",
       "baseline = " + model + "\ncandidate = " + model + "\ndata = data/xnor.csv\nmargin = accuracy=0.1\n"},
      {"show", "model = " + model + "\nweights = none\n"},
      {"export", "model = " + model + "\nto = c\noutput = -\n"},
      {"sweep", "data = data/xnor.csv\ngrid = hidden=2;3\nfolds = 2\ndry-run = true\n"},
      {"replay", "model = " + model + "\nthreads = 1\n"},
      {"check", "data = data/xnor.csv\nfail-on = refused\n"},
      {"bench", "quick = true\nruns = 1\nonly = csv\n"},
      {"plot", "file = " + model + "\nplot-panels = loss\n"},
  };
  for (const auto& [command, text] : cases) {
    INFO(command);
    const std::string config = scratch.file(command + ".conf", text);
    const ProgramResult result = nntrain({command, "--config", config});
    INFO(result.err);
    if (command == "plot") {
      CHECK(contains(result.err, "'loss' cannot be drawn"));  // of a model; gnuplot is not needed
    } else {
      CHECK(result.exit_code == 0);
      CHECK_FALSE(result.out.empty());
    }
    check_refusal({command, "--config", scratch.file("c.conf", "\nmodle = x\n")}, 2,
                  {"c.conf:2: unknown flag 'modle'", "nntrain help " + command});
  }
  check_refusal({"evaluate", "--config", scratch.file("c.conf", data + "assert = none > 1\n")}, 2,
                {"c.conf:3: --assert 'none > 1'"});
}

TEST_CASE("the command line wins over a config file in every command") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain({"--data", "data/xnor.csv", "--iterations", "3", "--save", model}).exit_code == 0);
  const std::string config = scratch.file("c.conf", "format = json\nassert = rows == 4\n");
  const ProgramResult result = nntrain({"evaluate", model, "--data", "data/or.csv", "--config", config,
                                        "--format", "text", "--assert", "accuracy >= 0"});
  CHECK(result.exit_code == 0);
  CHECK(result.out.starts_with("model: "));
  CHECK(contains(result.err, "PASS rows == 4"));  // what may be repeated adds up
  CHECK(contains(result.err, "PASS accuracy >= 0"));
}

TEST_CASE("a message names the place of the flag that it is about, not of one whose name begins alike") {
  const ScratchFolder scratch;
  const Words words = {"--data", "data/or.csv", "--task", "classify"};
  const std::string config = scratch.file("c.conf", "scale = standard\n");
  const ProgramResult typed = nntrain(with(words, {"--config", config, "--scale-target", "minmax"}));
  CHECK(typed.exit_code == 2);
  CHECK(typed.err.starts_with("nntrain: --scale-target contradicts --task"));
}

TEST_CASE("a config file that cannot be read is named") {
  check_refusal({"--data", "data/or.csv", "--config", "no/such.conf"}, 3,
                {"no/such.conf", "No such file or directory"});
  check_refusal({"--data", "data/or.csv", "--config", "data"}, 3, {"data", "directory"});
}

TEST_CASE("a flag that needs one which the command line takes back is taken back with it") {
  const ScratchFolder scratch;
  const auto err = [&](const std::string& lines, const Words& words) {
    const ProgramResult result = nntrain(with({"--data", "data/xnor.csv", "--iterations", "1", "--config",
                                               scratch.file("c.conf", lines), "--print", "stop"},
                                              words));
    CHECK(result.exit_code == 0);
    return result.err;
  };
  CHECK(contains(err("test-fraction = 0.25\nsplit = ordered\n", {"--test", "data/or.csv"}),
                 "c.conf:2: split = ordered does not count: --test takes it back"));
  CHECK(contains(err("batch-size = 2\nno-shuffle = true\n", {"--optimizer", "lbfgs"}),
                 "c.conf:2: no-shuffle = true does not count: --optimizer takes it back"));
}

TEST_CASE("advice about a flag of the config file does not have its place") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "a,y\n1,0\n,1\n");
  const ProgramResult result =
      nntrain({"--data", data, "--config", scratch.file("c.conf", "missing = error\n")});
  CHECK(result.exit_code == 3);
  CHECK_FALSE(contains(result.err, "c.conf"));
}

}  // namespace nntrain::test
