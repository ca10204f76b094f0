// nntrain check: what it finds in a table, and what it does not find in one that is nearly so.

#include <functional>
#include <set>

#include "check/findings.hpp"
#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

using Codes = std::set<std::string>;

constexpr std::size_t kRows = 200;

/// A table that nothing is wrong with: numbers from -1 to 1, a text, and a target that depends on them.
Cells clean(std::size_t rows = kRows, std::uint64_t seed = 1, bool is_number = false) {
  Dice dice(seed);
  const Words colors = {"red", "green", "blue"};
  Cells cells = {{"x1", "x2", "x3", "color", "y"}};
  for (std::size_t row = 0; row < rows; ++row) {
    const double x1 = dice.uniform(-1, 1);
    const double x2 = dice.uniform(-1, 1);
    const double y = x1 - x2 + dice.uniform(-1, 1);
    cells.push_back({std::to_string(x1), std::to_string(x2), std::to_string(dice.uniform(-1, 1)),
                     colors[dice.below(3)],
                     is_number ? std::to_string(y)
                     : y > 0   ? "yes"
                               : "no"});
  }
  return cells;
}

/// The table with one more feature: value(row, cells of the row), rows counted from 0.
template <typename F>
Cells with_feature(F value, Cells cells = clean()) {
  cells[0].insert(cells[0].begin(), "z");
  for (std::size_t row = 1; row < cells.size(); ++row)
    cells[row].insert(cells[row].begin(), value(row - 1, cells[row]));
  return cells;
}

/// The table with one cell changed; rows count from 0.
Cells with_cell(std::size_t row, std::size_t column, const std::string& text, Cells cells = clean()) {
  cells[row + 1][column] = text;
  return cells;
}

nlohmann::json checked(const Words& arguments) {
  const ProgramResult result = nntrain(with(with({"check"}, arguments), {"--format", "json"}));
  INFO(result.err << result.out);
  const nlohmann::json json = nlohmann::json::parse(result.out);
  CHECK(result.exit_code == (json["trains"].get<bool>() ? 0 : 1));
  CHECK(result.err.empty());
  return json;
}

Codes codes_in(const nlohmann::json& json) {
  Codes codes;
  for (const nlohmann::json& finding : json["findings"]) codes.insert(finding["code"].get<std::string>());
  return codes;
}

Codes found(const Cells& cells, const Words& more = {}) {
  const ScratchFolder scratch;
  return codes_in(checked(with({scratch.file("t.csv", csv_of(cells))}, more)));
}

bool finds(const std::string& code, const Cells& cells, const Words& more = {}) {
  return found(cells, more).count(code) > 0;
}

/// The only finding with this code. The test fails if there is none.
nlohmann::json finding(const nlohmann::json& json, const std::string& code) {
  for (const nlohmann::json& one : json["findings"]) {
    if (one["code"] == code) return one;
  }
  FAIL("no finding " << code << ": " << json["findings"].dump());
  return {};
}

/// A table of lines that awk makes: line(i) for i from 1 to `rows`.
std::string table_of(const std::string& header, int rows, const std::function<std::string(int)>& line) {
  std::string text = header + "\n";
  for (int i = 1; i <= rows; ++i) text += line(i) + "\n";
  return text;
}

double number(const std::string& cell) {
  return std::stod(cell);
}

}  // namespace

TEST_CASE("check finds nothing in clean tables") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    INFO(seed);
    CHECK(found(clean(100 * seed, seed, seed % 2 == 0)) == Codes{});
  }
}

TEST_CASE("check finds columns that teach nothing, and not those that nearly do so") {
  CHECK(found(with_feature([](std::size_t, const Words&) { return "0.5"; })) == Codes{"constant-column"});
  CHECK_FALSE(finds("constant-column",
                    with_feature([](std::size_t row, const Words&) { return row == 7 ? "0.25" : "0.5"; })));
  const auto count = [](std::size_t row, const Words&) { return std::to_string(row + 1); };
  CHECK(found(with_feature(count)) == Codes{"identifier"});
  CHECK_FALSE(finds("identifier", with_cell(9, 0, "11", with_feature(count))));
  const auto ticket = [](std::size_t texts) {
    return [texts](std::size_t row, const Words&) { return "ticket " + std::to_string(row % texts); };
  };
  CHECK(found(with_feature(ticket(kRows))) == Codes{"identifier"});
  CHECK(found(with_feature(ticket(kRows * 8 / 10))) == Codes{});
}

