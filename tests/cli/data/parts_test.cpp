// --data 'part-*.csv': several files are one table.

#include <filesystem>

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kFew = {"--iterations", "5", "-q"};

/// Writes a table as part-1.csv, part-2.csv ..., in its order, with a header in each.
void write_parts(const ScratchFolder& scratch, const Cells& rows, std::size_t count) {
  const std::size_t each = (rows.size() - 1 + count - 1) / count;
  for (std::size_t part = 0; part < count; ++part) {
    Cells own = {rows.front()};
    for (std::size_t row = part * each; row < std::min((part + 1) * each, rows.size() - 1); ++row)
      own.push_back(rows[row + 1]);
    scratch.file("part-" + std::to_string(part + 1) + ".csv", csv_of(own));
  }
}

Cells turned(const Cells& rows) {
  Cells other = rows;
  for (Words& row : other) std::reverse(row.begin(), row.end());
  return other;
}

/// The JSON of a run, without what says which files were read, and how fast.
nlohmann::json result_of(const Words& words) {
  nlohmann::json result = json_of(with(words, kFew));
  result["data"].erase("path");
  result["data"].erase("sha256");
  result["options"].erase("data");
  result["training"].erase("seconds");
  result.erase("resources");
  return result;
}

struct Refused {
  std::string what;
  std::string first;
  std::string second;
  Words flags;
  Words parts;
  int exit_code = 3;
};

}  // namespace

TEST_CASE("parts with one header each are the table that one file with all rows is") {
  const ScratchFolder scratch;
  const Cells rows = banknotes();
  write_parts(scratch, rows, 3);
  const nlohmann::json whole =
      result_of({"--data", "data/banknotes.txt", "--test-fraction", "0.2", "--class-weights", "balanced"});
  const Words parts = {"--data", scratch.path("part-*.csv"), "--test-fraction",
                       "0.2",    "--class-weights",          "balanced"};
  CHECK(result_of(parts) == whole);
  CHECK(contains(nntrain(with(parts, kFew)).out, "part-*.csv (3 files, 1372 rows; names in line 1"));
  CHECK(printed(with(parts, kFew), "data.path,data.rows") == Words{scratch.path("part-*.csv"), "1372"});

  // Names in another order, another separator, other line ends, no last line feed.
  std::string text = csv_of(turned(cells_of(read_file(scratch.path("part-2.csv")))));
  std::replace(text.begin(), text.end(), ',', ';');
  std::string with_cr;
  for (const char c : text) with_cr += c == '\n' ? "\r\n" : std::string(1, c);
  with_cr.resize(with_cr.size() - 2);
  scratch.file("part-2.csv", with_cr);
  scratch.file("part-3a.csv", "\xEF\xBB\xBF\"classification\",entropy,variance,skewness,curtosis\n");
  CHECK(result_of(with(parts, {"--target", "classification"})) ==
        result_of({"--data", "data/banknotes.txt", "--test-fraction", "0.2", "--class-weights", "balanced",
                   "--target", "classification"}));
}

TEST_CASE("texts, missing cells, weights and dropped rows run on over the parts") {
  const ScratchFolder scratch;
  const Cells rows = cells_of(read_file(NNTRAIN_SOURCE_DIR "/data/orchard.csv"));
  write_parts(scratch, rows, 7);
  Cells last = turned(cells_of(read_file(scratch.path("part-7.csv"))));
  scratch.file("part-7.csv", csv_of(last));
  for (const Words& flags :
       std::vector<Words>{{"--missing", "drop"},
                          {"--missing", "mean"},
                          {"--missing", "drop", "--drop", "colour"},
                          {"--missing", "mean", "--target", "sugar", "--weights-column", "firmness"}}) {
    CAPTURE(flags);
    const Words target = with({"--target", "fruit"}, {});
    const Words used =
        std::find(flags.begin(), flags.end(), "--target") == flags.end() ? with(flags, target) : flags;
    CHECK(result_of(with({"--data", scratch.path("part-[1-7].csv")}, used)) ==
          result_of(with({"--data", "data/orchard.csv"}, used)));
  }
}

