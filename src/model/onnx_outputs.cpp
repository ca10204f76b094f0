#include "model/onnx_outputs.hpp"

namespace nntrain {
namespace {

void add_label(const Model& model, const std::string& y, OnnxGraph& graph) {
  std::string index;
  if (model.network.outputs() == 1) {
    const std::string is_second = graph.node("is_second", "Greater", {y, graph.number("half", 0.5)});
    const std::string axis = graph.constant("axis", std::vector<std::int64_t>{1});
    index = graph.node("class", "Squeeze", {graph.cast("class_column", is_second, OnnxType::kInt64), axis});
  } else {
    index = graph.node("class", "ArgMax", {y}, {{"axis", 1}, {"keepdims", 0}});
  }
  const std::string labels = graph.constant("labels", model.target.labels());
  graph.output(graph.node("label", "Gather", {labels, index}), OnnxType::kString, 0);
}

/// As class_probabilities() makes them.
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

void add_onnx_outputs(const Model& model, const std::string& y, OnnxGraph& graph) {
  const ModelTarget& target = model.target;
  if (target.classes.empty()) {
    std::string scaled =
        graph.node("times_divisor", "Mul", {y, graph.number("divisor", target.scale.divisor)});
    scaled = graph.node("prediction", "Add", {scaled, graph.number("centre", target.scale.centre)});
    graph.output(scaled, OnnxType::kDouble, 1);
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
