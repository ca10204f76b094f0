// What the program does when calls of the system fail; tests/support/faults.c makes them fail.

#include <filesystem>

#include "cli/faults.hpp"

namespace nntrain::test {
namespace {

/// A training with all outputs, in a folder where two of them have old files.
const std::string kOld = "an old file\n";
const std::string kAllOutputs =
    "--data '" NNTRAIN_SOURCE_DIR "/data/xnor.csv' --iterations 3 --test '" NNTRAIN_SOURCE_DIR
    "/data/xnor.csv' --save m.json --predictions p.csv --log l.csv --checkpoint c.json --checkpoint-every 1 "
    "-q "
    "--print stop --threads 2";

}  // namespace

TEST_CASE("one call that fails costs at most the output that it belongs to") {
  if (!can_make_faults()) return;
  std::string model;
  std::string predictions;
  {
    const ScratchFolder scratch;
    REQUIRE(shell("nntrain " + kAllOutputs, scratch.folder().string()).exit_code == 0);
    model = read_file(scratch.path("m.json"));
    predictions = read_file(scratch.path("p.csv"));
  }
  for (const char* const call : {"open", "write", "fsync", "rename", "close", "flock", "pthread_create"}) {
    bool has_failed = true;
    for (int k = 1; has_failed; ++k) {
      const ScratchFolder scratch;
      scratch.file("m.json", kOld);
      scratch.file("p.csv", kOld);
      const ProgramResult result = with_fault(call, k, "once", kAllOutputs, scratch.folder().string());
      has_failed = std::filesystem::exists(scratch.path("seen"));
      CHECK((has_failed || k > 1));  // each of these calls is made
      INFO(call << " " << k << ": exit " << result.exit_code << " " << result.err);
      CHECK((result.exit_code == 0 || (result.exit_code == 3 && has_failed)));
      CHECK((result.exit_code == 0) == result.err.empty());
      CHECK(lines_of(result.err).size() <= 2);  // one message, and perhaps its remedy
      const std::string model_now = read_file(scratch.path("m.json"));
      const std::string predictions_now = read_file(scratch.path("p.csv"));
      CHECK((model_now == model || model_now == kOld));
      CHECK((predictions_now == predictions || predictions_now == kOld));
      const int lost = (model_now != model ? 1 : 0) + (predictions_now != predictions ? 1 : 0) +
                       (result.out != "iterations\n" ? 1 : 0);
      CHECK((lost <= 1 || lost == 3));  // 3: the log cannot be opened, and nothing is trained
      if (result.exit_code == 0) {
        CHECK(model_now == model);
        CHECK(predictions_now == predictions);
        CHECK(result.out == "iterations\n");
      }
      for (const auto& entry : std::filesystem::directory_iterator(scratch.folder())) {
        INFO(entry.path());
        CHECK_FALSE(contains(entry.path().string(), "nntrain-tmp"));
      }
    }
  }
}

TEST_CASE("a log that is lost on the way does not end training") {
  if (!can_make_faults()) return;
  const ScratchFolder scratch;
  const ProgramResult result = with_fault("write", 1, "once", kAllOutputs, scratch.folder().string());
  INFO(result.err);
  CHECK(result.exit_code == 3);
  CHECK(result.out == "iterations\n");
  CHECK(contains(result.err, "cannot write "));
  CHECK(nntrain({"show", scratch.path("m.json")}).exit_code == 0);
  CHECK(lines_of(read_file(scratch.path("p.csv"))).size() == 9);
}

TEST_CASE("where a file system has no locks, files are written without") {
  if (!can_make_faults()) return;
  const ScratchFolder scratch;
  const ProgramResult result = with_fault("flock", 1, "on", kAllOutputs, scratch.folder().string());
  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(nntrain({"show", scratch.path("m.json")}).exit_code == 0);
}

TEST_CASE("threads that cannot be started are done without") {
  if (!can_make_faults()) return;
  const ScratchFolder scratch;
  const std::string job =
      "--data '" NNTRAIN_SOURCE_DIR "/data/banknotes.txt' --iterations 20 --threads 4 -q --print fingerprint";
  const std::string expected = shell("nntrain " + job).out;
  for (int k = 1; k <= 3; ++k) {
    for (const char* const how : {"once", "on"}) {
      const ProgramResult result = with_fault("pthread_create", k, how, job, scratch.folder().string());
      INFO(k << " " << how << " " << result.err);
      CHECK(result.exit_code == 0);
      CHECK(result.out == expected);
    }
  }
}

TEST_CASE("a large file is read with the threads that there are") {
  if (!can_make_faults()) return;
  const ScratchFolder scratch;
  std::string text = "a,b,y\n";
  for (int row = 0; row < 150'000; ++row)
    text += std::to_string(row % 7) + "," + std::to_string(row) + ",0.5\n";
  const std::string job =
      "--data '" + scratch.file("t.csv", text) +
      "' --task regress --scale standard --iterations 0 --threads 4 -q --print rows_used,fingerprint";
  const std::string expected = shell("nntrain " + job).out;
  REQUIRE(expected.substr(0, 7) == "150000\t");
  for (int k = 1; k <= 6; ++k) {
    const ProgramResult result = with_fault("pthread_create", k, "on", job, scratch.folder().string());
    INFO(k << " " << result.err);
    CHECK(result.exit_code == 0);
    CHECK(result.out == expected);
  }
}

TEST_CASE("what the last close() of a file reports is an output that is lost") {
  if (!can_make_faults()) return;
  const std::string job = "--data '" NNTRAIN_SOURCE_DIR "/data/xnor.csv' --iterations 3 -q --print stop ";
  for (const std::string flag : {"--save", "--predictions", "--log"}) {
    const ScratchFolder scratch;
    if (flag != "--log") scratch.file("f.csv", kOld);
    const ProgramResult result =
        with_fault("close", 1, "on", job + flag + " f.csv", scratch.folder().string());
    INFO(flag << " " << result.err);
    check_lost(result, {"f.csv", "Input/output error"});
    CHECK(result.out == "iterations\n");
    if (flag != "--log") CHECK(read_file(scratch.path("f.csv")) == kOld);
  }
}

TEST_CASE("a checkpoint that could not be written once is not lost if it was written later") {
  if (!can_make_faults()) return;
  const std::string job =
      "--data '" NNTRAIN_SOURCE_DIR
      "/data/xnor.csv' --iterations 3 --checkpoint c.json --checkpoint-every 1 -q --print stop";
  for (const auto& [k, code] : {std::pair(1, 0), {2, 0}, {3, 3}}) {
    const ScratchFolder scratch;
    const ProgramResult result = with_fault("rename", k, "once", job, scratch.folder().string());
    INFO(k << " " << result.err);
    CHECK(std::filesystem::exists(scratch.path("seen")));
    CHECK(result.exit_code == code);
    CHECK(result.err.empty() == (code == 0));
    CHECK(nlohmann::json::parse(read_file(scratch.path("c.json")))["state"]["iterations"] ==
          (k == 3 ? 2 : 3));
  }
}

}  // namespace nntrain::test
