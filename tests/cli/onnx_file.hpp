#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace nntrain::test {

/// What an ONNX file holds, as far as tests look at it. Numbers of types: 1 float, 7 int64, 8 string, 11
/// double.
struct OnnxFile {
  std::map<std::string, std::uint64_t> inputs;   ///< name -> type
  std::map<std::string, std::uint64_t> outputs;  ///< name -> type
  std::vector<std::string> operations;           ///< of the nodes, in order
};

/// A field of a Protocol Buffers message: a number, or bytes.
struct ProtobufField {
  std::uint64_t number;
  std::uint64_t value;
  std::string_view bytes;
};

inline std::vector<ProtobufField> protobuf_fields(std::string_view message) {
  const auto varint = [&message] {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      REQUIRE(!message.empty());
      const auto byte = static_cast<unsigned char>(message.front());
      message.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
  };
  std::vector<ProtobufField> fields;
  while (!message.empty()) {
    const std::uint64_t tag = varint();
    const std::uint64_t value = varint();
    fields.push_back({tag >> 3U, value, {}});
    if ((tag & 7U) == 0) continue;
    REQUIRE((tag & 7U) == 2);
    REQUIRE(value <= message.size());
    fields.back().bytes = message.substr(0, value);
    message.remove_prefix(value);
  }
  return fields;
}

/// The first field with this number.
inline ProtobufField protobuf_field(std::string_view message, std::uint64_t number) {
  for (const ProtobufField& field : protobuf_fields(message)) {
    if (field.number == number) return field;
  }
  FAIL("no field " << number);
  return {};
}

/// Reads the bytes of a ModelProto.
inline OnnxFile onnx_of(std::string_view bytes) {
  OnnxFile file;
  for (const ProtobufField& field : protobuf_fields(protobuf_field(bytes, 7).bytes)) {
    if (field.number == 1) file.operations.emplace_back(protobuf_field(field.bytes, 4).bytes);
    if (field.number != 11 && field.number != 12) continue;
    const std::string_view tensor = protobuf_field(protobuf_field(field.bytes, 2).bytes, 1).bytes;
    (field.number == 11 ? file.inputs : file.outputs)[std::string(protobuf_field(field.bytes, 1).bytes)] =
        protobuf_field(tensor, 1).value;
  }
  return file;
}

}  // namespace nntrain::test
