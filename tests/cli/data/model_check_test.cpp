// nntrain check --model: what is wrong with new rows for a model, and what is not wrong with rows that nearly
// are.

#include <cmath>
#include <set>

#include "cli/models.hpp"

namespace nntrain::test {
namespace {

using Codes = std::set<std::string>;

/// x1 and x2 from -1 to 1, a color and a class, or an amount y.
Cells rows(std::size_t count, std::uint64_t seed, bool is_number = false) {
  Dice dice(seed);
  const Words colors = {"red", "green", "blue"};
  Cells cells = {{"x1", "x2", "color", "y"}};
  for (std::size_t row = 0; row < count; ++row) {
    const double x1 = dice.uniform(-1, 1);
    const double x2 = dice.uniform(-1, 1);
    const double y = x1 - x2 + dice.uniform(-1, 1);
    cells.push_back({std::to_string(x1), std::to_string(x2), colors[dice.below(3)],
                     is_number ? std::to_string(y)
                     : y > 0   ? "yes"
                               : "no"});
  }
  return cells;
}

/// The rows with value(row, cell) in one column; rows count from 0.
template <typename F>
Cells changed(Cells cells, std::size_t column, const F& value) {
  for (std::size_t row = 1; row < cells.size(); ++row)
    cells[row][column] = value(row - 1, cells[row][column]);
  return cells;
}

Cells with_cell(Cells cells, std::size_t row, std::size_t column, const std::string& text) {
  cells[row][column] = text;
  return cells;
}

/// A model of a table.
class TrainedOn {
 public:
  ScratchFolder scratch;
  const std::string model = scratch.path("m.json");

  explicit TrainedOn(const Cells& cells, const Words& flags = {}) {
    output_of(with({"train", "--data", scratch.file("t.csv", csv_of(cells)), "--iterations", "3", "--save",
                    model, "-q", "--print", "stop"},
                   flags));
  }

  /// What check says in JSON. Its exit code must be 1 if and only if predict refuses the file.
  nlohmann::json check_text(const std::string& csv, const Words& more = {}) const {
    const std::string data = scratch.file("new.csv", csv);
    const ProgramResult result = nntrain(with({"check", data, "--model", model, "--format", "json"}, more));
    INFO(result.err << result.out);
    nlohmann::json json = nlohmann::json::parse(result.out);
    CHECK(result.err.empty());
    CHECK(result.exit_code == (json["predicts"].get<bool>() ? 0 : 1));
    const ProgramResult predicted = nntrain(with({"predict", model, "--data", data, "-q"}, more));
    INFO("predict: " << predicted.err);
    CHECK((predicted.exit_code == 0) == json["predicts"].get<bool>());
    return json;
  }

  nlohmann::json check(const Cells& cells, const Words& more = {}) const {
    return check_text(csv_of(cells), more);
  }

