// --checkpoint and --resume: a resumed run gives the same result as one without a stop.

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

struct Job {
  std::string data;
  Words flags;
};

/// Two classes, three with texts and missing cells, and a number; every optimizer, and all other state.
std::vector<Job> jobs(const ScratchFolder& scratch) {
  const Words orchard = {"--missing", "mean", "--scale", "standard", "--unseen", "zero"};
  const Words number = {"--target", "variance", "--task", "regress", "--scale-target", "standard"};
  std::vector<Job> jobs;
  for (const Words& flags :
       std::vector<Words>{{},
                          {"--momentum", "0.9"},
                          {"--momentum", "0.9", "--nesterov", "--lr", "0.001"},
                          {"--optimizer", "adam", "--batch-size", "64"},
                          {"--optimizer", "rprop"},
                          {"--optimizer", "lbfgs"},
                          {"--optimizer", "perceptron"},
                          {"--dropout", "0.3", "--batch-size", "100"},
                          {"--tolerance", "0.02"},
                          {"--validation-fraction", "0.3", "--patience", "4", "--lr", "0.05"},
                          {"--no-bias", "--activation", "tanh", "--l2", "0.1"}}) {
    jobs.push_back({"data/banknotes.txt", flags});
  }
  for (const char* const optimizer : {"adam", "lbfgs", "rprop"}) {
    jobs.push_back({"data/orchard.csv", with(orchard, {"--optimizer", optimizer})});
    jobs.push_back({"data/orchard.csv", with(orchard, {"--target", "sugar", "--optimizer", optimizer})});
    jobs.push_back({two_fruits(scratch), with(orchard, {"--optimizer", optimizer})});
  }
  jobs.push_back({"data/banknotes.txt", with(number, {"--optimizer", "lbfgs", "--scale", "minmax"})});
  jobs.push_back({"data/banknotes.txt", with(number, {"--loss", "huber:0.5", "--optimizer", "adam"})});
  return jobs;
}

std::string saved(const Words& words, const ScratchFolder& scratch) {
  const ProgramResult result = nntrain(with(words, {"--save", scratch.path("m.json"), "-q"}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  return read_file(scratch.path("m.json"));
}

}  // namespace

TEST_CASE("training N iterations and resuming to M is training M, byte for byte") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  for (const Job& job : jobs(scratch)) {
    const Words words = with({"--data", job.data}, job.flags);
    CAPTURE(words);
    const std::string straight = saved(with(words, {"--iterations", "17"}), scratch);
    const ProgramResult stopped =
        nntrain(with(words, {"--iterations", "6", "--checkpoint", checkpoint, "--quiet"}));
    INFO(stopped.err);
    REQUIRE(stopped.exit_code == 0);
    CHECK(saved({"--resume", checkpoint, "--iterations", "17"}, scratch) == straight);
    CHECK(saved(with(words, {"--resume", checkpoint, "--iterations", "17", "--threads", "3"}), scratch) ==
          straight);
  }
}

TEST_CASE("checkpoints on the way are those of the iterations asked for, and lead to the same end") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const Words words = {"--data", "data/xnor.csv", "--iterations", "25", "--optimizer", "adam"};
  const std::string straight = saved(words, scratch);
  CHECK(saved(with(words, {"--checkpoint", checkpoint, "--checkpoint-every", "10"}), scratch) == straight);
  CHECK(nlohmann::json::parse(read_file(checkpoint))["state"]["iterations"] == 25);
  CHECK(saved({"--resume", checkpoint}, scratch) == straight);
  check_refusal({"--resume", checkpoint, "--iterations", "24"}, 2,
                {"--iterations", "already has 25 iterations"});
}

TEST_CASE("several starts go on with the one that was interrupted") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const Words words = {"--data", "data/xnor.csv", "--iterations", "300", "--restarts", "4", "--lr", "0.5"};
  const std::string straight = saved(words, scratch);
  CHECK(saved(with(words, {"--checkpoint", checkpoint}), scratch) == straight);
  CHECK(saved({"--resume", checkpoint}, scratch) == straight);
  check_refusal({"--resume", checkpoint, "--iterations", "400"}, 2, {"--iterations", "--restarts"});
}

