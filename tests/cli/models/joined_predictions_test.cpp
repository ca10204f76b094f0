// Predictions can be joined with their data: by the number of the row, or by columns that --keep copies.

#include "cli/comparable.hpp"
#include "cli/models.hpp"

namespace nntrain::test {
namespace {

/// Rows 1 to 6, over blank lines and quoted line breaks. Row 3 lacks x.
const std::string kTable =
    "id,x,colour,date,y\n"
    "007,1,red,2024-01-01,0\n"
    "\n"
    "\"0\n8\",2,blue,\"a, \"\"b\"\"\",1\n"
    " 9 ,,red, ,1\n"
    "  \n"
    "010,4,blue,NA,0\n"
    "1e3,5,red,\" x \",1\n"
    "12,3,blue,,0\n";

const Words kDrop = {"--missing", "drop", "--iterations", "5"};

/// The columns of a CSV of predictions with these names.
Cells named_columns(const Cells& rows, const Words& names) {
  std::vector<std::size_t> columns;
  for (const std::string& name : names) {
    const auto found = std::find(rows[0].begin(), rows[0].end(), name);
    REQUIRE(found != rows[0].end());
    columns.push_back(static_cast<std::size_t>(found - rows[0].begin()));
  }
  return columns_of(rows, columns);
}

Cells predictions_of(const Words& words, const ScratchFolder& scratch) {
  output_of(with(words, {"--predictions", scratch.path("p.csv"), "--print", "stop", "-q"}));
  return cells_of(read_file(scratch.path("p.csv")));
}

}  // namespace

TEST_CASE("rows have the numbers of their file, and dropped rows are missing by number") {
  const ScratchFolder scratch;
  const Words words = with({"--data", scratch.file("t.csv", kTable), "--drop", "id,date"}, kDrop);
  const Cells rows = predictions_of(words, scratch);
  CHECK(named_columns(rows, {"row", "split", "y"}) == Cells{{"row", "split", "y"},
                                                            {"1", "train", "0"},
                                                            {"2", "train", "1"},
                                                            {"4", "train", "0"},
                                                            {"5", "train", "1"},
                                                            {"6", "train", "0"}});
  const Cells half = predictions_of(with(words, {"--test-fraction", "0.4", "--split", "ordered"}), scratch);
  CHECK(
      named_columns(half, {"row", "split"}) ==
      Cells{{"row", "split"}, {"1", "train"}, {"2", "train"}, {"4", "train"}, {"5", "test"}, {"6", "test"}});
  const std::string headless = scratch.file("h.csv", kTable.substr(kTable.find('\n') + 1));
  const Cells by_position =
      predictions_of(with({"--data", headless, "--header", "no", "--drop", "col:1,col:4"}, kDrop), scratch);
  CHECK(named_columns(by_position, {"row", "col:5"}).back() == Words{"6", "0"});
}

TEST_CASE("rows of held-out files stand behind those of --data, with the numbers of their own files") {
  const ScratchFolder scratch;
  const std::string test = scratch.file("test.csv", "y,colour,x,id\n1,red,,a\n\n0,red,3,b\n1,blue,2,c\n");
  const std::string validation = scratch.file("v.csv", "id,x,y,colour\nd,7,1,red\n");
  const Words words = with({"--data", scratch.file("t.csv", kTable), "--features", "x,colour", "--keep", "id",
                            "--test", test, "--validation", validation},
                           kDrop);
  CHECK(named_columns(predictions_of(words, scratch), {"row", "split", "y", "id"}) ==
        Cells{{"row", "split", "y", "id"},
              {"1", "train", "0", "007"},
              {"2", "train", "1", "0\n8"},
              {"4", "train", "0", "010"},
              {"5", "train", "1", "1e3"},
              {"6", "train", "0", "12"},
              {"1", "validation", "1", "d"},
              {"2", "test", "0", "b"},
              {"3", "test", "1", "c"}});
  const std::string without = scratch.file("without.csv", "y,colour,x\n1,red,1\n");
  check_refusal(with({"--data", scratch.path("t.csv"), "--features", "x,colour", "--keep", "id,date",
                      "--test", without, "--predictions", scratch.path("none.csv")},
                     kDrop),
                3, {"no columns 'id', 'date' in ", "without.csv", "t.csv has them"});
}

TEST_CASE("kept columns are copied as they stand in the file, in training and in predict") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", kTable);
  const std::string model = scratch.path("m.json");
  const Words words = with({"--data", data, "--keep", "date,id", "--save", model}, kDrop);
  const Cells expected = {{"date", "id"}, {"2024-01-01", "007"}, {"a, \"b\"", "0\n8"},
                          {"NA", "010"},  {" x ", "1e3"},        {"", "12"}};
  const Cells trained = predictions_of(words, scratch);
  CHECK(trained[0].back() == "id");
  CHECK(named_columns(trained, {"date", "id"}) == expected);
  const std::string text = read_file(scratch.path("p.csv"));
  CHECK(contains(text, ",\"a, \"\"b\"\"\",\"0\n8\"\n"));
  CHECK(contains(text, ",\" x \",1e3\n"));