TEST_CASE("predict and evaluate read parts; the numbers of rows run on") {
  const ScratchFolder scratch;
  write_parts(scratch, banknotes(), 4);
  scratch.file("part-3.csv", csv_of(turned(cells_of(read_file(scratch.path("part-3.csv"))))));
  const std::string parts = scratch.path("part-?.csv");
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain(with({"--data", "data/banknotes.txt", "--save", model}, kFew)).exit_code == 0);
  const ProgramResult predicted = nntrain({"predict", model, "--data", parts, "--keep", "entropy"});
  CHECK(predicted.exit_code == 0);
  CHECK(predicted.out ==
        nntrain({"predict", model, "--data", "data/banknotes.txt", "--keep", "entropy"}).out);
  CHECK(printed({"evaluate", model, "--data", parts}, "accuracy,loss,rows_used") ==
        printed({"evaluate", model, "--data", "data/banknotes.txt"}, "accuracy,loss,rows_used"));
  const Words held_out = {"--data", "data/banknotes.txt", "--iterations", "5"};
  CHECK(printed(with(held_out, {"--test", parts, "--validation", parts}), "test.loss,validation.loss") ==
        printed(with(held_out, {"--test", "data/banknotes.txt", "--validation", "data/banknotes.txt"}),
                "test.loss,validation.loss"));
}

TEST_CASE("files are read in the order of their bytes, and parts without names by position") {
  const ScratchFolder scratch;
  scratch.file("p10.csv", "3,1\n4,0\n");
  scratch.file("p1.csv", "1,0\n2,1\n");
  scratch.file("pB.csv", "7,1\n");
  scratch.file("p9.csv", "5,0\n6,1\n");
  scratch.file("all.csv", "1,0\n2,1\n3,1\n4,0\n5,0\n6,1\n7,1\n");
  for (const Words& flags : std::vector<Words>{{}, {"--header", "no"}, {"--columns", "x,y"}}) {
    CAPTURE(flags);
    CHECK(result_of(with({"--data", scratch.path("p*.csv")}, flags)) ==
          result_of(with({"--data", scratch.path("all.csv")}, flags)));
  }
}

TEST_CASE("each part may have lines above the table, comments and a line sep=") {
  const ScratchFolder scratch;
  scratch.file("p1.csv", "made today\nx,y\n# one\n1,0\n2,1\n");
  scratch.file("p2.csv", "made later\nsep=;\ny;x\n1;3\n# two\n0;4\n");
  scratch.file("all.csv", "x,y\n1,0\n2,1\n3,1\n4,0\n");
  CHECK(fingerprint_of({"--data", scratch.path("p?.csv"), "--skip-lines", "1", "--comment", "#", "--target",
                        "y", "--iterations", "5"}) ==
        fingerprint_of({"--data", scratch.path("all.csv"), "--iterations", "5"}));
}

TEST_CASE("a name that a file has is that file, also with * ? or [ in it") {
  const ScratchFolder scratch;
  const std::string text = "x,y\n1,0\n2,1\n";
  scratch.file("data1.csv", "x,y\n5,0\n7,1\n8,1\n");
  for (const std::string name : {"data[1].csv", "data*.csv", "d?ta1.csv"}) {
    CHECK(printed({"--data", scratch.file(name, text), "--iterations", "2"}, "rows") == Words{"2"});
    std::filesystem::remove(scratch.path(name));
  }
  CHECK(printed({"--data", scratch.path("data[1].csv"), "--iterations", "2"}, "rows") == Words{"3"});
  check_refusal({"--data", scratch.path("prat-*.csv")}, 3, {"no file fits the pattern ", "prat-*.csv"});
  check_refusal({"--data", scratch.path("gone/*.csv")}, 3, {"no file fits the pattern ", "gone/*.csv"});
  std::filesystem::create_directory(scratch.path("e1.csv"));
  check_refusal({"--data", scratch.path("e*.csv")}, 3, {"e1.csv is a directory"});
}