  /// The codes of the findings, without out-of-range: chance puts new rows a little beyond the others.
  Codes found(const Cells& cells, const Words& more = {}) const {
    Codes codes;
    const nlohmann::json json = check(cells, more);
    for (const nlohmann::json& finding : json["findings"]) {
      if (finding["code"] != "out-of-range") codes.insert(finding["code"].get<std::string>());
    }
    return codes;
  }
};

/// The message of the finding with this code; "" if there is none.
std::string message(const nlohmann::json& json, const std::string& code) {
  for (const nlohmann::json& finding : json["findings"]) {
    if (finding["code"] == code) return finding["message"].get<std::string>();
  }
  return "";
}

/// Checks that `found` has all numbers and texts of `wanted`. Returns their number.
std::size_t compare_all(const nlohmann::json& wanted, const nlohmann::json& found) {
  if (wanted.is_number_float()) {
    const double value = wanted.get<double>();
    CHECK(std::abs(found.get<double>() - value) <= 1e-11 * std::max(1e-3, std::abs(value)));
    return 1;
  }
  if (!wanted.is_structured()) {
    CHECK(found == wanted);
    return 1;
  }
  std::size_t compared = 0;
  for (const auto& [name, value] : wanted.items()) {
    INFO(name);
    compared += compare_all(value, found.is_array() ? found.at(std::stoul(name)) : found.at(name));
  }
  return compared;
}

}  // namespace

TEST_CASE("check --model finds nothing in rows like those of training") {
  const TrainedOn classes(rows(300, 100));
  const TrainedOn amounts(rows(300, 101, true), {"--scale", "standard"});
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    INFO(seed);
    CHECK(classes.found(rows(30 * seed, seed)) == Codes{});
    CHECK(amounts.found(rows(30 * seed, seed, true)) == Codes{});
  }
  CHECK(classes.found(rows(1, 7)) == Codes{});
  CHECK(classes.check(rows(1, 7))["columns"][0]["deviation"].is_null());
  CHECK(classes.check(rows(0, 7))["data"]["rows"] == 0);
  CHECK(classes.check(rows(300, 100))["findings"].empty());
  CHECK(classes.found(columns_of(rows(50, 5), {2, 1, 0})) == Codes{});  // without the target
  CHECK(classes.check(columns_of(rows(50, 5), {2, 1, 0}))["columns"].size() == 3);
}

TEST_CASE("check --model tells missing columns, wrong cells and more in one run") {
  const TrainedOn trained(rows(100, 1));
  CHECK(trained.found(columns_of(rows(50, 2), {0, 1, 3})) == Codes{"missing-column"});
  const nlohmann::json two = trained.check(columns_of(rows(50, 2), {1, 3}));
  CHECK(two["findings"][0]["columns"] == nlohmann::json({"x1", "color"}));
  CHECK(trained.found(with_cell(rows(50, 2), 9, 0, "much")) == Codes{"other-type"});
  CHECK(trained.found(with_cell(rows(50, 2), 9, 0, "0.5")) == Codes{});

  Cells all = with_cell(with_cell(rows(50, 2), 9, 0, "much"), 30, 2, "pink");
  all[0][1] = "x3";
  const nlohmann::json json = trained.check(all);
  CHECK(contains(message(json, "missing-column"), "'x2'"));
  CHECK(contains(message(json, "other-type"), "'much' is not a number"));
  CHECK(contains(message(json, "unseen-text"), "'color' has 'pink' in 1 row (the first is row 30)"));
  CHECK(trained.found(with_cell(rows(50, 2), 0, 3, "z")) == Codes{});  // another column than the target
  trained.scratch.file("p1.csv", csv_of(rows(50, 2)));
  trained.scratch.file("p2.csv", csv_of(all));
  trained.scratch.file("p3.csv", csv_of(with_cell(rows(50, 2), 9, 0, "much")));
  const auto of_files = [&](const std::string& pattern) {
    return json_of({"check", trained.scratch.path(pattern), "--model", trained.model}, 1);
  };
  CHECK(contains(message(of_files("p[12].csv"), "refused"), "p2.csv"));
  CHECK(contains(message(of_files("p[13].csv"), "other-type"), "p3.csv:10:1"));
  CHECK(trained.check_text("x1,x2,color\n1,2,red,4\n")["findings"][0]["code"] == "refused");
}

TEST_CASE("check --model finds unseen texts and classes") {
  const TrainedOn trained(rows(100, 1));
  const Cells pink = with_cell(with_cell(rows(50, 2), 9, 2, "pink"), 7, 2, "Red");
  CHECK(trained.found(pink) == Codes{"unseen-text"});
  const nlohmann::json json = trained.check(pink);
  CHECK(message(json, "unseen-text") ==
        "no training row has these texts: 'color' has 'Red' in 1 row (the first is row 7), 'pink' in 1 row "
        "(the "
        "first is row 9)");
  CHECK(json["findings"][0]["remedy"]["ways"][0]["arguments"] == nlohmann::json({"--unseen", "zero"}));
  CHECK(json["columns"][2]["unseen"].size() == 2);
  CHECK(trained.check(pink, {"--unseen", "zero"})["predicts"] == true);
  const nlohmann::json maybe = trained.check(with_cell(rows(50, 2), 3, 3, "maybe"));
  CHECK(maybe["predicts"] == true);
  CHECK(contains(message(maybe, "unseen-text"), "no such class: the target 'y' has 'maybe' in 1 row"));
  const TrainedOn amounts(rows(100, 1, true));
  const nlohmann::json much = amounts.check(with_cell(rows(50, 2, true), 3, 3, "much"));
  CHECK(much["predicts"] == true);
  CHECK(contains(message(much, "other-type"), "the target 'y' has 'much' in 1 row (the first is row 3)"));
}

