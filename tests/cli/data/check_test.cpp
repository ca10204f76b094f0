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
    return [texts](std::size_t row, const Words&) { return "no " + std::to_string(row % texts); };
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
  CHECK(found(times(40, 1, false)) == Codes{"scales"});
  CHECK(found(times(15, 1, false)) == Codes{});
  CHECK(found(times(0.01, 1, false)) == Codes{"scales"});
  CHECK(found(times(50, 4, true)) == Codes{"target-scale"});
  CHECK(found(times(5, 4, true)) == Codes{});
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

  const std::string trailing = scratch.file("u.csv", "a,b,y,\n.1,.2,p,\n.3,.1,q,\n.4,.9,p,\n.5,.7,q,\n");
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

}  // namespace nntrain::test