TEST_CASE("check finds missing cells and empty columns") {
  const Cells one = with_cell(3, 1, "NA");
  CHECK(found(one) == Codes{"missing-cells"});
  CHECK(found(with_cell(3, 1, "0.5")) == Codes{});
  CHECK(found(with_cell(3, 4, "")) == Codes{"missing-cells"});  // the target's
  const Cells empty = with_feature([](std::size_t, const Words&) { return ""; });
  CHECK(found(empty) == Codes{"empty-column"});
  CHECK_FALSE(finds("empty-column", with_cell(3, 0, "1", empty)));
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", csv_of(one));
  CHECK(checked({data})["trains"] == false);
  for (const std::string missing : {"mean", "drop"})
    CHECK(checked({data, "--missing", missing})["trains"] == true);
  const std::string no_row = scratch.file("u.csv", csv_of(empty));
  CHECK(checked({no_row, "--missing", "drop"})["trains"] == false);
  CHECK(checked({no_row, "--missing", "mean"})["trains"] == true);
}

TEST_CASE("check exits with 1 exactly where training refuses the files") {
  const ScratchFolder scratch;
  const std::string colors = scratch.file("t.csv", "c,x,y\nred,1.5,a\nblue,2.5,b\nred,3.5,a\nblue,4.25,b\n");
  const std::string holes = scratch.file("d.csv", "x,z,y\n1.5,2,a\n2.5,3,a\n,4,b\n3.5,5,a\n,6,b\n");
  const std::string huge = scratch.file("h.csv", "x,z,y\n1.6e308,1,a\n1.7e308,2,b\n,3,a\n1.5e308,4,b\n");
  const std::string heavy = scratch.file("g.csv", "x,w,y\n1.5,1e308,a\n2.5,1e308,b\n3.5,1,a\n4.5,1,b\n");
  const std::string rare = scratch.file("r.csv", "c,x,y\nred,1,a\nblue,,b\nred,3,b\nred,4,a\n");
  const std::string unseen = scratch.file("u.csv", "c,x,y\ngreen,1.5,a\n");
  const std::string hole = scratch.file("v.csv", "c,x,y\nred,,a\n");
  const std::string no_row = scratch.file("w.csv", "c,x,y\nred,,a\n,2.75,b\n");
  const std::string blue = scratch.file("b.csv", "c,x,y\nblue,1.5,a\n");
  const std::string other = scratch.file("o.csv", "c,x,y\nred,1.5,q\n");
  const std::string all_lack = scratch.file("l.csv", "x,z,y\n1,,a\n,2,b\n3,,a\n");
  struct Case {
    Words words;
    bool trains;
    std::string told;
  };
  const std::vector<Case> cases = {
      {{colors}, true, ""},
      {{colors, "--test", unseen}, false, "no training row has 'green'"},
      {{colors, "--test", unseen, "--unseen", "zero"}, true, ""},
      {{colors, "--test", hole}, false, "the value is missing in 1 of 1 rows"},
      {{colors, "--test", hole, "--missing", "mean"}, true, ""},
      {{colors, "--test", no_row, "--missing", "drop"}, false, "no complete row"},
      {{colors, "--test", other}, false, "'q' is not one of the classes"},
      {{rare, "--test", blue, "--missing", "drop"}, false, "no training row has 'blue'"},
      {{rare, "--test", blue, "--missing", "mean"}, true, ""},
      {{holes, "--missing", "drop"}, false, "only one class"},
      {{holes, "--missing", "mean"}, true, ""},
      {{all_lack, "--missing", "drop"}, false, "no complete row"},
      {{huge, "--missing", "mean"}, false, "are too large"},
      {{huge, "--missing", "drop"}, true, ""},
      {{heavy, "--weights-column", "w"}, false, "add up to more than a double can hold"}};
  for (const Case& one : cases) {
    INFO(nlohmann::json(one.words).dump());
    const nlohmann::json result = checked(one.words);
    CHECK(result["trains"] == one.trains);
    if (!one.trains) CHECK(contains(finding(result, "refused")["message"], one.told));
    const ProgramResult trained =
        nntrain(with(with({"--data"}, one.words), {"--iterations", "1", "-q", "--weights", "none"}));
    INFO(trained.err);
    CHECK((trained.exit_code == 0) == one.trains);
    CHECK(contains(trained.err, one.told));
  }
}

