// Changes that must not matter do not change a result.

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kTrain = {"--iterations", "60", "--lr", "0.001"};

double weight_difference(const Words& a, const Words& b) {
  return largest_difference(json_of(with(a, {"-q"}))["layers"], json_of(with(b, {"-q"}))["layers"]);
}

}  // namespace

TEST_CASE("what labels are called does not matter as long as their order stays") {
  const ScratchFolder scratch;
  const Words words = with(kTrain, {"--features", "variance..entropy"});
  const auto renamed = [&](const std::string& zero, const std::string& one) {
    const Cells rows =
        with_column(4, [&](std::size_t, const std::string& label) { return label == "0" ? zero : one; });
    return with(words, {"--data", scratch.file(zero + ".csv", csv_of(rows))});
  };
  const Words plain = with(words, {"--data", "data/banknotes.txt"});
  const std::string fingerprint = fingerprint_of(plain);
  CHECK(fingerprint_of(renamed("forged", "genuine")) == fingerprint);
  CHECK(fingerprint_of(renamed("-3", "1e6")) == fingerprint);
  CHECK(fingerprint_of(with(renamed("forged", "genuine"), {"--test-fraction", "0.2"})) ==
        fingerprint_of(with(plain, {"--test-fraction", "0.2"})));
  // With the classes exchanged it is another network, with about the same accuracy.
  CHECK(std::abs(number_of(renamed("genuine", "forged"), "accuracy") - number_of(plain, "accuracy")) < 0.05);
}

TEST_CASE("columns in another order, with their weights, give the same predictions") {
  const ScratchFolder scratch;
  const Words start = {"--data", "data/banknotes.txt", "--iterations", "0", "-q"};
  nlohmann::json weights = json_of(start);
  const auto trained = [&](const std::string& features, const std::string& name) {
    const std::string from = scratch.file("start.json", weights.dump());
    const Words words = {"--data", "data/banknotes.txt", "--features",      features, "--init-from",
                         from,     "--predictions",      scratch.path(name)};
    printed(with(words, kTrain), "stop");
    return column_of(cells_of(read_file(scratch.path(name))), "probability:1");
  };
  const std::vector<double> wanted = trained("variance,skewness,curtosis,entropy", "a.csv");
  nlohmann::json& first = weights["layers"][0];
  const nlohmann::json before = first;
  const std::vector<std::size_t> order = {2, 0, 3, 1};
  for (std::size_t i = 0; i < 4; ++i) {
    first["weights"][i] = before["weights"][order[i]];
    first["inputs"][i] = before["inputs"][order[i]];
  }
  const std::vector<double> moved = trained("curtosis,variance,entropy,skewness", "b.csv");
  CHECK(largest_difference(wanted, moved) < 1e-9);
}

TEST_CASE("columns that are not asked for change no bit") {
  const ScratchFolder scratch;
  Cells rows = banknotes();
  Dice dice(3);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::string odd = dice.below(3) == 0 ? "?" : "x, " + std::to_string(dice.below(1000));
    rows[row].insert(rows[row].begin() + 2, row == 0 ? "note" : odd);
    rows[row].insert(rows[row].begin(), row == 0 ? "id" : std::to_string(dice.below(1000000)));
  }
  const std::string data = scratch.file("t.csv", csv_of(rows));
  for (const Words& flags :
       {Words{}, {"--scale", "standard", "--test-fraction", "0.2"}, {"--missing", "drop"}}) {
    const Words words = with(with(kTrain, flags), {"--features", "variance,skewness,curtosis,entropy"});
    CHECK(fingerprint_of(with(words, {"--data", data})) ==
          fingerprint_of(with(words, {"--data", "data/banknotes.txt"})));
  }
}

TEST_CASE("a second column that never changes leaves all other weights as they are on a standard scale") {
  const ScratchFolder scratch;
  const Words words = with(kTrain, {"--scale", "standard", "-q"});
  nlohmann::json start =
      json_of({"--data", "data/banknotes.txt", "--scale", "standard", "--iterations", "0", "-q"});
  const nlohmann::json plain = json_of(
      with(words, {"--data", "data/banknotes.txt", "--init-from", scratch.file("a.json", start.dump())}));
  Cells rows = banknotes();
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows[row].insert(rows[row].begin() + 4, {row == 0 ? "c" : "0.3", row == 0 ? "d" : "0.3"});
  }
  for (const std::string name : {"c", "d"}) {
    start["layers"][0]["weights"].push_back({0, 0, 0, 0, 0});
    start["layers"][0]["inputs"].push_back(name);
  }
  const nlohmann::json more = json_of(with(words, {"--data", scratch.file("t.csv", csv_of(rows)),
                                                   "--init-from", scratch.file("b.json", start.dump())}));
  for (std::size_t input = 0; input < 4; ++input) {
    CHECK(more["layers"][0]["weights"][input] == plain["layers"][0]["weights"][input]);
  }
  CHECK(more["layers"][0]["weights"][5] == nlohmann::json({0, 0, 0, 0, 0}));
  CHECK(more["layers"][1] == plain["layers"][1]);
  CHECK(more["metrics"] == plain["metrics"]);
}

TEST_CASE("the order of the rows changes weights by rounding only, all rows being one batch") {
  const ScratchFolder scratch;
  Cells rows = banknotes();
  const Words head = rows.front();
  rows.erase(rows.begin());
  Dice(11).shuffle(rows);
  rows.insert(rows.begin(), head);
  const std::string data = scratch.file("t.csv", csv_of(rows));
  for (const Words& flags : {Words{"--lr", "0.001"},
                             {"--optimizer", "adam"},
                             {"--scale", "standard", "--loss", "mse"},
                             {"--momentum", "0.9", "--loss", "cross-entropy"}}) {
    const Words words = with({"--iterations", "10"}, flags);
    CHECK(weight_difference(with(words, {"--data", data}), with(words, {"--data", "data/banknotes.txt"})) <
          1e-6);
  }
}

}  // namespace nntrain::test
