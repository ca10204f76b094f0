#include <cmath>

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

/// The four measurements of a banknote, scaled here, and its class.
Cells scaled_by_hand(bool standard) {
  Cells rows = banknotes();
  for (std::size_t column = 0; column < 4; ++column) {
    const std::vector<double> x = column_of(rows, rows[0][column]);
    double centre = 0;
    double divisor = 0;
    if (standard) {
      for (const double value : x) centre += value / static_cast<double>(x.size());
      for (const double value : x) {
        divisor += (value - centre) * (value - centre) / static_cast<double>(x.size());
      }
      divisor = std::sqrt(divisor);
    } else {
      centre = *std::min_element(x.begin(), x.end());
      divisor = *std::max_element(x.begin(), x.end()) - centre;
    }
    for (std::size_t row = 0; row < x.size(); ++row) {
      std::ostringstream cell;
      cell.precision(17);
      cell << (x[row] - centre) / divisor;
      rows[row + 1][column] = cell.str();
    }
  }
  return rows;
}

}  // namespace

TEST_CASE("--scale does what one can do by hand") {
  const ScratchFolder scratch;
  for (const std::string scale : {"standard", "minmax"}) {
    INFO(scale);
    const Words more = {"--iterations", "30", "--lr", "0.001", "-q"};
    const std::string hand = scratch.file("h.csv", csv_of(scaled_by_hand(scale == "standard")));
    const nlohmann::json wanted = json_of(with({"--data", hand}, more));
    const nlohmann::json result = json_of(with({"--data", "data/banknotes.txt", "--scale", scale}, more));
    CHECK(result["options"]["scale"] == scale);
    CHECK(largest_difference(result["layers"], wanted["layers"]) < 1e-10);
    CHECK(result["fingerprint"] != json_of(with({"--data", "data/banknotes.txt"}, more))["fingerprint"]);
  }
}

TEST_CASE("a column that never changes does no harm on any scale") {
  const ScratchFolder scratch;
  Cells rows = banknotes();
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows[row].insert(rows[row].begin() + 2, row == 0 ? "same" : "0.1");
  }
  const std::string data = scratch.file("t.csv", csv_of(rows));
  for (const std::string scale : {"none", "standard", "minmax"}) {
    INFO(scale);
    const nlohmann::json result = json_of({"--data", data, "--scale", scale, "--optimizer", "rprop",
                                           "--iterations", "60", "-q", "--test-fraction", "0.3"});
    CHECK(result["metrics"]["test"]["accuracy"].get<double>() > 0.93);
    CHECK(result["layers"][0]["weights"].size() == 5);
  }
}

TEST_CASE("a column that changes in the held-out rows only is still finite there") {
  const ScratchFolder scratch;
  Cells rows = banknotes();
  for (std::size_t row = 1; row < rows.size(); ++row) rows[row][2] = row <= 1000 ? "1e-3" : "5";
  const std::string data = scratch.file("t.csv", csv_of(rows));
  for (const std::string scale : {"standard", "minmax"}) {
    const Words values = printed({"--data", data, "--scale", scale, "--split", "ordered", "--test-fraction",
                                  "0.25", "--iterations", "20", "--lr", "0.001"},
                                 "test.loss,train.loss");
    CHECK(std::isfinite(std::stod(values.at(0))));
    CHECK(std::isfinite(std::stod(values.at(1))));
  }
}

TEST_CASE("what one adds to a column, or multiplies it with, is scaled away") {
  const ScratchFolder scratch;
  Cells rows = banknotes();
  for (std::size_t row = 1; row < rows.size(); ++row) {
    std::ostringstream cell;
    cell.precision(17);
    cell << 1000 * std::stod(rows[row][0]) + 12345;
    rows[row][0] = cell.str();
  }
  const std::string data = scratch.file("t.csv", csv_of(rows));
  for (const std::string scale : {"standard", "minmax"}) {
    const Words more = {"--scale", scale, "--iterations", "30", "--lr", "0.001", "-q"};
    CHECK(largest_difference(json_of(with({"--data", data}, more))["layers"],
                             json_of(with({"--data", "data/banknotes.txt"}, more))["layers"]) < 1e-8);
  }
}

TEST_CASE("numbers that cannot be scaled are named") {
  const ScratchFolder scratch;
  const std::string huge = scratch.file("h.csv", "x,y\n-1.7e308,0\n1.7e308,1\n1,1\n");
  for (const std::string scale : {"standard", "minmax"}) {
    check_refusal({"--data", huge, "--scale", scale}, 3, {"h.csv", "column 'x'", "too large", "--drop x"});
  }
  const std::string tiny = scratch.file("t.csv", "x,y\n1e-300,0\n2e-300,1\n3e-300,1\n");
  check_refusal({"--data", tiny, "--scale", "standard"}, 3,
                {"t.csv", "column 'x'", "too little", "--drop x"});
  CHECK(nntrain({"--data", tiny, "--scale", "minmax", "-q"}).exit_code == 0);
}

TEST_CASE("a column and a target that change by rounding alone are constant") {
  const ScratchFolder scratch;
  const std::string data =
      scratch.file("t.csv", "a,x,y\n0.3,1,0.3\n0.30000000000000004,2,0.30000000000000004\n0.3,4,0.3\n");
  for (const std::string scale : {"standard", "minmax"}) {
    const std::string model = scratch.path("m.json");
    const Words words = {"--data",         data,  "--task",       "regress", "--scale", scale,
                         "--scale-target", scale, "--iterations", "5",       "--save",  model};
    CHECK(printed(words, "r2") == Words{"nan"});
    const nlohmann::json saved = nlohmann::json::parse(read_file(model));
    CHECK(saved["columns"][0]["divisor"] == 1);
    CHECK(saved["columns"][1]["divisor"] > 1);
    CHECK(saved["target"]["divisor"] == 1);
  }
}

TEST_CASE("r2 of equal targets is undefined, however their mean is rounded") {
  const ScratchFolder scratch;
  const Words words = {"--data", scratch.file("t.csv", "a,y\n1,0.1\n2,0.1\n3,0.1\n"), "--task", "regress"};
  CHECK(printed(words, "r2") == Words{"nan"});
  CHECK(nntrain(with(words, {"--assert", "r2 < 0"})).exit_code == 1);
  CHECK(contains(nntrain(words).out, "train r2: undefined\n"));
}

}  // namespace nntrain::test