TEST_CASE("check --model finds numbers outside the range of training") {
  const TrainedOn trained({{"a", "b", "y"}, {"1", "5", "p"}, {"3", "6", "q"}, {"2", "7", "p"}});
  const Cells inside = {{"a", "b"}, {"1", "7"}, {"3", "5"}, {"2.5", "6"}};
  CHECK(trained.check(inside)["findings"].empty());
  const nlohmann::json json =
      trained.check({{"a", "b"}, {"1", "7.5"}, {"3.25", "5"}, {"-2", "6"}, {"4", "6"}});
  CHECK(message(json, "out-of-range") ==
        "values outside the range of training: 'a' in 3 rows (the farthest is -2 in row 3; training had 1 to "
        "3), 'b' "
        "in 1 row (the farthest is 7.5 in row 1; training had 5 to 7)");
  CHECK(json["predicts"] == true);
  CHECK(json["columns"][0]["outside"] == 3);
  const TrainedOn scaled(rows(50, 1), {"--scale", "standard"});
  CHECK(scaled.found(with_cell(rows(30, 2), 4, 0, "1e307")).count("refused") == 0);
  const TrainedOn narrow({{"a", "y"}, {"1e-10", "p"}, {"2e-10", "q"}, {"3e-10", "p"}},
                         {"--scale", "standard"});
  CHECK(message(narrow.check({{"a"}, {"1e308"}}), "refused") != "");  // it cannot be scaled
}

TEST_CASE("check --model tells missing cells where training had none, or where predict stops") {
  const Cells hole = with_cell(rows(50, 2), 9, 0, "");
  const TrainedOn strict(rows(100, 1));
  CHECK(strict.found(hole) == Codes{"missing-cells"});
  CHECK(strict.found(with_cell(rows(50, 2), 9, 3, "")) == Codes{});  // the target
  CHECK(strict.check(hole)["findings"][0]["remedy"]["ways"].size() == 1);
  CHECK(strict.check(hole, {"--missing", "drop"})["predicts"] == true);
  CHECK(strict.check(hole, {"--missing", "drop"})["data"]["rows_dropped"] == 1);
  CHECK(strict.check(hole, {"--missing", "mean"})["predicts"] == false);
  const TrainedOn filled(with_cell(rows(100, 1), 5, 0, ""), {"--missing", "mean"});
  CHECK(filled.found(hole) == Codes{});
  const nlohmann::json other = filled.check(with_cell(hole, 3, 1, ""));
  CHECK(message(other, "missing-cells") == "values are missing: 'x2' in 1 row (in no training row)");
  CHECK(other["predicts"] == true);
  CHECK(filled.check(hole, {"--missing", "error"})["findings"][0]["remedy"]["ways"].size() == 2);
  const TrainedOn dropped(with_cell(rows(100, 1), 5, 0, ""), {"--missing", "drop"});
  CHECK(dropped.check(hole)["predicts"] == false);
  CHECK(dropped.found(with_cell(with_cell(rows(50, 2), 9, 0, ""), 9, 2, "pink"), {"--missing", "drop"}) ==
        Codes{"missing-cells"});  // the row with the unseen text is left out
}

