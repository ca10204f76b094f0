#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// A message of Protocol Buffers (their "wire format") that fields are appended to, the same bytes on every
/// machine. A repeated field is one that is appended several times.
class ProtobufWriter {
 public:
  /// A whole number >= 0, as any of protobuf's integer types and enums takes it.
  ProtobufWriter& count(std::uint32_t field, std::uint64_t value);
  /// A string or bytes.
  ProtobufWriter& text(std::uint32_t field, std::string_view text);
  ProtobufWriter& message(std::uint32_t field, const ProtobufWriter& message);
  /// All fields of another one.
  ProtobufWriter& append(const ProtobufWriter& fields);

  const std::string& bytes() const { return bytes_; }

 private:
  void varint(std::uint64_t value);

  std::string bytes_;
};

/// Eight bytes each, low byte first.
std::string little_endian(std::span<const double> values);
std::string little_endian(std::span<const std::int64_t> values);

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
