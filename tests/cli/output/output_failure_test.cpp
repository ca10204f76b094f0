#include <filesystem>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// In front of a pipe: goes on when nobody reads from it any more. What it writes until then nobody sees.
const std::string kUntilReaderIsGone = "(trap '' PIPE; while echo 2>/dev/null; do sleep 0.01; done); ";

const Words kQuick = {"--data", "data/or.csv", "--iterations", "3", "--quiet"};

std::vector<std::string> files_in(const ScratchFolder& scratch) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(scratch.folder())) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

TEST_CASE("outputs that cannot be written are refused before any work") {
  const ScratchFolder scratch;
  const std::string file = scratch.file("file", "x");
  const std::string folder = scratch.path("folder.csv");
  std::filesystem::create_directory(folder);
  for (const std::string flag : {"--predictions", "--log"}) {
    check_refusal(with(kQuick, {flag, scratch.path("none/out.csv")}), 3,
                  {"none/out.csv", "No such file or directory"});
    check_refusal(with(kQuick, {flag, folder}), 3, {"Is a directory"});
    check_refusal(with(kQuick, {flag, file + "/out.csv"}), 3, {"file/out.csv", "Not a directory"});
    const ProgramResult full = nntrain(with(kQuick, {flag, "/dev/full"}));
    check_lost(full, {"/dev/full", "No space left on device"});
    CHECK(contains(full.out, "fingerprint: "));
    // These 10^12 iterations would never end.
    check_refusal(
        {"--data", "data/or.csv", "--iterations", "1000000000000", flag, scratch.path("none/out.csv")}, 3,
        {"none/out.csv"});
  }
  CHECK(files_in(scratch) == Words{"file", "folder.csv"});
}

TEST_CASE("a run that is refused leaves no output file behind") {
  const ScratchFolder scratch;
  const std::string bad = scratch.file("bad.csv", "a,y\n1,0\nx,1\n");
  const std::string one = scratch.file("one.csv", "a,y\n1,0\n2,0\n");
  const Words outputs = {"--predictions", scratch.path("p.csv"), "--log", scratch.path("l.csv")};
  CHECK(nntrain(with({"--data", bad}, outputs)).exit_code == 3);
  CHECK(nntrain(with({"--data", one}, outputs)).exit_code == 4);
  CHECK(nntrain(with({"--data", "data/or.csv", "--hiden", "3"}, outputs)).exit_code == 2);
  CHECK(nntrain(with({"--data", "data/or.csv", "--hidden", "100000000"}, outputs)).exit_code == 2);
  CHECK(nntrain(with({"--data", "data/or.csv", "--assert", "nothing > 1"}, outputs)).exit_code == 2);
  CHECK(nntrain(with({"--data", "data/or.csv", "--init-from", bad}, outputs)).exit_code == 5);
  CHECK(files_in(scratch) == Words{"bad.csv", "one.csv"});
}

TEST_CASE("a full device as standard output is an error") {
  for (const std::string flags :
       {"--data data/or.csv --iterations 3", "--data data/or.csv --format json", "--help", "--version",
        "help train", "--data data/or.csv -q --print stop"}) {
    INFO(flags);
    const ProgramResult result = shell("nntrain " + flags + " >/dev/full");
    check_lost(result, {"cannot write standard output: No space left on device"});
  }
}

TEST_CASE("standard output that is closed is an error") {
  check_lost(shell("nntrain --data data/or.csv -q >&-"), {"standard output"});
}

TEST_CASE("a closed pipe ends the program quietly") {
  const ProgramResult gone = shell("{ " + kUntilReaderIsGone +
                                   "nntrain --data data/or.csv --iterations 3 -q; echo $? >&2; } | true");
  CHECK(gone.err == "141\n");
  const ProgramResult some = shell(
      "{ nntrain --data data/or.csv --hidden 30000 --weights full --iterations 1 -q; echo $? >&2; } | head "
      "-c 10");
  CHECK(some.out == "data: data");
  CHECK(some.err == "141\n");
}

TEST_CASE("a closed pipe ends the program quietly where its parent ignores the signal, too") {
  const std::string script =
      "trap '' PIPE; { " + kUntilReaderIsGone + "nntrain --data data/or.csv --iterations 3 -q";
  const ProgramResult gone = shell(script + "; echo $? >&2; } | true");
  CHECK(gone.err == "141\n");
  const ProgramResult log = shell(script + " --log /dev/stdout; echo $? >&2; } | true");
  CHECK(log.err == "141\n");
}

TEST_CASE("a closed pipe holds back no other output") {
  const ScratchFolder scratch;
  const ProgramResult gone =
      shell("{ " + kUntilReaderIsGone +
                "nntrain --data '" NNTRAIN_SOURCE_DIR
                "/data/or.csv' --iterations 3 -q --log /dev/stdout --trace "
                "--save m.json --predictions p.csv --checkpoint c.json; echo $? >&2; } | true",
            scratch.path(""));
  CHECK(gone.err == "141\n");
  CHECK(files_in(scratch) == Words{"c.json", "m.json", "p.csv"});
}

TEST_CASE("a closed pipe does not hide an assert that failed") {
  const ScratchFolder scratch;
  const ProgramResult result = shell("{ " + kUntilReaderIsGone +
                                         "nntrain --data '" NNTRAIN_SOURCE_DIR
                                         "/data/or.csv' --iterations 3 -q --assert 'accuracy > 2' --save "
                                         "m.json; echo $? >&2; } | true",
                                     scratch.path(""));
  CHECK(contains(result.err, "FAIL accuracy > 2"));
  CHECK(contains(result.err, "m.json.part"));
  CHECK(lines_of(result.err).back() == "1");
}

