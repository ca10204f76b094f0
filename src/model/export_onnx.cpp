#include "model/export_onnx.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "base/text.hpp"
#include "model/onnx_graph.hpp"

namespace nntrain {
namespace {

// Old enough for runtimes from 2020 on: ONNX 1.8.
constexpr std::uint64_t kIrVersion = 7;
constexpr std::uint64_t kOpset = 13;
constexpr std::uint64_t kTextOpset = 2;
const std::string kTextDomain = "ai.onnx.ml";
constexpr std::size_t kMostBytes = std::numeric_limits<std::int32_t>::max();

class GraphOfModel {
 public:
  explicit GraphOfModel(const Model& model) : model_(model), columns_(model.preprocessing.columns()) {}

  ProtobufWriter proto() {
    add_outputs(add_layers(add_inputs()));
    return graph_.proto("nntrain");
  }

 private:
  using Values = std::vector<std::string>;

  std::string add_inputs();
  std::string add_texts(const InputColumn& column, const std::string& text);
  std::string fill_and_scale(std::string x);
  std::string refuse_numbers(const std::string& x);
  std::string add_layers(std::string x);
  std::string activate(const Layer& layer, const std::string& name, const std::string& z);
  void add_outputs(const std::string& y);
  void add_label(const std::string& y);
  std::string add_probabilities(const std::string& y);

  std::string to_double(const std::string& name, const std::string& value) {
    return graph_.node(name, "Cast", {value}, {{"to", static_cast<std::int64_t>(OnnxType::kDouble)}});
  }
  std::string to_int64(const std::string& name, const std::string& value) {
    return graph_.node(name, "Cast", {value}, {{"to", static_cast<std::int64_t>(OnnxType::kInt64)}});
  }