  const ProgramResult result =
      nntrain({"predict", model, "--data", "-", "--missing", "drop", "--keep", "date,id,x"}, kTable);
  CHECK(result.err == "nntrain: warning: 1 row with missing cells left out\n");
  Cells predicted = cells_of(result.out);
  CHECK(named_columns(predicted, {"date", "id"}) == expected);
  CHECK(named_columns(predicted, {"x"}) == Cells{{"x"}, {"1"}, {"2"}, {"4"}, {"5"}, {"3"}});
  for (Words& row : predicted) {
    row.pop_back();
    row[1] = row[1].empty() ? "train" : row[1];
  }
  CHECK(predicted == trained);
}

TEST_CASE("a kept column is a feature only if --features names it; resume and replay know") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", kTable);
  const std::string model = scratch.path("m.json");
  const std::string checkpoint = scratch.path("c.json");
  const std::string keep = "id,date,x";
  const Words base = {"--data", data, "--missing", "drop"};
  const Words kept = with(base, {"--keep", keep, "--predictions", scratch.path("p.csv")});
  CHECK(contains(output_of(with(kept, {"--features", "x,colour", "--weights", "none", "-q"})),
                 "features: x, colour (2 texts)\nkept: id (no feature), date (no feature), x\n"));
  CHECK(contains(output_of(with(kept, {"--save", model, "--checkpoint", checkpoint, "-q"})),
                 "features: colour (2 texts)\nkept: id (no feature), date (no feature), x (no feature)\n"));
  const Words alone = with(base, {"--features", "colour"});
  CHECK(fingerprint_of(kept) == fingerprint_of(alone));
  CHECK(contains(output_of({"show", model}), "--features colour"));
  CHECK(contains(output_of({"replay", model}), "identical"));
  const Words again = {"--resume", checkpoint, "--iterations", "1200"};
  CHECK(fingerprint_of(again) == fingerprint_of(with(alone, {"--iterations", "1200"})));
  CHECK(named_columns(predictions_of(with(again, {"--keep", "id"}), scratch), {"id"}).back() == Words{"12"});
  check_refusal(with(kept, {"--keep", "*"}), 2, {"--keep"});
  check_refusal(with(base, {"--keep", "*", "--predictions", scratch.path("p.csv")}), 3,
                {"--keep leaves no feature", "--features LIST"});
}

TEST_CASE("--keep needs a file of predictions, and columns that there are") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", kTable);
  check_refusal({"--data", data, "--keep", "id"}, 2, {"--keep needs --predictions", "--predictions FILE"});
  check_refusal({"--data", data, "--keep", "idd", "--predictions", scratch.path("p.csv")}, 3,
                {"no column 'idd' in ", "did you mean 'id'?"});
  const Trained trained({"--data", "data/xnor.csv", "--iterations", "1"});
  check_refusal({"predict", trained.model, "--data", "data/xnor.csv", "--keep", "x3"}, 3,
                {"no column 'x3' in ", "(x1, x2, y)"});
}

TEST_CASE("names that are taken get a number, which is told") {
  const ScratchFolder scratch;
  const std::string data = scratch.file(
      "t.csv", "x,row,prediction,probability:a,row_2,split\n1,a,5,6,7,p\n2,b,8,9,10,q\n3,a,11,12,13,r\n");
  const std::string model = scratch.path("m.json");
  const Words words = {"--data", data,      "--target", "row",    "--features", "x",     "--iterations",
                       "1",      "--print", "stop",     "--save", model,        "--keep"};
  const std::string list = "split,prediction,probability:a,row_2,row";
  const Words head = {"row",           "split",   "row_2",        "prediction",      "probability:a",
                      "probability:b", "split_2", "prediction_2", "probability:a_2", "row_2_2",
                      "row_3"};
  const ProgramResult trained = nntrain(with(words, {list, "--predictions", scratch.path("p.csv")}));
  CHECK(trained.exit_code == 0);
  CHECK(cells_of(read_file(scratch.path("p.csv")))[0] == head);
  const ProgramResult predicted = nntrain({"predict", model, "--data", data, "--keep", list});
  CHECK(cells_of(predicted.out)[0] == head);
  CHECK(named_columns(cells_of(predicted.out), {"row_2", "row_3", "split_2"})[2] == Words{"b", "b", "q"});
  for (const std::string& told : {trained.err, predicted.err}) {
    CHECK(contains(told, "nntrain: warning: the column 'row' is called 'row_2' in the predictions"));
    CHECK(contains(told, "the column 'row' is called 'row_3'"));
    CHECK(contains(told, "the column 'split' is called 'split_2'"));
    CHECK(contains(told, "the column 'row_2' is called 'row_2_2'"));
  }
  // Ranges and patterns skip the target.
  const Trained again({"--data", data, "--target", "row", "--features", "x", "--iterations", "1"});
  for (const std::string every : {"*", "x..split"}) {
    const Cells rows = cells_of(nntrain({"predict", again.model, "--data", data, "--keep", every, "-q"}).out);
    CHECK(Words(rows[0].begin() + 6, rows[0].end()) ==
          Words{"x", "prediction_2", "probability:a_2", "row_2_2", "split_2"});
  }
}