TEST_CASE("a closed pipe does not hide another answer that is no") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string test = scratch.file("t.csv", read_file("data/or.csv"));
  REQUIRE(nntrain({"--data", "data/or.csv", "--test", test, "--iterations", "3", "-q", "--save", model})
              .exit_code == 0);
  const auto code = [](const std::string& arguments) {
    return lines_of(shell("{ " + kUntilReaderIsGone + "nntrain " + arguments + "; echo $? >&2; } | true").err)
        .back();
  };
  CHECK(code("--data data/or.csv -q --assert 'accuracy > 2'") == "1");
  CHECK(code("--data data/or.csv -q --assert 'accuracy > 0'") == "141");
  CHECK(code("evaluate " + model + " --data data/or.csv -q --assert 'accuracy > 2'") == "1");
  CHECK(code("evaluate " + model + " --data data/or.csv -q --assert 'accuracy > 0'") == "141");
  CHECK(code("replay " + model) == "141");
  scratch.file("t.csv", read_file("data/xnor.csv"));
  CHECK(code("replay " + model) == "1");
}

TEST_CASE("what stands in the way of a file is told before training") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("z.nntrain-tmp", read_file("data/or.csv"));
  check_refusal({"--data", data, "--save", scratch.path("z")}, 2, {"the temporary file of --save", "--data"});
  CHECK(read_file(data) == read_file("data/or.csv"));
  std::filesystem::create_directory(scratch.path("m.nntrain-tmp"));
  check_refusal({"--data", "data/or.csv", "--save", scratch.path("m")}, 3, {"m.nntrain-tmp"});
  check_refusal({"--data", "data/or.csv", "--save", scratch.path(std::string(250, 'x'))}, 3,
                {"File name too long"});
}

TEST_CASE("a file size limit is an error that leaves no half file behind") {
  const ScratchFolder scratch;
  const ProgramResult result =
      shell("ulimit -f 1; nntrain --data data/banknotes.txt --iterations 1 -q --predictions " +
            scratch.path("p.csv"));
  check_lost(result, {"p.csv", "File too large"});
  CHECK(contains(result.out, "fingerprint: "));
  CHECK(files_in(scratch).empty());
}

TEST_CASE("an output that would overwrite an input or another output is refused") {
  const ScratchFolder scratch;
  const std::string text = "a,y\n1,0\n2,1\n";
  const std::string data = scratch.file("d.csv", text);
  for (const std::string flag : {"--predictions", "--log"}) {
    INFO(flag);
    const ProgramResult result = nntrain({"--data", data, "--iterations", "3", "--quiet", flag, data});
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, "d.csv"));
    CHECK(read_file(data) == text);
    scratch.file("d.csv", text);
  }
  const std::string both = scratch.path("both.csv");
  check_refusal(with(kQuick, {"--predictions", both, "--log", both}), 2, {"both.csv"});
  ProgramCall call;
  call.directory = scratch.folder().string();
  call.arguments = {"--data", "d.csv", "--predictions", "./new.csv", "--log", "new.csv"};
  check_refusal(run(call), 2, {"new.csv"});
}

TEST_CASE("an output to a redirected standard output keeps what else is written there") {
  const ScratchFolder scratch;
  const ProgramResult result =
      shell("nntrain --data data/or.csv --iterations 1 -q --print stop --predictions /dev/stdout >" +
            scratch.path("out"));
  CHECK(result.exit_code == 0);
  const std::vector<std::string> lines = lines_of(read_file(scratch.path("out")));
  CHECK(lines.size() == 6);
  CHECK(std::count(lines.begin(), lines.end(), "iterations") == 1);
}

TEST_CASE("symbolic links are followed, and one in a circle is an error") {
  const ScratchFolder scratch;
  scratch.file("p.csv", "old");
  std::filesystem::create_symlink("p.csv", scratch.folder() / "link.csv");
  std::filesystem::create_symlink("round2", scratch.folder() / "round1");
  std::filesystem::create_symlink("round1", scratch.folder() / "round2");
  CHECK(nntrain(with(kQuick, {"--predictions", scratch.path("link.csv")})).exit_code == 0);
  CHECK(std::filesystem::is_symlink(scratch.folder() / "link.csv"));
  CHECK(lines_of(read_file(scratch.path("p.csv"))).size() == 5);
  check_refusal(with(kQuick, {"--predictions", scratch.path("round1")}), 3, {"round1"});
  CHECK(std::filesystem::is_symlink(scratch.folder() / "round1"));
}

TEST_CASE("what stands on a closed standard error never reaches an output file") {
  const ScratchFolder scratch;
  const std::string log = scratch.path("l.csv");
  const ProgramResult result =
      shell("nntrain --data data/or.csv --iterations 3 --assert 'rows == 4' --log " + log + " 2>&-");
  CHECK(result.exit_code == 0);
  CHECK(lines_of(read_file(log)).size() == 5);
  const ProgramResult slow =
      shell("nntrain --data data/or.csv --iterations 1000000000 --max-seconds 0.2 --progress always --log " +
            log + " 2>&-");
  CHECK(slow.exit_code == 0);
  CHECK(!contains(read_file(log), " of 1000000000 iterations"));
}

TEST_CASE("a pipe in the place of a .part is replaced, and nobody waits for its reader") {
  const ScratchFolder scratch;
  const ProgramResult result =
      shell("mkfifo m.json.part && nntrain --data '" NNTRAIN_SOURCE_DIR
            "/data/or.csv' --iterations 3 --quiet --print stop --assert 'accuracy > 1' --save m.json",
            scratch.folder().string());
  INFO(result.err);
  CHECK(result.exit_code == 1);
  CHECK(nntrain({"show", scratch.path("m.json.part")}).exit_code == 0);
}

}  // namespace nntrain::test
