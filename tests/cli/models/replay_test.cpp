// `nntrain replay`: a model has all that is needed to train it again.

#include <set>

#include "app/train_flags.hpp"
#include "base/sha256.hpp"
#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

ProgramResult save_and_replay(const Words& words, const ScratchFolder& scratch, const Words& more = {}) {
  const ProgramResult result = nntrain(with(words, {"--save", scratch.path("m.json"), "-q"}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  return nntrain(with({"replay", scratch.path("m.json")}, more));
}

}  // namespace

TEST_CASE("a model is made again to the last bit") {
  const ScratchFolder scratch;
  const Words notes = {"--data", "data/banknotes.txt", "--iterations", "12"};
  const Words scaled = {"--missing", "mean", "--unseen", "zero", "--iterations", "12"};
  const Words orchard = with({"--data", "data/orchard.csv"}, scaled);
  for (const Words& words : std::vector<Words>{
           notes,
           {"--data", "data/banknotes.txt", "--preset", "modern", "--iterations", "3"},
           with(notes, {"--optimizer", "perceptron", "--test-fraction", "0.2", "--split", "random"}),
           with(notes, {"--restarts", "3", "--validation-fraction", "0.25", "--class-weights", "balanced"}),
           with(notes, {"--task", "regress", "--target", "variance", "--scale-target", "minmax",
                        "--optimizer", "lbfgs"}),
           with(notes, {"--task", "regress", "--target", "variance", "--loss", "huber:0.5"}),
           with(orchard, {"--target", "fruit", "--scale", "standard", "--dropout", "0.2", "--batch-size",
                          "16", "--optimizer", "adam"}),
           with(orchard, {"--target", "sugar", "--scale", "minmax", "--scale-target", "standard"}),
           with(with(scaled, {"--data", two_fruits(scratch)}), {"--optimizer", "rprop"}),
           with(orchard, {"--target", "fruit", "--output-activation", "softmax", "--hidden", "4,3",
                          "--activation", "tanh,relu"}),
           {"--data", "data/xnor.csv", "--test", "data/or.csv", "--validation", "data/or.csv",
            "--no-bias"}}) {
    CAPTURE(words);
    const ProgramResult replay = save_and_replay(words, scratch, {"--threads", "2"});
    INFO(replay.err);
    CHECK(replay.exit_code == 0);
    CHECK(contains(replay.out, "verdict: identical"));
  }
}

TEST_CASE("other data are told with the first difference") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("d.csv", "a,b,y\n1,2,0\n2,1,1\n3,3,0\n");
  REQUIRE(save_and_replay({"--data", data}, scratch).exit_code == 0);
  const ProgramResult moved = nntrain({"replay", scratch.path("m.json"), "--data",
                                       scratch.file("moved.csv", "a,b,y\n1,2,0\n2,1,1\n3,3,0\n")});
  CHECK(moved.exit_code == 0);
  scratch.file("d.csv", "a,b,y\n1,2,0\n2,1,1\n3,3.5,0\n");
  const ProgramResult changed = nntrain({"replay", scratch.path("m.json")});
  CHECK(changed.exit_code == 1);
  for (const char* const part :
       {"verdict: different", "first difference: hidden1, ", " now", "--data", "SHA-256"}) {
    INFO(changed.out);
    CHECK(contains(changed.out, part));
  }
  // The same cells in other bytes give the same weights, but they are other data.
  scratch.file("d.csv", "a,b,y\r\n1,2,0\r\n2,1,1\r\n3,3,0\r\n");
  const ProgramResult same_cells = nntrain({"replay", scratch.path("m.json")});
  CHECK(same_cells.exit_code == 1);
  CHECK(contains(same_cells.out, "none in the result"));
  scratch.file("d.csv", "a,b,y\n1,2,0\n2,1,0\n3,3,0\n");
  CHECK(nntrain({"replay", scratch.path("m.json")}).exit_code == 4);
  std::filesystem::remove(data);
  check_refusal({"replay", scratch.path("m.json")}, 3, {"d.csv"});
}

