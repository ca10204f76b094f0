// The optimizers on the command line.

#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kNotes = {"--data", "data/banknotes.txt", "--features", "variance,entropy"};

}  // namespace

TEST_CASE("every optimiser learns the banknotes, and its name and numbers are told") {
  const std::vector<std::pair<Words, std::string>> cases = {
      {{"--lr", "0.001"}, "gradient descent over all rows"},
      {{"--lr", "0.0005", "--momentum", "0.9"}, "gradient descent with momentum 0.9 over all rows"},
      {{"--lr", "0.0005", "--momentum", "0.9", "--nesterov"},
       "gradient descent with Nesterov's momentum 0.9"},
      {{"--lr", "0.01", "--batch-size", "32"}, "in batches of 32 rows"},
      {{"--lr", "0.01", "--batch-size", "32", "--no-shuffle"}, "in batches of 32 rows in file order"},
      {{"--lr", "0.01", "--batch-size", "1"}, " row by row"},
      {{"--optimizer", "adam", "--lr", "0.01"}, "Adam over all rows"},
      {{"--optimizer", "adam", "--batch-size", "10"}, "learning rate 0.001"},
      {{"--optimizer", "rprop"}, "iRprop- over all rows"},
      {{"--optimizer", "lbfgs"}, "L-BFGS over all rows"},
      {{"--lr", "0.001", "--l2", "0.01"}, ", l2 0.01"},
      {{"--lr", "0.001", "--dropout", "0.1"}, ", dropout 0.1"},
      {{"--lr", "0.001", "--fixed-bias"}, ", fixed biases"},
      {{"--lr", "0.01", "--schedule", "cosine"}, ", learning rate 0.01 with cosine decay, seed"},
      {{"--lr", "0.001", "--average", "0.9"}, ", weights averaged with 0.9"},
  };
  for (const auto& [flags, told] : cases) {
    INFO(told);
    const ProgramResult result =
        nntrain(with(with(kNotes, flags), {"--iterations", "150", "-q", "--assert", "accuracy >= 0.85"}));
    INFO(result.out << result.err);
    CHECK(result.exit_code == 0);
    CHECK(contains(result.out, told));
  }
}

TEST_CASE("an iteration is a pass over the rows, and evaluations count the gradients") {
  const auto counts = [](const Words& flags) {
    return printed(with(with(kNotes, {"--iterations", "3"}), flags), "iterations,evaluations");
  };
  CHECK(counts({}) == Words{"3", "3"});
  CHECK(counts({"--batch-size", "full"}) == Words{"3", "3"});
  CHECK(counts({"--batch-size", "1372"}) == Words{"3", "3"});
  CHECK(counts({"--batch-size", "5000"}) == Words{"3", "3"});
  CHECK(counts({"--batch-size", "1371"}) == Words{"3", "6"});
  CHECK(counts({"--batch-size", "100"}) == Words{"3", "42"});
  CHECK(counts({"--restarts", "4"}) == Words{"3", "12"});
  CHECK(std::stoi(counts({"--optimizer", "lbfgs"}).at(1)) >= 3);
}

TEST_CASE("one batch of all rows in file order is full-batch descent") {
  const Words words = with(kNotes, {"--iterations", "20", "--lr", "0.001"});
  CHECK(fingerprint_of(with(words, {"--batch-size", "1372", "--no-shuffle"})) == fingerprint_of(words));
  CHECK(fingerprint_of(with(words, {"--batch-size", "9999", "--no-shuffle"})) == fingerprint_of(words));
  CHECK(fingerprint_of(with(words, {"--momentum", "0"})) == fingerprint_of(words));
  CHECK(fingerprint_of(with(words, {"--l2", "0", "--dropout", "0", "--average", "0", "--schedule", "constant",
                                    "--tolerance", "0"})) == fingerprint_of(words));
  CHECK(fingerprint_of(with(words, {"--batch-size", "64"})) !=
        fingerprint_of(with(words, {"--batch-size", "64", "--no-shuffle"})));
}

TEST_CASE("fixed biases stay as they are, in every optimiser") {
  for (const Words& flags : {Words{"--lr", "0.001"},
                             {"--optimizer", "adam"},
                             {"--optimizer", "rprop"},
                             {"--optimizer", "lbfgs"},
                             {"--momentum", "0.9", "--lr", "0.001"},
                             {"--l2", "0.5", "--lr", "0.001"}}) {
    INFO(flags[0] << " " << flags[1]);
    const Words words = with(with(kNotes, flags), {"--fixed-bias", "-q"});
    const nlohmann::json start = json_of(with(words, {"--iterations", "0"}))["layers"];
    const nlohmann::json end = json_of(with(words, {"--iterations", "10"}))["layers"];
    for (std::size_t l = 0; l < 2; ++l) {
      CHECK(end[l]["bias"] == start[l]["bias"]);
      CHECK(end[l]["weights"] != start[l]["weights"]);
    }
  }
}

TEST_CASE("a penalty makes weights smaller and stays out of the loss that is told") {
  const Words words = with(kNotes, {"--optimizer", "lbfgs", "--iterations", "100", "-q"});
  const auto size_of = [](const nlohmann::json& result) {
    double squares = 0;
    for (const nlohmann::json& layer : result["layers"]) {
      for (const double weight : numbers_in(layer["weights"])) squares += weight * weight;
    }
    return squares;
  };
  const nlohmann::json free = json_of(words);
  const nlohmann::json held = json_of(with(words, {"--l2", "1"}));
  CHECK(size_of(held) < size_of(free) / 2);
  const double mse = held["metrics"]["train"]["mse"];
  CHECK(held["metrics"]["train"]["loss"].get<double>() == Approx(1372 * mse).epsilon(1e-12));
}

