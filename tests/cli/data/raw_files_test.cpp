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

const std::string kRowsOfR = [] {
  std::string text;
  for (int i = 1; i <= 10; ++i)
    text +=
        "\"" + std::to_string(i) + "\" " + std::to_string(i) + ".5 2 " + (i % 2 == 0 ? "\"p\"\n" : "\"q\"\n");
  return text;
}();

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
    {"write.csv of R counts the rows",
     "\"\",\"a\",\"b\",\"y\"\n\"1\",1,2,\"p\"\n\"2\",3,4,\"q\"\n\"3\",5,7,\"p\"\n\"4\",6,1,\"q\"\n",
     4,
     3,
     "y",
     0,
     {"column 'col:1' counts the rows: it tells nothing about other rows; to leave it out:  --drop col:1"}},
    {"names that differ",
     "name,age,y\n\"Doe, Mr. A\",22,0\n\"Roe, Mrs. B\",38,1\nPoe,26,1\nMoe,35,0\n",
     4,
     2,
     "y",
     0,
     {"column 'name' has another text in nearly every row", "--drop name"}},
    {"numbers of customers",
     "a,CustomerID,y\n1,101,0\n3,99,1\n3,207,0\n1,64,1\n",
     4,
     2,
     "y",
     0,
     {"column 'CustomerID' has another number in every row", "--drop CustomerID"}},
    {"columns without a value", "a,b,c,y\n1,,,0\n2,,,1\n3,,,1\n", 3, 1, "y", 1, {}, {"--drop b,c"}},
    {"other minus signs",
     "a,y\n1,0.5\n\xE2\x88\x92"
     "2.5,1\n\xE2\x88\x92"
     "3,2.25\n",
     3,
     1,
     "y",
     1,
     {},
     {"starts with a dash that is no minus sign of ASCII"}},
    {"prices with decimal commas",
     "size;price\n50;1.100,5 \xE2\x82\xAC\n53;900 \xE2\x82\xAC\n56;870,25 \xE2\x82\xAC\n",
     3,
     1,
     "price",
     2,
     {},
     {"has a decimal comma", "--units '\xE2\x82\xAC'"}},
    {"prices and one that is none",
     "a,y\n$5,0.5\n$6,0.5\n$7,0.25\n$8,0.5\n$9,0.5\n$10,0.25\n$11,0.5\n$12,0.5\n$13,0.5\nfree,0.5\n$14,0.5\n",
     11,
     1,
     "y",
     2,
     {},
     {"'$5' is a number with a unit", "--na +free --missing mean"}},
    {"decimal commas and an exponent",
     "a;y\n4,826e+00;0\n6,183e-01;1\n8,630e+00;0\n",
     3,
     1,
     "y",
     1,
     {},
     {"'4,826e+00' has a decimal comma", "tr , ."}},
    {"a title as Excel writes it",
     "Sales,,\n,,\na,b,y\n1,2,p\n3,4,q\n",
     2,
     2,
     "y",
     1,
     {},
     {"t.csv:1: the line stands above the table", "--skip-lines 2"}},
    {"a title with one field fewer than the table",
     "By hand, in May\na,b,y\n1,2,p\n3,4,q\n",
     2,
     2,
     "y",
     1,
     {},
     {"2 fields, but the next 3 records have 3", "--skip-lines 1"}},
    {"a title above what R writes",
     "Export\n\n\"a\" \"b\" \"y\"\n" + kRowsOfR,
     10,
     2,
     "y",
     1,
     {"is taken for the name of the row"},
     {"--skip-lines 2"}},
    {"units, and missing cells",
     "a,y\nkg,kg\n?,2\n2.5,3.5\n3.5,1\n1.5,2.25\n",
     4,
     1,
     "y",
     2,
     {},
     {"perhaps of units"}},
    {"units below names that end with a separator",
     "a,y,\nkg,kg\n1.5,2\n2.5,3.5\n",
     2,
     1,
     "y",
     1,
     {},
     {"perhaps of units", "sed 2d"}},
    {"a title above rows without names", "Sales,,\n1,2,p\n3,4,q\n", 2, 2, "col:3", 1},
    {"a comment with as many fields as the table",
     "# logger, v2\na,y\n1,p\n3,q\n",
     2,
     1,
     "y",
     1,
     {},
     {"--comment '#'"}},
    {"a comment above rows without names",
     "% logger\n1,p\n2.5,q\n3.5,p\n",
     3,
     1,
     "col:2",
     1,
     {},
     {"--comment %"}},
    {"a comment between the rows",
     "a,b,y\n1,2,p\n3,4,q\n# calibrated\n5,7,p\n",
     3,
     2,
     "y",
     1,
     {},
     {"t.csv:4: 1 field, but the header has 3", "--comment '#'"}},
    {"prices, and a dash where there is none",
     "a,y\n$5.5,0.5\n$7,1.5\n-,2.5\n$8,3.5\n$9,2\n",
     5,
     1,
     "y",
     2,
     {},
     {"--units '$'", "--na +- --missing mean"}},
    {"points between thousands in another column than the first decimal comma",
     "a;b;y\n1,5;1.234,50;0.5\n2,5;2.345,25;1.5\n3,5;12.345.678,75;2.5\n",
     3,
     2,
     "y",
     1,
     {},
     {"sed -E"}},
    {"a letter for a digit",
     "a,y\n5,0.5\n7,1.5\n1O,2\n9,1\n8,3\n",
     5,
     1,
     "y",
     1,
     {},
     {"'1O' is not a number"}},
    {"a byte order mark, and the names again",
     "\xEF\xBB\xBF"
     "a,b,y\n1,2,p\na,b,y\n3,4,q\n",
     2,
     2,
     "y",
     1,
     {},
     {"the header line is there again"}},
    {"two empty columns at the line ends", "a,b,y,,\n1,2,3.5,,\n2,3,4.5,,\n4,1,0.5,,\n", 3, 2, "y", 0},
    {"a line below the table",
     "a,b,y\n1,2,p\n3,4,q\n5,7,p\nSource: the bank\n",
     3,
     2,
     "y",
     1,
     {},
     {"sed 5d"}},
    {"tabs with flags behind blanks",
     "geo\ta \tb \ty \nAT\t4.4 \t7.5 \t5.3 \nBE\t5.4 \t6.8 \t5.1 \nAT\t6.4 \t5.8 \t4.3 \n", 3, 3, "y", 0},
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

