#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/onnx_file.hpp"

namespace nntrain::test {

/// A value of an ONNX graph for one row: numbers or texts. A truth is 1 or 0.
struct OnnxValue {
  std::vector<double> numbers;
  std::vector<std::string> texts;
  std::size_t stacked = 1;  ///< the lists of equal length that stand one behind the other
};

/// Computes what an ONNX model says of a row, by the definitions of https://onnx.ai/onnx/operators: only the
/// operations that nntrain writes, and only for one row, where each value is a list.
class OnnxRun {
 public:
  explicit OnnxRun(std::string_view bytes) {
    for (const ProtobufField& field : protobuf_fields(protobuf_field(bytes, 7).bytes)) {
      if (field.number == 5) add_constant(field.bytes);
      if (field.number == 1) nodes_.push_back(node_of(field.bytes));
    }
  }

  /// All values by their names, from those of the inputs; nothing if a runtime refuses the row.
  std::optional<std::map<std::string, OnnxValue>> run(std::map<std::string, OnnxValue> values) const {
    values.insert(constants_.begin(), constants_.end());
    for (const Node& node : nodes_) {
      std::vector<OnnxValue> inputs;
      for (const std::string& name : node.inputs) inputs.push_back(values.at(name));
      const std::optional<OnnxValue> result = compute(node, inputs);
      if (!result) return {};
      values[node.output] = *result;
    }
    return values;
  }

 private:
  struct Node {
    std::string operation;
    std::vector<std::string> inputs;
    std::string output;
    std::vector<std::string> keys;  // of a LabelEncoder
    std::vector<double> codes;
    double usual_code = 0;
  };

  static double whole(std::uint64_t value) { return static_cast<double>(std::bit_cast<std::int64_t>(value)); }

  static Node node_of(std::string_view proto) {
    Node node;
    for (const ProtobufField& field : protobuf_fields(proto)) {
      if (field.number == 1) node.inputs.emplace_back(field.bytes);
      if (field.number == 2) node.output = field.bytes;
      if (field.number == 4) node.operation = field.bytes;
      if (field.number != 5) continue;
      const std::string_view name = protobuf_field(field.bytes, 1).bytes;
      for (const ProtobufField& part : protobuf_fields(field.bytes)) {
        if (part.number == 9) node.keys.emplace_back(part.bytes);
        if (part.number == 8) node.codes.push_back(whole(part.value));
        if (part.number == 3 && name == "default_int64") node.usual_code = whole(part.value);
      }
    }
    return node;
  }

  void add_constant(std::string_view proto) {
    OnnxValue value;
    const bool is_whole = protobuf_field(proto, 2).value == 7;
    std::string name;
    for (const ProtobufField& field : protobuf_fields(proto)) {
      if (field.number == 6) value.texts.emplace_back(field.bytes);
      if (field.number == 8) name = field.bytes;
      for (std::size_t i = 0; field.number == 9 && i < field.bytes.size(); i += 8) {
        std::uint64_t bits = 0;
        for (std::size_t k = 8; k-- > 0;) bits = bits << 8U | static_cast<unsigned char>(field.bytes[i + k]);
        value.numbers.push_back(is_whole ? whole(bits) : std::bit_cast<double>(bits));
      }
    }
    constants_[name] = value;
  }

  /// Number by number; a list of one number goes with each number of the others.
  static OnnxValue each(const std::vector<OnnxValue>& inputs,
                        const std::function<double(const std::vector<double>&)>& function) {
    std::size_t size = 1;
    for (const OnnxValue& input : inputs) {
      if (input.numbers.size() != 1) size = input.numbers.size();
    }
    OnnxValue result;
    for (std::size_t i = 0; i < size; ++i) {
      std::vector<double> x;
      for (const OnnxValue& input : inputs)
        x.push_back(input.numbers.size() == 1 ? input.numbers[0] : input.numbers.at(i));
      result.numbers.push_back(function(x));
    }
    return result;
  }

