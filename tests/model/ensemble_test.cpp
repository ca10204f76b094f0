// Models of several networks: their file, and their mean outputs.

#include <cmath>

#include "model/mutations.hpp"
#include "model/predictor.hpp"
#include "model/soundness.hpp"
#include "model/weights_file.hpp"

using namespace nntrain;
using namespace nntrain::test;
using Tree = nlohmann::ordered_json;

namespace {

/// A model with this output and so many networks, whose weights differ. It has two inputs.
Model model_with(Activation output, std::size_t outputs, LossFunction loss, std::size_t networks) {
  Model model{.reading = {},
              .preprocessing = {},
              .target = {},
              .weights_item = {},
              .class_weights = {},
              .loss = loss,
              .network = Network({2, 3, outputs}, {Activation::kTanh, output}, true),
              .parameters = {}};
  for (std::size_t p = 0; p < networks * model.network.parameter_count(); ++p)
    model.parameters.push_back(std::sin(1.7 * static_cast<double>(p) + 0.3) * 1.5);
  return model;
}

/// Rows in several blocks. targets: values for one linear output, else class indices or one-hot rows.
Samples samples_for(const Model& model, bool is_weighted) {
  constexpr std::size_t kRows = 300;
  const std::size_t outputs = model.network.outputs();
  Samples samples;
  samples.inputs = BlockMatrix(2);
  samples.targets = BlockMatrix(outputs);
  if (is_weighted) samples.weights = BlockMatrix(1);
  for (std::size_t row = 0; row < kRows; ++row) {
    const auto x = static_cast<double>(row);
    samples.inputs.append(std::vector<double>{std::sin(x), std::cos(3 * x)});
    std::vector<double> target(outputs);
    if (outputs == 1)
      target[0] = term_of(model.loss.kind) == LossTerm::kLogarithm ? static_cast<double>(row % 2) : x / 99;
    if (outputs > 1) target[row % outputs] = 1;
    samples.targets.append(target);
    const double weight = is_weighted ? 1 + static_cast<double>(row % 3) : 1;
    if (is_weighted) samples.weights.append(std::vector<double>{weight});
    samples.total_weight += weight;
  }
  return samples;
}

BlockMatrix outputs_of(const Model& model, const Samples& samples) {
  BlockMatrix outputs(model.network.outputs());
  LossGradient function(model.network, {.loss = model.loss}, samples.inputs.block_count());
  mean_outputs(model, samples, function, outputs);
  return outputs;
}

/// The model with one of the networks alone.
Model alone(const Model& model, std::size_t number) {
  Model one = model;
  const auto parameters = model.parameters_of(number);
  one.parameters.assign(parameters.begin(), parameters.end());
  return one;
}

double loss_found(const Model& model, const Samples& samples) {
  LossGradient function(model.network, {.loss = model.loss}, samples.inputs.block_count());
  return loss_of(model, samples, function);
}

/// What an output adds to the loss, by its definition.
double term(const LossFunction& loss, bool is_softmax, double y, double t) {
  const double error = std::abs(y - t);
  switch (term_of(loss.kind)) {
    case LossTerm::kSquare:
      return error * error;
    case LossTerm::kAbsolute:
      return error;
    case LossTerm::kHuber:
      return error <= loss.bend ? error * error / 2 : loss.bend * (error - loss.bend / 2);
    case LossTerm::kLogarithm:
      break;
  }
  return is_softmax ? -t * std::log(y) : -t * std::log(y) - (1 - t) * std::log(1 - y);
}

/// What the row adds to the loss.
double term(const Model& model, const Samples& samples, const BlockMatrix& outputs, std::size_t row) {
  double sum = 0;
  for (std::size_t o = 0; o < outputs.columns(); ++o) {
    const bool is_softmax = model.network.layers().back().activation == Activation::kSoftmax;
    sum += term(model.loss, is_softmax, outputs.at(row, o), samples.targets.at(row, o));
  }
  return samples.weights.columns() == 0 ? sum : sum * samples.weights.at(row, 0);
}

struct Kind {
  Activation output;
  std::size_t outputs;
  LossFunction loss;
};
const std::vector<Kind> kKinds = {
    {Activation::kIdentity, 1, Loss::kMse},         {Activation::kIdentity, 1, Loss::kHalfSse},
    {Activation::kIdentity, 1, Loss::kMae},         {Activation::kIdentity, 1, {Loss::kHuber, 0.7}},
    {Activation::kSigmoid, 1, Loss::kCrossEntropy}, {Activation::kSigmoid, 3, Loss::kCrossEntropy},
    {Activation::kSoftmax, 3, Loss::kCrossEntropy}, {Activation::kSoftmax, 3, Loss::kSse}};

}  // namespace