TEST_CASE("check counts the rows that --missing drop leaves") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,k,y\n1,1,a\n2,1,b\n,2,a\n0,1,a\n-1,1,b\n-2,1,b\n");
  const nlohmann::json result = checked({data, "--missing", "drop"});
  CHECK(codes_in(result) == Codes{"missing-cells", "constant-column"});
  CHECK(result["data"]["rows"] == 6);
  CHECK(result["data"]["rows_dropped"] == 1);
  CHECK(result["data"]["classes"][0]["count"] == 2);
  CHECK(result["columns"][0]["missing"] == 1);
  CHECK(result["columns"][0]["mean"] == 0);
  CHECK(contains(nntrain({"check", data, "--missing", "drop"}).out, "6 rows, 1 dropped for missing cells"));
  // The remedy has no --missing drop if too little is left.
  const auto ways = [&](const std::string& text) {
    return finding(checked({scratch.file("u.csv", text)}), "missing-cells")["remedy"]["ways"];
  };
  CHECK(ways("x,z,y\n1.5,2,a\n2.5,3,a\n,4,b\n").size() == 1);
  CHECK(ways("x,z,y\n1.5,2,a\n2.5,3,b\n,4,b\n").size() == 2);
}

TEST_CASE("check tells whether a feature, the target or a weight is missing") {
  const ScratchFolder scratch;
  const std::string weights = scratch.file("w.csv", "x,w,y\n1.5,1,a\n2.5,,b\n3.5,2,a\n4.5,1,b\n5,1,b\n");
  const nlohmann::json result = checked({weights, "--weights-column", "w"});
  const nlohmann::json missing = finding(result, "missing-cells");
  CHECK(missing["message"] == "values are missing: the weights 'w' in 1 row");
  CHECK(missing["columns"] == Words{"w"});
  CHECK(result["data"]["rows_without_target"] == 0);
  CHECK(result["data"]["rows_without_weight"] == 1);
  const std::string target = scratch.file("y.csv", "x,y\n1,1.5\n2,\n3,3.5\n4,7.5\n");
  const nlohmann::json ways = finding(checked({target}), "missing-cells")["remedy"]["ways"];
  REQUIRE(ways.size() == 1);
  CHECK(ways[0]["arguments"] == Words{"--missing", "drop"});
  CHECK(contains(nntrain({"check", target}).out, "1 without a target or a weight left out here"));
}

TEST_CASE("check finds columns that repeat another one") {
  const auto copy = [](std::size_t, const Words& cells) { return cells[1]; };
  const auto renamed = [](std::size_t, const Words& cells) {
    return cells[3] == "red" ? "r" : cells[3] + "ish";
  };
  CHECK(found(with_feature(copy)) == Codes{"same-column"});
  CHECK(found(with_feature(renamed)) == Codes{"same-column"});
  CHECK(found(with_cell(8, 0, "r", with_cell(8, 4, "blue", with_feature(renamed)))) == Codes{});
  const auto noisy = [](double noise) {
    return [noise, dice = Dice(5)](std::size_t, const Words& cells) mutable {
      return std::to_string(2 - 1.5 * number(cells[1]) + dice.uniform(-noise, noise));
    };
  };
  CHECK(found(with_feature(noisy(0.03))) == Codes{"collinear"});
  CHECK(found(with_feature(noisy(0.2))) == Codes{});
}

TEST_CASE("check compares columns of many rows in all of them") {
  const auto noisy = [](double noise) {
    return [noise, dice = Dice(5)](std::size_t, const Words& cells) mutable {
      return std::to_string(number(cells[1]) + dice.uniform(-noise, noise));
    };
  };
  CHECK(found(with_feature(noisy(0.02), clean(5000))) == Codes{"collinear"});
  CHECK(found(with_feature(noisy(0.06), clean(5000))) == Codes{});  // r is 0.998
}

