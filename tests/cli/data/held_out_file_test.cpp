// --validation FILE and --test FILE: other tables with the columns of --data.

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const std::string kData = "x,color,y\n1,red,0\n2,blue,1\n3,red,1\n4,blue,0\n";

struct BadFile {
  std::string what;
  std::string text;
  int exit_code;
  Words parts;
};

}  // namespace

TEST_CASE("columns of a held-out file are found by name; more of them do not matter") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", kData);
  const std::string same = scratch.file("same.csv", kData);
  const std::string other = scratch.file(
      "other.csv", "y,note,color,x,x2\n0,\"a,b\",red,1,?\n1,,blue,2,inf\n1,,red,3,nan\n0,,blue,4,zz\n");
  const Words words = {"--data", data, "--iterations", "9"};
  for (const std::string flag : {"--test", "--validation"}) {
    INFO(flag);
    const std::string split = flag.substr(2);
    const std::string fields = split + ".loss," + split + ".accuracy,train.loss,fingerprint";
    const Words wanted = printed(with(words, {flag, same}), fields);
    CHECK(wanted[0] == wanted[2]);
    CHECK(wanted[3] == fingerprint_of(words));
    CHECK(printed(with(words, {flag, other}), fields) == wanted);
  }
  const nlohmann::json result = json_of(with(words, {"-q", "--test", other, "--validation", same}));
  CHECK(result["options"]["test"] == other);
  CHECK(result["options"]["validation"] == same);
  CHECK(result["data"]["rows"] == 4);
  Words splits;
  for (const auto& [name, measures] : result["metrics"].items()) splits.push_back(name);
  CHECK(splits == Words{"test", "train", "validation"});
}

TEST_CASE("a held-out file need not have the columns of --drop, and its rows with missing cells are told") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "id,x,y\na,1,0\nb,2,1\nc,3,1\n");
  const std::string test = scratch.file("h.csv", "x,y\n1,0\n,1\n2,1\n");
  const ProgramResult result = nntrain(
      {"--data", data, "--drop", "id", "--test", test, "--missing", "drop", "--iterations", "2", "-q"});
  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(contains(result.out, "\nrows: 3 train, 2 test (1 dropped for missing cells)\n"));
  // Those of --data are told beside its rows, not beside its parts.
  const ProgramResult parts = nntrain({"--data", test, "--test-fraction", "0.5", "--split", "ordered",
                                       "--missing", "drop", "--iterations", "2", "-q"});
  CHECK(contains(parts.out, "(3 rows, 1 dropped for missing cells; "));
  CHECK(contains(parts.out, "\nrows: 1 train, 1 test\n"));
}

TEST_CASE("a delimiter that is given, auto too, is that of all files; else each has its own") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", kData);
  const std::string semicolons = scratch.file("s.csv", "x;color;y\n1;red;0\n2;blue;1\n");
  const Words words = {"--data", data, "--iterations", "2", "--validation", semicolons, "-q"};
  CHECK(nntrain(words).exit_code == 0);
  for (const std::string delimiter : {"auto", ","})
    check_refusal(with(words, {"--delimiter", delimiter}), 3, {"no columns 'x', 'color', 'y' in ", "s.csv"});
}

TEST_CASE("a held-out file that does not fit is refused with the place") {
  const std::vector<BadFile> files = {
      {"no column", "color,y\nred,0\n", 3, {"no column 'x' in h.csv", "(color, y)"}},
      {"no target", "x,color\n1,red\n", 3, {"no column 'y' in h.csv"}},
      {"no header", "1,red,0\n2,blue,1\n", 3, {"h.csv has no header line", "line 1 is 1,red,0"}},
      {"an unknown label",
       "x,color,y\n1,red,0\n1,red,2\n",
       3,
       {"h.csv:3:3", "'2'", "classes of t.csv (0, 1)"}},
      {"a text among numbers", "x,color,y\n1,red,0\nz,red,1\n", 3, {"h.csv:3:1", "'z' is not a number"}},
      {"a missing cell", "x,color,y\n1,red,0\n1,,1\n", 3, {"h.csv:3:2", "missing"}},
      {"no rows", "x,color,y\n", 3, {"h.csv has a header line but no rows"}},
      {"nothing", "", 3, {"h.csv"}},
      {"a column twice", "x,x,color,y\n1,1,red,0\n", 3, {"2 columns of h.csv are called 'x'"}},
      {"too few fields", "x,color,y\n1,red\n", 3, {"h.csv:2"}},
  };
  const ScratchFolder scratch;
  scratch.file("t.csv", kData);
  for (const BadFile& file : files) {
    INFO(file.what);
    scratch.file("h.csv", file.text);
    for (const std::string flag : {"--test", "--validation"}) {
      ProgramCall call;
      call.directory = scratch.folder().string();
      call.arguments = {"--data", "t.csv", flag, "h.csv", "--iterations", "2", "-q"};
      check_refusal(run(call), file.exit_code, file.parts);
    }
  }
  check_refusal({"--data", scratch.path("t.csv"), "--test", "no/such.csv"}, 3, {"no/such.csv"});
}

