#include "export/export_onnx.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "export/onnx_inputs.hpp"

namespace nntrain {
namespace {

// The versions of ONNX 1.8 (2020); tested with ONNX Runtime 1.14 to 1.30.
constexpr std::uint64_t kIrVersion = 7;
constexpr std::uint64_t kOpset = 13;
constexpr std::uint64_t kTextOpset = 2;
constexpr double kSelu = 1.0507009873554804934;
constexpr double kSeluAlpha = 1.7580993408473768600;
constexpr std::size_t kMostBytes = std::numeric_limits<std::int32_t>::max();

std::string activate(const Layer& layer, const std::string& name, const std::string& z, OnnxGraph& graph) {
  switch (layer.activation) {
    case Activation::kSigmoid:
      return graph.node(name, "Sigmoid", {z});
    case Activation::kTanh:
      return graph.node(name, "Tanh", {z});
    case Activation::kRelu:
      return graph.node(name, "Relu", {z});
    case Activation::kElu:
    case Activation::kSelu: {
      // ONNX Runtime has Elu and Selu for float only. The last operation is not a product with a number; see
      // add_prediction().
      const bool is_selu = layer.activation == Activation::kSelu;
      const std::string zero = graph.number("zero", 0);
      std::string above = graph.node(name + "_above", "Max", {z, zero});
      std::string below = graph.node(name + "_exp", "Exp", {graph.node(name + "_below", "Min", {z, zero})});
      below = graph.node(name + "_expm1", "Sub", {below, graph.number("one", 1)});
      if (is_selu) above = graph.node(name + "_scaled", "Mul", {above, graph.number("selu", kSelu)});
      if (is_selu)
        below = graph.node(name + "_alpha", "Mul", {below, graph.number("selu_alpha", kSeluAlpha)});
      return graph.node(name, "Add", {above, below});
    }
    case Activation::kSoftplus: {
      const std::string above = graph.node(name + "_above", "Max", {z, graph.number("zero", 0)});
      const std::string minus = graph.node(name + "_minus", "Neg", {graph.node(name + "_abs", "Abs", {z})});
      const std::string sum = graph.node(name + "_sum", "Add",
                                         {graph.node(name + "_exp", "Exp", {minus}), graph.number("one", 1)});
      return graph.node(name, "Add", {above, graph.node(name + "_log", "Log", {sum})});
    }
    case Activation::kSoftmax:
      return graph.node(name, "Softmax", {z}, {{"axis", 1}});
    case Activation::kStep:
      return graph.cast(name, graph.node(name + "_is_on", "Greater", {z, graph.number("threshold", 0)}),
                        OnnxType::kDouble);
    case Activation::kIdentity:
      break;
  }
  return z;
}

/// z = x W - (-b). ONNX Runtime before 1.18 fuses a Gemm, or a sum that could be one, with the next operation
/// to a FusedGemm, which it does not have for double. It does not fuse a difference.
std::string add_layer(const Model& model, std::size_t number, std::size_t l, const std::string& x,
                      OnnxGraph& graph) {
  const std::span<const double> all = model.parameters_of(number);
  const Layer& layer = model.network.layers()[l];
  const std::string own_name = layer_name(model.network, l);
  const std::string name =
      model.network_count() == 1 ? own_name : fmt::format("network{}_{}", number + 1, own_name);
  const std::string weights = graph.constant(
      name + "_weights", {layer.weights(all), layer.inputs * layer.outputs}, {layer.inputs, layer.outputs});
  std::string z = graph.node(name + "_product", "MatMul", {x, weights});
  if (layer.has_bias) {
    std::vector<double> minus_bias(layer.bias(all), layer.bias(all) + layer.outputs);
    for (double& bias : minus_bias) bias = -bias;
    z = graph.node(name + "_z", "Sub",
                   {z, graph.constant(name + "_minus_bias", minus_bias, {layer.outputs})});
  }
  return activate(layer, name, z, graph);
}

/// The mean of outputs of N x O. ONNX Runtime has Mean for float only, and would fuse a division with a
/// MatMul after it; see add_prediction().
std::string add_mean(const std::vector<std::string>& outputs, std::size_t columns, OnnxGraph& graph) {
  if (outputs.size() == 1) return outputs.front();
  const std::string side_by_side = graph.node("all_outputs", "Concat", outputs, {{"axis", 1}});
  const auto signed_of = [](std::size_t count) { return static_cast<std::int64_t>(count); };
  const std::vector<std::int64_t> shape = {0, signed_of(outputs.size()), signed_of(columns)};  // 0: N rows
  const std::string stacked =
      graph.node("stacked_outputs", "Reshape", {side_by_side, graph.constant("stack", shape)});
  return graph.node("mean", "ReduceMean", {stacked},
                    {{"axes", std::vector<std::int64_t>{1}}, {"keepdims", 0}});
}

OnnxGraph graph_of(const Model& model, OnnxType input_type) {
  OnnxGraph graph;
  const std::string inputs = add_onnx_inputs(model, input_type, graph);
  std::vector<std::string> outputs;
  for (std::size_t number = 0; number < model.network_count(); ++number) {
    std::string x = inputs;
    for (std::size_t l = 0; l < model.network.layers().size(); ++l) x = add_layer(model, number, l, x, graph);
    outputs.push_back(x);
  }
  add_onnx_outputs(model, add_mean(outputs, model.network.outputs(), graph), graph);
  return graph;
}

std::string doc_of(const SavedModel& saved) {
  const InputFile* const data = saved.receipt.find_file("data");
  const std::size_t networks = saved.model.network_count();
  return fmt::format(
      "{} {}{}",
      networks == 1 ? "A neural network that predicts"
                    : fmt::format("The mean of {} neural networks that predict", networks),
      saved.model.target.name,
      data == nullptr ? "" : fmt::format(", trained on {} (sha256 {})", data->path, data->sha256));
}

/// y * divisor + centre, in the form of a layer. ONNX Runtime would fuse a product with a number (Mul, Div)
/// with the MatMul before it, and round the number to 32 bits.
std::string add_prediction(const TargetScale& scale, const std::string& y, OnnxGraph& graph) {
  if (scale.is_identity()) return graph.node("prediction", "Identity", {y});
  const std::string divisor = graph.constant("divisor", {&scale.divisor, 1}, {1, 1});
  const std::string scaled = graph.node("times_divisor", "MatMul", {y, divisor});
  return graph.node("prediction", "Sub", {scaled, graph.number("minus_centre", -scale.centre)});
}

/// The second of two outputs, one number for each row.
std::string add_second(const std::string& y, OnnxGraph& graph) {
  const std::string place = graph.constant("place_of_second", std::vector<std::int64_t>{1});
  return graph.node("second", "Gather", {y, place}, {{"axis", 1}});
}

void add_label(const Model& model, const std::string& y, OnnxGraph& graph) {
  std::string index;
  const bool is_single = model.network.outputs() == 1;
  const Threshold& threshold = model.target.threshold;
  if (is_single || threshold) {
    const std::string second = is_single ? y : add_second(y, graph);
    const std::string is_second =
        threshold ? graph.node("is_second", "GreaterOrEqual", {second, graph.number("least", *threshold)})
                  : graph.node("is_second", "Greater", {second, graph.number("half", 0.5)});
    const std::string axis = graph.constant("axis", std::vector<std::int64_t>{1});
    index = graph.node("class", "Squeeze", {graph.cast("class_column", is_second, OnnxType::kInt64), axis});
  } else {
    index = graph.node("class", "ArgMax", {y}, {{"axis", 1}, {"keepdims", 0}});
  }
  const std::string labels = graph.constant("labels", model.target.labels());
  graph.output(graph.node("label", "Gather", {labels, index}), OnnxType::kString, 0);
}

/// The probabilities, as class_probabilities() computes them.
std::string add_probabilities(const Model& model, const std::string& y, OnnxGraph& graph) {
  if (model.network.outputs() == 1) {
    const std::string first = graph.node("of_first", "Sub", {graph.number("one", 1), y});
    return graph.node("probabilities", "Concat", {first, y}, {{"axis", 1}});
  }
  if (model.network.layers().back().activation == Activation::kSoftmax) {
    return graph.node("probabilities", "Identity", {y});
  }
  const std::string axis = graph.constant("axis", std::vector<std::int64_t>{1});
  const std::string sum = graph.node("sum", "ReduceSum", {y, axis}, {{"keepdims", 1}});
  const std::string is_zero = graph.node("is_zero", "Equal", {sum, graph.number("zero", 0)});
  const double share = 1 / static_cast<double>(model.network.outputs());
  return graph.node("probabilities", "Where",
                    {is_zero, graph.number("share", share), graph.node("shares", "Div", {y, sum})});
}

}  // namespace

OnnxModel onnx_model(const SavedModel& saved, OnnxType number) {
  const Model& model = saved.model;
  const OnnxGraph graph = graph_of(model, number);
  ProtobufWriter proto;
  proto.count(1, kIrVersion).text(2, "nntrain").text(3, NNTRAIN_VERSION).text(6, doc_of(saved));
  proto.message(7, graph.proto("nntrain"));
  proto.message(8, ProtobufWriter().text(1, "").count(2, kOpset));
  const std::vector<InputColumn>& columns = model.preprocessing.columns();
  if (std::any_of(columns.begin(), columns.end(), [](const InputColumn& column) { return column.is_text; })) {
    proto.message(8, ProtobufWriter().text(1, kOnnxTextDomain).count(2, kTextOpset));
  }
  for (const auto& [key, value] :
       {std::pair("fingerprint", fingerprint(model.parameters)), std::pair("target", model.target.name)}) {
    proto.message(14, ProtobufWriter().text(1, key).text(2, value));
  }
  if (proto.bytes().size() > kMostBytes) {
    throw ModelError(fmt::format("as ONNX the model has {} bytes, and an ONNX file can have at most 2 GiB",
                                 proto.bytes().size()),
                     "C has no such limit:  --to c");
  }
  return {proto.bytes(), graph.renamings()};
}

void add_onnx_outputs(const Model& model, const std::string& y, OnnxGraph& graph) {
  const ModelTarget& target = model.target;
  if (target.classes.empty()) {
    graph.output(add_prediction(target.scale, y, graph), OnnxType::kDouble, 1);
    return;
  }
  add_label(model, y, graph);
  if (are_probabilities(model.network)) {
    graph.output(add_probabilities(model, y, graph), OnnxType::kDouble, target.classes.size());
  } else {
    graph.output(graph.node("outputs", "Identity", {y}), OnnxType::kDouble, model.network.outputs());
  }
}

}  // namespace nntrain