TEST_CASE("check --model finds means that moved far, and not those that moved a little") {
  const auto moved = [](double by) {
    return [by](std::size_t, const std::string& cell) { return std::to_string(std::stod(cell) + by); };
  };
  const TrainedOn trained(rows(4000, 1));  // the deviation is 1 / sqrt(3)
  CHECK(trained.found(changed(rows(200, 2), 0, moved(0.5))) == Codes{"mean-moved"});
  CHECK(trained.found(changed(rows(200, 2), 0, moved(0.05))) == Codes{});   // by chance, perhaps
  CHECK(trained.found(changed(rows(4000, 1), 0, moved(0.05))) == Codes{});  // not by chance, but little
  CHECK(trained.found(changed(rows(4000, 1), 0, moved(0.07))) == Codes{"mean-moved"});
  CHECK(trained.found(changed(rows(19, 2), 0, moved(3))) == Codes{});  // few rows
  CHECK(trained.found(changed(rows(20, 2), 0, moved(3))) == Codes{"mean-moved"});
  const TrainedOn amounts(rows(300, 1, true));
  CHECK(message(amounts.check(changed(rows(300, 2, true), 3, moved(2))), "mean-moved")
            .starts_with("the target 'y' has the mean "));
  const auto same = [](const std::string& text) {
    return [text](std::size_t, const std::string&) { return text; };
  };
  const TrainedOn constant(changed(rows(50, 1), 0, same("2")));
  CHECK(constant.found(changed(rows(50, 2), 0, same("2"))) == Codes{});
  CHECK(message(constant.check(changed(rows(50, 2), 0, same("3"))), "mean-moved") ==
        "'x1' has the mean 3 instead of 2");
}

TEST_CASE("check --model finds shares of texts and classes that moved") {
  const auto every = [](std::size_t step, const std::string& text) {
    return [=](std::size_t row, const std::string& cell) { return row % step == 0 ? text : cell; };
  };
  const TrainedOn trained(rows(1000, 1));
  CHECK(trained.found(changed(rows(1000, 2), 2, every(4, "red"))) == Codes{"shares-moved"});
  CHECK(trained.found(changed(rows(1000, 2), 2, every(50, "red"))) == Codes{});
  CHECK(trained.found(changed(rows(1000, 2), 3, every(3, "yes"))) == Codes{"shares-moved"});
  CHECK(trained.found(changed(rows(1000, 2), 3, every(50, "yes"))) == Codes{});
  CHECK(trained.found(changed(rows(19, 2), 2, every(1, "red"))) == Codes{});
  const std::string found = message(trained.check(changed(rows(40, 2), 2, every(1, "red"))), "shares-moved");
  CHECK(found.starts_with("'color' is 'red' in 100.0 % of the rows instead of 3"));
}

TEST_CASE("the numbers of check --model are those of Python") {
  const nlohmann::json golden =
      nlohmann::json::parse(read_file(NNTRAIN_SOURCE_DIR "/tests/golden/shifts.json"));
  std::size_t compared = 0;
  for (const auto& [path, columns] : golden.items()) {
    const Cells all = cells_of(read_file(std::string(NNTRAIN_SOURCE_DIR "/") + path));
    const auto cut = static_cast<std::ptrdiff_t>(1 + 3 * (all.size() - 1) / 4);
    Cells later(all.begin() + cut, all.end());
    later.insert(later.begin(), all[0]);
    const TrainedOn trained(Cells(all.begin(), all.begin() + cut), {"--missing", "mean"});
    const nlohmann::json json = trained.check(later);
    for (const nlohmann::json& column : json["columns"]) {
      INFO(path << ": " << column["name"]);
      compared += compare_all(columns[column["name"].get<std::string>()], column);
    }
  }
  CHECK(compared > 120);
}

