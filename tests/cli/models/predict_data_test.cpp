// Files that have a model's columns in another form, or lack them.

#include "cli/comparable.hpp"
#include "cli/models.hpp"

namespace nntrain::test {
namespace {

/// Banknotes with the columns variance, skewness, curtosis, entropy, classification.
const Words kNumbers = {"--data", kNotes, "--features", "entropy,skewness", "--iterations", "20"};

std::string without_head(const std::string& csv) {
  return csv.substr(csv.find('\n') + 1);
}

}  // namespace

TEST_CASE("columns are found by their names: in any order, among others, without the target") {
  const Trained trained(kNumbers);
  const Cells expected = predicted_cells(trained.predict(kNotes));
  const Cells notes = banknotes();
  for (const std::vector<std::size_t>& columns :
       {std::vector<std::size_t>{4, 3, 2, 1, 0}, {3, 1}, {1, 3}, {0, 1, 3}, {3, 1, 4}}) {
    CHECK((predicted_cells(trained.predict_text(csv_of(columns_of(notes, columns)))) == expected));
  }
  Cells more = columns_of(notes, {2, 3, 1});
  for (std::size_t row = 0; row < more.size(); ++row) {
    more[row].insert(more[row].begin(), row == 0 ? "note" : "\"any\",\n text");
    more[row].push_back(row == 0 ? "classification" : row % 7 == 0 ? "" : "x");
  }
  CHECK((predicted_cells(trained.predict_text(csv_of(more))) == expected));
}

TEST_CASE("delimiters, line ends and byte order marks are those of the file") {
  const Trained trained(kNumbers);
  const Cells expected = predicted_cells(trained.predict(kNotes));
  const std::string text = read_file(kNotes);
  CHECK((predicted_cells(trained.predict_text(replaced(text, ",", ";"))) == expected));
  CHECK(
      (predicted_cells(trained.predict_text(replaced(text, ",", "\t"), {"--delimiter", "tab"})) == expected));
  CHECK((predicted_cells(trained.predict_text(replaced(text, ",", "^"), {"--delimiter", "^"})) == expected));
  CHECK((predicted_cells(trained.predict_text(replaced(text, "\n", "\r\n"))) == expected));
  CHECK((predicted_cells(trained.predict_text("\xEF\xBB\xBF" + text)) == expected));
  CHECK((predicted_cells(trained.predict_text(text.substr(0, text.size() - 1))) == expected));
  // The delimiter in training does not matter for other files.
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", replaced(text, ",", ";"));
  const Trained other(
      {"--data", data, "--delimiter", ";", "--features", "entropy,skewness", "--iterations", "20"});
  CHECK((predicted_cells(other.predict(kNotes)) == expected));
}

TEST_CASE("files without a header line are read by position or by --columns") {
  const ScratchFolder scratch;
  const std::string rows = without_head(read_file(kNotes));
  const std::string names = "variance,skewness,curtosis,entropy,classification";
  const std::string headless = scratch.file("rows.csv", rows);
  const Cells expected = predicted_cells(Trained(kNumbers).predict(kNotes));

  const Trained by_position({"--data", headless, "--features", "col:4,col:2", "--iterations", "20"});
  CHECK((predicted_cells(by_position.predict(headless)) == expected));
  CHECK((predicted_cells(by_position.predict_text(csv_of(columns_of(cells_of(rows), {0, 1, 2, 3})))) ==
         expected));
  CHECK((predicted_cells(by_position.predict(kNotes, {"--header", "yes"})) == expected));
  check_refusal({"predict", by_position.model, "--data", "-"}, 3, {"standard input"});

  const Trained by_columns(
      {"--data", headless, "--columns", names, "--features", "entropy,skewness", "--iterations", "20"});
  CHECK((predicted_cells(by_columns.predict(headless)) == expected));
  CHECK((predicted_cells(by_columns.predict(kNotes, {"--header", "yes"})) == expected));
  CHECK((predicted_cells(by_columns.predict(kNotes)) == expected));
  const std::string few = csv_of(columns_of(cells_of(rows), {3, 1}));
  CHECK((predicted_cells(by_columns.predict_text(few, {"--columns", "entropy,skewness"})) == expected));

  const Trained by_header(kNumbers);
  CHECK((predicted_cells(by_header.predict(headless, {"--columns", names})) == expected));
  check_refusal({"predict", by_header.model, "--data", headless}, 5,
                {"rows.csv has no header line", "there is no column 'entropy'"});
}

TEST_CASE("columns that a file lacks are named all at once") {
  const Trained trained({"--data", kNotes, "--iterations", "2"});
  const std::string data = trained.scratch.file("few.csv", "skewness,other,classification\n1,2,0\n");
  for (const std::string command : {"predict", "evaluate"}) {
    check_refusal({command, trained.model, "--data", data}, 5,
                  {"no columns 'variance', 'curtosis', 'entropy' in ", "few.csv",
                   "(skewness, other, classification)", "m.json has them"});
  }
  const std::string near = trained.scratch.file("near.csv", "varianse,skewness,curtosis,entropy\n1,2,3,4\n");
  check_refusal({"predict", trained.model, "--data", near}, 5,
                {"no column 'variance'", "did you mean 'varianse'?"});
}

TEST_CASE("columns that share their name are found at their positions only") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "a,a,b,y\n1,2,3,x\n2,3,4,z\n5,6,7,x\n");
  const Trained trained({"--data", data, "--iterations", "20"});
  CHECK(lines_of(trained.predict_text("a,a,more,b\n1,2,0,3\n")).size() == 2);
  const std::string moved = scratch.file("moved.csv", "a,b,a\n1,3,2\n");
  check_refusal({"predict", trained.model, "--data", moved}, 5, {"no column 'a (col:2)' in ", "(a, b, a)"});
  const std::string other = scratch.file("other.csv", "q,r,b\n1,2,3\n");
  check_refusal({"predict", trained.model, "--data", other}, 5,
                {"no columns 'a (col:1)', 'a (col:2)' in ", "(q, r, b)"});
}

TEST_CASE("what was missing in training is missing in other files, too") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "a,b,y\n1,2,u\n-,1,v\n3,-,v\n4,0,u\n");
  const Trained trained({"--data", data, "--na=-", "--missing", "mean", "--iterations", "5"});
  CHECK((predicted_cells(trained.predict(data)) == predicted_cells(trained.predictions())));
  CHECK(json_of({"evaluate", trained.model, "--data", data, "-q"})["metrics"]["test"] ==
        trained.again({})["metrics"]["train"]);
}

}  // namespace nntrain::test