TEST_CASE("a training that diverges exits 4 with finite weights, whatever diverges") {
  const ScratchFolder scratch;
  const std::string log = scratch.path("l.csv");
  for (const Words& flags :
       {Words{"--momentum", "0.99", "--lr", "10"},
        {"--batch-size", "10", "--lr", "10"},
        {"--batch-size", "100", "--lr", "5", "--momentum", "0.5", "--nesterov"},
        {"--lr", "1e6"},
        {"--lr", "10", "--restarts", "3"},
        {"--lr", "10", "--validation-fraction", "0.3", "--patience", "400"},
        {"--optimizer", "adam", "--lr", "1e6", "--activation", "identity", "--hidden",
         "20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,20,20"}}) {
    INFO(flags[0] << " " << flags[1]);
    const ProgramResult result = nntrain(with({"--data", "data/banknotes.txt", "--target", "entropy",
                                               "--iterations", "400", "--format", "json", "--log", log},
                                              flags));
    CHECK(result.exit_code == 4);
    CHECK(contains(result.err, "nntrain: training diverged in iteration "));
    const nlohmann::json json = nlohmann::json::parse(result.out);
    CHECK(json["training"]["stop"] == "diverged");
    for (const nlohmann::json& layer : json["layers"]) {
      for (const nlohmann::json& row : layer["weights"]) {
        for (const nlohmann::json& weight : row) CHECK(weight.is_number());
      }
    }
    CHECK(json["metrics"]["train"]["loss"].is_number());
    for (const double loss : column_of(cells_of(read_file(log)), "loss")) CHECK(std::isfinite(loss));
  }
}

TEST_CASE("l2 auto is 12 divided by the training rows, told, and the same as that number") {
  const Words words = with(kNotes, {"--iterations", "5", "--lr", "0.001", "--loss", "mse"});
  for (const std::string held_out : {"0", "0.1"}) {
    const Words held = with(words, {"--test-fraction", held_out});
    const nlohmann::json result = json_of(with(held, {"--l2", "auto", "-q"}));
    const double rows = result["metrics"]["train"]["rows"].get<double>();
    REQUIRE((held_out == "0" ? rows == 1372 : rows < 1240 && rows > 1230));
    const double l2 = 12.0 / rows;
    CHECK(result["training"]["l2"] == l2);
    CHECK(result["options"]["l2"] == "auto");
    CHECK(result["fingerprint"] == fingerprint_of(with(held, {"--l2", fmt::format("{}", l2)})));
    CHECK(contains(nntrain(with(held, {"--l2", "auto", "-q"})).out, fmt::format(", l2 {:.4g} (auto)", l2)));
  }
  const nlohmann::json few = json_of({"--data", "data/xnor.csv", "--iterations", "5", "--l2", "auto", "-q"});
  CHECK(few["training"]["l2"] == 0.01);
  CHECK(!json_of(with(words, {"--l2", "0.01", "-q"}))["training"].contains("l2"));
}

TEST_CASE("l2 auto goes by the rows that a network is trained on: without its bag, in a refit all") {
  const Words words = with(kNotes, {"--optimizer", "lbfgs", "--loss", "mse", "--split", "ordered", "-q"});
  const auto l2 = [](double rows) { return fmt::format("{}", 12 / rows); };
  const Words refit = with(words, {"--iterations", "4", "--patience", "4", "--validation-fraction", "0.1"});
  const nlohmann::json refitted = json_of(with(refit, {"--refit", "--l2", "auto"}));
  REQUIRE(refitted["training"]["refitted"] == true);
  CHECK(refitted["training"]["l2"] == 12.0 / 1372);
  CHECK(refitted["fingerprint"] == fingerprint_of(with(refit, {"--refit", "--l2", l2(1372)})));
  CHECK(json_of(with(refit, {"--l2", "auto"}))["training"]["l2"] == 12.0 / 1235);
  const Words bags = with(words, {"--iterations", "4", "--ensemble", "2", "--bag", "0.1"});
  const nlohmann::json bagged = json_of(with(bags, {"--l2", "auto"}));
  CHECK(bagged["training"]["l2"] == 12.0 / 1234);
  CHECK(bagged["fingerprint"] == fingerprint_of(with(bags, {"--l2", l2(1234)})));
  CHECK(bagged["fingerprint"] != fingerprint_of(with(bags, {"--l2", l2(1372)})));
  const ScratchFolder scratch;
  json_of(with(bags, {"--l2", "auto", "--save", scratch.path("m.json")}));
  CHECK(contains(nntrain({"show", scratch.path("m.json")}).out, "\nl2: 0.009724 (auto)\n"));
}

TEST_CASE("each fold has the l2 of its own training rows") {
  const Words words = {"cv",   "--data", "data/banknotes.txt", "--folds", "10", "--iterations", "2",
                       "--lr", "0.001"};
  const nlohmann::json result = json_of(with(words, {"--l2", "auto", "-q"}));
  std::set<double> numbers;
  for (const nlohmann::json& run : result["runs"]) {
    CHECK(run["l2"] == 12.0 / run["metrics"]["train"]["rows"].get<double>());
    numbers.insert(run["l2"].get<double>());
  }
  CHECK(numbers.size() == 2);
  CHECK(contains(nntrain(with(words, {"--l2", "auto", "-q"})).out, ", l2 auto, seed"));
}

}  // namespace nntrain::test
