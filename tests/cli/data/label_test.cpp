// Labels that are perhaps one: told with the nearest one.

#include "cli/models.hpp"
#include "cli/robot.hpp"

namespace nntrain::test {
namespace {

const Words kFew = {"--iterations", "1", "-q"};

}  // namespace

TEST_CASE("a label of another file that is no class is told with the nearest class") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string data = scratch.file("t.csv", "a,y\n1,<=50K\n2,>50K\n3,<=50K\n");
  output_of(with({"--data", data, "--save", model}, kFew));
  const std::string other = scratch.file("h.csv", "a,y\n1,<=50K.\n2,>50K.\n");
  const Words told = {"h.csv:2:2: column 'y': '<=50K.' is not one of the classes of",
                      "(<=50K, >50K); the nearest is '<=50K'", "sed 's/\\.\\r*$//' < "};
  for (const std::string flag : {"--test", "--validation"}) {
    check_refusal(with({"--data", data, flag, other}, kFew), 3,
                  with(told, {"h.csv | nntrain " + flag + " - ..."}));
  }
  check_refusal({"evaluate", model, "--data", other}, 3,
                with(told, {"h.csv | nntrain evaluate " + model + " --data - ..."}));
  const ProgramResult mended = shell(
      "sed 's/\\.\\r*$//' < h.csv | nntrain --data t.csv --test - --iterations 1 -q "
      "--print test.rows",
      scratch.folder().string());
  CHECK(mended.out == "2\n");
}

TEST_CASE("rows with a title and with dots behind the labels are measured after two steps") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "39, a, 13, <=50K\n50, b, 13, >50K\n38, b, 9, <=50K\n");
  const std::string test = scratch.file("h.csv", "|1x3 a title\n25, b, 7, <=50K.\n38, b, 9, >50K.\n");
  RobotCommand command{{"--iterations", "1", "-q", "--format", "json", "--data", data, "--test", test}, ""};
  for (const std::string part : {"h.csv:1: 1 field", "standard input:1:4: column 'col:4': '<=50K.' is not"}) {
    const ProgramResult refused = command.run();
    INFO(refused.err);
    REQUIRE(refused.exit_code == 3);
    CHECK(contains(refused.err, part));
    command = command.after(nlohmann::json::parse(refused.out)["remedy"]["ways"][0]);
  }
  const ProgramResult result = command.run();
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  CHECK(nlohmann::json::parse(result.out)["metrics"]["test"]["rows"] == 2);
}

TEST_CASE("case, blanks and spellings of numbers do not hide the nearest class") {
  struct Case {
    std::string data;
    std::string other;
    std::string told;
  };
  const std::vector<Case> cases = {
      {"a,y\n1,yes\n2,no\n", "a,y\n1,\"Yes \"\n",
       "'Yes ' is not one of the classes of t.csv (no, yes); the nearest is 'yes'\n"},
      {"a,y\n1,0\n2,1\n", "a,y\n1,1.0\n",
       "'1.0' is not one of the classes of t.csv (0, 1); the nearest is '1'\n"},
      {"a,y\n1,0.0\n2,1.0\n", "a,y\n1,1\n", "(0.0, 1.0); the nearest is '1.0'\n"},
      {"a,y\n1,setosa\n2,virginica\n", "a,y\n1,virginca\n", "the nearest is 'virginica'\n"},
      {"a,y\n1,setosa\n2,virginica\n", "a,y\n1,other\n", "(setosa, virginica)\n"},
      {"y,a\nyes,1\nno,2\n", "y,a\nno.,1\n",
       "the nearest is 'no'\n"},  // no command: it is not the last field
  };
  const ScratchFolder scratch;
  for (const Case& one : cases) {
    scratch.file("t.csv", one.data);
    scratch.file("h.csv", one.other);
    const std::string target = one.data.starts_with("y") ? " --target y" : "";
    const ProgramResult result =
        shell("nntrain --data t.csv --test h.csv --iterations 1 -q" + target, scratch.folder().string());
    check_refusal(result, 3, {one.told});
  }
}

TEST_CASE("classes that are perhaps one get a warning") {
  const ScratchFolder scratch;
  const auto told = [&](const std::string& rows) {
    const ProgramResult result =
        nntrain({"--data", scratch.file("t.csv", "a,y\n" + rows), "--iterations", "1", "--print", "stop"});
    CHECK(result.exit_code == 0);
    return result.err;
  };
  const std::string warning = "differ only by case, blanks or a final dot: ";
  CHECK(contains(told("1,yes\n2,no\n3,Yes\n"), warning + "'Yes' and 'yes'; "));
  CHECK(contains(told("1,yes\n2,no\n3,\"yes \"\n4,no.\n"), warning + "'no' and 'no.', 'yes' and 'yes '; "));
  CHECK(!contains(told("1,yes\n2,no\n3,maybe\n"), warning));
}

}  // namespace nntrain::test