TEST_CASE("patience may be raised, and the result is that of a run with the larger one") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const Words words = {"--data",
                       "data/orchard.csv",
                       "--missing",
                       "mean",
                       "--scale",
                       "standard",
                       "--lr",
                       "0.1",
                       "--seed",
                       "3",
                       "--patience",
                       "3",
                       "--validation-fraction",
                       "0.3",
                       "--iterations",
                       "3000",
                       "--batch-size",
                       "50"};
  Words larger = words;
  *(std::find(larger.begin(), larger.end(), "--patience") + 1) = "12";
  const std::string straight = saved(larger, scratch);
  REQUIRE(nntrain(with(words, {"--checkpoint", checkpoint, "--print", "stop", "-q"})).out == "patience\n");
  const std::string before = read_file(checkpoint);
  CHECK(saved({"--resume", checkpoint, "--patience", "12"}, scratch) == straight);
  CHECK(saved(with(larger, {"--checkpoint", checkpoint, "--continue"}), scratch) == straight);
  CHECK(nlohmann::json::parse(before)["state"]["iterations"] <
        nlohmann::json::parse(read_file(checkpoint))["state"]["iterations"]);
  for (const char* const patience : {"2", "0"}) {
    check_refusal(
        {"--resume", checkpoint, "--patience", patience}, 2,
        {"--patience is '" + std::string(patience), "it was '12': a run that has one can only raise it"});
  }
  REQUIRE(nntrain({"--data", "data/xnor.csv", "--iterations", "3", "--validation-fraction", "0.25",
                   "--checkpoint", checkpoint, "-q"})
              .exit_code == 0);
  check_refusal({"--resume", checkpoint, "--patience", "5"}, 2, {"it was '0'"});
  REQUIRE(nntrain({"--data", "data/xnor.csv", "--iterations", "9", "--validation-fraction", "0.25",
                   "--patience", "2", "--restarts", "2", "--checkpoint", checkpoint, "-q"})
              .exit_code == 0);
  check_refusal({"--resume", checkpoint, "--patience", "5"}, 2,
                {"it was '2', and earlier starts are already done"});
}

TEST_CASE("a run with a schedule goes on in its plan, which cannot change") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  Words words = {"--data",
                 "data/orchard.csv",
                 "--missing",
                 "mean",
                 "--scale",
                 "standard",
                 "--lr",
                 "0.3",
                 "--validation-fraction",
                 "0.3",
                 "--iterations",
                 "200",
                 "--batch-size",
                 "16",
                 "--schedule",
                 "cosine",
                 "--average",
                 "0.8",
                 "--patience",
                 "9"};
  const std::string straight = saved(words, scratch);
  words.back() = "2";
  REQUIRE(nntrain(with(words, {"--checkpoint", checkpoint, "--print", "stop", "-q"})).out == "patience\n");
  CHECK(saved({"--resume", checkpoint, "--patience", "9"}, scratch) == straight);
  check_refusal({"--resume", checkpoint, "--patience", "9", "--iterations", "201"}, 2,
                {"--iterations cannot change with --schedule cosine", "--iterations 200"});
  check_refusal({"--resume", checkpoint, "--schedule", "constant"}, 2, {"--schedule is 'constant'"});
}

TEST_CASE("a run that has nothing left to do says so, and how to go on") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  std::string data = "data/xnor.csv";
  const auto told = [&](const Words& flags, const Words& again = {}) {
    const Words words = with({"--data", data, "--checkpoint", checkpoint, "-q"}, flags);
    REQUIRE(nntrain(words).exit_code == 0);
    const ProgramResult result =
        nntrain(with({"--resume", checkpoint, "--checkpoint", checkpoint, "--print", "stop"}, again));
    CHECK(result.exit_code == 0);
    CHECK(nntrain(with({"--resume", checkpoint, "-q"}, again)).err.empty());
    const std::vector<std::string> lines = lines_of(result.err);
    const auto line = std::find_if(lines.begin(), lines.end(),
                                   [](const std::string& one) { return contains(one, "nothing was left"); });
    return line == lines.end() ? "" : *line + "\n";
  };
  const std::string run = "nntrain: warning: nothing was left to do: the run in " + checkpoint;
  CHECK(told({"--iterations", "7"}) ==
        run + " has all of its 7 iterations; to go on:  --iterations N, above 7\n");
  CHECK(told({"--iterations", "8"}, {"--iterations", "9"}).empty());
  CHECK(told({"--optimizer", "lbfgs"}) ==
        run + " stopped because its loss no longer fell, and that does not change\n");
  CHECK(told({"--iterations", "3", "--restarts", "2"}) == run + " has all of its 2 starts\n");
  CHECK(told({"--validation", "data/xnor.csv", "--patience", "2", "--lr", "100"}) ==
        run + " stopped by --patience; to go on:  --patience N, above 2\n");
  data = "data/or.csv";
  CHECK(told({"--optimizer", "perceptron"}) == run + " stopped because its weights no longer changed\n");
}

