#include "model/preprocessing.hpp"

#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "base/error.hpp"
#include "dataset/read_table.hpp"
#include "dataset/split.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"

using namespace nntrain;
using nntrain::test::ScratchFolder;
using Names = std::vector<std::string>;
using Numbers = std::vector<double>;
using Rows = std::vector<std::size_t>;

namespace {

Table table_of(const std::string& text, MissingMode missing = MissingMode::kMean) {
  const ScratchFolder scratch;
  ReadOptions options;
  options.path = scratch.file("t.csv", text);
  options.missing = missing;
  options.task = Task::kRegress;
  options.header = HeaderMode::kYes;
  return read_table(options);
}

Numbers column_of(const BlockMatrix& matrix, std::size_t column) {
  Numbers values;
  for (std::size_t row = 0; row < matrix.rows(); ++row) values.push_back(matrix.at(row, column));
  return values;
}

Preprocessing fit(const Table& table, ScaleMode scale, MissingMode missing = MissingMode::kError) {
  return fit_preprocessing(table, all_rows(table), scale, missing);
}

BlockMatrix inputs(const Table& table, ScaleMode scale, MissingMode missing = MissingMode::kError) {
  return fit(table, scale, missing).inputs(table, all_rows(table), UnseenMode::kError);
}

std::string message_of(const Table& table, ScaleMode scale, MissingMode missing = MissingMode::kError) {
  try {
    inputs(table, scale, missing);
  } catch (const Error& error) {
    const std::string what = error.what();
    return what.substr(what.find("t.csv")) + "|" + error.remedy().text();
  }
  return "";
}

/// The inputs of all rows, by take_inputs().
BlockMatrix take_all(Table& table) {
  const std::vector<std::size_t> rows = all_rows(table);
  return std::move(fit(table, ScaleMode::kNone).take_inputs(table, {rows}, UnseenMode::kError).front());
}

}  // namespace

TEST_CASE("standard: mean 0 and population standard deviation 1") {
  const Table table = table_of("a,y\n2,1\n4,2\n4,3\n4,4\n5,5\n5,6\n7,7\n9,8\n");  // mean 5, deviation 2
  const Preprocessing fitted = fit(table, ScaleMode::kStandard);
  CHECK(fitted.columns()[0].centre == 5);
  CHECK(fitted.columns()[0].divisor == 2);
  CHECK(fitted.columns()[0].fills.empty());
  CHECK(column_of(inputs(table, ScaleMode::kStandard), 0) == Numbers{-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2});
}

TEST_CASE("robust: median 0 and interquartile range 1, as NumPy's percentile gives them") {
  const auto target = [](const std::string& csv) {
    const Table table = table_of(csv);
    return fit_target(table, all_rows(table), ScaleMode::kRobust);
  };
  // numpy.percentile([7, 1, 2, 1000, 4], [25, 50, 75]) is 2, 4, 7; of 1, 2, 4, 10 it is 1.75, 3, 5.5.
  CHECK(target("a,y\n1,7\n2,1\n3,2\n4,1000\n5,4\n").centre == 4);
  CHECK(target("a,y\n1,7\n2,1\n3,2\n4,1000\n5,4\n").divisor == 5);
  CHECK(target("a,y\n1,10\n2,1\n3,4\n4,2\n").centre == 3);
  CHECK(target("a,y\n1,10\n2,1\n3,4\n4,2\n").divisor == 3.75);
  // Equal quartiles: the deviation. A constant: 1.
  CHECK(target("a,y\n1,0\n2,0\n3,0\n4,0\n5,5\n").centre == 0);
  CHECK(target("a,y\n1,0\n2,0\n3,0\n4,0\n5,5\n").divisor == 2);
  CHECK(target("a,y\n1,3.5\n2,3.5\n3,3.5\n").centre == 3.5);
  CHECK(target("a,y\n1,3.5\n2,3.5\n3,3.5\n").divisor == 1);
}

TEST_CASE("minmax: from 0 to 1") {
  CHECK(column_of(inputs(table_of("a,y\n-2,1\n2,2\n-1,3\n"), ScaleMode::kMinMax), 0) == Numbers{0, 1, 0.25});
}

TEST_CASE("none: as they stand") {
  CHECK(column_of(inputs(table_of("a,y\n-2,1\n2e300,2\n-0.1,3\n"), ScaleMode::kNone), 0) ==
        Numbers{-2, 2e300, -0.1});
}

TEST_CASE("a constant column becomes 0, however its sum is rounded") {
  std::string text = "a,y\n";
  for (int row = 0; row < 1000; ++row) text += "0.1," + std::to_string(row) + "\n";
  const Table table = table_of(text);
  for (const ScaleMode scale : {ScaleMode::kStandard, ScaleMode::kMinMax}) {
    CHECK(fit(table, scale).columns()[0].divisor == 1);
    CHECK(column_of(inputs(table, scale), 0) == Numbers(1000, 0.0));
  }
}