/// The command that training ends with after the first ways of at most two remedies; `asked` gets the errors.
RobotCommand walked(RobotCommand command, int& steps, std::string& asked) {
  ProgramResult result = command.run();
  for (steps = 0; result.exit_code != 0 && steps < 3; ++steps) {
    INFO(result.err);
    asked += result.err;
    const nlohmann::json error = nlohmann::json::parse(result.out);
    REQUIRE(error["remedy"].is_object());
    REQUIRE(!error["remedy"]["ways"].empty());
    command = command.after(error["remedy"]["ways"][0]);
    result = command.run();
  }
  return command;
}

}  // namespace

TEST_CASE("a file as people have it is read in two steps at most") {
  const ScratchFolder scratch;
  for (const RawFile& file : kFiles) {
    RobotCommand command{
        {"--iterations", "1", "--format", "json", "--data", scratch.file("t.csv", file.table)}, ""};
    INFO(file.name);
    std::string asked;
    int steps = 0;
    command = walked(command, steps, asked);
    const ProgramResult result = command.run();
    INFO(asked << result.err);
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

TEST_CASE("a column of dates becomes numbers by the command of the message") {
  struct Dates {
    std::string texts;    ///< of three rows, each with a delimiter behind it
    std::string numbers;  ///< the same rows
    bool is_clear = true;
  };
  // The numbers: Python's datetime.
  const std::vector<Dates> cases = {
      {"2011-01-20,\n2012-02-29,\n1999-12-31,\n", "2011,20,4,\n2012,60,3,\n1999,365,5,\n"},
      {"\"2011-01-20\",\n\"2012-02-29\",\n\"1999-12-31\",\n", "2011,20,4,\n2012,60,3,\n1999,365,5,\n"},
      {"20.1.2011,\n29.2.2012,\n31.12.1999,\n", "2011,20,4,\n2012,60,3,\n1999,365,5,\n"},
      {"01/20/11,\n02/29/12,\n12/31/99,\n", "2011,20,4,\n2012,60,3,\n1999,365,5,\n"},
      {"Jan 20 2011,\nFeb 29 2012,\nDecember 31 1999,\n", "2011,20,4,\n2012,60,3,\n1999,365,5,\n"},
      {"20-Jan-2011,\n29-FEB-2012,\n31-dec-1999,\n", "2011,20,4,\n2012,60,3,\n1999,365,5,\n"},
      {"01/02/2011,\n02/03/2012,\n12/12/1999,\n", "2011,32,2,\n2012,62,5,\n1999,346,7,\n", false},
      {"2011-01-20T14:05:00Z,\n2012-02-29 23:59:10,\n1999-12-31 00:00,\n",
       "2011,20,4,14,5,\n2012,60,3,23,59,\n1999,365,5,0,0,\n"},
      {"1/20/2011 2:00 PM,\n2/29/2012 12:00 am,\n12/31/1999 11:00 PM,\n",
       "2011,20,4,14,\n2012,60,3,0,\n1999,365,5,23,\n"},
      {"14:30,\n0:15,\n23:45,\n", "14.5,\n0.25,\n23.75,\n"},
      {"1:29.214,\n1:12.883,\n2:01.5,\n", "89.214,\n72.883,\n121.5,\n"},
      {"2011-01-20 00:20:30.250,\n2012-02-29T23:59:10+02:00,\n1999-12-31T12:01:00-05:00,\n",
       "2011,20,4,0,20,\n2012,60,3,23,59,\n1999,365,5,12,1,\n"},
      {"1815-12-10,\n2045-01-01,\n1900-03-01,\n", "1815,344,7,\n2045,1,7,\n1900,60,4,\n"},
      {"2011-01,\n2012-02,\n1999-12,\n", "2011,1,\n2012,2,\n1999,12,\n"},
  };
  const ScratchFolder scratch;
  const auto table = [](const std::string& rows, const std::string& names) {
    std::string text = names + ",b,y\n";
    std::string rest = rows;
    for (const char* const end : {"1,0.5\n", "2,0.25\n", "4,1.5\n"}) {
      text += rest.substr(0, rest.find('\n')) + end;
      rest.erase(0, rest.find('\n') + 1);
    }
    return text;
  };
  const Words words = {"--iterations", "3", "--print", "fingerprint", "-q", "--format", "json", "--data"};
  for (const Dates& one : cases) {
    INFO(one.texts);
    std::string names;
    for (const char c : one.numbers.substr(0, one.numbers.find('\n'))) {
      if (c == ',') names += names.empty() ? "d" : ",d" + std::to_string(names.size());
    }
    const RobotCommand command{with(words, {scratch.file("t.csv", table(one.texts, "day of sale"))}), ""};
    const ProgramResult failed = command.run();
    INFO(failed.err);
    REQUIRE(failed.exit_code == 3);
    const nlohmann::json remedy = nlohmann::json::parse(failed.out)["remedy"];
    CHECK(remedy["id"] == "dates");
    CHECK(remedy["needs_knowledge"] == !one.is_clear);
    const ProgramResult read = command.after(remedy["ways"][0]).run();
    INFO(read.err);
    CHECK(read.out == output_of(with(words, {scratch.file("n.csv", table(one.numbers, names))})));
  }
}

TEST_CASE("a column without a name is shown as flags take it") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "5,2,p\n3,4,q\n5,7,p\n");
  CHECK(contains(nntrain({"--data", data, "--iterations", "1"}).out, "\nfeatures: col:1, col:2\n"));
  CHECK(
      contains(nntrain({"--data", data, "--iterations", "1", "--drop", "col:1"}).out, "\nfeatures: col:2\n"));
}