TEST_CASE("what would not be the same run is refused") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const std::string data = scratch.file("d.csv", read_file("data/xnor.csv"));
  const Words words = {"--data", data, "--validation", "data/xnor.csv"};
  REQUIRE(nntrain(with(words, {"--iterations", "3", "--checkpoint", checkpoint, "-q"})).exit_code == 0);
  for (const auto& [flag, value] :
       std::vector<std::pair<std::string, std::string>>{{"--hidden", "6"},
                                                        {"--lr", "0.5"},
                                                        {"--seed", "2"},
                                                        {"--optimizer", "adam"},
                                                        {"--scale", "standard"},
                                                        {"--l2", "0.1"},
                                                        {"--features", "x1"},
                                                        {"--init", "xavier"},
                                                        {"--activation", "tanh"},
                                                        {"--batch-size", "2"},
                                                        {"--test-fraction", "0.25"}}) {
    const std::string name = flag == "--lr" ? "--learning-rate" : flag;
    check_refusal({"--resume", checkpoint, flag, value}, 2, {name, value});
  }
  check_refusal({"--resume", checkpoint, "--data", "data/or.csv"}, 2, {"data/or.csv", "SHA-256", "--data"});
  check_refusal({"--resume", checkpoint, "--validation", "data/or.csv"}, 2, {"data/or.csv", "--validation"});
  check_refusal({"--resume", data}, 5, {"not a checkpoint"});
  check_refusal({"--resume", scratch.path("none")}, 3, {"none"});
  REQUIRE(nntrain(with(words, {"--save", scratch.path("m.json"), "-q"})).exit_code == 0);
  check_refusal({"--resume", scratch.path("m.json")}, 5, {"nntrain.model/1", "--init-from"});
  check_refusal({"predict", checkpoint, "--data", data}, 5, {"nntrain.checkpoint/1"});
  check_refusal(with(words, {"--checkpoint-every", "3"}), 2, {"--checkpoint"});
  check_refusal(with(words, {"--checkpoint", data}), 2, {"overwrite", "--data"});
  check_refusal(with(words, {"--checkpoint", "no/such/c.json"}), 3, {"no/such/c.json"});
}

TEST_CASE("another option is told before what it does to held-out files") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "a,b,y\n1,2,0\n2,1,1\n3,5,0\n4,4,1\n");
  const std::string held_out = scratch.file("v.csv", "a,y\n1,0\n2,1\n");
  const std::string checkpoint = scratch.path("c.json");
  REQUIRE(nntrain({"--data", data, "--features", "a", "--validation", held_out, "--iterations", "2",
                   "--checkpoint", checkpoint, "-q"})
              .exit_code == 0);
  check_refusal({"--resume", checkpoint, "--features", "a,b"}, 2,
                {"--features is 'a,b', but in the run of ", "it was 'a'"});
  check_refusal({"--resume", checkpoint, "--preset", "lecture"}, 2,
                {"--preset is 'lecture', but in the run of ", "it was not given"});
  CHECK(nntrain({"--resume", checkpoint, "--iterations", "3", "-q"}).exit_code == 0);
}

TEST_CASE("a checkpoint may be written over itself, and its data may have moved") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const std::string straight = saved({"--data", "data/xnor.csv", "--iterations", "9"}, scratch);
  REQUIRE(
      nntrain({"--data", "data/xnor.csv", "--iterations", "3", "--checkpoint", checkpoint, "-q"}).exit_code ==
      0);
  for (const char* const total : {"5", "8"}) {
    const ProgramResult result =
        nntrain({"--resume", checkpoint, "--checkpoint", checkpoint, "--iterations", total, "-q"});
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
  }
  const std::string moved = scratch.file("moved.csv", read_file("data/xnor.csv"));
  CHECK(json_of({"--resume", checkpoint, "--iterations", "9", "--data", moved, "-q"})["fingerprint"] ==
        nlohmann::json::parse(straight)["fingerprint"]);
}

