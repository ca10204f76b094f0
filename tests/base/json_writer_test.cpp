#include "base/json_writer.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include <nlohmann/json.hpp>

#include "base/json_reader.hpp"
#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("JSON is written in the order of the calls") {
  JsonWriter json;
  json.begin_object();
  json.key("b").number(0.1).key("a").count(18446744073709551615U).key("c").begin_array().end_array();
  json.key("d").begin_object().key("x").boolean(true).key("y").null().end_object();
  json.key("e").numbers(std::vector<double>{1, -0.5});
  json.end_object();
  CHECK(json.text() ==
        "{\n  \"b\": 0.1,\n  \"a\": 18446744073709551615,\n  \"c\": [],\n  \"d\": {\n    \"x\": true,\n    "
        "\"y\": null\n  },\n"
        "  \"e\": [\n    1,\n    -0.5\n  ]\n}\n");
}

TEST_CASE("numbers that are not finite are null") {
  JsonWriter json;
  json.begin_array().number(std::nan("")).number(std::numeric_limits<double>::infinity()).end_array();
  CHECK(json.text() == "[null, null]\n");
}

TEST_CASE("numbers of which none may be lost are texts where they are not finite") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  JsonWriter json;
  json.any_numbers(std::vector<double>{0.5, kInfinity, -kInfinity, -std::nan(""), -0.0});
  CHECK(json.text() == "[0.5, \"inf\", \"-inf\", \"nan\", -0.0]\n");
}

TEST_CASE("texts survive, and bytes that are no UTF-8 are characters of private use") {
  const std::string text = "q\" b\\ n\n t\t \x01 \xc3\xa9 \xf0\x9f\x98\x80";
  JsonWriter json;
  json.begin_array().string(text).string("caf\xe9!").string("\xe2\x82").end_array();
  const nlohmann::json read = nlohmann::json::parse(json.text());
  CHECK(read[0] == text);
  CHECK(read[1] == "caf\xee\xbf\xa9!");          // U+EFE9
  CHECK(read[2] == "\xee\xbf\xa2\xee\xbe\x82");  // U+EFE2 U+EF82
}

TEST_CASE("any bytes are read again as they were") {
  std::mt19937 random(1);
  const std::vector<std::string> pieces = {"\xEE",         "\xBE",         "\xBF", "\xEE\xBE\x80",
                                           "\xEE\xBF\xBF", "\xC2\x85",     "\"",   "\\",
                                           "\x1F",         "\xEE\xBD\xBF", "a",    "\xE2\x80\xAE"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::size_t length = random() % 8; length > 0; --length) {
      text +=
          random() % 2 == 0 ? pieces[random() % pieces.size()] : std::string(1, static_cast<char>(random()));
    }
    JsonWriter json;
    json.begin_object().key(text).string(text).end_object();
    REQUIRE(parse_json(json.text())[text].text() == text);
  }
}

TEST_CASE("what a terminal must not get is written as an escape") {
  JsonWriter json;
  json.string("\x1b[31m \x7f \xc2\x9b \xe2\x80\xae \xe2\x80\xa8 \xc3\xa9");
  CHECK(json.text() == "\"\\u001b[31m \\u007f \\u009b \\u202e \\u2028 \xc3\xa9\"");
}

TEST_CASE("every double survives JSON bit for bit") {
  const std::vector<double> values = {-0.0, 0.0,  5e-324, -5e-324, 1.7976931348623157e308, 9007199254740993.0,
                                      0.1,  -1e-7};
  JsonWriter json;
  json.numbers(values);
  const nlohmann::json read = nlohmann::json::parse(json.text());
  for (std::size_t i = 0; i < values.size(); ++i) {
    CHECK(std::bit_cast<std::uint64_t>(read[i].get<double>()) == std::bit_cast<std::uint64_t>(values[i]));
  }
}

TEST_CASE("JSON in one line has a blank behind each comma, and its texts are as they were") {
  CHECK(in_one_line("{\n  \"a\": 1,\n  \"b\": [2, 3],\n  \"c\": \"x,\\n  y\"\n}\n") ==
        "{\"a\": 1, \"b\": [2, 3], \"c\": \"x,\\n  y\"}\n");
}
