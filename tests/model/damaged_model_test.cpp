// Files that are no models, or whose bytes have changed. scripts/check_models.sh runs all of them: [.full].

#include <filesystem>

#include "model/mutations.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

void check_truncations(double share) {
  Sample sample(share);
  const ModelReading reading;
  for (const std::string& text : golden_models()) {
    for (std::size_t size = 0; size < text.size(); ++size) {
      const bool is_near_an_end = size < 3 || size + 100 > text.size();
      if (!is_near_an_end && !sample.takes()) continue;
      CAPTURE(size);
      CHECK(reading.refusal(text.substr(0, size)) != "");
    }
  }
}

void check_flips(double share) {
  Sample sample(share);
  const ModelReading reading;
  for (std::string text : golden_models()) {
    for (std::size_t at = 0; at < text.size(); ++at) {
      for (unsigned bit = 0; bit < 8; ++bit) {
        const bool is_near_an_end = at + 8 > text.size() || at < 2;
        if (!is_near_an_end && !sample.takes()) continue;
        const char kept = text[at];
        text[at] = static_cast<char>(static_cast<unsigned char>(kept) ^ (1U << bit));
        CAPTURE(at, bit);
        CHECK(reading.refusal(text) != "");
        text[at] = kept;
      }
    }
  }
}

void check_numbers(double share) {
  Sample sample(share);
  const ModelReading reading;
  for (const std::string& text : golden_models()) {
    for (const Place& place : tokens_of(text).numbers) {
      for (const std::string& number : kOddNumbers) {
        const bool is_the_same = text.substr(place.begin, place.length) == number;
        if (is_the_same || !sample.takes()) continue;
        CAPTURE(place.begin, number);
        CHECK(reading.refusal(with_part(text, place.begin, place.length, number)) != "");
      }
    }
  }
}

}  // namespace

TEST_CASE("the models that others are made of are sound") {
  const ModelReading reading;
  for (const std::string& text : golden_models()) {
    CHECK(reading.refusal(text) == "");
    CHECK(sealed(text) == text);
    CHECK(tokens_of(text).numbers.size() > 30);
    CHECK(tokens_of(text).keys.size() > 60);
  }
}

TEST_CASE("a model that was cut off is refused") {
  check_truncations(0.02);
}

TEST_CASE("a model cut off anywhere is refused", "[.full]") {
  check_truncations(1);
}

TEST_CASE("a model with a bit that has changed is refused") {
  check_flips(0.004);
}

TEST_CASE("a model with any one bit that has changed is refused", "[.full]") {
  check_flips(1);
}

TEST_CASE("a model with a number that has changed is refused") {
  check_numbers(0.1);
}

TEST_CASE("a model with any one number that has changed is refused", "[.full]") {
  check_numbers(1);
}

TEST_CASE("a model to which something was added, or whose lines changed places, is refused") {
  const ModelReading reading;
  const std::string text = golden_models().front();
  for (const std::string more : {" ", "\n", "{}", "\r\n"}) CHECK(reading.refusal(text + more) != "");
  CHECK(reading.refusal(" " + text) != "");
  CHECK(reading.refusal("\xef\xbb\xbf" + text).find("byte order mark") != std::string::npos);
  const auto section = [&](const std::string& name) { return text.find("\n  \"" + name + "\": "); };
  const std::size_t reading_at = section("reading");
  const std::size_t columns_at = section("columns");
  const std::size_t target_at = section("target");
  REQUIRE(target_at != std::string::npos);
  const std::string swapped = text.substr(0, reading_at) + text.substr(columns_at, target_at - columns_at) +
                              text.substr(reading_at, columns_at - reading_at) + text.substr(target_at);
  CHECK(reading.refusal(swapped).find("was changed or damaged") != std::string::npos);
}

TEST_CASE("files of other kinds are refused by what they are") {
  using namespace std::string_literals;
  const std::vector<std::pair<std::string, std::string>> kinds = {
      {"", "it is empty"},
      {"a,b,y\n1,2,0\n", "it is not JSON"},
      {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s, "it is a PNG picture"},
      {"\x1f\x8b\x08\0\0\0\0\0"s, "it is a gzip file"},
      {"\x08\x07\x12\x07pytorch\x1a\x03"s, "it is not JSON"},
      {"PK\x03\x04"s, "it is a ZIP file"},
      {"[]", "it is not JSON"},
      {"{", "is damaged: it is not valid JSON (at byte 2)"},
      {"{}", "it has no \"schema\""},
      {"{\0}"s, "not valid JSON"},
      {"{\"schema\": 1}", "it is a number, not a text"},
      {"{\"schema\": \"nntrain.run/1\"}", "its schema is 'nntrain.run/1', not 'nntrain.model/3'"},
      {"{\"schema\": \"nntrain.model/0\"}", "its schema is"},
      {"{\"schema\": \"nntrain.model/01\"}", "its schema is"},
      {"{\"schema\": \"nntrain.model/1\"}", "it does not end with its checksum"},
      {"{\"schema\": \"nntrain.model/4\"}", "is of the format nntrain.model/4, and this nntrain ("},
  };
  const ModelReading reading;
  for (const auto& [text, part] : kinds) {
    CAPTURE(text);
    CHECK_THAT(reading.refusal(text), ContainsSubstring(part));
  }
  const ScratchFolder scratch;
  CHECK_THROWS_WITH(read_model(scratch.folder().string()), ContainsSubstring("it is a directory"));
  CHECK_THROWS_AS(read_model(scratch.path("none.json")), DataError);
}

TEST_CASE("brackets in great numbers are refused") {
  const ModelReading reading;
  std::string objects = "{\"a\": ";
  for (int depth = 0; depth < 100'000; ++depth) objects += "{\"a\":";
  CHECK(reading.refusal(objects).find("nested deeper than 64") != std::string::npos);
  CHECK(reading.refusal("{\"a\": " + std::string(100'000, '[')) != "");
  const std::string text = golden_models().front();
  const Place number = tokens_of(text).numbers.back();
  const std::string brackets = std::string(100'000, '[') + std::string(100'000, ']');
  CHECK(reading.refusal(sealed(with_part(text, number.begin, number.length, brackets)))
            .find("nested deeper than 64") != std::string::npos);
}
