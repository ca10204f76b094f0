// Files as people have them: what a user gets who does only what the last message says.

#include "cli/models.hpp"
#include "cli/robot.hpp"

namespace nntrain::test {
namespace {

struct RawFile {
  std::string name;
  std::string table;
  std::size_t rows;
  std::size_t features;
  std::string target;
  int steps = 0;     ///< the runs that failed before
  Words told = {};   ///< in the warnings of the last run
  Words asked = {};  ///< in the messages of the others
};

const std::vector<RawFile> kFiles = {
    {"lines end with a separator",
     "a,b,y,\n1,2,p,\n3,4,q,\n5,7,p,\n8,1,q,\n",
     4,
     2,
     "y",
     0,
     {"the empty column behind it is no feature"}},
    {"the header ends with a separator",
     "\"id\",\"m\",\"t\",\n1001,\"M\",10.38\n1002,\"M\",17.77\n1003,\"B\",21.25\n",
     3,
     2,
     "t",
     0,
     {"the empty name behind it is left out"}},
    {"R names the rows",
     "\"a\" \"b\" \"y\"\n\"1\" 1.5 2 \"p\"\n\"2\" 2.5 3 \"q\"\n\"3\" 3.5 1 \"p\"\n",
     3,
     2,
     "y",
     0,
     {"is taken for the name of the row, as R writes it"}},
    {"runs of blanks",
     " 0.006  18.00   2.3  0  24.0\n 0.027   0.00   7.0  1  21.6\n 0.027   0.00   7.0  0  34.7\n", 3, 4,
     "col:5"},
    {"a line names the separator", "sep=;\nsize;rooms;price\n50;2;100000\n53;3;107500\n56;4;114000.5\n", 3, 2,
     "price"},
    {"a comment above the names",
     "# logger v2\na,b,y\n1,2,p\n3,4,q\n5,7,p\n",
     3,
     2,
     "y",
     1,
     {},
     {"line 1 is # logger v2", "--comment '#'", "--skip-lines 1"}},
    {"units below the names",
     "a,b,y\n,ms,\n1,2,0.5\n3,4,0.7\n5,7,0.9\n",
     3,
     2,
     "y",
     1,
     {},
     {"perhaps of units"}},
    {"spellings of missing cells",
     "a,b,y\n1,-,0\n2,n/a,1\n3,NULL,0\n4,nan,1\n5,.,0\n6,7,1\n7,8,0\n",
     7,
     2,
     "y",
     1,
     {},
     {"'-', '.' in it is no number", "--na +-,. --missing mean"}},
    {"a number with blanks in quotes", "a,y\n\" 0.5\",0\n\" 1.5 \",1\n\"2.5\",0\n", 3, 1, "y"},
    {"amounts",
     "size,price\n50,\"$100,000\"\n53,\"$107,500\"\n56,\"$114,000.5\"\n",
     3,
     1,
     "price",
     1,
     {},
     {"'$100,000' is a number with a unit and separated thousands", "--units '$' --thousands ,"}},
    {"percents", "share,y\n0%,0.5\n7%,1.5\n14 %,2\n", 3, 1, "y", 1, {}, {"column 'share'", "--units %"}},
    {"blanks between thousands",
     "a,y\n1 500,0.5\n12 500,1.5\n1 000,2\n",
     3,
     1,
     "y",
     1,
     {},
     {"--thousands ' '"}},
    {"counted names",
     "0,1,2\n0.00,0.00,0.00\n0.37,0.11,0.50\n0.74,0.22,1.25\n",
     3,
     2,
     "2",
     1,
     {},
     {"--header yes   or   --header no"}},
    {"years as names",
     "country,2018,2019\nc0,0.00,0.50\nc0,0.37,0.11\nc1,0.74,0.22\n",
     3,
     2,
     "2019",
     1,
     {},
     {"--header yes   or   --header no"}},
};

}  // namespace

TEST_CASE("a file as people have it is read in two steps at most") {
  const ScratchFolder scratch;
  for (const RawFile& file : kFiles) {
    RobotCommand command{
        {"--iterations", "1", "--format", "json", "--data", scratch.file("t.csv", file.table)}, ""};
    ProgramResult result = command.run();
    std::string asked;
    int steps = 0;
    for (; result.exit_code != 0 && steps < 3; ++steps) {
      INFO(file.name << "\n" << result.err);
      asked += result.err;
      const nlohmann::json error = nlohmann::json::parse(result.out);
      REQUIRE(error["remedy"].is_object());
      REQUIRE(!error["remedy"]["ways"].empty());
      command = command.after(error["remedy"]["ways"][0]);
      result = command.run();
    }
    INFO(file.name << "\n" << asked << result.err);
    REQUIRE(result.exit_code == 0);
    CHECK(steps == file.steps);
    const nlohmann::json data = nlohmann::json::parse(result.out)["data"];
    CHECK(data["rows"] == file.rows);
    CHECK(data["features"].size() == file.features);
    CHECK(data["target"] == file.target);
    for (const std::string& part : file.told) CHECK(contains(result.err, part));
    for (const std::string& part : file.asked) CHECK(contains(asked, part));
  }
}

TEST_CASE("a model reads the units of new rows as in training, and no others") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string plain = scratch.file("plain.csv", "a,y\n1500,2\n-2500,3.5\n3,4.5\n");
  const std::string data = scratch.file("t.csv", "a,y\n\"$1,500\",2\n\"-$2,500\",3.5\n$ 3,4.5\n");
  const Words units = {"--units", "$", "--thousands", ",", "--save", model};
  const Words fingerprint = {"--iterations", "5", "-q", "--print", "fingerprint"};
  const Words train = with({"--data", data}, fingerprint);
  CHECK(output_of(with(train, units)) == output_of(with({"--data", plain}, fingerprint)));
  const std::string predicted = output_of({"predict", model, "--data", data});
  CHECK(predicted == output_of({"predict", model, "--data", plain}));
  check_refusal({"predict", model, "--data", scratch.file("u.csv", "a\n5 km\n")}, 3,
                {"u.csv:2:1: column 'a': '5 km' is a number with a unit", "--units km"});
  check_refusal(with({"--data", data}, {"--thousands", "."}), 2,
                {"--thousands '.' cannot separate thousands"});
}

TEST_CASE("a stray quote is told in the line that opens its field") {
  const ScratchFolder scratch;
  check_refusal(
      {"--data", scratch.file("t.csv", "a,b,y\n1,2,0\n1,2,\"1\n3,4,1\n5,6,\"0\n")}, 3,
      {"t.csv:3:3: text after the closing quote of the field that opens here and closes in line 5"});
}

}  // namespace nntrain::test
