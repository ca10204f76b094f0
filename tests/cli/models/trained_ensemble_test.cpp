// Ensembles that --ensemble trains: their results, files and replays. See ensemble_file_test.cpp for the
// commands that use them.

#include "cli/models.hpp"
#include "model/mutations.hpp"

namespace nntrain::test {
namespace {

const Words kNotesOf3 = {"--data",       "data/banknotes.txt",
                         "--features",   "variance,entropy",
                         "--scale",      "standard",
                         "--lr",         "0.3",
                         "--loss",       "cross-entropy",
                         "--iterations", "20",
                         "--ensemble",   "3"};

}  // namespace

TEST_CASE("the result of an ensemble tells each network") {
  const Trained trained(kNotesOf3);
  const nlohmann::json result = trained.again({});
  REQUIRE(result["networks"].size() == 3);
  CHECK_FALSE(result.contains("layers"));
  CHECK(result["network"]["networks"] == 3);
  CHECK(result["network"]["parameters"] == 21);
  CHECK(result["training"]["networks"].size() == 3);
  CHECK(result["training"]["networks"][1]["iterations"] == 20);
  CHECK(result["training"]["networks"][1]["stop"] == "iterations");
  std::vector<double> all;
  for (const nlohmann::json& network : result["networks"]) {
    const std::vector<double> own = parameters_in(network["layers"]);
    CHECK(network["fingerprint"] == fingerprint(own));
    all.insert(all.end(), own.begin(), own.end());
  }
  CHECK(result["fingerprint"] == fingerprint(all));
  CHECK(result["metrics"]["train"]["ece"].is_number());
  CHECK(result["metrics"]["train"]["loss"].get<double>() ==
        Approx(result["metrics"]["train"]["log_loss"].get<double>()).epsilon(1e-12));
  const nlohmann::json without = trained.again({"--weights", "none"});
  REQUIRE(without["networks"].size() == 3);
  CHECK_FALSE(without["networks"][0].contains("layers"));
  CHECK(without["networks"][2]["fingerprint"] == result["networks"][2]["fingerprint"]);
  const std::string text = output_of(with(kNotesOf3, {"-q"}));
  CHECK(contains(text, "\nnetwork: 3 times 2-5-1 (sigmoid, sigmoid; 21 parameters each), averaged\n"));
  CHECK(contains(text, "\nweights: 63 (shown by --weights full)\n"));
  CHECK(output_of(with(kNotesOf3, {"-q", "--print", "networks,parameters"})) == "3\t21\n");
}

TEST_CASE("the file of an ensemble predicts what the run predicts, and shows its networks") {
  const Trained trained(kNotesOf3);
  const nlohmann::json model = nlohmann::json::parse(read_file(trained.model));
  CHECK(model["schema"] == "nntrain.model/3");
  CHECK(model["networks"] == trained.again({})["networks"]);
  CHECK((columns_of(cells_of(trained.predict("data/banknotes.txt")), {0, 3, 4, 5}) ==
         columns_of(cells_of(trained.predictions()), {0, 3, 4, 5})));
  const std::string shown = output_of({"show", trained.model});
  CHECK(contains(shown, "\nnetwork 3: iterations (20 done), fingerprint " +
                            model["networks"][2]["fingerprint"].get<std::string>() + "\n"));
}

TEST_CASE("replay compares all networks of an ensemble") {
  const Trained trained(kNotesOf3);
  CHECK(contains(output_of({"replay", trained.model}), "verdict: identical, to the last bit"));
  auto model = nlohmann::ordered_json::parse(read_file(trained.model));
  nlohmann::ordered_json& network = model["networks"][1];
  network["layers"][0]["weights"][1][2] = 0.5;
  network["fingerprint"] = fingerprint(parameters_in(network["layers"]));
  const std::string path = trained.scratch.file("e.json", sealed(model.dump(2) + "\n"));
  const ProgramResult again = nntrain({"replay", path});
  CHECK(again.exit_code == 1);
  CHECK(contains(again.out,
                 "first difference: network 2, hidden1, from entropy to hidden1.3: 0.5 in the model, "));
  CHECK(contains(output_of({"show", path}), "\nedited: the weights are not those of the run"));
}

TEST_CASE("a calibrated ensemble tells its temperature wherever it is used") {
  const Trained trained(with(kNotesOf3, {"--calibrate", "--validation-fraction", "0.2"}));
  const nlohmann::json model = nlohmann::json::parse(read_file(trained.model));
  const double temperature = model["target"]["temperature"];
  CHECK(temperature > 0);
  CHECK(trained.again({})["network"]["temperature"] == temperature);
  CHECK(contains(output_of({"show", trained.model}), "\ntemperature: "));
  CHECK(contains(output_of({"replay", trained.model}), "verdict: identical, to the last bit"));
}

TEST_CASE("each fold tells its own temperature, if there is one") {
  const Words folds = with({"cv", "--folds", "2", "-q"}, with(kNotesOf3, {"--validation-fraction", "0.2"}));
  const nlohmann::json runs = json_of(with(folds, {"--calibrate"}))["runs"];
  REQUIRE(runs.size() == 2);
  CHECK(runs[0]["temperature"] > 0.05);
  CHECK(runs[0]["temperature"] != runs[1]["temperature"]);
  CHECK_FALSE(json_of(folds)["runs"][0].contains("temperature"));
}

}  // namespace nntrain::test
