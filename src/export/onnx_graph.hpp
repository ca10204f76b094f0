#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// A message of Protocol Buffers ("wire format") to which fields are appended. Its bytes are the same on
/// every machine. To write a repeated field, append it several times.
class ProtobufWriter {
 public:
  /// A whole number >= 0 as a varint: for int32, int64, uint32, uint64, bool and enums.
  ProtobufWriter& count(std::uint32_t field, std::uint64_t value);
  /// A string or bytes.
  ProtobufWriter& text(std::uint32_t field, std::string_view text);
  ProtobufWriter& message(std::uint32_t field, const ProtobufWriter& message);
  /// Appends all fields of another message.
  ProtobufWriter& append(const ProtobufWriter& fields);

  const std::string& bytes() const { return bytes_; }

 private:
  void varint(std::uint64_t value);

  std::string bytes_;
};

/// Eight bytes per value, low byte first.
std::string little_endian(std::span<const double> values);
std::string little_endian(std::span<const std::int64_t> values);

/// The types of tensors, with their numbers in TensorProto.DataType.
enum class OnnxType { kFloat = 1, kInt64 = 7, kString = 8, kDouble = 11 };

class OnnxAttribute {
 public:
  OnnxAttribute(const std::string& name, std::int64_t value);
  OnnxAttribute(const std::string& name, const std::vector<std::int64_t>& values);
  OnnxAttribute(const std::string& name, const std::vector<std::string>& values);

  const ProtobufWriter& proto() const { return proto_; }

 private:
  ProtobufWriter proto_;
};

/// An input or output of a graph that has another name than it was to have.
struct OnnxRenaming {
  bool is_input;
  std::string wanted;
  std::string name;
};

/// An ONNX GraphProto that grows node by node. Each value has a name; a name in use gets a number after it.
class OnnxGraph {
 public:
  /// An input or output of the graph, N x `columns`; 0: a vector of N.
  std::string input(const std::string& name, OnnxType type, std::size_t columns);
  void output(const std::string& value, OnnxType type, std::size_t columns);

  /// A constant tensor; `dims` is its shape.
  std::string constant(const std::string& name, std::span<const double> values,
                       const std::vector<std::size_t>& dims);
  std::string constant(const std::string& name, const std::vector<std::int64_t>& values);
  std::string constant(const std::string& name, const std::vector<std::string>& values);
  /// A constant scalar.
  std::string number(const std::string& name, double value);

  /// Adds a node. Returns the name of its result, `name` if that is free.
  std::string node(const std::string& name, const std::string& operation,
                   const std::vector<std::string>& inputs, const std::vector<OnnxAttribute>& attributes = {},
                   const std::string& domain = "");

  /// Adds a node that casts a value to another type.
  std::string cast(const std::string& name, const std::string& value, OnnxType type);

  /// The inputs and outputs with a number after their names.
  const std::vector<OnnxRenaming>& renamings() const { return renamings_; }

  /// The whole graph.
  ProtobufWriter proto(const std::string& name) const;

 private:
  std::string unused(const std::string& name);
  void add_constant(const ProtobufWriter& tensor);
  void note_name(bool is_input, const std::string& value);

  std::map<std::string, std::string> names_;  ///< of all values; the name that each was to have
  std::vector<OnnxRenaming> renamings_;
  ProtobufWriter nodes_;
  ProtobufWriter constants_;
  ProtobufWriter inputs_;
  ProtobufWriter outputs_;
};

}  // namespace nntrain