TEST_CASE("flags with columns follow when dates become several columns") {
  const ScratchFolder scratch;
  const std::string bare = scratch.file("b.csv", "2024-01-01,1,5,0.5\n2024-01-02,2,6,1\n2024-01-03,4,7,2\n");
  check_refusal({"--data", bare, "--target", "col:2", "--drop", "col:3", "--task", "regress"}, 3,
                {"--drop col:5 --target col:4"});
  check_refusal({"--data", bare, "--columns", "d,a,b,y", "--features", "d..a"}, 3,
                {"--columns d_year,d_day,d_weekday,a,b,y --features d_year..a"});
  const std::string named =
      scratch.file("n.csv", "d,a,,y\n2024-01-01,1,5,0.5\n2024-01-02,2,6,1\n2024-01-03,4,7,2\n");
  check_refusal({"--data", named, "--features", "a,d,col:3"}, 3,
                {"--features a,d_year,d_day,d_weekday,col:5"});
}

TEST_CASE("units of other numbers are not left out") {
  const ScratchFolder scratch;
  const auto check = [&](const std::string& table, const Words& flags, const Words& parts) {
    check_refusal(with({"--data", scratch.file("t.csv", table)}, flags), 3, parts);
  };
  check("a,b,y\n1.5k,1,2\n800,2,1\n2k,3,3\n", {}, {"'1.5k' has a unit, and others have none"});
  check("a,b,y\n50%,1,2\n0.25,2,1\n75%,3,3\n", {}, {"if the others are percents, too:  --units %"});
  check("a,b,y\n5 mg,7 g,1\n6 mg,800 mg,2\n7 mg,9 g,4\n", {"--units", "mg,g"},
        {"t.csv:3:2: column 'b': '800 mg' has another unit than the first numbers of the column"});
  check("a,b,y\n100.5-,1,2\n250,2,1\n75.5-,3,3\n", {}, {"'100.5-' is not a number"});
  check_refusal({"--data", scratch.file("t.csv", "a,y\n1,2\n"), "--units", "5"}, 2,
                {"--units '5' is no unit"});
  CHECK(contains(nntrain({"--data", scratch.file("n.csv", "x,k8,y\n1,5 k,2\n3,4 k,1\n"), "--units", "k",
                          "--iterations", "1"})
                     .out,
                 "features: x, k8"));
}

