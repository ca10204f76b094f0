// --checkpoint FILE --continue: one command starts a run, and goes on with it after a stop.

#include <filesystem>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

namespace fs = std::filesystem;

/// Flags of training that keep different states.
const std::vector<Words> kJobs = {
    {"--data", "data/banknotes.txt", "--features", "variance,entropy", "--lr", "0.001"},
    {"--data", "data/banknotes.txt", "--optimizer", "adam", "--batch-size", "64", "--dropout", "0.3"},
    {"--data", "data/banknotes.txt", "--optimizer", "lbfgs", "--l2", "0.1", "--test-fraction", "0.2"},
    {"--data", "data/xnor.csv", "--preset", "keras", "--validation-fraction", "0.25"}};

/// A command with all that goes on: the model, the log and the checkpoint are in the folder.
Words in_folder(const Words& job, const ScratchFolder& scratch, const std::string& iterations) {
  return with(job,
              {"--iterations", iterations, "--checkpoint", scratch.path("c.json"), "--continue", "--save",
               scratch.path("m.json"), "--log", scratch.path("l.csv"), "-q", "--print", "iterations"});
}

/// Runs a command in the folder until its first checkpoint c.json is there, and kills it then.
ProgramResult kill_at_checkpoint(const std::string& command, const ScratchFolder& scratch) {
  return shell(command +
                   " & pid=$!\n"
                   "while kill -0 $pid && [ ! -e c.json ]; do sleep 0.01; done\n"
                   "kill -KILL $pid; wait $pid",
               scratch.path(""));
}

}  // namespace

TEST_CASE("the same command starts a run and goes on with it, and the files are those of one run") {
  for (const Words& job : kJobs) {
    CAPTURE(job);
    const ScratchFolder straight;
    const ProgramResult whole = nntrain(in_folder(job, straight, "17"));
    INFO(whole.err);
    REQUIRE(whole.exit_code == 0);
    REQUIRE(whole.out == "17\n");

    const ScratchFolder scratch;
    CHECK(nntrain(in_folder(job, scratch, "6")).out == "6\n");
    CHECK(nntrain(in_folder(job, scratch, "17")).out == "17\n");
    const std::string model = read_file(scratch.path("m.json"));
    CHECK(model == read_file(straight.path("m.json")));
    CHECK(read_file(scratch.path("l.csv")) == read_file(straight.path("l.csv")));

    // A finished run writes its outputs at once.
    fs::remove(scratch.path("m.json"));
    CHECK(nntrain(in_folder(job, scratch, "17")).out == "17\n");
    CHECK(read_file(scratch.path("m.json")) == model);
    CHECK(read_file(scratch.path("l.csv")) == read_file(straight.path("l.csv")));
  }
}

TEST_CASE("a run that was killed goes on from its last checkpoint") {
  const ScratchFolder straight;
  const ScratchFolder scratch;
  const Words job = {"--data", NNTRAIN_SOURCE_DIR "/data/xnor.csv"};
  std::string command = "nntrain";
  for (const std::string& word : in_folder(job, scratch, "100000000")) command += " '" + word + "'";
  const ProgramResult killed = kill_at_checkpoint(command + " --checkpoint-every 1000", scratch);
  CHECK(killed.exit_code == 137);
  CHECK_FALSE(fs::exists(scratch.path("m.json")));
  const nlohmann::json checkpoint = nlohmann::json::parse(read_file(scratch.path("c.json")));
  const std::string more = std::to_string(checkpoint["state"]["iterations"].get<long>() + 10);
  CHECK(nntrain(in_folder(job, scratch, more)).exit_code == 0);
  CHECK(nntrain(in_folder(job, straight, more)).exit_code == 0);
  CHECK(read_file(scratch.path("m.json")) == read_file(straight.path("m.json")));
  CHECK(read_file(scratch.path("l.csv")) == read_file(straight.path("l.csv")));
}

TEST_CASE("a failed assert leaves the model as a part, and more iterations put it in place") {
  const ScratchFolder scratch;
  const Words job = {"--data", "data/xnor.csv", "--lr", "1", "--assert", "loss < 0.1"};
  CHECK(nntrain(in_folder(job, scratch, "10")).exit_code == 1);
  CHECK(fs::exists(scratch.path("m.json.part")));
  CHECK(nntrain(in_folder(job, scratch, "10")).exit_code == 1);
  CHECK(nntrain(in_folder(job, scratch, "3000")).exit_code == 0);
  CHECK(fs::exists(scratch.path("m.json")));
  CHECK_FALSE(fs::exists(scratch.path("m.json.part")));
}