TEST_CASE(
    "the outputs of an ensemble are the sums of those of its networks in turn, divided by their number") {
  for (const Kind& kind : kKinds) {
    const Model model = model_with(kind.output, kind.outputs, kind.loss, 3);
    const Samples samples = samples_for(model, false);
    REQUIRE(model.network_count() == 3);
    const BlockMatrix mean = outputs_of(model, samples);
    const BlockMatrix a = outputs_of(alone(model, 0), samples);
    const BlockMatrix b = outputs_of(alone(model, 1), samples);
    const BlockMatrix c = outputs_of(alone(model, 2), samples);
    std::size_t same = 0;
    for (std::size_t row = 0; row < samples.rows(); ++row) {
      for (std::size_t o = 0; o < kind.outputs; ++o) {
        REQUIRE(mean.at(row, o) == ((a.at(row, o) + b.at(row, o)) + c.at(row, o)) / 3);
        same += mean.at(row, o) == a.at(row, o) ? 1U : 0U;
      }
    }
    CHECK(same < samples.rows() / 10);
  }
}

TEST_CASE("the loss of an ensemble is that of its mean outputs, also with weights") {
  for (const Kind& kind : kKinds) {
    for (const bool is_weighted : {false, true}) {
      const Model model = model_with(kind.output, kind.outputs, kind.loss, 2);
      const Samples samples = samples_for(model, is_weighted);
      const BlockMatrix outputs = outputs_of(model, samples);
      double sum = 0;
      for (std::size_t row = 0; row < samples.rows(); ++row) sum += term(model, samples, outputs, row);
      const double expected = kind.loss.kind == Loss::kSse       ? sum
                              : kind.loss.kind == Loss::kHalfSse ? sum / 2
                                                                 : sum / samples.total_weight;
      CHECK(loss_found(model, samples) == Approx(expected).epsilon(1e-12));
      CHECK(loss_found(alone(model, 1), samples) != Approx(expected).epsilon(1e-3));
    }
  }
}

TEST_CASE("the loss of twice the same network is that of the network") {
  for (const Kind& kind : kKinds) {
    Model model = model_with(kind.output, kind.outputs, kind.loss, 1);
    const Samples samples = samples_for(model, true);
    const double expected = loss_found(model, samples);
    const std::vector<double> own = model.parameters;
    model.parameters.insert(model.parameters.end(), own.begin(), own.end());
    CHECK(loss_found(model, samples) == Approx(expected).epsilon(1e-12));
  }
}

TEST_CASE("an ensemble that is sure of the wrong class has a finite loss") {
  for (const auto output : {Activation::kSigmoid, Activation::kSoftmax}) {
    Model model = model_with(output, output == Activation::kSigmoid ? 1 : 2, Loss::kCrossEntropy, 2);
    for (double& parameter : model.parameters) parameter *= 1000;
    const double loss = loss_found(model, samples_for(model, false));
    CHECK(loss > 1);
    CHECK(loss < -std::log(0x1p-52));
  }
}

