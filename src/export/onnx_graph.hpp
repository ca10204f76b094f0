#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "export/protobuf_writer.hpp"

namespace nntrain {

/// The types of tensors, as TensorProto.DataType numbers them.
enum class OnnxType { kInt64 = 7, kString = 8, kDouble = 11 };

/// An attribute of a node.
class OnnxAttribute {
 public:
  OnnxAttribute(const std::string& name, std::int64_t value);
  OnnxAttribute(const std::string& name, const std::vector<std::int64_t>& values);
  OnnxAttribute(const std::string& name, const std::vector<std::string>& values);

  const ProtobufWriter& proto() const { return proto_; }

 private:
  ProtobufWriter proto_;
};

/// A GraphProto of ONNX that grows node by node. A value is known by its name; a name that is taken gets a
/// number behind it.
class OnnxGraph {
 public:
  /// An input or output of the graph: N rows, of as many columns as told; 0: a list of N.
  std::string input(const std::string& name, OnnxType type, std::size_t columns);
  void output(const std::string& value, OnnxType type, std::size_t columns);

  /// A constant tensor; dims: its shape.
  std::string constant(const std::string& name, std::span<const double> values,
                       const std::vector<std::size_t>& dims);
  std::string constant(const std::string& name, const std::vector<std::int64_t>& values);
  std::string constant(const std::string& name, const std::vector<std::string>& values);
  /// A constant number.
  std::string number(const std::string& name, double value);

  /// Adds a node and returns its result, which gets the name `name`.
  std::string node(const std::string& name, const std::string& operation,
                   const std::vector<std::string>& inputs, const std::vector<OnnxAttribute>& attributes = {},
                   const std::string& domain = "");

  /// Adds a node that turns a value into another type.
  std::string cast(const std::string& name, const std::string& value, OnnxType type);

  /// The whole graph.
  ProtobufWriter proto(const std::string& name) const;

 private:
  std::string unused(const std::string& name);
  void add_constant(const ProtobufWriter& tensor);

  std::set<std::string> names_;
  ProtobufWriter nodes_;
  ProtobufWriter constants_;
  ProtobufWriter inputs_;
  ProtobufWriter outputs_;
};

}  // namespace nntrain
