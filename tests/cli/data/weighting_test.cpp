// Weights of rows and classes.

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

/// Clouds with a column of weights: 0, 1, 2 or 3.
Cells weighted() {
  Cells rows = clouds(60, {"no", "yes", "yes"}, 21);
  Dice dice(22);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows[row].insert(rows[row].begin(), row == 0 ? "w" : std::to_string(dice.below(4)));
  }
  return rows;
}

/// Each row as many times as its weight says.
Cells repeated(const Cells& rows) {
  Cells more = {rows[0]};
  for (std::size_t row = 1; row < rows.size(); ++row) {
    for (int copies = std::stoi(rows[row][0]); copies > 0; --copies) more.push_back(rows[row]);
  }
  return more;
}

}  // namespace

TEST_CASE("a row of weight 2 counts as two rows, and one of weight 0 as none") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", csv_of(weighted()));
  const std::string copies = scratch.file("c.csv", csv_of(repeated(weighted())));
  for (const Words& flags : {Words{"--lr", "0.01"},
                             {"--loss", "mse", "--lr", "0.5"},
                             {"--loss", "cross-entropy", "--lr", "0.5"},
                             {"--optimizer", "rprop"},
                             {"--optimizer", "adam", "--l2", "0.01"},
                             {"--loss", "half-mse", "--momentum", "0.9"}}) {
    INFO(flags[0] << " " << flags[1]);
    const Words more = with({"--iterations", "25", "-q"}, flags);
    const nlohmann::json a = json_of(with({"--data", data, "--weights-column", "w"}, more));
    const nlohmann::json b = json_of(with({"--data", copies, "--drop", "w"}, more));
    CHECK(a["layers"][0]["inputs"] == nlohmann::json({"x1", "x2"}));
    CHECK(largest_difference(a["layers"], b["layers"]) < 1e-9);
    CHECK(largest_difference(a["metrics"]["train"]["loss"], b["metrics"]["train"]["loss"]) < 1e-9);
    CHECK(a["metrics"]["train"]["rows"] == 60);
    const nlohmann::json plain = json_of(with({"--data", data, "--drop", "w"}, more));
    CHECK(largest_difference(a["layers"], plain["layers"]) > 1e-4);
  }
}

TEST_CASE("rows of weight 0 change no weight, whatever they hold") {
  const ScratchFolder scratch;
  Cells rows = weighted();
  const std::string data = scratch.file("t.csv", csv_of(rows));
  for (const Words& flags : {Words{}, {"--batch-size", "7"}, {"--optimizer", "lbfgs"}}) {
    const Words words = with({"--data", data, "--weights-column", "w", "--iterations", "9"}, flags);
    scratch.file("t.csv", csv_of(rows));
    const std::string before = fingerprint_of(words);
    Cells changed = rows;
    for (Words& row : changed) {
      if (row[0] == "0") row = {"0", "1000", "-5", "yes"};
    }
    REQUIRE(changed != rows);
    scratch.file("t.csv", csv_of(changed));
    CHECK(fingerprint_of(words) == before);
  }
}

TEST_CASE("batches that weigh nothing change nothing") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", csv_of(weighted()));
  for (const std::string loss : {"sse", "mse", "half-mse", "cross-entropy"}) {
    INFO(loss);
    const Words values = printed(
        {"--data", data, "--weights-column", "w", "--batch-size", "1", "--loss", loss, "--iterations", "3"},
        "stop,loss");
    CHECK(values[0] == "iterations");
    CHECK(std::isfinite(std::stod(values[1])));
  }
}

TEST_CASE("weights that cannot be meant are refused") {
  const ScratchFolder scratch;
  const std::vector<std::tuple<std::string, int, Words>> cases = {
      {"x,w,y\n1,0,0\n2,0,1\n", 4, {"all weights in column 'w' are 0"}},
      {"x,w,y\n1,-1,0\n2,1,1\n", 3, {"t.csv:2:2", "'w'", "negative"}},
      {"x,w,y\n1,,0\n2,1,1\n", 3, {"t.csv:2:2", "'w'", "missing"}},
      {"x,w,y\n1,a,0\n2,b,1\n", 3, {"t.csv:2:2", "'a' is not a number"}},
  };
  for (const auto& [text, exit_code, parts] : cases) {
    check_refusal({"--data", scratch.file("t.csv", text), "--weights-column", "w"}, exit_code, parts);
  }
  const std::string data = scratch.file("t.csv", csv_of(weighted()));
  check_refusal({"--data", data, "--weights-column", "v"}, 3, {"no column 'v'"});
  check_refusal({"--data", data, "--weights-column", "kind"}, 3, {"'kind'"});
  check_refusal({"--data", data, "--weights-column", "w", "--features", "w,x1"}, 3, {"'w'", "--features"});
}

TEST_CASE("class and row weights multiply") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", csv_of(weighted()));
  Cells both = weighted();
  for (std::size_t row = 1; row < both.size(); ++row) {
    if (both[row][3] == "yes") both[row][0] = std::to_string(3 * std::stoi(both[row][0]));
  }
  const Words by_column = {"--weights-column", "w", "--iterations", "9"};
  CHECK(fingerprint_of(with(by_column, {"--data", data, "--class-weights", "yes=3"})) ==
        fingerprint_of(with(by_column, {"--data", scratch.file("b.csv", csv_of(both))})));
}

TEST_CASE("weights whose sum is too large for a double are refused") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "a,w,y\n1,1e308,1.5\n2,1e308,2.5\n3,1e308,3.5\n");
  check_refusal({"--data", data, "--weights-column", "w"}, 3, {"t.csv", "weights of the rows", "divide"});
  const std::string classes = scratch.file("c.csv", "a,y\n1,u\n2,v\n3,v\n");
  check_refusal({"--data", classes, "--class-weights", "v=1e308"}, 3, {"c.csv", "weights of the rows"});
}

TEST_CASE("weighted rows get a table of classes, which counts rows") {
  const ScratchFolder scratch;
  const Words words = {"--data", scratch.file("t.csv", csv_of(weighted())), "-q", "--iterations", "5"};
  CHECK(contains(nntrain(with(words, {"--weights-column", "w"})).out, "precision"));
  CHECK(contains(nntrain(with(words, {"--class-weights", "yes=2"})).out, "precision"));
  CHECK(!contains(nntrain(words).out, "precision"));
}

}  // namespace nntrain::test