TEST_CASE("predict copies the cells of the target, whatever they are") {
  const Trained trained({"--data", kNotes, "--features", "variance,entropy", "--iterations", "2"});
  const auto targets = [&](const std::string& csv) {
    Words column;
    for (const Words& row : cells_of(trained.predict_text(csv))) {
      CHECK(row[1] == (column.empty() ? "split" : ""));
      column.push_back(row[2]);
    }
    return column;
  };
  CHECK(targets(
            "variance,entropy,classification\n1,2,1\n1,2,?\n1,2,NA\n1,2,\n1,2,\"\"\n1,2, maybe \n1,2,1e999\n"
            "1,2,\"a,\"\"b\"\"\nc\"\n1,2,\xFF\n1,2,1.0\n") ==
        Words{"classification", "1", "", "", "", "", "maybe", "1e999", "a,\"b\"\nc", "\xFF", "1.0"});
  CHECK(targets("classification,entropy,variance\n0,2,1\n") == Words{"classification", "0"});
  CHECK(targets("variance,entropy\n1,2\n\n3,4\n") == Words{"classification", "", ""});
  CHECK(targets("variance,classification,entropy,classification\n1,0,2,1\n") == Words{"classification", ""});
}

TEST_CASE("a large file that several threads read has the numbers and texts of its rows") {
  // 2.4 MB: files from 1 MiB are read in ranges.
  const ScratchFolder scratch;
  std::string text = "id,x,note,y\n";
  Cells expected = {{"row", "y", "id", "note"}};
  for (std::size_t row = 1; row <= 60'000; ++row) {
    if (row % 10 == 0) text += row % 20 == 0 ? "\n" : "  \r\n";
    const std::string number = std::to_string(row);
    const bool is_missing = row % 7 == 0 && row % 3 == 0;
    const std::string note = row % 5 == 0 ? "two\nlines, " + number : "n" + number;
    text += "00" + number + "," + (is_missing ? "" : std::to_string(row % 100)) + ",";
    text += (row % 5 == 0 ? "\"" + note + "\"" : " " + note + " ") + "," + std::to_string(row % 2) + "\n";
    if (!is_missing) expected.push_back({number, std::to_string(row % 2), "00" + number, note});
  }
  const std::string data = scratch.file("t.csv", text);
  const Words words = {"--data",   data, "--missing", "drop",    "--iterations", "1",
                       "--hidden", "0",  "--keep",    "id,note", "--save",       scratch.path("m.json")};
  for (const std::string threads : {"1", "3"}) {
    INFO(threads);
    const Cells rows = predictions_of(with(words, {"--threads", threads}), scratch);
    CHECK((named_columns(rows, expected[0]) == expected));
  }
  const ProgramResult predicted = nntrain(
      {"predict", scratch.path("m.json"), "--data", data, "--missing", "drop", "--keep", "id,note", "-q"});
  CHECK((named_columns(cells_of(predicted.out), expected[0]) == expected));
}

TEST_CASE("the trace names rows by their numbers in the file") {
  const ScratchFolder scratch;
  const Words words = with(
      {"--data", scratch.file("t.csv", kTable), "--features", "x,colour", "--trace", "--weights", "none"},
      kDrop);
  for (const Words& more : {Words{}, {"--batch-size", "2"}}) {
    const std::string trace = output_of(with(with(words, {"-q"}), more));
    for (const std::string number : {"1", "2", "4", "5", "6"})
      CHECK(contains(trace, "\n  row " + number + " "));
    CHECK_FALSE(contains(trace, "\n  row 3 "));
  }
}

}  // namespace nntrain::test