TEST_CASE("data that cannot be read as before are told to have other bytes first") {
  const ScratchFolder scratch;
  const std::string text = "a,b,y\n1,2,0\n2,1,1\n3,3,0\n";
  const std::string data = scratch.file("d.csv", text);
  const std::string test = scratch.file("t.csv", text);
  REQUIRE(save_and_replay({"--data", data, "--features", "a,b", "--target", "y", "--test", test}, scratch)
              .exit_code == 0);
  const auto check = [&](const std::string& flag, const std::string& file, const std::string& now, int code,
                         const std::string& why) {
    scratch.file(file, now);
    const ProgramResult result = nntrain({"replay", scratch.path("m.json")});
    INFO(now << result.err);
    CHECK(result.exit_code == code);
    CHECK(result.out.empty());
    const Words lines = lines_of(result.err);
    REQUIRE(lines.size() == 3);
    CHECK(contains(lines[0], file + " has other bytes than in training: its SHA-256 is " + sha256_of(now) +
                                 ", not " + sha256_of(text)));
    CHECK(contains(lines[1], why));
    CHECK(contains(lines[2], "--" + flag + " FILE"));
    scratch.file(file, text);
  };
  check("data", "d.csv", "a,b,y\n1,2,0\n2,x,1\n3,3,0\n", 3, "d.csv:3");
  check("data", "d.csv", "a,b,z\n1,2,0\n2,1,1\n3,3,0\n", 3, "no column 'y'");
  check("data", "d.csv", "b,y\n2,0\n1,1\n3,0\n", 3, "no column 'a'");
  check("data", "d.csv", "a,b,y\n1,2,0\n2,1,0\n3,3,0\n", 4, "class");
  check("data", "d.csv", "", 3, "is empty");
  check("test", "t.csv", "a,b,y\n1,2\n", 3, "t.csv:2");
  check("test", "t.csv", "a,b,y\n1,2,7\n", 3, "7");
}

TEST_CASE("other held-out rows and other weights to start with are told") {
  const ScratchFolder scratch;
  const std::string test = scratch.file("t.csv", read_file("data/or.csv"));
  REQUIRE(save_and_replay({"--data", "data/xnor.csv", "--test", test}, scratch).exit_code == 0);
  scratch.file("t.csv", read_file("data/xnor.csv"));
  const ProgramResult other_test = nntrain({"replay", scratch.path("m.json")});
  CHECK(other_test.exit_code == 1);
  CHECK(contains(other_test.out, "first difference: test "));
  CHECK(contains(other_test.out, "differs: --test"));

  const std::string start = scratch.path("start.json");
  REQUIRE(nntrain({"--data", "data/xnor.csv", "--save", start, "-q"}).exit_code == 0);
  REQUIRE(save_and_replay({"--data", "data/xnor.csv", "--init-from", start}, scratch).exit_code == 0);
  REQUIRE(nntrain({"--data", "data/xnor.csv", "--save", start, "--seed", "2", "-q"}).exit_code == 0);
  const ProgramResult other_start = nntrain({"replay", scratch.path("m.json")});
  CHECK(other_start.exit_code == 1);
  CHECK(contains(other_start.out, "differs: --init-from"));
}

TEST_CASE("a run that time stopped is made again for its iterations") {
  const ScratchFolder scratch;
  for (const Words& more : std::vector<Words>{{},
                                              {"--restarts", "3"},
                                              {"--optimizer", "adam", "--batch-size", "50"},
                                              {"--schedule", "cosine"}}) {
    const ProgramResult replay = save_and_replay(
        with({"--data", "data/banknotes.txt", "--iterations", "100000000", "--max-seconds", "0.05"}, more),
        scratch);
    INFO(replay.err);
    CHECK(contains(read_file(scratch.path("m.json")), "\"stop\": \"time\""));
    CHECK(replay.exit_code == 0);
    CHECK(contains(replay.out, "verdict: identical"));
    CHECK(!contains(replay.out, "differs: "));
  }
}

TEST_CASE("an ensemble that time stopped is made again, each network for its iterations") {
  const ScratchFolder scratch;
  const Words words = {"--data",        "data/banknotes.txt",
                       "--loss",        "cross-entropy",
                       "--iterations",  "100000000",
                       "--max-seconds", "0.1",
                       "--ensemble",    "3",
                       "--threads",     "2",
                       "--batch-size",  "100",
                       "--optimizer",   "adam"};
  const std::string checkpoint = scratch.path("c.json");
  for (const Words& more : std::vector<Words>{
           {},
           {"--schedule", "cosine"},
           {"--bag", "0.2", "--calibrate"},
           {"--bag", "0.2", "--patience", "100000000", "--refit", "--average", "0.9"},
           {"--validation-fraction", "0.2", "--patience", "100000000", "--refit"},
           {"--checkpoint", checkpoint}}) {  // there the time stops the first network: it is the only one
    CAPTURE(more);
    const ProgramResult replay = save_and_replay(with(words, more), scratch);
    const nlohmann::json model = nlohmann::json::parse(read_file(scratch.path("m.json")));
    CHECK(model["training"]["stop"] == "time");
    CHECK(model["training"]["networks"].size() == (more.size() == 2 && more[1] == checkpoint ? 1 : 3));
    CHECK_FALSE(model["training"].contains("refitted"));
    INFO(replay.err << replay.out);
    CHECK(replay.exit_code == 0);
    CHECK(contains(replay.out, "verdict: identical"));
    CHECK(!contains(replay.out, "differs: "));
  }
}

