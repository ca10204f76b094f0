// Models of odd tables: unnamed columns, columns with equal names, names that look like flags.

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

std::string saved(const Words& words, const ScratchFolder& scratch) {
  const ProgramResult result =
      nntrain(with(words, {"--iterations", "5", "--save", scratch.path("m.json"), "-q", "--print", "stop"}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  return scratch.path("m.json");
}

}  // namespace

TEST_CASE("a column without a name is found by its position") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("d.csv", ",x,y\n1,2,a\n2,3,b\n3,1,a\n");
  const std::string model = saved({"--data", data, "--header", "yes"}, scratch);
  CHECK(nntrain({"predict", model, "--data", data}).exit_code == 0);
  CHECK(nntrain({"evaluate", model, "--data", data}).exit_code == 0);
  const std::string unnamed_target = scratch.file("t.csv", "x,\n2,a\n3,b\n1,a\n");
  const std::string other = saved({"--data", unnamed_target, "--header", "yes"}, scratch);
  CHECK(nntrain({"evaluate", other, "--data", unnamed_target}).exit_code == 0);
}

TEST_CASE("several columns of a name that is needed are refused") {
  const ScratchFolder scratch;
  const std::string model = saved({"--data", "data/xnor.csv"}, scratch);
  check_refusal({"predict", model, "--data", scratch.file("d.csv", "x1,x2,x1\n1,2,3\n")}, 5,
                {"2 columns of", "'x1'"});
}

TEST_CASE("a delimiter that had to be given is remembered") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("d.csv", "a:b:y\n1:2:0\n2:3:1\n3:1:0\n");
  const std::string model = saved({"--data", data, "--delimiter", ":"}, scratch);
  CHECK(nntrain({"predict", model, "--data", data}).exit_code == 0);
  const std::string commas = scratch.file("c.csv", "a,b\n1,2\n");
  CHECK(nntrain({"predict", model, "--data", commas, "--delimiter", "auto"}).exit_code == 0);
}

TEST_CASE("weights are not taken from a damaged model") {
  const ScratchFolder scratch;
  const std::string model = saved({"--data", "data/xnor.csv"}, scratch);
  const Words words = {"--data", "data/xnor.csv", "--iterations", "0", "--init-from", model, "-q"};
  CHECK(nntrain(words).exit_code == 0);
  std::string text = read_file(model);
  char& digit = text[text.find("\"bias\": [") + 12];
  digit = digit == '1' ? '2' : '1';
  scratch.file("m.json", text);
  check_refusal(words, 5, {"m.json", "checksum"});
}

TEST_CASE("the command that show tells can be typed, whatever the columns are called") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("d.csv", "-h,--x,true,false\n1,2,3,0\n2,3,1,1\n3,1,2,0\n5,1,2,1\n");
  for (const Words& more : std::vector<Words>{{"--target", "true", "--task", "regress"},
                                              {"--features=-h", "--target", "false"},
                                              {"--drop=--x", "--no-bias"}}) {
    const std::string model = saved(with({"--data", data}, more), scratch);
    const std::string bytes = read_file(model);
    const std::string shown = nntrain({"show", model}).out;
    const std::string start = "made by: nntrain ";
    const std::size_t begin = shown.find(start) + start.size();
    const std::string flags = shown.substr(begin, shown.find('\n', begin) - begin);
    const ProgramResult again =
        shell("nntrain " + flags + " --save again.json --quiet --print stop", scratch.path(""));
    INFO(flags << ": " << again.err);
    REQUIRE(again.exit_code == 0);
    CHECK(read_file(scratch.path("again.json")) == bytes);
  }
}

TEST_CASE("what stands in the way of a temporary file is named") {
  const ScratchFolder scratch;
  std::filesystem::create_directory(scratch.path("m.json.nntrain-tmp"));
  const ProgramResult result =
      nntrain({"--data", "data/xnor.csv", "--iterations", "1", "--save", scratch.path("m.json"), "-q"});
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "m.json.nntrain-tmp"));
  CHECK(shell("mkfifo p.json.nntrain-tmp; nntrain --data '" NNTRAIN_SOURCE_DIR
              "/data/xnor.csv' --iterations 1 --save p.json -q",
              scratch.path(""))
            .exit_code == 3);
}

TEST_CASE("a second bare word is the one that belongs to no flag") {
  check_refusal({"predict", "m.json", "data/or.csv"}, 2,
                {"'data/or.csv' does not belong to a flag", "--data data/or.csv"});
  check_refusal({"resume", "c.json"}, 2, {"did you mean --resume"});
}

}  // namespace nntrain::test