TEST_CASE("check finds a feature that tells the target") {
  const auto told = [](std::size_t wrong, const std::string& yes, const std::string& no) {
    return [=](std::size_t row, const Words& cells) {
      return (cells.back() == "yes") != (row < wrong) ? yes : no;
    };
  };
  const auto threshold = [](std::size_t wrong) {
    return [wrong, dice = Dice(3)](std::size_t row, const Words& cells) mutable {
      return std::to_string(dice.uniform(0.01, 1) * ((cells.back() == "yes") != (row < wrong) ? 1 : -1));
    };
  };
  for (const std::size_t rows : {kRows, std::size_t{3000}}) {
    const std::size_t few = rows / 1000;
    const std::size_t many = rows / 50;
    CHECK(found(with_feature(told(few, "a", "b"), clean(rows))) == Codes{"tells-target"});
    CHECK(found(with_feature(told(many, "a", "b"), clean(rows))) == Codes{});
    CHECK(found(with_feature(threshold(few), clean(rows))) == Codes{"tells-target"});
    CHECK(found(with_feature(threshold(many), clean(rows))) == Codes{});
  }
  const auto near_target = [](double noise) {
    return [noise, dice = Dice(4)](std::size_t, const Words& cells) mutable {
      return std::to_string(number(cells.back()) / 2 + dice.uniform(-noise, noise));
    };
  };
  CHECK(found(with_feature(near_target(0.01), clean(kRows, 1, true))) == Codes{"tells-target"});
  CHECK(found(with_feature(near_target(0.1), clean(kRows, 1, true))) == Codes{});
}

TEST_CASE("check finds three classes that two thresholds part") {
  Cells cells = clean();
  const Words classes = {"a", "b", "c"};
  for (std::size_t row = 1; row < cells.size(); ++row) cells[row][4] = classes[row % 3];
  const auto step = [](double overlap) {
    return [overlap, dice = Dice(2)](std::size_t, const Words& row) mutable {
      return std::to_string(row.back()[0] - 'b' + dice.uniform(-overlap, overlap));
    };
  };
  CHECK(found(with_feature(step(0.45), cells)) == Codes{"tells-target"});
  CHECK(found(with_feature(step(0.6), cells)) == Codes{});
}

TEST_CASE("check finds rows that are twice there") {
  Cells cells = clean();
  cells.push_back(cells[5]);
  CHECK(found(cells) == Codes{"repeated-rows"});
  CHECK(found(with_cell(kRows, 2, "0.123", cells)) == Codes{});
  CHECK(
      finds("repeated-rows", with_feature(  // whatever their number
                                 [](std::size_t row, const Words&) { return std::to_string(row); }, cells)));
  Cells few_values = {{"a", "b", "y"}};
  Dice dice(1);
  for (std::size_t row = 0; row < kRows; ++row)
    few_values.push_back(
        {std::to_string(dice.below(4)), std::to_string(dice.below(3)), dice.below(2) == 0 ? "no" : "yes"});
  CHECK(found(few_values) == Codes{});
}

TEST_CASE("check does not take rows for copies that are alike by chance") {
  const auto drawn = [](std::size_t rows, std::size_t values) {
    Dice dice(3);
    Cells cells = {{"x", "y"}};
    for (std::size_t row = 0; row < rows; ++row)
      cells.push_back({std::to_string(18 + dice.below(values)), dice.below(2) == 0 ? "a" : "b"});
    return cells;
  };
  CHECK_FALSE(finds("repeated-rows", drawn(40, 10)));
  CHECK_FALSE(finds("repeated-rows", drawn(300, 60)));
  Cells twice = clean(60);
  for (std::size_t row = 1; row <= 60; ++row) twice.push_back(twice[row]);
  CHECK(finds("repeated-rows", twice));
}

