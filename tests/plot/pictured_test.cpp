#include "plot/pictured.hpp"

#include "model/saved_model.hpp"
#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("a picture is called by its file, without the folder and what no terminal shows") {
  CHECK(picture_title("a/b/notes.csv") == "notes.csv");
  CHECK(picture_title("-") == "standard input");
  CHECK(picture_title("log.csv", "log") == "log.csv: log");
  CHECK(picture_title("odd\x1b[31m.csv").find('\x1b') == std::string::npos);
  CHECK(picture_title(std::string(300, 'n') + ".csv").size() == 40);
  Table table;
  table.path = "data/banknotes.txt";
  table.rows_read = 1372;
  CHECK(picture_title(table) == "banknotes.txt: 1372 rows");
  CHECK(picture_title(table, "5 folds") == "banknotes.txt: 1372 rows, 5 folds");
  const Model model =
      read_model(std::string(NNTRAIN_SOURCE_DIR) + "/tests/golden/models/v1_two_class.json").model;
  CHECK(picture_title(table, model, "models/notes.json") == "banknotes.txt: 1372 rows, model notes.json");
}