TEST_CASE("an error in a part names the part, its own line, and what it is compared with") {
  const std::string good = "x,c,y\n1,red,0\n2,blue,1\n";
  const std::vector<Refused> cases = {
      {"another name",
       good,
       "x,k,y\n3,red,0\n",
       {},
       {"b.csv has no column 'c', which ", "a.csv has; it has 'k' instead"}},
      {"a missing column", good, "x,y\n3,0\n", {}, {"b.csv has no column 'c', which ", "a.csv has\n"}},
      {"an extra column",
       good,
       "x,c,y,z\n3,red,0,5\n",
       {},
       {"b.csv has the column 'z', which ", "a.csv does not have"}},
      {"a name twice", good, "y,x,x\n3,1,0\n", {}, {"two columns of ", "b.csv are called 'x'"}},
      {"no header",
       good,
       "3,red,0\n4,blue,1\n",
       {},
       {"b.csv (line 1 is 3,red,0) has no header line, but ", "a.csv has one", "--header no"}},
      {"a header in the second alone",
       "1,red,0\n2,blue,1\n",
       good,
       {},
       {"b.csv (line 1 is x,c,y) starts with a header line, but ", "a.csv has none"}},
      {"names like those of --columns",
       "1,red,0\n2,blue,1\n",
       good,
       {"--columns", "x,c,y"},
       {"b.csv (line 1 is x,c,y) starts with a header line"}},
      {"other fields without names",
       "1,red,0\n2,blue,1\n",
       "1,0\n2,1\n",
       {"--header", "no"},
       {"b.csv has 2 columns, but ", "a.csv has 3"}},
      {"a short record", good, "y,x,c\n0,3,red\n1,4\n", {}, {"b.csv:3: 2 fields, but the header has 3"}},
      {"a bad cell",
       good,
       "y,x,c\n0,3,red\n1,u,red\n",
       {},
       {"b.csv:3:2: column 'x': 'u' is not a number", "--na +u"}},
      {"a missing cell",
       good,
       "y,x,c\n0,,red\n1,,red\n",
       {},
       {"b.csv:2:2: column 'x': the value is missing in 2 of 2 rows"}},
      {"a number in a text column",
       good,
       "x,c,y\n1,7,0\n",
       {},
       {"a.csv:2:2: column 'c': 'red' is not a number, but '7' in line 2 of ", "b.csv is one"}},
      {"the same with other columns",
       "c,x,y\nred,1,0\nblue,2,1\n",
       "x,c,y\n1,red,0\n2,8,0\n",
       {},
       {"a.csv:2:1: column 'c': 'red' is not a number, but '8' in line 3 of "}},
      {"two spellings of a class",
       "x,y\n1,0\n2,1\n",
       "y,x\n0.0,4\n1,5\n",
       {},
       {"'0' in line 2 of ", "a.csv and '0.0' in line 2 of ", "b.csv"}},
      {"a word in the first line",
       "1,0\n2,1\n",
       "a,0\n2,1\n",
       {"--header", "no"},
       {"b.csv:1:1: column 'col:1': 'a' is not a number"}},
      {"an empty part", good, "", {}, {"b.csv is empty"}},
      {"blank lines only", good, "\n\n", {}, {"b.csv has blank lines only"}},
      {"headers only", "x,y\n", "x,y\n", {"--target", "y"}, {"?.csv has a header line but no rows"}},
      {"one class", "x,y\n1,p\n", "x,y\n2,p\n", {}, {"?.csv: the target 'y' has only one class"}, 4},
      {"an open quote",
       good,
       "x,c,y\n3,\"red,0\n",
       {},
       {"b.csv:2:2: the quote that opens here is never closed"}},
      {"a unit",
       "a,b,y\n$5,1,0\n$7,2,1\n",
       "b,a,y\n1,$9,0\n",
       {},
       {"a.csv:2:1: column 'a': '$5' is a number with a unit"}},
      {"the header again",
       good,
       good + "x,c,y\n3,red,0\n",
       {},
       {"b.csv:4: the header line is there again", "make new files of such parts:  awk ", "b.csv > NEW"}},
      {"compressed",
       good,
       "BZh91AY&SYxyz\n",
       {},
       {"b.csv is compressed by bzip2", "make new files of such parts:  bzcat < ", "b.csv > NEW"}},
      {"damaged",
       good,
       "\x1F\x8Bxyz\n",
       {},
       {"b.csv is damaged: its gzip data is wrong near byte ", "fetch the file again, or make it again"}},
  };
  for (const Refused& one : cases) {
    INFO(one.what);
    const ScratchFolder scratch;
    scratch.file("a.csv", one.first);
    scratch.file("b.csv", one.second);
    check_refusal(with({"--data", scratch.path("?.csv"), "--iterations", "2"}, one.flags), one.exit_code,
                  one.parts);
  }
}