TEST_CASE("one class alone in a held-out file is fine, and what it cannot say is undefined") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", kData);
  const std::string one = scratch.file("one.csv", "x,color,y\n1,red,1\n2,red,1\n");
  const Words words = {"--data", data, "--test", one, "--iterations", "2"};
  const nlohmann::json test = json_of(with(words, {"-q"}))["metrics"]["test"];
  CHECK(test["rows"] == 2);
  CHECK(test["majority"] == 1);
  CHECK(test["auc"].is_null());
  CHECK(test["classes"].size() == 2);
  CHECK(contains(nntrain(words).err, "warning: no test row is of class 0") == false);
  CHECK(contains(nntrain(with(words, {"-q"})).out, "test auc: undefined\n"));
}

TEST_CASE("a file without a header line is held out by position") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "1,red,0\n2,blue,1\n3,red,1\n");
  const std::string held = scratch.file("h.csv", "7,blue,1\n");
  for (const Words& more : {Words{}, {"--columns", "x,color,y"}, {"--header", "no"}}) {
    CHECK(printed(with({"--data", data, "--test", held, "--iterations", "1"}, more), "test.rows") ==
          Words{"1"});
  }
  const std::string named = scratch.file("n.csv", "x,color,y\n7,blue,1\n");
  check_refusal({"--data", data, "--columns", "x,color,y", "--test", named}, 3, {"n.csv:1", "header line"});
}

TEST_CASE("held-out files may come from standard input, but not two of them") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", kData);
  const ProgramResult piped =
      nntrain({"--data", data, "--test", "-", "--iterations", "1", "-q", "--print", "test.rows"}, kData);
  INFO(piped.err);
  CHECK(piped.out == "4\n");
  const ProgramResult twice = nntrain({"--data", "-", "--test", "-", "--iterations", "1", "-q"}, kData);
  check_refusal(twice, 2, {"--data", "--test", "standard input"});
}

TEST_CASE("a pipe is read once") {
  const ScratchFolder scratch;
  check_refusal(shell("mkfifo p; nntrain --data p --test p -q; code=$?; rm p; exit $code", scratch.path("")),
                2, {"--data and --test cannot both be p, a pipe, which can be read once"});
  check_refusal(shell("echo x | nntrain --data - --validation /dev/stdin -q"), 2,
                {"--data and --validation cannot both be standard input, a pipe"});
  check_refusal(shell("echo x | nntrain --data /dev/fd/0 --test /dev/stdin -q"), 2,
                {"--data and --test cannot both be /dev/fd/0, a pipe"});
  check_refusal(shell("nntrain --data - --test - -q </dev/null"), 2,
                {"--data and --test cannot both be standard input"});
  const std::string data = scratch.file("t.csv", kData);
  const ProgramResult file =
      nntrain({"--data", data, "--test", data, "--iterations", "1", "--print", "test.rows"});
  CHECK(file.out == "4\n");
  CHECK(contains(file.err, "has the rows of --data"));
}

TEST_CASE("a held-out file has a delimiter of its own, unless --delimiter says which") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", kData);
  std::string text = kData;
  std::replace(text.begin(), text.end(), ',', ';');
  const std::string held = scratch.file("h.csv", text);
  CHECK(printed({"--data", data, "--test", held, "--iterations", "1"}, "test.rows") == Words{"4"});
}

TEST_CASE("a regression's held-out file may hold any numbers") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,y\n1,1.5\n2,2.5\n3,3.25\n");
  const std::string held = scratch.file("h.csv", "y,x\n-7,1\n1e3,2\n");
  CHECK(printed({"--data", data, "--test", held, "--iterations", "1"}, "test.rows,task") ==
        Words{"2", "regress"});
}

TEST_CASE("outputs never overwrite a held-out file") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", kData);
  const std::string held = scratch.file("held.csv", kData);
  for (const std::string output : {"--log", "--predictions"}) {
    for (const std::string input : {"--test", "--validation"}) {
      check_refusal({"--data", data, input, held, output, held}, 2, {output, "would overwrite", input});
      CHECK(read_file(held) == kData);
    }
  }
}

}  // namespace nntrain::test
