#include "dataset/column_list.hpp"

#include "base/error.hpp"
#include "dataset/reading.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;
using Columns = std::vector<std::size_t>;

namespace {

const ColumnNames kBanknotes("banknotes.txt",
                             {"variance", "skewness", "curtosis", "entropy", "classification"});

Columns features(const std::string& list, const ColumnNames& names = kBanknotes, std::size_t target = 4) {
  return select_columns(names, list, "--features", {{target, Role::kTarget}});
}

template <typename Call>
Failure failure_of(const Call& call) {
  try {
    call();
  } catch (const Error& error) {
    return {error.code(), error.what(), error.remedy().text()};
  }
  return {};
}

std::string message(const std::string& list, const ColumnNames& names = kBanknotes, std::size_t target = 4) {
  const Failure failure = failure_of([&] { features(list, names, target); });
  CHECK(failure.code == ExitCode::kData);
  return failure.message;
}

}  // namespace

TEST_CASE("names, positions, ranges and globs") {
  CHECK(features("variance,entropy") == Columns{0, 3});
  CHECK(features(" entropy , variance ") == Columns{3, 0});
  CHECK(features("\"entropy\",col:1") == Columns{3, 0});
  CHECK(features("skewness..entropy") == Columns{1, 2, 3});
  CHECK(features("skewness .. col:3") == Columns{1, 2});
  CHECK(features("col:2..col:2") == Columns{1});
  CHECK(features("*sis") == Columns{2});
  CHECK(features("*e*n*") == Columns{1, 3});
  CHECK(features("s*,*sis") == Columns{1, 2});
  CHECK(features("*") == Columns{0, 1, 2, 3});
}

TEST_CASE("ranges and globs leave the target out") {
  CHECK(features("curtosis..classification") == Columns{2, 3});
  CHECK(features("c*") == Columns{2});
  CHECK(features("*", kBanknotes, 1) == Columns{0, 2, 3, 4});
  CHECK(features("variance..curtosis", kBanknotes, 1) == Columns{0, 2});
}

TEST_CASE("an exact name wins over the grammar") {
  const ColumnNames odd("odd.csv",
                        {"a..c", "b", "c*", "col:1", "a", "c", "a.b..c", "x,y", "he said \"no\"", "y"});
  CHECK(features("a..c", odd, 9) == Columns{0});
  CHECK(features("c*", odd, 9) == Columns{2});
  CHECK(features("col:1", odd, 9) == Columns{3});
  CHECK(features("b..c", odd, 9) == Columns{1, 2, 3, 4, 5});
  CHECK(features("c..a.b..c", odd, 9) == Columns{5, 6});
  CHECK(features("\"x,y\",\"he said \"\"no\"\"\"", odd, 9) == Columns{7, 8});
  CHECK(select_target(odd, "x,y") == 7);
  CHECK(message("\"b*\"", odd, 9).find("no column 'b*' in odd.csv") == 0);
}

TEST_CASE("the target is one column, by default the last") {
  CHECK(select_target(kBanknotes, "") == 4);
  CHECK(select_target(kBanknotes, "entropy") == 3);
  CHECK(select_target(kBanknotes, "col:2") == 1);
  CHECK(select_target(kBanknotes, "cl*") == 4);
  CHECK(failure_of([] { select_target(kBanknotes, "c*"); }).message ==
        "--target 'c*': the target is one column, and this matches 2");
  CHECK(failure_of([] { select_target(kBanknotes, "entropy,variance"); }).message ==
        "--target 'entropy,variance': the target is one column");
  CHECK(failure_of([] {
          select_target(kBanknotes, "class");
        }).message.find("did you mean 'classification'?") != std::string::npos);
}

TEST_CASE("what no column matches is named, with the nearest name") {
  CHECK(message("entropi") ==
        "no column 'entropi' in banknotes.txt; did you mean 'entropy'? "
        "(variance, skewness, curtosis, entropy, classification)");
  CHECK(message("zz") ==
        "no column 'zz' in banknotes.txt (variance, skewness, curtosis, entropy, classification)");
  CHECK(message("x*").find("no column 'x*' in banknotes.txt") == 0);
  CHECK(message("variance..entropi").find("no column 'entropi' in banknotes.txt; did you mean 'entropy'?") ==
        0);
  CHECK(message("varianz..entropy").find("no column 'varianz' in banknotes.txt; did you mean 'variance'?") ==
        0);
  CHECK(message("col:6") == "no column 'col:6' in banknotes.txt: it has col:1 to col:5");
  CHECK(message("col:0") == "no column 'col:0' in banknotes.txt: it has col:1 to col:5");
  CHECK(message("col:-1").find("no column 'col:-1'") == 0);
  CHECK(message("col:18446744073709551616").find("no column 'col:18446744073709551616'") == 0);
}

