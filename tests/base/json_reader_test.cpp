#include "base/json_reader.hpp"

#include <bit>
#include <cmath>
#include <functional>
#include <limits>

#include "base/json_writer.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

namespace {

/// The error message of parsing the text, or of `use` with its value; "" if there is no error.
std::string error_of(const std::string& text, const std::function<void(const Json&)>& use = {}) {
  try {
    const Json json = parse_json(text);
    if (use) use(json);
  } catch (const JsonError& error) {
    return error.what();
  }
  return "";
}

std::vector<Json> items_of(const Json& list) {
  std::vector<Json> items;
  for (const Json one : list.list()) items.push_back(one);
  return items;
}

std::string nested(std::size_t depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

}  // namespace

TEST_CASE("a JSON text is read as what it says") {
  const Json json = parse_json(
      R"({"a": [1, -0.5, 2e3], "b": {"x": true, "y": null}, "c": [], "d": ["p", "é\n"], "e": [1, "x"]})");
  CHECK(json["a"].numbers() == Numbers{1, -0.5, 2000});
  CHECK(json["b"]["x"].boolean());
  CHECK(json["b"]["y"].is_null());
  CHECK(json["c"].numbers().empty());
  CHECK(json["c"].texts().empty());
  CHECK(json["c"].list().empty());
  CHECK(json["d"].texts() == Texts{"p", "\xC3\xA9\n"});
  CHECK(items_of(json["e"])[0].number() == 1);
  CHECK(items_of(json["e"])[1].text() == "x");
  CHECK(json["a"].is_list());
  CHECK(json["e"].is_list());
  CHECK_FALSE(json["b"].is_list());
  CHECK_FALSE(json.find("f").has_value());
  Texts names;
  for (const auto& [name, value] : json.members()) names.push_back(name);
  CHECK(names == Texts{"a", "b", "c", "d", "e"});
}

TEST_CASE("what is no JSON, or could be read in two ways, is refused") {
  for (const std::string text :
       {"",        " ",           "{",        "[1,]",       "{\"a\": 1,}",  "{\"a\" 1}", "[1] 2",
        "{} {}",   "'a'",         "[NaN]",    "[Infinity]", "[inf]",        "[01]",      "[+1]",
        "[.5]",    "[1.]",        "[0x1]",    "nul",        "// x\n1",      "[1 2]",     "\"\n\"",
        "\"\\x\"", "\"\\ud800\"", "\"\xff\"", "\"\xc3\"",   "\xef\xbb\xbf{"}) {
    CAPTURE(text);
    CHECK(error_of(text).find("it is not valid JSON (at byte ") == 0);
  }
  CHECK(error_of(std::string("[1]\0x", 5)) == "it is not valid JSON (at byte 4)");
  CHECK(error_of(R"({"a": 1, "b": 2, "a": 1})") == "the key 'a' is there twice");
  CHECK(error_of(R"([{"a": {"b": 1, "\u0062": 1}}])") == "the key 'b' is there twice");
  CHECK(error_of(R"([{"a": 1}, {"a": 1}, {"b": {"a": 1}}])") == "");
  CHECK(error_of("[1e999]") == "a number at byte 6 is too large");
  CHECK(error_of("[-1e309]").find("too large") != std::string::npos);
}

TEST_CASE("depth is bounded") {
  CHECK(error_of(nested(64)) == "");
  CHECK(error_of(nested(65)) == "it is nested deeper than 64");
  CHECK(error_of(std::string(100'000, '[')) == "it is nested deeper than 64");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  CHECK(error_of(objects) == "it is nested deeper than 64");
}

TEST_CASE("what is asked for wrongly is named with its place") {
  const std::string text =
      R"({"layers": [{"bias": "x", "weights": [[1, 2], [3, null]], "units": 1.5}], "n": -1, "t": "w"})";
  const auto layer = [](const Json& json) { return items_of(json["layers"]).front(); };
  CHECK(error_of(text, [&](const Json& json) { layer(json)["bias"].numbers(); }) ==
        "layers[0].bias: it is a text, not a list of numbers");
  CHECK(error_of(text, [&](const Json& json) { items_of(layer(json)["weights"])[1].numbers(); }) ==
        "layers[0].weights[1]: null is in a list of numbers");
  CHECK(error_of(text, [&](const Json& json) { items_of(layer(json)["weights"])[0].texts(); }) ==
        "layers[0].weights[0]: it is a list of numbers, not a list");
  CHECK(error_of(text, [&](const Json& json) { layer(json)["name"].text(); }) ==
        "layers[0]: there is no \"name\"");
  CHECK(error_of(text, [](const Json& json) { json["x"].text(); }) == "there is no \"x\"");
  CHECK(error_of(text, [](const Json& json) { json["n"]["x"].text(); }) ==
        "n: it is a number, not an object");
  CHECK(error_of(text, [](const Json& json) { json["t"].number(); }) == "t: it is a text, not a number");
  CHECK(error_of(text, [](const Json& json) { json["t"].boolean(); }) ==
        "t: it is a text, not true or false");
  CHECK(error_of(text, [](const Json& json) { json["n"].text(); }) == "n: it is a number, not a text");
}

TEST_CASE("counts are whole numbers of 64 bits, written plainly") {
  const auto count = [](const std::string& text, std::uint64_t most = UINT64_MAX) {
    return error_of(text, [most](const Json& json) { json.count(most); });
  };
  CHECK(parse_json("18446744073709551615").count() == UINT64_MAX);
  CHECK(parse_json("0").count() == 0);
  CHECK(count("7", 7) == "");
  CHECK(count("8", 7) == "it should be a whole number from 0 to 7");
  for (const std::string text : {"-1", "1.0", "1e3", "18446744073709551616", "\"1\"", "null", "[1]"}) {
    CAPTURE(text);
    CHECK(count(text) == "it should be a whole number from 0 to 18446744073709551615");
  }
}

TEST_CASE("a value as a flag would be given it") {
  const Json json = parse_json(R"([true, false, 3, 0.1, -2, 1e-7, "text", null])");
  const std::vector<Json> values = items_of(json);
  Texts words;
  for (std::size_t i = 0; i + 1 < values.size(); ++i) words.push_back(values[i].word());
  CHECK(words == Texts{"true", "false", "3", "0.1", "-2", "1e-07", "text"});
  CHECK_THROWS_AS(values.back().word(), JsonError);
}

TEST_CASE("every number that is written is read again bit for bit, those that are not finite, too") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const std::vector<Numbers> lists = {
      {-0.0, 0.0, 5e-324, -1.7976931348623157e308, 9007199254740993.0, 0.1, 1e22, 123456789012345680},
      {1.5, kInfinity, -kInfinity, std::nan(""), -0.0},
      {kInfinity},
      {}};
  for (const Numbers& values : lists) {
    JsonWriter json;
    json.any_numbers(values);
    const Numbers read = parse_json(json.text()).any_numbers();
    REQUIRE(read.size() == values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      const bool same = std::isnan(values[i]) ? std::isnan(read[i])
                                              : std::bit_cast<std::uint64_t>(read[i]) ==
                                                    std::bit_cast<std::uint64_t>(values[i]);
      CAPTURE(values[i], read[i]);
      CHECK(same);
    }
  }
  for (const std::string text :
       {"[\"Inf\"]", "[\"\"]", "[1, \"NaN\"]", "[1, null]", "[[]]", "\"inf\"", "{}"}) {
    CAPTURE(text);
    CHECK(error_of(text, [](const Json& json) { json.any_numbers(); }) != "");
  }
}