TEST_CASE("the remedy of repeated rows leaves out these rows, or is a text") {
  const ScratchFolder scratch;
  const auto remedy = [](const Words& words) { return finding(checked(words), "repeated-rows")["remedy"]; };
  Cells twice = clean(60);
  for (std::size_t row = 1; row <= 60; ++row) twice.push_back(twice[row]);
  const std::string plain = scratch.file("t.csv", csv_of(twice));
  CHECK(remedy({plain})["ways"][0]["filter"] == "awk '!seen[$0]++'");
  CHECK(remedy({plain, "--drop", "x3"})["ways"].size() == 1);  // the lines are equal all the same
  const auto count = [](std::size_t row, const Words&) { return std::to_string(row); };
  const std::string numbered = scratch.file("u.csv", csv_of(with_feature(count, twice)));
  for (const Words& words : {Words{numbered, "--drop", "z"}, Words{numbered}}) {
    CHECK(remedy(words)["ways"].empty());
    CHECK(contains(remedy(words)["text"], "leave them out of the file"));
  }
  Cells other_spelling = twice;
  other_spelling[61][0] += "0";
  CHECK(remedy({scratch.file("v.csv", csv_of(other_spelling))})["ways"].empty());
  const std::string of_lines = table_of("x,z,t,y", 60, [](int i) {
    return std::to_string(i % 30) + ".5," + std::to_string(i % 30 * 7 % 31) + ".25,\"aa\nq" +
           std::to_string(i % 3) + "\"," + (i % 2 == 0 ? "a" : "b");
  });
  CHECK(remedy({scratch.file("m.csv", of_lines)})["ways"].empty());
}

TEST_CASE("check tells at once that the test rows are those of the data") {
  const ScratchFolder scratch;
  const std::string text = "c,x,y\nred,0.5,a\nblue,-1.5,b\nred,1.25,a\nblue,-0.75,b\n";
  const std::string data = scratch.file("t.csv", text);
  const nlohmann::json result = checked({data, "--test", scratch.file("copy.csv", text)});
  CHECK(codes_in(result) == Codes{"test-rows"});
  CHECK(contains(result["findings"][0]["message"], "copy.csv has the rows of "));
}

TEST_CASE("check finds test rows that are in the data, whatever the order of their texts") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", csv_of(clean()));
  Cells test = clean(30, 99);
  CHECK(codes_in(checked({data, "--test", scratch.file("u.csv", csv_of(test))})) == Codes{});
  test.push_back(clean()[12]);
  const nlohmann::json result = checked({data, "--test", scratch.file("v.csv", csv_of(test))});
  CHECK(codes_in(result) == Codes{"test-rows"});
  CHECK(contains(result["findings"][0]["message"].get<std::string>(), "its row 31 is like row 12"));
  CHECK(codes_in(checked({data, "--test", scratch.file("w.csv", "a,b\n1,2\n")})) == Codes{"refused"});
}

TEST_CASE("check finds classes in order, and rare ones") {
  Cells cells = clean();
  std::stable_sort(cells.begin() + 1, cells.end(),
                   [](const Words& a, const Words& b) { return a[4] < b[4]; });
  CHECK(found(cells) == Codes{"sorted-rows"});
  const auto with_rare = [](std::size_t rows) {
    Cells rare = clean();
    for (std::size_t row = 0; row < rows; ++row) rare[row * 7 + 1][4] = "perhaps";
    return rare;
  };
  CHECK(found(with_rare(9)) == Codes{"rare-class"});
  CHECK(found(with_rare(12)) == Codes{});
  const auto even = [](int rows, int classes) {
    const ScratchFolder scratch;
    const std::string text = table_of("x,y", rows, [&](int i) {
      return std::to_string(0.01 * (i * 37 % 101)) + ",c" + std::to_string(i % classes);
    });
    return codes_in(checked({scratch.file("t.csv", text), "--task", "classify"})).count("rare-class");
  };
  for (const auto& [rows, classes] :
       {std::pair(27, 3), std::pair(24, 3), std::pair(108, 12), std::pair(900, 180)}) {
    INFO(rows << " rows, " << classes << " classes");
    CHECK(even(rows, classes) == 0);
  }
}