  static std::optional<OnnxValue> compute(const Node& node, const std::vector<OnnxValue>& inputs) {
    using Numbers = std::vector<double>;
    static const std::map<std::string, std::function<double(const Numbers&)>> kEach = {
        {"Add", [](const Numbers& x) { return x[0] + x[1]; }},
        {"Sub", [](const Numbers& x) { return x[0] - x[1]; }},
        {"Mul", [](const Numbers& x) { return x[0] * x[1]; }},
        {"Div", [](const Numbers& x) { return x[0] / x[1]; }},
        {"Max", [](const Numbers& x) { return x[0] > x[1] ? x[0] : x[1]; }},
        {"Min", [](const Numbers& x) { return x[0] < x[1] ? x[0] : x[1]; }},
        {"Equal", [](const Numbers& x) { return x[0] == x[1] ? 1.0 : 0.0; }},
        {"Greater", [](const Numbers& x) { return x[0] > x[1] ? 1.0 : 0.0; }},
        {"GreaterOrEqual", [](const Numbers& x) { return x[0] >= x[1] ? 1.0 : 0.0; }},
        {"Where", [](const Numbers& x) { return x[0] != 0 ? x[1] : x[2]; }},
        {"IsNaN", [](const Numbers& x) { return std::isnan(x[0]) ? 1.0 : 0.0; }},
        {"Exp", [](const Numbers& x) { return std::exp(x[0]); }},
        {"Log", [](const Numbers& x) { return std::log(x[0]); }},
        {"Neg", [](const Numbers& x) { return -x[0]; }},
        {"Abs", [](const Numbers& x) { return std::abs(x[0]); }},
        {"Relu", [](const Numbers& x) { return x[0] > 0 ? x[0] : 0; }},
        {"Tanh", [](const Numbers& x) { return std::tanh(x[0]); }},
        {"Sigmoid", [](const Numbers& x) { return 1 / (1 + std::exp(-x[0])); }}};
    if (const auto function = kEach.find(node.operation); function != kEach.end())
      return each(inputs, function->second);
    const OnnxValue& first = inputs.at(0);
    const Numbers& x = first.numbers;
    OnnxValue result;
    if (node.operation == "Identity" || node.operation == "Cast" || node.operation == "Squeeze") return first;
    if (node.operation == "Reshape") {
      result = first;
      result.stacked = static_cast<std::size_t>(inputs.at(1).numbers.at(1));
    } else if (node.operation == "ReduceMean") {
      result.numbers.resize(x.size() / first.stacked);
      for (std::size_t i = 0; i < x.size(); ++i) result.numbers[i % result.numbers.size()] += x[i];
      for (double& number : result.numbers) number /= static_cast<double>(first.stacked);
    } else if (node.operation == "Concat") {
      for (const OnnxValue& input : inputs)
        result.numbers.insert(result.numbers.end(), input.numbers.begin(), input.numbers.end());
    } else if (node.operation == "MatMul") {
      const Numbers& weights = inputs.at(1).numbers;
      result.numbers.resize(weights.size() / x.size());
      for (std::size_t i = 0; i < weights.size(); ++i)
        result.numbers[i % result.numbers.size()] += x[i / result.numbers.size()] * weights[i];
    } else if (node.operation == "Softmax") {
      const double most = *std::max_element(x.begin(), x.end());
      double sum = 0;
      for (const double z : x) sum += result.numbers.emplace_back(std::exp(z - most));
      for (double& y : result.numbers) y /= sum;
    } else if (node.operation == "ReduceSum") {
      result.numbers.push_back(0);
      for (const double value : x) result.numbers[0] += value;
    } else if (node.operation == "ArgMax") {
      result.numbers.push_back(static_cast<double>(std::max_element(x.begin(), x.end()) - x.begin()));
    } else if (node.operation == "LabelEncoder") {
      const auto key = std::find(node.keys.begin(), node.keys.end(), first.texts.at(0));
      result.numbers.push_back(key == node.keys.end()
                                   ? node.usual_code
                                   : node.codes.at(static_cast<std::size_t>(key - node.keys.begin())));
    } else if (node.operation == "Gather") {
      for (const double index : inputs.at(1).numbers) {
        const auto place = static_cast<std::size_t>(index);
        if (place >= x.size() + first.texts.size()) return {};
        if (!x.empty()) result.numbers.push_back(x[place]);
        if (x.empty()) result.texts.push_back(first.texts[place]);
      }
    } else {
      FAIL("the operation " << node.operation << " is unknown here");
    }
    return result;
  }

  std::map<std::string, OnnxValue> constants_;
  std::vector<Node> nodes_;
};

}  // namespace nntrain::test
