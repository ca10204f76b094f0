#include "export/onnx_graph.hpp"

#include <bit>

#include <fmt/format.h>

namespace nntrain {
namespace {

// Field and type numbers of onnx.proto, IR version 7.
enum AttributeType : std::uint64_t { kInt = 2, kInts = 7, kStrings = 8 };

std::uint64_t number_of(OnnxType type) {
  return static_cast<std::uint64_t>(type);
}

/// A ValueInfoProto.
ProtobufWriter value_info(const std::string& name, OnnxType type, std::size_t columns) {
  ProtobufWriter shape;
  shape.message(1, ProtobufWriter().text(2, "rows"));
  if (columns > 0) shape.message(1, ProtobufWriter().count(1, columns));
  const ProtobufWriter tensor = ProtobufWriter().count(1, number_of(type)).message(2, shape);
  return ProtobufWriter().text(1, name).message(2, ProtobufWriter().message(1, tensor));
}

/// A TensorProto without its values.
ProtobufWriter tensor(const std::string& name, OnnxType type, const std::vector<std::size_t>& dims) {
  ProtobufWriter proto;
  for (const std::size_t dim : dims) proto.count(1, dim);
  return proto.count(2, number_of(type)).text(8, name);
}

enum WireType : std::uint32_t { kVarint = 0, kLengthDelimited = 2 };

std::uint64_t tag(std::uint32_t field, WireType type) {
  return (std::uint64_t{field} << 3U) | type;
}

template <typename T>
std::string bytes_of(std::span<const T> values) {
  std::string bytes;
  bytes.reserve(values.size() * 8);
  for (const T value : values) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (unsigned shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(bits >> shift & 0xFFU);
  }
  return bytes;
}

}  // namespace

OnnxAttribute::OnnxAttribute(const std::string& name, std::int64_t value) {
  proto_.text(1, name).count(3, static_cast<std::uint64_t>(value)).count(20, kInt);
}

OnnxAttribute::OnnxAttribute(const std::string& name, const std::vector<std::int64_t>& values) {
  proto_.text(1, name);
  for (const std::int64_t value : values) proto_.count(8, static_cast<std::uint64_t>(value));
  proto_.count(20, kInts);
}

OnnxAttribute::OnnxAttribute(const std::string& name, const std::vector<std::string>& values) {
  proto_.text(1, name);
  for (const std::string& value : values) proto_.text(9, value);
  proto_.count(20, kStrings);
}

std::string OnnxGraph::unused(const std::string& name) {
  std::string free = name;
  for (int number = 2; free.empty() || !names_.emplace(free, name).second; ++number) {
    free = fmt::format("{}_{}", name, number);
  }
  return free;
}

std::string OnnxGraph::input(const std::string& name, OnnxType type, std::size_t columns) {
  std::string value = unused(name);
  inputs_.message(11, value_info(value, type, columns));
  note_name(true, value);
  return value;
}

void OnnxGraph::output(const std::string& value, OnnxType type, std::size_t columns) {
  outputs_.message(12, value_info(value, type, columns));
  note_name(false, value);
}

void OnnxGraph::note_name(bool is_input, const std::string& value) {
  const std::string& wanted = names_.at(value);
  if (wanted != value) renamings_.push_back({is_input, wanted, value});
}

void OnnxGraph::add_constant(const ProtobufWriter& tensor) {
  constants_.message(5, tensor);
}

std::string OnnxGraph::constant(const std::string& name, std::span<const double> values,
                                const std::vector<std::size_t>& dims) {
  std::string value = unused(name);
  add_constant(tensor(value, OnnxType::kDouble, dims).text(9, little_endian(values)));
  return value;
}

std::string OnnxGraph::constant(const std::string& name, const std::vector<std::int64_t>& values) {
  std::string value = unused(name);
  add_constant(tensor(value, OnnxType::kInt64, {values.size()}).text(9, little_endian(values)));
  return value;
}

std::string OnnxGraph::constant(const std::string& name, const std::vector<std::string>& values) {
  std::string value = unused(name);
  ProtobufWriter proto = tensor(value, OnnxType::kString, {values.size()});
  for (const std::string& text : values) proto.text(6, text);
  add_constant(proto);
  return value;
}

std::string OnnxGraph::number(const std::string& name, double value) {
  return constant(name, {&value, 1}, {});
}

std::string OnnxGraph::node(const std::string& name, const std::string& operation,
                            const std::vector<std::string>& inputs,
                            const std::vector<OnnxAttribute>& attributes, const std::string& domain) {
  std::string result = unused(name);
  ProtobufWriter proto;
  for (const std::string& value : inputs) proto.text(1, value);
  proto.text(2, result).text(3, result).text(4, operation);
  for (const OnnxAttribute& attribute : attributes) proto.message(5, attribute.proto());
  if (!domain.empty()) proto.text(7, domain);
  nodes_.message(1, proto);
  return result;
}

std::string OnnxGraph::cast(const std::string& name, const std::string& value, OnnxType type) {
  return node(name, "Cast", {value}, {{"to", static_cast<std::int64_t>(number_of(type))}});
}

ProtobufWriter OnnxGraph::proto(const std::string& name) const {
  ProtobufWriter graph;
  graph.append(nodes_).text(2, name).append(constants_).append(inputs_).append(outputs_);
  return graph;
}

/// Writes seven bits per byte, low bits first. The high bit means that more bytes follow.
void ProtobufWriter::varint(std::uint64_t value) {
  for (; value > 0x7F; value >>= 7U) bytes_ += static_cast<char>((value & 0x7FU) | 0x80U);
  bytes_ += static_cast<char>(value);
}

ProtobufWriter& ProtobufWriter::count(std::uint32_t field, std::uint64_t value) {
  varint(tag(field, kVarint));
  varint(value);
  return *this;
}

ProtobufWriter& ProtobufWriter::text(std::uint32_t field, std::string_view text) {
  varint(tag(field, kLengthDelimited));
  varint(text.size());
  bytes_ += text;
  return *this;
}

ProtobufWriter& ProtobufWriter::message(std::uint32_t field, const ProtobufWriter& message) {
  return text(field, message.bytes());
}

ProtobufWriter& ProtobufWriter::append(const ProtobufWriter& fields) {
  bytes_ += fields.bytes();
  return *this;
}

std::string little_endian(std::span<const double> values) {
  return bytes_of(values);
}

std::string little_endian(std::span<const std::int64_t> values) {
  return bytes_of(values);
}

}  // namespace nntrain