TEST_CASE("a refit that time stopped leaves the networks before it, and these are made again") {
  const ScratchFolder scratch;
  bool is_cut = true;
  bool has_refit = false;
  // From too little time for the search to enough for all: some of these limits fall into the refit.
  for (double seconds = 0.002; is_cut || !has_refit; seconds *= 1.3) {
    REQUIRE(seconds < 60);
    const ProgramResult replay =
        save_and_replay({"--data", "data/banknotes.txt", "--iterations", "120", "--patience", "120", "--loss",
                         "cross-entropy", "--lr", "0.05", "--validation-fraction", "0.5", "--refit",
                         "--restarts", "2", "--threads", "1", "--max-seconds", std::to_string(seconds)},
                        scratch);
    const nlohmann::json training = nlohmann::json::parse(read_file(scratch.path("m.json")))["training"];
    is_cut = training["stop"] == "time";
    has_refit = training.contains("refitted");
    CHECK(is_cut != has_refit);
    INFO(replay.err << replay.out);
    CHECK(replay.exit_code == 0);
    CHECK(!contains(replay.out, "differs: "));
  }
}

TEST_CASE("a model of standard input needs its data again") {
  const ScratchFolder scratch;
  const std::string table = read_file("data/xnor.csv");
  REQUIRE(nntrain({"--data", "-", "--save", scratch.path("m.json"), "-q"}, table).exit_code == 0);
  check_refusal({"replay", scratch.path("m.json")}, 2, {"standard input", "--data"});
  CHECK(nntrain({"replay", scratch.path("m.json"), "--data", "data/xnor.csv"}).exit_code == 0);
  CHECK(nntrain({"replay", scratch.path("m.json"), "--data", "-"}, table).exit_code == 0);
  check_refusal({"replay"}, 2, {"replay FILE"});
  check_refusal({"replay", "data/xnor.csv"}, 5, {"not a model"});
}

TEST_CASE("the receipt names every file that training reads") {
  const ScratchFolder scratch;
  const std::string start = scratch.path("start.json");
  REQUIRE(nntrain({"--data", "data/banknotes.txt", "--iterations", "1", "--save", start, "-q"}).exit_code ==
          0);
  Words words = {"--iterations", "2", "--save", scratch.path("m.json"), "-q"};
  std::set<std::string> read;
  TrainOptions options;
  const FlagTable flags = train_flags(options);
  for (const Flag& flag : flags.flags()) {
    if (!flag.is_recipe || !flag.file || flag.file->writing) continue;
    read.insert(flag.name);
    words = with(words, {"--" + flag.name, flag.name == "init-from" ? start : "data/banknotes.txt"});
  }
  REQUIRE(nntrain(words).exit_code == 0);
  std::set<std::string> named;
  const nlohmann::json model = nlohmann::json::parse(read_file(scratch.path("m.json")));
  for (const auto& [flag, file] : model["files"].items()) named.insert(flag);
  CHECK(named == read);
}

TEST_CASE("of several starts the last one may be cut by time") {
  const ScratchFolder scratch;
  const Words words = {"--data", "data/banknotes.txt", "--hidden", "3", "--lr", "0.0003", "--threads", "1"};
  // From far too little time to enough for both: some of these limits fall into the second start.
  const std::string iterations = is_release_build() ? "2000" : "300";
  bool is_cut = true;
  int cuts = 0;
  for (double seconds = 0.004; is_cut; seconds *= 1.5) {
    const ProgramResult replay = save_and_replay(with(words, {"--iterations", iterations, "--restarts", "2",
                                                              "--max-seconds", std::to_string(seconds)}),
                                                 scratch);
    INFO(replay.out);
    is_cut = contains(read_file(scratch.path("m.json")), "\"stop\": \"time\"");
    cuts += is_cut ? 1 : 0;
    CHECK(replay.exit_code == 0);
  }
  CHECK(cuts > 0);
}

TEST_CASE("files that have moved can be named, and a missing one is told with its flag") {
  const ScratchFolder scratch;
  const std::string test = scratch.file("t.csv", read_file("data/or.csv"));
  REQUIRE(save_and_replay({"--data", "data/xnor.csv", "--test", test}, scratch).exit_code == 0);
  std::filesystem::rename(test, scratch.path("moved.csv"));
  check_refusal({"replay", scratch.path("m.json")}, 3, {"t.csv", "give its new place:  --test FILE"});
  CHECK(nntrain({"replay", scratch.path("m.json"), "--test", scratch.path("moved.csv")}).exit_code == 0);
  check_refusal({"replay", scratch.path("m.json"), "--validation", "data/or.csv"}, 2,
                {"made without --validation"});
}

}  // namespace nntrain::test