TEST_CASE("check finds outliers and scales") {
  CHECK(found(with_cell(5, 0, "12")) == Codes{"outliers"});
  CHECK(found(with_cell(5, 0, "4")) == Codes{});
  const auto times = [](double factor, std::size_t column, bool is_number) {
    Cells cells = clean(kRows, 1, is_number);
    for (std::size_t row = 1; row < cells.size(); ++row)
      cells[row][column] = std::to_string(factor * number(cells[row][column]));
    return cells;
  };
  CHECK(found(times(20, 1, false)) == Codes{"scales"});  // the deviation is 11.5
  CHECK(found(times(15, 1, false)) == Codes{});          // 8.7
  CHECK(found(times(0.01, 1, false)) == Codes{"scales"});
  CHECK(found(times(30, 4, true)) == Codes{"target-scale"});
  CHECK(found(times(4, 4, true)) == Codes{});
  CHECK(found(times(1e-3, 4, true)) == Codes{"target-scale"});
  // A rare 0 or 1 is neither far away nor of another scale.
  const auto flag = [](std::size_t row, const Words&) { return row == 7 || row == 70 ? "1" : "0"; };
  CHECK(found(with_feature(flag)) == Codes{});
}

TEST_CASE("check and the advice after training agree on what needs scaling") {
  const ScratchFolder scratch;
  const auto line = [](const std::string& x, const std::string& y) {
    return [=](int i) { return std::to_string(i * 7 % 41) + x + "," + std::to_string(i * 7 % 41) + y; };
  };
  for (const auto& [x, y] : {std::pair(".5e-6", ".1"), std::pair(".5e-6", ".1e-7"), std::pair(".5e-1", ".1"),
                             std::pair(".5", ".1e-6")}) {
    const std::string data = scratch.file("t.csv", table_of("x,y", 40, line(x, y)));
    const Codes codes = codes_in(checked({data}));
    const std::string told = nntrain({"--data", data, "--lr", "1e-9", "--print", "stop"}).err;
    INFO(x << " " << y << "\n" << told);
    CHECK((codes.count("scales") > 0) == contains(told, "the inputs need scaling"));
    CHECK((codes.count("target-scale") > 0) == contains(told, "the target needs scaling"));
  }
}

TEST_CASE("check finds an outlier by the deviation of the other values, in few rows too") {
  const ScratchFolder scratch;
  const auto far = [&](const std::string& odd, int rows) {
    const std::string data = scratch.file("t.csv", table_of("x,y", rows, [&](int i) {
                                            return (i == 7 ? odd : std::to_string(0.01 * (i * 37 % 101))) +
                                                   "," + (i % 2 == 0 ? "a" : "b");
                                          }));
    return codes_in(checked({data})).count("outliers") > 0;
  };
  for (const std::string odd : {"99999", "1e12", "1e200", "-1e300"}) CHECK(far(odd, 100));
  CHECK(far("99", 12));
  CHECK_FALSE(far("99", 9));
  CHECK_FALSE(far("2.5", 100));
  const std::string tiny =
      table_of("x,y", 50, [](int i) { return std::to_string(i) + "e-200," + (i % 3 == 0 ? "a" : "b"); });
  CHECK(codes_in(checked({scratch.file("u.csv", tiny)})).count("outliers") == 0);
}

TEST_CASE("the mean and the deviation of check are right far from 0, and for the largest numbers") {
  const ScratchFolder scratch;
  const auto column = [&](const Words& values) {
    std::string text = "x,y\n";
    for (std::size_t i = 0; i < values.size(); ++i) text += values[i] + (i % 2 == 0 ? ",a\n" : ",b\n");
    return checked({scratch.file("t.csv", text)})["columns"][0];
  };
  const nlohmann::json far = column({"1000000000.0000001", "1000000000.0000002", "1000000000.0000003"});
  CHECK(std::abs(far["deviation"].get<double>() - 1.1920928955078125e-07) < 1e-20);  // statistics.stdev
  CHECK(far["mean"] == far["median"]);
  const nlohmann::json constant = column({"0.1", "0.1", "0.1", "0.1", "0.1", "0.1"});
  CHECK(constant["mean"] == 0.1);
  CHECK(constant["deviation"] == 0);
  const nlohmann::json large = column({"-1.7e308", "-1.6e308", "1.6e308", "1.7e308"});
  CHECK(large["median"] == 0);
  CHECK(large["mean"] == 0);
  CHECK(large["deviation"].is_null());  // it is 1.9e308
  const nlohmann::json small = column({"1e-200", "2e-200", "3e-200"});
  CHECK(std::abs(small["deviation"].get<double>() - 1e-200) < 1e-213);
}