TEST_CASE("a column that changes by rounding alone is constant") {
  for (const ScaleMode scale : {ScaleMode::kStandard, ScaleMode::kMinMax}) {
    for (const auto& [small, large, is_constant] :
         {std::tuple("0.3", "0.30000000000000004", true), std::tuple("-0.30000000000000004", "-0.3", true),
          std::tuple("0", "-0", true), std::tuple("1e300", "1.0000000000000008e300", true),
          std::tuple("1", "1.000000000000001", false), std::tuple("0", "1e-100", false),
          std::tuple("-1e-16", "1e-16", false)}) {
      INFO(small << " " << large);
      const std::string text = fmt::format("a,y\n{},1\n{},2\n{},3\n", small, large, large);
      CHECK((fit(table_of(text), scale).columns()[0].divisor == 1) == is_constant);
    }
  }
}

TEST_CASE("a text becomes one input for each level, sorted by bytes and never scaled") {
  const Table table = table_of("color,b,y\nred,1,1\nblue,3,2\nRed,1,3\nred,3,4\n");
  const Preprocessing fitted = fit(table, ScaleMode::kStandard);
  CHECK(fitted.input_names() == Names{"color=Red", "color=blue", "color=red", "b"});
  CHECK(fitted.input_count() == 4);
  const BlockMatrix out = inputs(table, ScaleMode::kStandard);
  CHECK(column_of(out, 0) == Numbers{0, 0, 1, 0});
  CHECK(column_of(out, 1) == Numbers{0, 1, 0, 0});
  CHECK(column_of(out, 2) == Numbers{1, 0, 0, 1});
  CHECK(column_of(out, 3) == Numbers{-1, 1, -1, 1});
}

TEST_CASE("everything is learned on the training rows") {
  const Table table = table_of("c,x,y\nred,0,1\nblue,4,2\ngreen,100,3\n?,?,4\n");
  const Rows train = {0, 1};
  const Preprocessing fitted = fit_preprocessing(table, train, ScaleMode::kStandard, MissingMode::kMean);
  CHECK(fitted.columns()[0].levels == Names{"blue", "red"});
  CHECK(fitted.columns()[0].fills == Numbers{0.5, 0.5});
  CHECK(fitted.columns()[1].fills == Numbers{2});
  CHECK(fitted.columns()[1].centre == 2);
  CHECK(fitted.columns()[1].divisor == 2);
  const BlockMatrix out = fitted.inputs(table, Rows{3, 2, 0}, UnseenMode::kZero);
  CHECK(column_of(out, 0) == Numbers{0.5, 0, 0});
  CHECK(column_of(out, 1) == Numbers{0.5, 0, 1});
  CHECK(column_of(out, 2) == Numbers{0, 49, -1});
}

TEST_CASE("a text that no training row has is an error or none of the known ones") {
  const Table table = table_of("color,y\nred,1\nblue,2\ngreen,3\n");
  const Preprocessing fitted = fit_preprocessing(table, Rows{0, 1}, ScaleMode::kNone, MissingMode::kError);
  CHECK(fitted.inputs(table, Rows{0, 1}, UnseenMode::kError).rows() == 2);
  try {
    fitted.inputs(table, Rows{2}, UnseenMode::kError);
    FAIL("no error");
  } catch (const DataError& error) {
    const std::string what = error.what();
    CHECK(what.substr(what.find("t.csv")) ==
          "t.csv:4: column 'color': no training row has 'green' (they have: blue, red)");
  }
}

TEST_CASE("missing cells count as the mean, in the deviation too") {
  const Table table = table_of("a,c,y\n1,red,1\n?,red,2\n3,?,3\n?,blue,4\n");
  const Preprocessing fitted = fit(table, ScaleMode::kStandard, MissingMode::kMean);
  CHECK(fitted.columns()[0].fills == Numbers{2});
  CHECK(fitted.columns()[0].divisor == std::sqrt(0.5));
  const BlockMatrix out = inputs(table, ScaleMode::kNone, MissingMode::kMean);
  CHECK(column_of(out, 0) == Numbers{1, 2, 3, 2});
  CHECK(column_of(out, 1) == Numbers{0, 0, 1.0 / 3, 1});
  CHECK(column_of(out, 2) == Numbers{1, 1, 2.0 / 3, 0});
}

TEST_CASE("a missing cell where none was expected is an error") {
  CHECK(message_of(table_of("a,y\n1,1\n?,2\n"), ScaleMode::kNone)
            .find("t.csv: a value is missing in column 'a'") == 0);
}

