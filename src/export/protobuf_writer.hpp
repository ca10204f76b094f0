#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

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

}  // namespace nntrain