TEST_CASE("lists that make no sense are refused") {
  CHECK(message("a,,b") == "--features 'a,,b': a name between the commas is empty");
  CHECK(message("\"a") ==
        "--features '\"a': a quote is not closed, or text follows it before the next comma");
  CHECK(message("variance..") == "--features 'variance..': a range needs a column on both sides of '..'");
  CHECK(message("..variance") == "--features '..variance': a range needs a column on both sides of '..'");
  CHECK(message("entropy..variance") ==
        "--features 'entropy..variance': the range 'entropy..variance' is reversed: 'entropy' is column 4, "
        "'variance' column 1");
  CHECK(message("classification..col:5") ==
        "--features 'classification..col:5': 'classification..col:5' selects the target only");
}

TEST_CASE("a column stands in a list once") {
  CHECK(message("entropy,variance,col:4") ==
        "--features 'entropy,variance,col:4': column 'entropy' is named twice, by 'entropy' and by 'col:4'");
  CHECK(message("*,entropy") ==
        "--features '*,entropy': column 'entropy' is named twice, by '*' and by 'entropy'");
}

TEST_CASE("the target is no feature") {
  for (const std::string list : {"variance,classification", "col:5"}) {
    const Failure failure = failure_of([&] { features(list); });
    CHECK(failure.message == "column 'classification' is the target, so it cannot be in --features");
    CHECK(failure.remedy == "take it out, or choose another target:  --target NAME");
  }
}

TEST_CASE("a name that two columns have is an error only if it is asked for") {
  const ColumnNames twice("t.csv", {"a", "b", "a", "y"});
  CHECK(features("b", twice, 3) == Columns{1});
  CHECK(features("*", twice, 3) == Columns{0, 1, 2});
  CHECK(features("col:3", twice, 3) == Columns{2});
  const Failure failure = failure_of([&] { features("a", twice, 3); });
  CHECK(failure.message == "2 columns of t.csv are called 'a'");
  CHECK(failure.remedy == "choose by position:  col:1  or  col:3");
  CHECK(message("a..y", twice, 3) == "2 columns of t.csv are called 'a'");
}

TEST_CASE("columns without a name are called by their position") {
  const ColumnNames some("t.csv", {"", "b", "y"});
  CHECK(some.name(0) == "col:1");
  CHECK(features("col:1,b", some, 2) == Columns{0, 1});
  CHECK(features("col:*", some, 2) == Columns{0});
}

TEST_CASE("a name asked of a file without names says what to do") {
  const ColumnNames none("banknotes.csv", 5, "line 1 is 3.6216,8.6661,-2.8073,-0.44699,0");
  CHECK(features("col:1,col:4", none) == Columns{0, 3});
  const Failure failure = failure_of([&] { features("variance", none); });
  CHECK(
      failure.message ==
      "banknotes.csv has no header line (line 1 is 3.6216,8.6661,-2.8073,-0.44699,0), so there is no column "
      "'variance'");
  CHECK(failure.remedy ==
        "name the columns:  --columns NAME,NAME,NAME,NAME,NAME      or use positions:  --features col:1,...");
  CHECK(failure_of([&] { select_target(none, "class"); }).remedy.find("--target col:5") != std::string::npos);
}

TEST_CASE("names for a file without a header line") {
  CHECK(parse_names("a, b,\"c,d\"") == std::vector<std::string>{"a", "b", "c,d"});
  CHECK(failure_of([] { parse_names("a,b,a"); }).message == "--columns 'a,b,a': the name 'a' is there twice");
  CHECK(failure_of([] { parse_names("a,,c"); }).message ==
        "--columns 'a,,c': a name between the commas is empty");

  Reading reading("1,2,0\n3,4,1\n");
  reading.options.columns = "a,b,y";
  reading.options.features = "b";
  const Table table = reading.table();
  CHECK_FALSE(table.has_header);
  CHECK(table.feature_names() == std::vector<std::string>{"b"});
  CHECK(rows_of(table) == std::vector<std::vector<double>>{{2}, {4}});
  reading.options.columns = "a,b";
  CHECK(reading.message() == "--columns has 2 names, but t.csv has 3 fields (line 1 is 1,2,0)");
  reading.options.header = HeaderMode::kYes;
  CHECK(reading.failure().code == ExitCode::kUsage);
}

TEST_CASE("globs of many stars end soon") {
  const ColumnNames names("t.csv", {std::string(2000, 'a'), "y"});
  std::string pattern;
  for (int i = 0; i < 500; ++i) pattern += "a*";
  CHECK(features(pattern, names, 1) == Columns{0});
  CHECK(message(pattern + "b", names, 1).find("no column 'a*a*") == 0);
}