TEST_CASE("a model tells what its training rows had, the same with any number of threads") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", csv_of(rows(3000, 1)));
  const auto model = [&](const Words& more) {
    output_of(with({"train", "--data", data, "--iterations", "2", "--save", scratch.path("m.json"), "-q",
                    "--print", "stop"},
                   more));
    return read_file(scratch.path("m.json"));
  };
  CHECK(model({"--threads", "1"}) == model({"--threads", "3"}));
  const nlohmann::json json = nlohmann::json::parse(model({"--test-fraction", "0.5"}));
  CHECK(json["columns"][0]["seen"]["values"] == 1500);  // not the held-out rows
  CHECK(json["target"]["seen"]["values"] == 1500);
  CHECK(json["target"]["seen"]["counts"].size() == 2);
  CHECK(contains(nntrain({"replay", scratch.path("m.json")}).out, "verdict: identical"));
  const nlohmann::json huge = nlohmann::json::parse([&] {
    scratch.file("t.csv", "a,y\n1e308,p\n1.5e308,q\n1e308,p\n");
    return model({});
  }());
  CHECK_FALSE(huge["columns"][0].contains("seen"));  // the sum is too large
}

TEST_CASE("check --model says of an older model that it tells no ranges, and finds the rest") {
  const std::string folder = NNTRAIN_SOURCE_DIR "/tests/golden/models/";
  const std::string model = folder + "v1_classes.json";
  const nlohmann::json json = json_of({"check", "data/orchard.csv", "--model", model});
  REQUIRE(json["findings"].size() == 1);
  CHECK(json["findings"][0]["code"] == "no-ranges");
  CHECK(contains(json["findings"][0]["remedy"]["text"].get<std::string>(), "--save FILE"));
  CHECK(json["columns"][0]["training"].is_null());
  CHECK(nntrain({"check", "data/orchard.csv", "--model", model, "--fail-on", "no-ranges"}).exit_code == 1);
  const std::string blue = replaced(read_file(kOrchard), ",green,", ",blue,");
  const ProgramResult result = nntrain({"check", "-", "--model", model, "--unseen", "error"}, blue);
  CHECK(result.exit_code == 1);
  CHECK(contains(result.out,
                 "unseen-text (predict stops): no training row has these texts: 'colour' has 'blue' in"));
}

TEST_CASE("check --model reads a pipe, and describes it for people") {
  const TrainedOn trained(rows(100, 1));
  const ProgramResult result = nntrain({"check", "-", "--model", trained.model}, csv_of(rows(100, 1)));
  CHECK(result.exit_code == 0);
  for (const char* const part :
       {"data: standard input (100 rows)\n", "(100 training rows)\n", "\nnumbers ", "\n  x1 ",
        "\n    training ", "\n  color: 0 missing, 0 unseen: ", "\nfindings: none\n"}) {
    INFO(part << " is not in " << result.out);
    CHECK(contains(result.out, part));
  }
  const ProgramResult lacking = nntrain({"check", "-", "--model", trained.model}, "x1,y\n1,yes\n");
  CHECK(lacking.exit_code == 1);
  CHECK(contains(lacking.out, "data: standard input\n"));
  CHECK(contains(lacking.out, "missing-column (predict stops)"));
}

TEST_CASE("check --model refuses flags of the other check, and files that it cannot read") {
  const TrainedOn trained(rows(100, 1));
  const std::string data = trained.scratch.file("new.csv", csv_of(rows(50, 2)));
  for (const Words& flags : std::vector<Words>{{"--target", "y"},
                                               {"--features", "x1"},
                                               {"--drop", "x1"},
                                               {"--task", "classify"},
                                               {"--categorical", "x1"},
                                               {"--weights-column", "x1"},
                                               {"--test", data}})
    check_refusal(with({"check", data, "--model", trained.model}, flags), 2,
                  {flags[0] + " contradicts --model"});
  check_refusal({"check", data, "--model", data}, 5, {"new.csv"});
  check_refusal({"check", "no/such.csv", "--model", trained.model}, 3, {"no/such.csv"});
  check_refusal({"check", data, "--model", "no/such.json"}, 3, {"no/such.json"});
}

}  // namespace nntrain::test