TEST_CASE("check tells numbers that are read as text, and a target that never changes") {
  const ScratchFolder scratch;
  const std::string fractions = table_of("t,x,y", 40, [](int i) {
    return std::to_string(i % 6) + "/5,0." + std::to_string(10 + i * 7 % 41) + (i % 3 == 0 ? ",a" : ",b");
  });
  const nlohmann::json result = checked({scratch.file("t.csv", fractions)});
  CHECK(contains(finding(result, "read-otherwise")["message"], "column 't' ('1/5' ...) is read as text"));
  const std::string constant =
      scratch.file("u.csv", table_of("x,y", 60, [](int i) { return std::to_string(i) + ".5,3.5"; }));
  const std::string told = "the target 'y' has the same value in every row: there is nothing to learn";
  CHECK(finding(checked({constant}), "constant-column")["message"] == told);
  CHECK(contains(nntrain({"--data", constant, "--print", "stop"}).err, "warning: " + told));
}

TEST_CASE("columns of two rows are not collinear, and hours are perhaps no numbers of rows") {
  const ScratchFolder scratch;
  CHECK(codes_in(checked({scratch.file("t.csv", "a,b,y\n1.5,0.7,u\n2.5,0.9,v\n")})).count("collinear") == 0);
  const std::string hours = scratch.file("u.csv", table_of("hours,y", 12, [](int i) {
                                           return std::to_string(i) + "," + std::to_string(i * 9 % 7) + ".5";
                                         }));
  CHECK(finding(checked({hours}), "identifier")["message"] ==
        "'hours' counts the rows: if it is the number of the row, it tells nothing about other rows");
}

TEST_CASE("check compares thousands of columns soon, and cuts long lists for people") {
  const ScratchFolder scratch;
  std::string header;
  for (int c = 0; c < 2000; ++c) header += "c" + std::to_string(c) + ",";
  const std::string same = table_of(header + "y", 40, [](int i) {
    std::string row;
    for (int c = 0; c < 2000; ++c) row += std::to_string(i * 37 % 41 * (c + 1)) + ",";
    return row + (i % 3 == 0 ? "a" : "b");
  });
  const std::string data = scratch.file("t.csv", same);
  CHECK(finding(checked({data}), "collinear")["columns"].size() == 1999);
  const std::string text = nntrain({"check", data}).out;
  for (const std::string& line : lines_of(text.substr(text.find("\nfindings")))) CHECK(line.size() < 1500);
}

TEST_CASE("check tells what training refuses, with its remedy, and goes on where it can") {
  const nlohmann::json mixed = [] {
    const ScratchFolder scratch;
    return checked({scratch.file("t.csv", csv_of(with_cell(5, 0, "much")))});
  }();
  CHECK(codes_in(mixed) == Codes{"refused"});
  CHECK(contains(mixed["findings"][0]["message"].get<std::string>(), "'much' is not a number"));
  CHECK(mixed["findings"][0]["remedy"]["ways"].size() > 0);
  CHECK(mixed["columns"].empty());

  Cells marks = clean();
  for (std::size_t row = 1; row < marks.size(); ++row) marks[row][4] = std::to_string(row * 5 % 7 % 3);
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", csv_of(marks));
  const nlohmann::json result = checked({data});
  CHECK(codes_in(result) == Codes{"refused"});
  CHECK(result["findings"][0]["remedy"]["id"] == "task");
  CHECK(result["data"]["classes"].size() == 3);
  CHECK(codes_in(checked({data, "--task", "classify"})) == Codes{});

  const std::string trailing = scratch.file("u.csv", "a,b,y,\n-1,.2,p,\n.3,-1,q,\n1.4,.9,p,\n.5,1.7,q,\n");
  CHECK(codes_in(checked({trailing})) == Codes{"read-otherwise"});
}