TEST_CASE("a start from weights is resumed without them, too") {
  const ScratchFolder scratch;
  const std::string start = scratch.path("start.json");
  const Words words = {"--data", "data/xnor.csv", "--hidden", "3"};
  REQUIRE(nntrain(with(words, {"--save", start, "-q", "--seed", "5"})).exit_code == 0);
  const Words from = with(words, {"--init-from", start});
  const std::string straight = saved(with(from, {"--iterations", "20"}), scratch);
  REQUIRE(
      nntrain(with(from, {"--iterations", "8", "--checkpoint", scratch.path("c.json"), "-q"})).exit_code ==
      0);
  std::filesystem::remove(start);
  CHECK(saved({"--resume", scratch.path("c.json"), "--iterations", "20"}, scratch) == straight);
}

TEST_CASE("a preset and a start are the run's own") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const Words words = {"--data", "data/xnor.csv", "--preset", "keras", "--validation-fraction", "0.25"};
  REQUIRE(nntrain(with(words, {"--iterations", "3", "--checkpoint", checkpoint, "-q"})).exit_code == 0);
  CHECK(nntrain({"--resume", checkpoint, "--preset", "keras", "-q"}).exit_code == 0);
  check_refusal({"--resume", checkpoint, "--preset", "modern"}, 2, {"--preset", "'modern'", "'keras'"});
  check_refusal({"--resume", checkpoint, "--init-from", "data/lecture_start.json"}, 2,
                {"--init-from", "without --resume"});
}

TEST_CASE("what a run goes on from is not overwritten by other outputs") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.csv");
  REQUIRE(
      nntrain({"--data", "data/xnor.csv", "--iterations", "3", "--checkpoint", checkpoint, "-q"}).exit_code ==
      0);
  for (const char* const output : {"--save", "--predictions", "--log"}) {
    check_refusal({"--resume", checkpoint, output, checkpoint}, 2, {output, "overwrite", "--resume"});
  }
}

TEST_CASE("data that are gone or changed are told as such") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const std::string data = scratch.file("d.csv", read_file("data/xnor.csv"));
  REQUIRE(nntrain({"--data", data, "--iterations", "3", "--checkpoint", checkpoint, "-q"}).exit_code == 0);
  check_refusal({"--resume", checkpoint, "--data", "data/orchard.csv"}, 2, {"orchard.csv", "SHA-256"});
  scratch.file("d.csv", "x1,x2\n1,z\n");
  check_refusal({"--resume", checkpoint}, 2, {"d.csv", "SHA-256"});
  std::filesystem::remove(data);
  check_refusal({"--resume", checkpoint}, 3, {"d.csv", "give its new place:  --data FILE"});
}

TEST_CASE("a checkpoint that cannot be written costs no result") {
  const ScratchFolder scratch;
  const ProgramResult result =
      nntrain({"--data", "data/xnor.csv", "--iterations", "50", "--checkpoint", "/dev/full",
               "--checkpoint-every", "10", "--save", scratch.path("m.json"), "--print", "iterations"});
  CHECK(result.exit_code == 3);
  CHECK(result.out == "50\n");
  CHECK(contains(result.err, "cannot write /dev/full"));
  CHECK(nntrain({"show", scratch.path("m.json")}).exit_code == 0);
}

TEST_CASE("a resumed run has waited for --tolerance as long as one without a stop") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const Words words = {"--data", "data/banknotes.txt", "--tolerance", "0.3"};
  const std::string straight = saved(with(words, {"--iterations", "60"}), scratch);
  REQUIRE(nlohmann::json::parse(straight)["training"]["stop"] == "tolerance");
  const int done = nlohmann::json::parse(straight)["training"]["iterations"];
  for (const int stopped : {6, done - 1}) {
    REQUIRE(nntrain(with(words, {"--iterations", std::to_string(stopped), "--checkpoint", checkpoint, "-q"}))
                .exit_code == 0);
    CHECK(saved({"--resume", checkpoint, "--iterations", "60"}, scratch) == straight);
  }
}

TEST_CASE("where files are, how long training goes on, and what is only measured may differ on --resume") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const std::string copy = scratch.file("copy.csv", read_file("data/xnor.csv"));
  REQUIRE(nntrain({"--data", "data/xnor.csv", "--validation", "data/xnor.csv", "--iterations", "3",
                   "--checkpoint", checkpoint, "-q"})
              .exit_code == 0);
  for (const Words& flags : {Words{"--data", copy},
                             {"--validation", copy},
                             {"--test", "data/or.csv"},
                             {"--iterations", "9"},
                             {"--max-seconds", "60"}}) {
    INFO(flags[0]);
    CHECK(nntrain(with({"--resume", checkpoint, "-q"}, flags)).exit_code == 0);
  }
}

}  // namespace nntrain::test