TEST_CASE("texts that seem to be numbers are told, and never classes by the row") {
  const ScratchFolder scratch;
  std::string halves = "x,v,y\n";
  std::string prices = "x,price\n";
  for (int i = 1; i < 15; ++i) {
    halves += std::to_string(i * i) + "," + std::to_string(i % 7) + "/8," + std::to_string(i) + ".5\n";
    prices += std::to_string(i * i) + ",XY " + std::to_string(i) + ".5\n";
  }
  const ProgramResult result = nntrain({"--data", scratch.file("h.csv", halves), "--iterations", "1"});
  CHECK(
      contains(result.err,
               "column 'v' ('1/8' ...) is read as text, an input for each text, and seems to have numbers"));
  check_refusal({"--data", scratch.file("p.csv", prices)}, 2,
                {"has 14 different texts in 14 rows, such as 'XY 1.5'", "--task classify"});
}

TEST_CASE("dates in a file with quoted delimiters, and as target") {
  const ScratchFolder scratch;
  const std::string quoted =
      scratch.file("q.csv", "d,n,b,y\n2011-01-20,\"a,b\",1,0.5\n2012-01-20,\"a,b\",2,0.5\n");
  check_refusal({"--data", quoted}, 3, {"'2011-01-20' is a date", "--drop d"});
  const std::string target = scratch.file("t.csv", "b,y\n1,2011-01-20\n2,2012-02-29\n4,1999-12-31\n");
  int steps = 0;
  std::string asked;
  const Words words = {"--iterations", "3", "--format", "json", "--data"};
  const nlohmann::json data =
      nlohmann::json::parse(walked({with(words, {target}), ""}, steps, asked).run().out)["data"];
  CHECK(steps <= 2);
  CHECK(data["target"] == "y");
  CHECK(data["task"] == "regress");
}