TEST_CASE("a remedy knows the cells of all later parts") {
  const ScratchFolder scratch;
  scratch.file("p1.csv", "x,z,y\n1,5,0\nn.a.,6,1\n3,7,0\n4,8,1\n");
  scratch.file("p2.csv", "y,x,z\n0,5,3\n1,-,4\n0,,2\n1,8,1\n0,9,1\n");
  check_refusal({"--data", scratch.path("p?.csv"), "--target", "y"}, 3,
                {"p1.csv:3:1: column 'x': 'n.a.' is not a number; it is one of 2 such cells",
                 "--na +n.a.,- --missing "});
}

TEST_CASE("a filter is for each of the parts") {
  const ScratchFolder scratch;
  scratch.file("part-1.csv", "d,y\n2011-01-20,0.5\n2011-02-20,1\n");
  scratch.file("part-2.csv", "d,y\n2012-01-20,0.25\n");
  const ProgramResult result = nntrain({"--data", scratch.path("part-*.csv"), "--format", "json"});
  INFO(result.err);
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "make new files of such parts:  awk"));
  CHECK(contains(result.err, "part-1.csv > NEW"));
  CHECK(nlohmann::json::parse(result.out)["remedy"]["needs_knowledge"] == true);
}

TEST_CASE("an unknown text and a wrong class are told with part and line") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("d.csv", "x,c,y\n1,red,no\n2,blue,yes\n");
  scratch.file("t1.csv", "x,c,y\n1,red,no\n");
  scratch.file("t2.csv", "y,c,x\nno,red,1\nyes,green,1\n");
  const Words words = {"--data", data, "--iterations", "2", "--test", scratch.path("t?.csv")};
  check_refusal(words, 3, {"t2.csv:3: column 'c': no training row has 'green'"});
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain({"--data", data, "--save", model, "-q", "--iterations", "2"}).exit_code == 0);
  check_refusal({"predict", model, "--data", scratch.path("t?.csv")}, 3, {"t2.csv:3: column 'c'", "'green'"});
  scratch.file("t2.csv", "y,c,x\nmaybe,red,1\n");
  check_refusal(words, 3, {"t2.csv:2:1: column 'y': 'maybe' is not one of the classes of "});
  scratch.file("t2.csv", "y,x\nno,1\n");
  check_refusal({"evaluate", model, "--data", scratch.path("t?.csv")}, 3,
                {"t2.csv has no column 'c', which "});
}