TEST_CASE("check exits with 1 for the findings of --fail-on") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", csv_of(with_cell(5, 0, "12")));
  CHECK(nntrain({"check", data}).exit_code == 0);
  CHECK(nntrain({"check", "--data", data, "--fail-on", "scales,same-column"}).exit_code == 0);
  CHECK(nntrain({"check", data, "--fail-on", "scales,outliers"}).exit_code == 1);
  check_refusal({"check", data, "--fail-on", "outlier"}, 2,
                {"--fail-on 'outlier'", "did you mean 'outliers'?"});
  check_refusal({"check"}, 2, {"--data is missing", "nntrain check FILE"});
  for (const std::string path : {"no/such.csv", "data", "no/such-*.csv"})
    check_refusal({"check", path}, 3, {path});
  check_refusal({"check", data, "--test", "no/such.csv"}, 3, {"no/such.csv"});
}

TEST_CASE("check reads a pipe, and describes it for people") {
  const ProgramResult result = nntrain({"check", "-"}, csv_of(clean()));
  CHECK(result.exit_code == 0);
  for (const char* const part :
       {"data: standard input (200 rows; ", "target: y (2 classes: ", "\nrow ", "\nnumbers ", "deviation",
        "  color: 0 missing, 3 distinct: ", "\nfindings: none\n"}) {
    INFO(part);
    CHECK(contains(result.out, part));
  }
}

TEST_CASE("the remedies of check lead to a table without findings") {
  Cells cells = with_feature([](std::size_t, const Words&) { return "0.5"; });
  cells[20][2] = "";
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", csv_of(cells));
  Words more;
  const nlohmann::json result = checked({data});
  for (const nlohmann::json& finding : result["findings"]) {
    const Words way = finding["remedy"]["ways"][0]["arguments"];
    more = with(more, way);
  }
  CHECK(more == Words{"--missing", "mean", "--drop", "z"});
  CHECK(checked(with({data}, more))["trains"] == true);
  CHECK(nntrain(with({"--data", data, "--iterations", "1", "-q"}, more)).exit_code == 0);
}

TEST_CASE("the statistics of check are those of Python") {
  const nlohmann::json golden =
      nlohmann::json::parse(read_file(NNTRAIN_SOURCE_DIR "/tests/golden/columns.json"));
  for (const auto& [path, columns] : golden.items()) {
    const nlohmann::json result = checked({path, "--missing", "mean"});
    std::size_t compared = 0;
    for (const nlohmann::json& column : result["columns"]) {
      INFO(path << ": " << column["name"]);
      const nlohmann::json& wanted = columns[column["name"].get<std::string>()];
      for (const auto& [name, value] : wanted.items()) {
        INFO(name);
        if (value.is_number_float()) {
          CHECK(std::abs(column[name].get<double>() - value.get<double>()) <=
                1e-12 * std::abs(value.get<double>()));
        } else {
          CHECK(column[name] == value);
        }
        ++compared;
      }
    }
    CHECK(compared > 20);
  }
}

TEST_CASE("help on check explains every code") {
  const std::string help = nntrain({"help", "check"}).out;
  const std::string page = read_file(NNTRAIN_SOURCE_DIR "/docs/check.md");
  for (const Word<FindingCode>& code : words(FindingCode())) {
    INFO(code.word);
    CHECK(contains(help, "\n" + std::string(code.word) + " "));
    CHECK(contains(page, "| `" + std::string(code.word) + "` |"));
  }
}

TEST_CASE("a number that is the same in all rows is refused with a remedy, and its rows are shown") {
  const ScratchFolder scratch;
  check_refusal({"--data", "data/by_hand.csv"}, 4,
                {"only one class: '1' in every row", "if it is a number, and no class:  --task regress"});
  CHECK(nntrain({"--data", "data/by_hand.csv", "--task", "regress", "-q"}).exit_code == 0);
  const nlohmann::json result = checked({"data/by_hand.csv"});
  CHECK(result["trains"] == false);
  CHECK(finding(result, "refused")["remedy"]["ways"][0]["arguments"] == Words{"--task", "regress"});
  CHECK(result["data"]["rows"] == 1);
  const std::string text = nntrain({"check", "data/by_hand.csv"}).out;
  CHECK(contains(text, "\n  1           2           3           1\n"));
  CHECK(checked({"data/by_hand.csv", "--task", "classify"})["data"]["rows"] == 1);
  check_refusal({"--data", scratch.file("t.csv", "x,y\n1,a\n2,a\n")}, 4,
                {"only one class: 'a'", "name a column with two classes or more:  --target NAME"});
}

}  // namespace nntrain::test
