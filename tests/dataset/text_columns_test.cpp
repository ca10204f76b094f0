#include <cmath>

#include "dataset/reading.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;
using Names = std::vector<std::string>;
using Rows = std::vector<std::vector<double>>;

TEST_CASE("a column without any number is text, its cells are numbered by first appearance") {
  const Table table = Reading("color,b,y\nred,1,0\nblue,2,1\nred,3,1\n\" x \",4,1\n").table();
  REQUIRE(table.features.size() == 2);
  CHECK(table.features[0].is_text);
  CHECK(table.features[0].levels == Names{"red", "blue", " x "});
  CHECK(table.features[0].level_lines == std::vector<std::size_t>{2, 3, 5});
  CHECK_FALSE(table.features[1].is_text);
  CHECK(table.features[1].levels.empty());
  CHECK(rows_of(table) == Rows{{0, 1}, {1, 2}, {0, 3}, {2, 4}});
  CHECK(table.categorical_list.empty());
}

TEST_CASE("--categorical columns hold names, whatever they look like") {
  Reading reading("zip,color,x,y\n01,red,1,0\n1,0x10,2,1\ninf,7,3,1\n\"1,5\",red,4,1\n");
  reading.options.categorical = "zip,color";
  const Table table = reading.table();
  CHECK(table.features[0].levels == Names{"01", "1", "inf", "1,5"});
  CHECK(table.features[1].levels == Names{"red", "0x10", "7"});
  CHECK(table.categorical_list == "zip,color");
  reading.options.categorical = "*";
  CHECK(reading.table().categorical_list == "zip,color,x");
  reading.options.categorical = "zipp";
  CHECK(reading.message() == "no column 'zipp' in t.csv; did you mean 'zip'? (zip, color, x, y)");
  reading.options.categorical = "y";
  CHECK(reading.message() == "column 'y' is the target, so it cannot be in --categorical");
  CHECK(reading.failure().remedy.find("--task classify") != std::string::npos);
  reading.options.features = "zip,color";
  reading.options.categorical = "x";
  CHECK(reading.message() == "column 'x' is not a feature, so it cannot be in --categorical");
  reading.options.categorical = "zip..x";  // a range skips columns that are not features
  CHECK(reading.table().categorical_list == "zip,color");
}

TEST_CASE("what looks like a number and is none stays an error in a column of text") {
  CHECK(Reading("a,y\nred,0\n-inf,1\n")
            .message()
            .find("t.csv:3:1: column 'a': '-inf' is not a finite number") == 0);
  CHECK(Reading("a,y\nred,0\n0x10,1\n").failure().remedy == "to read the column as text:  --categorical a");
  CHECK(Reading("a,y\nred,0\n\"1,000,000\",1\n").message().find("has a comma") != std::string::npos);
  CHECK(Reading("a,y\nred,0\nr\xE9"
                "d,1\n")
            .message()
            .find("is neither a number nor UTF-8") != std::string::npos);
}

TEST_CASE("texts of dropped rows are no levels") {
  Reading reading("a,b,y\nred,,0\nblue,1,1\ngreen,2,0\n");
  reading.options.missing = MissingMode::kDrop;
  const Table table = reading.table();
  CHECK(table.features[0].levels == Names{"blue", "green"});
  CHECK(rows_of(table) == Rows{{0, 1}, {1, 2}});
}

TEST_CASE("with --missing mean features stay missing, rows without target or weight go") {
  Reading reading("a,b,w,y\nred,1,1,0\n?,2,1,1\nblue,,2,1\nred,4,NA,1\nred,5,1,\n");
  reading.options.missing = MissingMode::kMean;
  reading.options.weights_column = "w";
  const Table table = reading.table();
  CHECK(table.rows_read == 5);
  CHECK(table.rows_dropped() == 2);
  CHECK(table.features[0].missing == 1);
  CHECK(table.features[1].missing == 1);
  CHECK(table.weights == std::vector<double>{1, 1, 2});
  CHECK(std::isnan(table.cells.at(1, 0)));
  CHECK(std::isnan(table.cells.at(2, 1)));
  CHECK(table.cells.at(2, 0) == 1);
  reading.options.missing = MissingMode::kError;
  CHECK(reading.message() == "t.csv:3:1: column 'a': the value is missing ('?') in 1 of 4 rows from here on");
  reading.options.features = "b";
  reading.options.na = {"NA"};
  CHECK(reading.message().find("t.csv:4:2: column 'b': '' is not a number") == 0);
}

TEST_CASE("ten thousand different texts are the most") {
  std::string text = "id,b,y\n";
  for (int row = 0; row < 10'000; ++row)
    text += "n" + std::to_string(row) + "x,1," + std::to_string(row % 2) + "\n";
  CHECK(Reading(text).table().features[0].levels.size() == 10'000);
  const Failure failure = Reading(text + "more,1,0\n").failure();
  CHECK(failure.code == ExitCode::kData);
  CHECK(failure.message == "t.csv: column 'id' has more than 10000 different texts");
  CHECK(failure.remedy == "leave it out:  --drop id");
}

TEST_CASE("a weights column is no feature and no target") {
  Reading reading("a,b,y,w\n1,2,0,0.5\n3,4,1,0\n5,6,1,2e2\n");
  reading.options.weights_column = "w";
  const Table table = reading.table();
  CHECK(table.target == "y");  // the last remaining column
  CHECK(table.feature_names() == Names{"a", "b"});
  CHECK(table.weights == std::vector<double>{0.5, 0, 200});
  CHECK(table.weights_item == "w");
  reading.options.features = "*";
  CHECK(reading.table().feature_names() == Names{"a", "b"});
  reading.options.features = "a,w";
  CHECK(reading.message() == "column 'w' has the weights of the rows, so it cannot be in --features");
  reading.options.features = "a";
  reading.options.target = "w";
  CHECK(reading.message() == "column 'w' has the weights of the rows, so it cannot be the target");
  reading.options.target = "y";
  reading.options.weights_column = "ww";
  CHECK(reading.message().find("no column 'ww' in t.csv") == 0);
  CHECK(Reading("a,y\n1,0\n2,1\n").table().weights.empty());
}

TEST_CASE("weights are numbers from 0 up, not all 0") {
  const auto failure = [](const std::string& weight) {
    Reading reading("a,w,y\n1,0,0\n2," + weight + ",1\n");
    reading.options.weights_column = "w";
    return reading.failure();
  };
  CHECK(failure("-0.5").message == "t.csv:3:2: column 'w': the weight -0.5 is negative");
  CHECK(failure("-0.5").code == ExitCode::kData);
  CHECK(failure("inf").message.find("t.csv:3:2: column 'w': 'inf' is not a finite number") == 0);
  CHECK(failure("heavy").message.find("t.csv:3:2: column 'w': 'heavy' is not a number") == 0);
  CHECK(failure("").message == "t.csv:3:2: column 'w': the value is missing in 1 of 1 rows from here on");
  CHECK(failure("0").code == ExitCode::kTraining);
  CHECK(failure("0").message == "t.csv: all weights in column 'w' are 0");
  CHECK(failure("1").code == ExitCode::kDone);
}
