#include "export/protobuf_writer.hpp"

#include <bit>

namespace nntrain {
namespace {

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

/// Seven bits a byte, the low ones first; the high bit says that more follow.
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
