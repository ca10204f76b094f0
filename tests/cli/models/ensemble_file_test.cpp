// Models of several networks in every command that reads models.

#include <algorithm>

#include "cli/models.hpp"
#include "model/mutations.hpp"

namespace nntrain::test {
namespace {

const Words kClasses = {"--data", kOrchard, "--missing", "mean", "--scale", "standard", "--iterations", "30"};
const Words kTwoClasses = {"--data",       "data/banknotes.txt",
                           "--features",   "variance,entropy",
                           "--loss",       "cross-entropy",
                           "--scale",      "standard",
                           "--lr",         "0.3",
                           "--iterations", "60"};
const Words kNumber = {
    "--data",  "data/banknotes.txt", "--target",       "entropy",  "--task",       "regress",
    "--scale", "standard",           "--scale-target", "standard", "--iterations", "30"};

/// Three models that a run with these flags saves with the seeds 1, 2 and 3, and the ensemble of their
/// networks.
class TrainedEnsemble {
 public:
  ScratchFolder scratch;
  std::vector<std::string> single{};
  std::string model{};
  std::string data{};

  explicit TrainedEnsemble(const Words& flags) : data(flags[1]) {
    std::vector<nlohmann::ordered_json> models;
    for (const std::string seed : {"1", "2", "3"}) {
      single.push_back(scratch.path("m" + seed + ".json"));
      output_of(with(flags, {"-q", "--print", "stop", "--seed", seed, "--save", single.back()}));
      models.push_back(nlohmann::ordered_json::parse(read_file(single.back())));
    }
    model = scratch.file("m.json", sealed(ensemble_of(models).dump(2) + "\n"));
  }