TEST_CASE("replay names a part that changed, is new or is gone") {
  const ScratchFolder scratch;
  write_parts(scratch, banknotes(), 3);
  const std::string model = scratch.path("m.json");
  const std::string second = scratch.path("part-2.csv");
  const std::string then = read_file(second);
  REQUIRE(nntrain(with({"--data", scratch.path("part-*.csv"), "--save", model}, kFew)).exit_code == 0);
  const nlohmann::json files = nlohmann::json::parse(read_file(model))["files"]["data"];
  CHECK(files["path"] == scratch.path("part-*.csv"));
  REQUIRE(files["parts"].size() == 3);
  CHECK(files["parts"][1]["path"] == second);
  const ProgramResult hash =
      shell("sha256sum part-*.csv | cut -c 1-64 | sha256sum | cut -c 1-64", scratch.folder().string());
  CHECK(hash.out == files["sha256"].get<std::string>() + "\n");

  CHECK(contains(nntrain({"show", model}).out, "part-*.csv (3 files, sha256 "));
  const ProgramResult same = nntrain({"replay", model});
  CHECK(same.exit_code == 0);
  CHECK(contains(same.out, "verdict: identical"));
  const auto check_told = [&](const std::string& what) {
    const ProgramResult replay = nntrain({"replay", model});
    INFO(replay.out << replay.err);
    CHECK(replay.exit_code == 1);
    CHECK(contains(replay.out, "verdict: different"));
    CHECK(contains(replay.out, "part-*.csv: " + what + "\n"));
  };
  scratch.file("part-2.csv", then + "1,1,1,1,0\n");
  check_told(second + " has other bytes");
  scratch.file("part-2.csv", then);
  scratch.file("part-4.csv", "variance,skewness,curtosis,entropy,classification\n1,1,1,1,0\n");
  check_told(scratch.path("part-4.csv") + " is new");
  scratch.file("part-4.csv", "variance\n1\n");
  const ProgramResult unlike = nntrain({"replay", model});
  CHECK(unlike.exit_code == 3);
  CHECK(contains(unlike.err, "part-*.csv names other files than in training: " + scratch.path("part-4.csv") +
                                 " is new\n"));
  CHECK(contains(unlike.err, "part-4.csv has no columns 'classification', 'curtosis', "));
  std::filesystem::remove(scratch.path("part-4.csv"));
  std::filesystem::remove(second);
  check_told("part-2.csv is gone");
  for (const std::string part : {"part-1.csv", "part-3.csv"}) std::filesystem::remove(scratch.path(part));
  check_refusal({"replay", model}, 3, {"cannot open ", "part-*.csv", "no file fits this pattern"});

  // In another folder they are the same parts.
  std::filesystem::create_directory(scratch.path("new"));
  write_parts(scratch, banknotes(), 3);
  for (const std::string part : {"part-1.csv", "part-2.csv", "part-3.csv"})
    std::filesystem::rename(scratch.path(part), scratch.path("new/" + part));
  CHECK(nntrain({"replay", model, "--data", scratch.path("new/part-*.csv")}).exit_code == 0);
}

TEST_CASE("--resume refuses other parts, and goes on with the same ones") {
  const ScratchFolder scratch;
  write_parts(scratch, banknotes(), 2);
  const std::string parts = scratch.path("part-*.csv");
  const std::string file = scratch.path("c.json");
  REQUIRE(nntrain(with({"--data", parts, "--checkpoint", file}, kFew)).exit_code == 0);
  const Words on = {"--data", parts, "--resume", file, "--iterations", "8"};
  CHECK(fingerprint_of(on) == fingerprint_of({"--data", "data/banknotes.txt", "--iterations", "8"}));
  scratch.file("part-3.csv", "variance,skewness,curtosis,entropy,classification\n1,1,1,1,0\n");
  check_refusal(on, 2, {"part-*.csv does not name the files of the run in ", "part-3.csv is new"});
}

TEST_CASE("no output may replace a part, and a part among the held-out rows is told") {
  const ScratchFolder scratch;
  write_parts(scratch, banknotes(), 2);
  const Words words = with({"--data", scratch.path("part-*.csv")}, {"--iterations", "2"});
  check_refusal(with(words, {"--save", scratch.path("part-2.csv")}), 2,
                {"--save ", "would overwrite the file of --data"});
  const ProgramResult tested = nntrain(with(words, {"--test", scratch.path("part-2.csv")}));
  CHECK(contains(tested.err, "part-2.csv has the rows of --data"));
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain(with(words, {"--save", model})).exit_code == 0);
  CHECK(contains(nntrain({"evaluate", model, "--data", scratch.path("part-1.csv")}).err,
                 "was trained on these rows"));
  check_refusal({"--data", scratch.path("part-1.csv"), scratch.path("part-2.csv")}, 2,
                {"does not belong to a flag", "--data 'part-*.csv'"});
}

}  // namespace nntrain::test