  const Model& model_;
  const std::vector<InputColumn>& columns_;
  OnnxGraph graph_;
};

/// N x I: what the layers are fed.
std::string GraphOfModel::add_inputs() {
  Values cells;
  for (const InputColumn& column : columns_) {
    cells.push_back(graph_.input(column.name, column.is_text ? OnnxType::kString : OnnxType::kDouble, 1));
  }
  for (std::size_t k = 0; k < columns_.size(); ++k) {
    if (columns_[k].is_text) cells[k] = add_texts(columns_[k], cells[k]);
  }
  const std::string x = graph_.node("inputs", "Concat", cells, {{"axis", 1}});
  return fill_and_scale(x);
}

/// N x K: for each of K levels, whether the text is that one; the fills where it is missing. Texts become
/// numbers: level k is k, others follow; what is refused is the first number that no Gather can find.
std::string GraphOfModel::add_texts(const InputColumn& column, const std::string& text) {
  const auto levels = static_cast<std::int64_t>(column.levels.size());
  const bool can_be_missing = !column.fills.empty();
  const bool can_be_unseen = model_.reading.unseen == UnseenMode::kZero;
  const std::int64_t missing = levels;
  const std::int64_t unseen = levels + (can_be_missing ? 1 : 0);
  const std::int64_t refused = unseen + (can_be_unseen ? 1 : 0);

  Values keys;
  std::vector<std::int64_t> codes;
  for (const std::string& spelling : model_.reading.na) {
    if (std::find(keys.begin(), keys.end(), spelling) != keys.end()) continue;
    keys.push_back(spelling);
    codes.push_back(can_be_missing ? missing : refused);
  }
  for (std::int64_t level = 0; level < levels; ++level) {
    const std::string& spelling = column.levels[static_cast<std::size_t>(level)];
    if (std::find(model_.reading.na.begin(), model_.reading.na.end(), spelling) != model_.reading.na.end())
      continue;
    keys.push_back(spelling);
    codes.push_back(level);
  }
  std::string code = graph_.node(
      "code", "LabelEncoder", {text},
      {{"keys_strings", keys}, {"values_int64s", codes}, {"default_int64", can_be_unseen ? unseen : refused}},
      kTextDomain);
  std::vector<std::int64_t> positions(static_cast<std::size_t>(refused));
  std::iota(positions.begin(), positions.end(), 0);
  if (!can_be_missing || !can_be_unseen) {
    code = graph_.node("known_code", "Gather", {graph_.constant("known_codes", positions), code});
  }
  positions.resize(column.levels.size());
  const std::string is_level = graph_.node("is_level", "Equal", {code, graph_.constant("levels", positions)});
  const std::string one_hot = to_double("one_hot", is_level);
  if (!can_be_missing) return one_hot;
  const std::string is_missing =
      graph_.node("is_missing", "Equal", {code, graph_.constant("missing_code", std::vector{missing})});
  return graph_.node("filled_levels", "Where",
                     {is_missing, graph_.constant("shares", column.fills, {column.fills.size()}), one_hot});
}

std::string GraphOfModel::fill_and_scale(std::string x) {
  std::vector<double> fills, centres, divisors;
  for (const InputColumn& column : columns_) {
    const bool is_filled = !column.is_text && !column.fills.empty();
    fills.resize(fills.size() + column.width(),
                 is_filled ? column.fills.front() : std::numeric_limits<double>::quiet_NaN());
    centres.resize(fills.size(), column.centre);
    divisors.resize(fills.size(), column.divisor);
  }
  const auto is_other_than = [](double usual) { return [usual](double value) { return value != usual; }; };
  const auto row = [&](const char* name, const std::vector<double>& values) {
    return graph_.constant(name, values, {values.size()});
  };
  if (!std::all_of(fills.begin(), fills.end(), [](double fill) { return std::isnan(fill); })) {
    const std::string is_missing = graph_.node("is_missing", "IsNaN", {x});
    x = graph_.node("filled", "Where", {is_missing, row("fills", fills), x});
  }
  if (std::any_of(centres.begin(), centres.end(), is_other_than(0))) {
    x = graph_.node("shifted", "Sub", {x, row("centres", centres)});
  }
  if (std::any_of(divisors.begin(), divisors.end(), is_other_than(1))) {
    x = graph_.node("scaled", "Div", {x, row("divisors", divisors)});
  }
  return refuse_numbers(x);
}

/// Adds 0 to finite numbers; others (x - x is NaN) ask for the second of a list of one.
std::string GraphOfModel::refuse_numbers(const std::string& x) {
  const std::string difference = graph_.node("difference", "Sub", {x, x});
  const std::string is_refused = graph_.node("is_refused", "IsNaN", {difference});
  const std::string position = to_int64("is_refused_as_int", is_refused);
  const double zero = 0;
  const std::string zeros =
      graph_.node("zeros", "Gather", {graph_.constant("only_finite", {&zero, 1}, {1}), position});
  return graph_.node("finite", "Add", {x, zeros});
}

std::string GraphOfModel::add_layers(std::string x) {
  const std::span<const double> all(model_.parameters);
  for (std::size_t l = 0; l < model_.network.layers().size(); ++l) {
    const Layer& layer = model_.network.layers()[l];
    const std::string name = layer_name(model_.network, l);
    Values factors = {x,
                      graph_.constant(name + "_weights", {layer.weights(all), layer.inputs * layer.outputs},
                                      {layer.inputs, layer.outputs})};
    if (layer.has_bias) {
      factors.push_back(graph_.constant(name + "_bias", {layer.bias(all), layer.outputs}, {layer.outputs}));
    }
    x = activate(layer, name, graph_.node(name + "_z", "Gemm", factors));
  }
  return x;
}

std::string GraphOfModel::activate(const Layer& layer, const std::string& name, const std::string& z) {
  switch (layer.activation) {
    case Activation::kSigmoid:
      return graph_.node(name, "Sigmoid", {z});
    case Activation::kTanh:
      return graph_.node(name, "Tanh", {z});
    case Activation::kRelu:
      return graph_.node(name, "Relu", {z});
    case Activation::kSoftmax:
      return graph_.node(name, "Softmax", {z}, {{"axis", 1}});
    case Activation::kStep:
      return to_double(name, graph_.node(name + "_is_on", "Greater", {z, graph_.number("threshold", 0)}));
    case Activation::kIdentity:
      break;
  }
  return z;
}

void GraphOfModel::add_outputs(const std::string& y) {
  const ModelTarget& target = model_.target;
  if (target.classes.empty()) {
    std::string scaled =
        graph_.node("times_divisor", "Mul", {y, graph_.number("divisor", target.scale.divisor)});
    scaled = graph_.node("prediction", "Add", {scaled, graph_.number("centre", target.scale.centre)});
    graph_.output(scaled, OnnxType::kDouble, 1);
    return;
  }
  add_label(y);
  if (are_probabilities(model_.network)) {
    graph_.output(add_probabilities(y), OnnxType::kDouble, target.classes.size());
  } else {
    graph_.output(graph_.node("outputs", "Identity", {y}), OnnxType::kDouble, model_.network.outputs());
  }
}

void GraphOfModel::add_label(const std::string& y) {
  std::string index;
  if (model_.network.outputs() == 1) {
    const std::string is_second = graph_.node("is_second", "Greater", {y, graph_.number("half", 0.5)});
    const std::string axis = graph_.constant("axis", std::vector<std::int64_t>{1});
    index = graph_.node("class", "Squeeze", {to_int64("class_column", is_second), axis});
  } else {
    index = graph_.node("class", "ArgMax", {y}, {{"axis", 1}, {"keepdims", 0}});
  }
  const std::string labels = graph_.constant("labels", model_.target.labels());
  graph_.output(graph_.node("label", "Gather", {labels, index}), OnnxType::kString, 0);
}

/// As class_probabilities() makes them.
std::string GraphOfModel::add_probabilities(const std::string& y) {
  if (model_.network.outputs() == 1) {
    const std::string first = graph_.node("of_first", "Sub", {graph_.number("one", 1), y});
    return graph_.node("probabilities", "Concat", {first, y}, {{"axis", 1}});
  }
  if (model_.network.layers().back().activation == Activation::kSoftmax) {
    return graph_.node("probabilities", "Identity", {y});
  }
  const std::string axis = graph_.constant("axis", std::vector<std::int64_t>{1});
  const std::string sum = graph_.node("sum", "ReduceSum", {y, axis}, {{"keepdims", 1}});
  const std::string is_zero = graph_.node("is_zero", "Equal", {sum, graph_.number("zero", 0)});
  const double share = 1 / static_cast<double>(model_.network.outputs());
  return graph_.node("probabilities", "Where",
                     {is_zero, graph_.number("share", share), graph_.node("shares", "Div", {y, sum})});
}

std::string doc_of(const SavedModel& saved) {
  const InputFile* const data = saved.receipt.find_file("data");
  return fmt::format(
      "A neural network that predicts {}{}", saved.model.target.name,
      data == nullptr ? "" : fmt::format(", trained on {} (sha256 {})", data->path, data->sha256));
}

}  // namespace

std::string onnx_model(const SavedModel& saved) {
  const Model& model = saved.model;
  ProtobufWriter proto;
  proto.count(1, kIrVersion).text(2, "nntrain").text(3, NNTRAIN_VERSION).text(6, doc_of(saved));
  proto.message(7, GraphOfModel(model).proto());
  proto.message(8, ProtobufWriter().text(1, "").count(2, kOpset));
  const std::vector<InputColumn>& columns = model.preprocessing.columns();
  if (std::any_of(columns.begin(), columns.end(), [](const InputColumn& column) { return column.is_text; })) {
    proto.message(8, ProtobufWriter().text(1, kTextDomain).count(2, kTextOpset));
  }
  for (const auto& [key, value] :
       {std::pair("fingerprint", fingerprint(model.parameters)), std::pair("target", model.target.name)}) {
    proto.message(14, ProtobufWriter().text(1, key).text(2, value));
  }
  if (proto.bytes().size() > kMostBytes) {
    throw ModelError(
        fmt::format("as ONNX the model has {} bytes, and such a file can have 2 GiB", proto.bytes().size()),
        "C has no such limit:  --to c");
  }
  return proto.bytes();
}

}  // namespace nntrain