TEST_CASE("a column without a value in the training rows is left out, if missing cells are filled in") {
  const std::string text = "a,b,c,d,y\n?,1,?,8,1\n?,2,?,?,2\n7,3,red,6,3\n";
  Table table = table_of(text);
  const Rows rows = {0, 1};
  for (const ScaleMode scale : {ScaleMode::kNone, ScaleMode::kStandard}) {
    const Preprocessing fitted = fit_preprocessing(table, rows, scale, MissingMode::kMean);
    CHECK(fitted.input_names() == Names{"b", "d"});
    CHECK(fitted.columns()[1].feature == 3);
    const BlockMatrix inputs = fitted.inputs(table, all_rows(table), UnseenMode::kError);
    CHECK(column_of(inputs, 0).size() == 3);
    if (scale == ScaleMode::kNone) CHECK(column_of(inputs, 1) == Numbers{8, 8, 6});
  }
  const Preprocessing fitted = fit_preprocessing(table, rows, ScaleMode::kNone, MissingMode::kMean);
  const Rows all = all_rows(table);
  CHECK(column_of(fitted.take_inputs(table, {all}, UnseenMode::kError).front(), 0) == Numbers{1, 2, 3});
  CHECK(message_of(table_of("a,y\n?,1\n?,2\n"), ScaleMode::kNone, MissingMode::kMean) ==
        "t.csv: no feature has a value in any training row|train on other columns:  --features LIST");
  CHECK(message_of(table_of("a,b,y\n?,1,1\n?,2,2\n"), ScaleMode::kStandard) ==
        "t.csv: column 'a' has no value in any training row|leave it out:  --drop a");
}

TEST_CASE("numbers that cannot be scaled are an error") {
  const std::string large = "a,y\n1e308,1\n1.5e308,2\n";
  const std::string wide = "a,y\n-1e308,1\n1e308,2\n";
  const std::string squares = "a,y\n-1e200,1\n1e200,2\n";
  const std::string small = "a,y\n0,1\n1e-300,2\n";
  CHECK(message_of(table_of(large), ScaleMode::kStandard)
            .find("t.csv: the numbers in column 'a' are too large") == 0);
  CHECK(message_of(table_of(large), ScaleMode::kNone, MissingMode::kMean).find("too large") !=
        std::string::npos);
  CHECK(message_of(table_of(wide), ScaleMode::kMinMax).find("too large") != std::string::npos);
  CHECK(message_of(table_of(squares), ScaleMode::kStandard).find("too large") != std::string::npos);
  CHECK(message_of(table_of(small), ScaleMode::kStandard).find("differ too little") != std::string::npos);
  CHECK(message_of(table_of(small), ScaleMode::kMinMax).empty());
  const Table far = table_of("a,y\n0,1\n1e-10,2\n1e305,3\n");
  const Preprocessing fitted = fit_preprocessing(far, Rows{0, 1}, ScaleMode::kMinMax, MissingMode::kError);
  CHECK_THROWS_AS(fitted.inputs(far, Rows{2}, UnseenMode::kError), DataError);
  CHECK_THROWS_AS(fitted.check(far, Rows{2}, UnseenMode::kError), DataError);
  CHECK_NOTHROW(fitted.check(far, Rows{0, 1}, UnseenMode::kError));
}

TEST_CASE("inputs of several parts, of which the cells are freed, are those that are copied") {
  std::string text = "a,colour,b,y\n";
  for (int i = 0; i < 700; ++i) {
    text += std::to_string(i * i) + (i % 3 == 0 ? ",red," : ",blue,") + std::to_string(i % 17) + "," +
            std::to_string(i) + "\n";
  }
  Table table = table_of(text);
  Rows first;
  Rows second;
  Rows third;
  for (std::size_t row = 0; row < 700; ++row)
    (row % 5 == 0 ? second : row < 600 ? first : third).push_back(row);
  const Preprocessing fitted = fit_preprocessing(table, first, ScaleMode::kStandard, MissingMode::kError);
  std::vector<BlockMatrix> copied;
  for (const Rows* const rows : {&first, &second, &third}) {
    fitted.check(table, *rows, UnseenMode::kError);
    copied.push_back(fitted.inputs(table, *rows, UnseenMode::kError));
  }
  const std::vector<BlockMatrix> taken =
      fitted.take_inputs(table, {first, second, third}, UnseenMode::kError);
  REQUIRE(taken.size() == 3);
  for (std::size_t part = 0; part < 3; ++part) {
    REQUIRE(taken[part].rows() == copied[part].rows());
    for (std::size_t c = 0; c < 4; ++c) CHECK(column_of(taken[part], c) == column_of(copied[part], c));
  }
  CHECK(table.cells.rows() == 0);
}

TEST_CASE("inputs that are the cells as they stand are handed over") {
  Table plain = table_of("a,b,y\n1,2,1\n3,4,2\n");
  const double* const block = plain.cells.block(0);
  const BlockMatrix taken = take_all(plain);
  CHECK(taken.block(0) == block);
  CHECK(taken.rows() == 2);
  CHECK(plain.rows() == 2);
  CHECK(plain.cells.rows() == 0);
  Table texts = table_of("a,b,y\nred,2,1\nblue,4,2\n");
  const BlockMatrix made = take_all(texts);
  CHECK(column_of(made, 1) == Numbers{1, 0});
  CHECK(column_of(made, 2) == Numbers{2, 4});
  CHECK(texts.cells.rows() == 0);
}

TEST_CASE("a missing number is filled in where nothing else changes the inputs") {
  Table table = table_of("a,b,y\n1,2,1\n2,?,2\n3,4,3\n");
  const Preprocessing fitted = fit(table, ScaleMode::kNone, MissingMode::kMean);
  const Rows rows = all_rows(table);
  CHECK(column_of(fitted.take_inputs(table, {rows}, UnseenMode::kError).front(), 1) == Numbers{2, 3, 4});
}
