#include <limits>
#include <vector>

#include "export/onnx_graph.hpp"
#include "support/catch.hpp"

namespace nntrain::test {
namespace {

std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values) text += static_cast<char>(value);
  return text;
}

}  // namespace

// Examples from protobuf.dev/programming-guides/encoding.
TEST_CASE("whole numbers are written seven bits a byte") {
  CHECK(ProtobufWriter().count(1, 150).bytes() == bytes({0x08, 0x96, 0x01}));
  CHECK(ProtobufWriter().count(1, 0).bytes() == bytes({0x08, 0x00}));
  CHECK(ProtobufWriter().count(1, 127).bytes() == bytes({0x08, 0x7F}));
  CHECK(ProtobufWriter().count(16, 128).bytes() == bytes({0x80, 0x01, 0x80, 0x01}));
  CHECK(ProtobufWriter().count(1, std::numeric_limits<std::uint64_t>::max()).bytes() ==
        bytes({0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01}));
}

TEST_CASE("texts and messages have their length in front") {
  CHECK(ProtobufWriter().text(2, "testing").bytes() == bytes({0x12, 0x07}) + "testing");
  CHECK(ProtobufWriter().text(2, "").bytes() == bytes({0x12, 0x00}));
  CHECK(ProtobufWriter().message(3, ProtobufWriter().count(1, 150)).bytes() ==
        bytes({0x1A, 0x03, 0x08, 0x96, 0x01}));
  const std::string text = ProtobufWriter().text(1, std::string(300, 'x')).bytes();
  CHECK(text.substr(0, 3) == bytes({0x0A, 0xAC, 0x02}));
  CHECK(text.size() == 303);
  ProtobufWriter both;
  both.count(1, 1).append(ProtobufWriter().count(1, 2));
  CHECK(both.bytes() == bytes({0x08, 0x01, 0x08, 0x02}));
}

TEST_CASE("numbers of 64 bits are written low byte first on every machine") {
  const std::vector<double> doubles = {1.0, -0.0};
  CHECK(little_endian(doubles) == bytes({0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0x80}));
  const std::vector<std::int64_t> wholes = {0x0102030405060708, -2};
  CHECK(little_endian(wholes) ==
        bytes({8, 7, 6, 5, 4, 3, 2, 1, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}));
}

}  // namespace nntrain::test