TEST_CASE("a test file whose first line is no row, and whose labels end with a dot") {
  const ScratchFolder scratch;
  const std::string train =
      scratch.file("train.csv", "39, State, 13, <=50K\n50, Private, 13, >50K\n38, Private, 9, <=50K\n");
  const std::string test =
      scratch.file("test.csv", "|1x3 Cross validator\n25, Private, 7, <=50K.\n38, State, 9, >50K.\n");
  int steps = 0;
  std::string asked;
  const RobotCommand last = walked(
      {{"--data", train, "--test", test, "--iterations", "3", "--print", "test.accuracy", "--format", "json"},
       ""},
      steps, asked);
  INFO(asked);
  CHECK(steps == 2);
  CHECK(contains(asked, "sed 1d < " + test + " | nntrain --test - ..."));
  const ProgramResult result = last.run();
  INFO(result.err);
  CHECK(result.exit_code == 0);
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
                {"u.csv:2:1: column 'a': '5 km' has another unit than in training ($)"});
  check_refusal(with({"--data", data}, {"--thousands", "."}), 2,
                {"--thousands '.' cannot separate thousands"});
}

TEST_CASE("one row with another number of fields is no reason to leave out those above it") {
  const ScratchFolder scratch;
  const std::string rows = "1,2,p\n3,4,q\n5,7,p\n";
  check_refusal({"--data", scratch.file("t.csv", "a,b,y\n" + rows + "1,p\n" + rows + rows)}, 3,
                {"t.csv:5: 2 fields, but the header has 3"});
}

TEST_CASE("names and units can be told where the user says that there are names") {
  const ScratchFolder scratch;
  check_refusal({"--data", scratch.file("t.csv", "50,b,y\nm,m,\n1,2,p\n3,4,q\n"), "--header", "yes"}, 3,
                {"perhaps of units (line 2 is m,m,)", "sed 2d", "--skip-lines 1"});
}

TEST_CASE("a first row of words for missing cells is not a line of units") {
  const ScratchFolder scratch;
  check_refusal({"--data", scratch.file("t.csv", "a,b,y\nno,no,p\n1,2,q\n3,4,p\n5,6,q\n7,8,p\n")}, 3,
                {"t.csv:2:1: column 'a': 'no' is not a number"});
}

TEST_CASE("a title that could be the names leaves the choice to the user") {
  const ScratchFolder scratch;
  const ProgramResult failed =
      nntrain({"--data", scratch.file("t.csv", "By hand, in May\na,y\n1,2.5\n3,4.5\n"), "--format", "json"});
  CHECK(nlohmann::json::parse(failed.out)["remedy"]["needs_knowledge"] == true);
}

TEST_CASE("names that other separators split do not hide that there is one column only") {
  const ScratchFolder scratch;
  check_refusal({"--data", scratch.file("t.csv", "a^b^y\n1^c,d^0\n2^e^1\n3^c,d^0\n")}, 3,
                {"has only one column (line 1 is a^b^y)", "--delimiter '^'"});
}

TEST_CASE("quotes around all do not hide what separates the fields") {
  const ScratchFolder scratch;
  check_refusal({"--data", scratch.file("t.csv", "\"a\":\"y\"\n\"1\":\"0\"\n")}, 3,
                {"t.csv:1:1: text after the closing quote", "if ':' separates the fields:  --delimiter :"});
}

TEST_CASE("a stray quote is told in the line that opens its field") {
  const ScratchFolder scratch;
  check_refusal(
      {"--data", scratch.file("t.csv", "a,b,y\n1,2,0\n1,2,\"1\n3,4,1\n5,6,\"0\n")}, 3,
      {"t.csv:3:3: text after the closing quote of the field that opens here and closes in line 5"});
}

}  // namespace nntrain::test
