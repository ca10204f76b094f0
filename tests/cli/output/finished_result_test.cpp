// A file of --save or --predictions means that training ended by itself and that all asserts held.

#include <filesystem>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

const Words kQuick = {"--data", "data/xnor.csv", "--iterations", "3", "-q"};

}  // namespace

TEST_CASE("a failed assert leaves the files as they are, and what there is beside them") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string predictions = scratch.path("p.csv");
  REQUIRE(nntrain(with(kQuick, {"--save", model})).exit_code == 0);
  const std::string good = read_file(model);
  const Words files = with(kQuick, {"--save", model, "--predictions", predictions});
  const Words words = with(files, {"--seed", "2"});

  const ProgramResult failed = nntrain(with(words, {"--assert", "accuracy > 1"}));
  CHECK(failed.exit_code == 1);
  CHECK(contains(failed.err, "FAIL accuracy > 1"));
  CHECK(contains(failed.err, "nntrain: asserts failed; the model: " + model +
                                 ".part; the predictions: " + predictions + ".part\n"));
  CHECK(read_file(model) == good);
  CHECK_FALSE(std::filesystem::exists(predictions));
  CHECK(nntrain({"replay", model + ".part"}).exit_code == 0);

  CHECK(nntrain(with(files, {"--assert", "accuracy > 1", "--seed", "3"})).exit_code == 1);  // replaced
  CHECK(contains(read_file(model + ".part"), "\"seed\": 3"));

  CHECK(nntrain(words).exit_code == 0);
  CHECK(contains(read_file(model), "\"seed\": 2"));
  CHECK_FALSE(std::filesystem::exists(model + ".part"));
  CHECK_FALSE(std::filesystem::exists(predictions + ".part"));
}

TEST_CASE("a part lies beside the file that a link leads to, and special files have none") {
  const ScratchFolder scratch;
  std::filesystem::create_directory(scratch.path("there"));
  std::filesystem::create_symlink("there/m.json", scratch.path("link.json"));
  const Words failing = with(kQuick, {"--assert", "accuracy > 1", "--print", "stop"});
  CHECK(nntrain(with(failing, {"--save", scratch.path("link.json")})).exit_code == 1);
  CHECK(std::filesystem::exists(scratch.path("there/m.json.part")));
  CHECK_FALSE(std::filesystem::exists(scratch.path("link.json.part")));

  const std::string secret = scratch.file("secret.json", "an older model");
  std::filesystem::permissions(secret,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  CHECK(nntrain(with(failing, {"--save", secret})).exit_code == 1);
  CHECK(std::filesystem::status(secret + ".part").permissions() ==
        std::filesystem::status(secret).permissions());

  CHECK(nntrain(with(kQuick, {"--save", "/dev/null", "--predictions", "/dev/null"})).exit_code == 0);
  const ProgramResult special = nntrain(with(failing, {"--predictions", "/dev/stdout"}));
  CHECK(special.exit_code == 1);
  CHECK(special.out == "iterations\n");
}

TEST_CASE("a part counts where outputs must not overwrite another file") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  check_refusal(
      with(kQuick, {"--save", model, "--log", model + ".part.csv", "--predictions", model + ".part"}), 2,
      {"would overwrite the file of --save"});
  const std::string data = scratch.file("d.csv.part", "a,y\n1,0\n2,1\n");
  check_refusal({"--data", data, "--predictions", scratch.path("d.csv")}, 2,
                {"would overwrite the file of --data"});
}

TEST_CASE("a trace that cannot be written costs no other output") {
  const ScratchFolder scratch;
  const ProgramResult result =
      shell("nntrain --data data/xnor.csv --iterations 3 -q --trace 2 --save '" + scratch.path("m.json") +
            "' --log '" + scratch.path("l.csv") + "' >/dev/full");
  check_lost(result, {"standard output: No space left on device"});
  CHECK(lines_of(result.err).size() == 1);
  CHECK(nntrain({"show", scratch.path("m.json")}).exit_code == 0);
  CHECK(lines_of(read_file(scratch.path("l.csv"))).size() == 5);
}

TEST_CASE("a run that diverged leaves no files") {
  const ScratchFolder scratch;
  const ProgramResult result =
      nntrain({"--data", "data/banknotes.txt", "--task", "regress", "--lr", "1000", "-q", "--save",
               scratch.path("m.json"), "--predictions", scratch.path("p.csv")});
  CHECK(result.exit_code == 4);
  CHECK(std::filesystem::is_empty(scratch.folder()));
}

TEST_CASE("a model whose training time has ended is used with a warning") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain({"--data", "data/xnor.csv", "--max-seconds", "1e-9", "--save", model, "-q"}).exit_code ==
          0);
  const std::string warning =
      "nntrain: warning: --max-seconds ended the training of " + model + " after 0 iterations\n";
  CHECK(nntrain({"predict", model, "--data", "data/xnor.csv"}).err == warning);
  CHECK(nntrain({"predict", model, "--data", "data/xnor.csv", "-q"}).err.empty());
  CHECK(contains(nntrain({"evaluate", model, "--data", "data/xnor.csv"}).err, warning));
  CHECK(nntrain({"export", model, "--to", "c", "--output", scratch.path("m.c")}).err == warning);
}

TEST_CASE("of two runs with one log the second is refused") {
  const ScratchFolder scratch;
  const std::string log = scratch.path("l.csv");
  const ProgramResult result = shell(
      "set -m; nntrain --data data/xnor.csv --iterations 1000000000 --log '" + log +
      "' --print stop & first=$!; while [ ! -s '" + log + "' ]; do sleep 0.01; done; nntrain --data " +
      "data/xnor.csv --iterations 1 --log '" + log + "' -q --print stop; echo $?; kill $first; wait $first");
  INFO(result.err);
  CHECK(contains(result.out, "3\n"));
  CHECK(contains(result.err, "l.csv: another run writes it"));
  CHECK(lines_of(read_file(log))[0] == "iteration,loss,accuracy");
}

TEST_CASE("an assert that fails holds back what has no .part, and says so") {
  const ProgramResult result = nntrain({"--data", "data/or.csv", "--iterations", "1", "-q", "--assert",
                                        "accuracy > 2", "--print", "stop", "--save", "/dev/stdout"});
  CHECK(result.exit_code == 1);
  CHECK(result.out == "iterations\n");
  CHECK(contains(result.err, "nntrain: asserts failed; the model did not go to /dev/stdout\n"));
}

}  // namespace nntrain::test