TEST_CASE("an ensemble in a file that does not fit together is refused") {
  const ModelReading reading;
  const Tree ensemble = Tree::parse(golden_models().back());
  const auto refusal = [&](const Tree& changed) { return reading.refusal(sealed(changed.dump(2) + "\n")); };
  CHECK(refusal(ensemble) == "");
  const auto with = [&](auto&& change) {
    Tree changed = ensemble;
    change(changed["networks"]);
    return refusal(changed);
  };
  CHECK_THAT(with([](Tree& networks) { networks = Tree::array(); }),
             ContainsSubstring("networks: an ensemble has several, not 0"));
  CHECK_THAT(with([](Tree& networks) { networks = Tree::array({networks[0]}); }),
             ContainsSubstring("networks: an ensemble has several, not 1"));
  CHECK_THAT(with([](Tree& networks) { networks[1]["fingerprint"] = networks[0]["fingerprint"]; }),
             ContainsSubstring("networks[1].fingerprint: that of the weights is "));
  CHECK_THAT(with([](Tree& networks) { networks[2]["layers"][0]["weights"][0][0] = 0.5; }),
             ContainsSubstring("networks[2].fingerprint: that of the weights is "));
  CHECK_THAT(with([](Tree& networks) { networks[1]["layers"][0]["activation"] = "relu"; }),
             ContainsSubstring("networks[1].layers: the first network has another structure"));
  CHECK_THAT(with([](Tree& networks) {
               for (Tree& layer : networks[1]["layers"]) layer.erase("bias");
             }),
             ContainsSubstring("networks[1].layers: the first network has another structure"));
  CHECK_THAT(with([](Tree& networks) { networks[1]["layers"][0]["name"] = "output"; }),
             ContainsSubstring("networks[1].layers[0].name: it should be 'hidden1'"));
  CHECK_THAT(with([](Tree& networks) { networks[1]["layers"][1]["weights"].erase(0); }),
             ContainsSubstring("networks[1].layers[1].weights: it has"));
  Tree both;
  for (const auto& [name, value] : ensemble.items()) {
    if (name == "networks") both["layers"] = value[0]["layers"];
    both[name] = value;
  }
  CHECK_THAT(refusal(both), ContainsSubstring("networks: there are 'layers', too"));
  for (const char* const schema : {"nntrain.model/1", "nntrain.model/2"}) {
    Tree older = ensemble;
    older["schema"] = schema;
    CHECK_THAT(refusal(older), ContainsSubstring(std::string("networks: '") + schema + "' has one network"));
  }
}

TEST_CASE("an ensemble is written as it was read, in the third version of the format") {
  const ModelReading reading;
  const SavedModel saved = reading.read(golden_models().back());
  CHECK(saved.model.network_count() == 3);
  CHECK(saved.fingerprint == fingerprint(saved.model.parameters));
  CHECK(format_for(saved.model).version == 3);
  JsonWriter json;
  json.begin_object();
  write_model(json, saved.model);
  json.end_object();
  const Tree written = Tree::parse(json.text());
  const Tree ensemble = Tree::parse(golden_models().back());
  CHECK(written["networks"] == ensemble["networks"]);
  CHECK_FALSE(written.contains("layers"));
  const SavedModel one = reading.read(golden_models()[1]);
  CHECK(format_for(one.model).version == 1);
}

TEST_CASE("a temperature is for classes with probabilities, near 1, and changes nothing else") {
  const ModelReading reading;
  const Tree classes = Tree::parse(golden_models()[1]);
  const auto sealed_with = [&](const Tree& model, const Tree& temperature) {
    Tree changed = model;
    changed["target"]["temperature"] = temperature;
    return sealed(changed.dump(2) + "\n");
  };
  const SavedModel warm = reading.read(sealed_with(classes, 1.75));
  CHECK(warm.model.target.temperature == 1.75);
  CHECK(format_for(warm.model).version == 1);
  CHECK(warm.model.parameters == reading.read(golden_models()[1]).model.parameters);
  for (const Tree& wrong : {Tree(0), Tree(-1), Tree(0.049), Tree(20.1), Tree("1"), Tree(nullptr)})
    CHECK_THAT(reading.refusal(sealed_with(classes, wrong)), ContainsSubstring("target.temperature: "));
  for (const double edge : {0.05, 20.0}) CHECK(reading.refusal(sealed_with(classes, edge)) == "");
  CHECK_THAT(reading.refusal(sealed_with(Tree::parse(golden_models()[2]), 1)),
             ContainsSubstring("target.temperature: it is for classes with probabilities"));
}

TEST_CASE("a loss for numbers is refused where the target has classes") {
  const ModelReading reading;
  for (const char* const loss : {"mae", "huber:0.5"}) {
    Tree classes = Tree::parse(golden_models()[1]);
    classes["target"]["loss"] = loss;
    CHECK_THAT(reading.refusal(sealed(classes.dump(2) + "\n")),
               ContainsSubstring(std::string("target.loss: '") + loss + "' is for a target of numbers"));
  }
}

TEST_CASE("the weights of several networks are no start") {
  const ScratchFolder scratch;
  const std::string path = scratch.file("m.json", golden_models().back());
  CHECK_THROWS_WITH(read_weights(path, ""), ContainsSubstring("has the weights of 3 networks"));
  CHECK_THROWS_AS(read_weights(path, ""), ModelError);
}