  Cells predictions(const std::string& of) const {
    return predicted_cells(output_of({"predict", of, "--data", data}));
  }
  nlohmann::json evaluated(const std::string& of, const Words& more = {}) const {
    return nlohmann::json::parse(
        output_of(with({"evaluate", of, "--data", data, "-q", "--format", "json"}, more)));
  }
};

double number(const std::string& cell) {
  return std::strtod(cell.c_str(), nullptr);
}

}  // namespace

TEST_CASE("an ensemble predicts the mean of what its networks predict") {
  for (const Words& flags : {kClasses, kTwoClasses, kNumber}) {
    const TrainedEnsemble trained(flags);
    const Cells mean = trained.predictions(trained.model);
    std::vector<Cells> each;
    for (const std::string& one : trained.single) each.push_back(trained.predictions(one));
    const bool has_label = flags != kNumber;
    std::size_t others = 0;
    for (std::size_t row = 1; row < mean.size(); ++row) {
      std::size_t largest = 0;
      const std::size_t columns = mean[row].size();
      for (std::size_t k = has_label ? 1 : 0; k < columns; ++k) {
        const double sum = number(each[0][row][k]) + number(each[1][row][k]) + number(each[2][row][k]);
        REQUIRE(number(mean[row][k]) == Approx(sum / 3).epsilon(1e-12));
        if (k > 1 && number(mean[row][k]) > number(mean[row][largest + 1])) largest = k - 1;
      }
      if (!has_label) continue;
      REQUIRE(mean[0][largest + 1].find(mean[row][0]) != std::string::npos);
      others += mean[row][0] == each[0][row][0] ? 0U : 1U;
    }
    CHECK((others > 0) == has_label);
  }
}

TEST_CASE("an ensemble is evaluated by its mean outputs") {
  for (const Words& flags : {kClasses, kTwoClasses}) {
    const TrainedEnsemble trained(flags);
    const nlohmann::json result = trained.evaluated(trained.model);
    const nlohmann::json& metrics = result["metrics"]["test"];
    CHECK(result["network"]["networks"] == 3);
    CHECK(result["fingerprint"] == nlohmann::json::parse(read_file(trained.model))["fingerprint"]);
    CHECK(metrics["ece"].is_number());
    CHECK(metrics["loss"].get<double>() == Approx(metrics["log_loss"].get<double>()).epsilon(1e-12));
    double worst = 0;
    double sum = 0;
    for (const std::string& one : trained.single) {
      const nlohmann::json own = trained.evaluated(one);
      CHECK_FALSE(own["network"].contains("networks"));
      worst = std::max(worst, own["metrics"]["test"]["loss"].get<double>());
      sum += own["metrics"]["test"]["loss"].get<double>();
    }
    CHECK(metrics["loss"].get<double>() < worst);
    CHECK(metrics["loss"].get<double>() < sum / 3);  // -log is convex
  }
  const TrainedEnsemble trained(kNumber);
  CHECK(output_of({"evaluate", trained.model, "--data", trained.data, "-q", "--print", "networks"}) == "3\n");
  CHECK(output_of({"evaluate", trained.single[0], "--data", trained.data, "-q", "--print", "networks"}) ==
        "1\n");
  CHECK(contains(output_of({"evaluate", trained.model, "--data", trained.data, "-q"}),
                 "\nnetwork: 3 times 4-5-1 (sigmoid, identity; 31 parameters each), averaged\n"));
}

TEST_CASE("the commands take an ensemble as any model") {
  const TrainedEnsemble trained(kTwoClasses);
  const nlohmann::json importance = trained.evaluated(trained.model, {"--importance"});
  CHECK(importance["importance"]["features"].size() == 2);
  CHECK(importance["importance"]["baseline"] == importance["metrics"]["test"]["accuracy"]);
  const nlohmann::json compared =
      nlohmann::json::parse(output_of({"compare", trained.model, trained.single[0], "--data", trained.data,
                                       "--metric", "log_loss", "--format", "json", "-q"}));
  CHECK(compared.dump().find("log_loss") != std::string::npos);
  CHECK(nntrain({"check", "--model", trained.model, "--data", trained.data}).exit_code == 0);
  const std::string svg = trained.scratch.path("p.svg");
  output_of({"evaluate", trained.model, "--data", trained.data, "-q", "--print", "ece", "--plot", svg});
  CHECK(contains(read_file(svg), ">calibration, test rows<"));
  CHECK(contains(read_file(svg), ">boundary<"));
  CHECK(contains(read_file(svg), ">perfect<"));
  const ProgramResult again = nntrain({"replay", trained.model});
  CHECK(again.exit_code == 1);
  CHECK(contains(again.out, "first difference: the number of networks: 3 in the model, 1 now\n"));
}

TEST_CASE("show tells the networks of an ensemble, not the weights of all") {
  const TrainedEnsemble trained(kTwoClasses);
  const std::string shown = output_of({"show", trained.model});
  CHECK(contains(shown, "\nnetworks: 3, whose outputs are averaged\n"));
  for (std::size_t i = 0; i < 3; ++i) {
    const nlohmann::json single = nlohmann::json::parse(read_file(trained.single[i]));
    CHECK(contains(shown, "\nnetwork " + std::to_string(i + 1) + ": fingerprint " +
                              single["fingerprint"].get<std::string>() + "\n"));
  }
  CHECK(contains(shown, "Total parameters: 63 (of 3 such networks)\n"));
  CHECK(contains(shown, "\nweights: 63 (shown by --weights full)\n"));
  CHECK_FALSE(contains(shown, "edited"));
  const std::string full = output_of({"show", trained.model, "--weights", "full"});
  CHECK(contains(full, "\nhidden1 of network 1"));
  CHECK(contains(full, "\noutput of network 3"));
  CHECK_FALSE(contains(full, "network 4"));
}

TEST_CASE("show tells why the training of each network ended, if the model does") {
  const TrainedEnsemble trained(kTwoClasses);
  auto model = nlohmann::ordered_json::parse(read_file(trained.model));
  model["training"]["networks"] = nlohmann::ordered_json::array();
  for (const int done : {40, 50, 60}) {
    model["training"]["networks"].push_back(
        {{"iterations", done}, {"stop", "patience"}, {"evaluations", 50}, {"best_iteration", done - 20}});
  }
  model["target"]["temperature"] = 1.25;
  const std::string path = trained.scratch.file("e.json", sealed(model.dump(2) + "\n"));
  const std::string shown = output_of({"show", path});
  CHECK(contains(shown, "\nnetwork 2: patience (50 done; weights of iteration 30), fingerprint "));
  CHECK(contains(shown, "\ntemperature: 1.25 (the weights of the last layer are divided by it)\n"));
  CHECK(output_of({"evaluate", path, "--data", trained.data, "-q", "--print", "temperature,networks"}) ==
        "1.25\t3\n");
  CHECK(trained.evaluated(path)["network"]["temperature"] == 1.25);
  CHECK((trained.predictions(path) == trained.predictions(trained.model)));
}

TEST_CASE("the weights of an ensemble are no start of a training") {
  const TrainedEnsemble trained(kTwoClasses);
  check_refusal(with(kTwoClasses, {"--init-from", trained.model}), 5,
                {"m.json has the weights of 3 networks", "without --ensemble"});
}

}  // namespace nntrain::test