TEST_CASE("another run than the one in the checkpoint is refused with the first difference") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("d.csv", read_file("data/xnor.csv"));
  const std::string held_out = scratch.file("v.csv", read_file("data/or.csv"));
  const std::string start = scratch.path("start.json");
  REQUIRE(nntrain({"--data", data, "-q", "--save", start, "--iterations", "1", "--seed", "9"}).exit_code ==
          0);
  const Words files = {"--data", data, "--init-from", start};
  const Words job = with(files, {"--validation", held_out, "--restarts", "1"});
  REQUIRE(nntrain(in_folder(job, scratch, "5")).exit_code == 0);
  const std::string checkpoint = read_file(scratch.path("c.json"));
  const std::string log = read_file(scratch.path("l.csv"));
  const auto refuses = [&](const Words& words, const Words& parts) {
    check_refusal(in_folder(words, scratch, "9"), 2, with({"c.json", "--checkpoint FILE"}, parts));
    CHECK(read_file(scratch.path("c.json")) == checkpoint);
    CHECK(read_file(scratch.path("l.csv")) == log);
  };
  refuses(with(job, {"--lr", "0.5"}), {"--learning-rate is '0.5', but", "it was '0.01'"});
  refuses(with(job, {"--seed", "2"}), {"--seed is '2', but", "it was '1'"});
  refuses(with(job, {"--preset", "keras"}), {"--preset is 'keras', but", "it was not given"});
  refuses(files, {"--validation is not given, but", "v.csv"});
  scratch.file("v.csv", read_file("data/xnor.csv"));
  refuses(job, {"v.csv is not the file", "SHA-256"});
  scratch.file("v.csv", read_file("data/or.csv"));
  const std::string weights = read_file(start);
  REQUIRE(nntrain({"--data", data, "-q", "--save", start, "--iterations", "2"}).exit_code == 0);
  refuses(job, {"start.json is not the file", "SHA-256"});
  scratch.file("start.json", weights);
  scratch.file("d.csv", "a,y\n1,0\n2,1\n");
  refuses(job, {"d.csv is not the file", "SHA-256"});
  scratch.file("d.csv", read_file("data/xnor.csv"));
  CHECK(nntrain(in_folder(job, scratch, "9")).exit_code == 0);
  check_refusal(in_folder(job, scratch, "4"), 2, {"--iterations 4 is too few"});
}

TEST_CASE("a file that is no checkpoint is refused and stays, and --continue needs a file") {
  const ScratchFolder scratch;
  const Words job = {"--data", "data/xnor.csv"};
  REQUIRE(nntrain(with(job, {"--save", scratch.path("m.json"), "-q"})).exit_code == 0);
  for (const std::string& text : {std::string(), std::string("x1,x2\n"), read_file(scratch.path("m.json"))}) {
    scratch.file("c.json", text);
    check_refusal(in_folder(job, scratch, "9"), 5, {"c.json", "--checkpoint FILE"});
    CHECK(read_file(scratch.path("c.json")) == text);
    CHECK_FALSE(fs::exists(scratch.path("l.csv")));
  }
  check_refusal(with(job, {"--continue"}), 2, {"--continue needs --checkpoint"});
  check_refusal(with(job, {"--continue", "--checkpoint", "/dev/null"}), 2, {"/dev/null", "regular file"});
}

TEST_CASE("--resume names the asserts and outputs of the earlier command that it does not repeat") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const Words job = {"--data", "data/xnor.csv", "--iterations", "3"};
  REQUIRE(
      nntrain(with(job, {"--checkpoint", checkpoint, "--save", scratch.path("a model.json"), "--log",
                         scratch.path("l.csv"), "--assert", "loss < 9", "--assert", "accuracy >= 0", "-q"}))
          .exit_code == 0);
  const auto told = [&](const Words& words) {
    const std::string err = nntrain(with({"--resume", checkpoint, "--print", "stop"}, words)).err;
    const std::string begin = "does not repeat:  ";
    const std::size_t at = err.find(begin);
    return at == std::string::npos ? "" : lines_of(err.substr(at + begin.size())).at(0);
  };
  const std::string folder = scratch.path("");
  CHECK(told({}) == "--save '" + folder + "a model.json' --checkpoint " + checkpoint + " --log " + folder +
                        "l.csv --assert 'loss < 9' --assert 'accuracy >= 0'");
  CHECK(told({"--save", scratch.path("m.json"), "--log", scratch.path("l.csv"), "--assert", "loss < 9"}) ==
        "--checkpoint " + checkpoint + " --assert 'accuracy >= 0'");
  CHECK(told({"-q"}).empty());
}

TEST_CASE("without --checkpoint-every a checkpoint is written about once a minute") {
  if (program_under_test() != NNTRAIN_PROGRAM) return;  // one with sanitizers loads nothing before them
  const ScratchFolder scratch;
  const std::string run = "LD_PRELOAD='" NNTRAIN_FAST_CLOCK "' '" NNTRAIN_DYNAMIC_PROGRAM
                          "' --data '" NNTRAIN_SOURCE_DIR "/data/xnor.csv' --checkpoint c.json --iterations ";
  kill_at_checkpoint(run + "100000000 -q", scratch);
  REQUIRE(fs::exists(scratch.path("c.json")));  // although the run did not end
  const auto iterations = nlohmann::json::parse(read_file(scratch.path("c.json")))["state"]["iterations"];
  CHECK(iterations.get<long>() > 0);

  const ProgramResult result =
      shell(run + std::to_string(iterations.get<long>() + 20000) + " --continue", scratch.path(""));
  CHECK(result.exit_code == 0);
  CHECK(contains(result.err, "nntrain: c.json was written about once a minute, after whole iterations"));
  CHECK(contains(result.err, "--checkpoint-every N"));
}

}  // namespace nntrain::test
