#include "base/typed_json.hpp"

#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/numbers.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

std::string refusal_of(const std::string& typed) {
  try {
    return "it was read as " + strict_json(typed);
  } catch (const JsonError& error) {
    return error.what();
  }
}

/// The value of a JSON text, written in one way.
std::string rewritten(const Json& json) {
  if (json.is_null()) return "null";
  if (json.is_boolean()) return json.boolean() ? "true" : "false";
  if (json.is_number()) return shortest(json.number());
  std::string text;
  if (json.is_number_list()) {
    for (const double number : json.numbers()) text += shortest(number) + ",";
    return "[" + text + "]";
  }
  if (json.is_list()) {
    for (const Json one : json.list()) text += rewritten(one) + ",";
    return "[" + text + "]";
  }
  if (!json.is_object()) return "'" + json.text() + "'";
  for (const auto& [name, value] : json.members()) text += name + ":" + rewritten(value) + ",";
  return "{" + text + "}";
}

const std::string kWhole =
    R"({"layers": [{"bias": [-0.5, 1e-3], "weights": [[.5, +2], [5., −1]]}, // "a" #
        {'name': “é\u00e9”, units: 2, "x": [true, null, {}, [], "\\\""],},], /* c */ "z": 1/4})";

}  // namespace

TEST_CASE("what people type is read as the JSON that they mean") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"[.5, -.5, +1, 5., 05]", "[0.5,-0.5,1,5,5]"},
      {"[\u22120.5, \u2013 2, - 3, +.25e\u22122, \u20124]", "[-0.5,-2,-3,0.0025,-4]"},
      {"[1/2, -3/4, 1/3]", "[0.5,-0.75,0.3333333333333333]"},
      {"[1, 2,]", "[1,2]"},
      {"{\"a\": 1,}", "{\"a\":1}"},
      {"[1 // one, two\n, 2 # ]\n, /* 3, */ 4]", "[1,2,4]"},
      {"{'a': 1, \u201Cb\u201D: \u2018c\u2019, \u00ABd\u00BB: \u201Ce\", `f`: 2}",
       R"({"a":1,"b":"c","d":"e","f":2})"},
      {"{bias: true, b_1: tanh, n: null}", R"({"bias":true,"b_1":"tanh","n":null})"},
      {R"(["a\n\u00e9\\", 'a\n"'])", R"(["a\n\u00e9\\","a\\n\""])"},
      {"\xEF\xBB\xBF[\xC2\xA0"
       "1]",
       "[1]"},
      {"[inf, NaN, _1, ]", R"(["inf","NaN","_1"])"},
      {R"(["\ud83d\uDE00"])", R"(["\ud83d\uDE00"])"},
      {"[\"a\tb\"]", "[\"a\\u0009b\"]"},
      {"[]", "[]"},
      {"{}", "{}"},
      {"[[],[{}]]", "[[],[{}]]"},
      {"[-0, 1e-400, 0.1]", "[-0,0,0.1]"},
  };
  for (const auto& [typed, json] : cases) {
    CAPTURE(typed);
    CHECK(refusal_of(typed) == "it was read as " + json);
  }
}

TEST_CASE("what cannot be read is refused with its line and column") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "it is empty"},
      {" \n// nothing\n", "it is empty"},
      {"\xFF\xFE{", "it is written in UTF-16; save it as UTF-8"},
      {"[\"\xE9\"]", "line 1, column 3: the byte \\xE9 is no UTF-8"},
      {"a,b\n1,2\n", "line 1, column 1: 'a' stands where { is expected"},
      {"0.5,1\n", "line 1, column 1: '0.5' stands where { is expected"},
      {"[1] x", "line 1, column 5: 'x' stands where the end of the file is expected"},
      {"[1\n 2]", "line 2, column 2: '2' stands where , or ] is expected"},
      {"[é",
       "line 1, column 2: 'é' stands where a number or a list is expected; put quotes around it if it is a "
       "name"},
      {"{name: my-layer}",
       "line 1, column 8: 'my-layer' stands where a value is expected; put quotes around it if it is a "
       "name"},
      {"{a: [hidden1.1,2]}",
       "line 1, column 6: 'hidden1.1' stands where a number or a list is expected; put quotes around it if "
       "it is a name"},
      {"{my-bias: 1}",
       "line 1, column 2: 'my-bias' stands where a name such as \"bias\" is expected; put quotes around it "
       "if it is a name"},
      {"{a: x/y/* z */}",
       "line 1, column 5: 'x/y' stands where a value is expected; put quotes around it if it is a name"},
      {"{a=1}", "line 1, column 3: '=' stands where : is expected"},
      {"[a;b]", "line 1, column 3: ';' stands where , or ] is expected"},
      {"[a b-c]", "line 1, column 4: 'b-c' stands where , or ] is expected"},
      {"a-b,c\n", "line 1, column 1: 'a-b' stands where { is expected"},
      {"{\"é\" 1}", "line 1, column 6: '1' stands where : is expected"},
      {"[1; 2]", "line 1, column 3: ';' stands where , or ] is expected"},
      {"[1,,2]", "line 1, column 4: ',' stands where a number or a list is expected"},
      {"[[1, 2}",
       "line 1, column 7: '}' stands where , or ] is expected; the [ of line 1, column 2 is not closed"},
      {"{\"a\": [1\n",
       "line 2, column 1: the file ends where , or ] is expected; the [ of line 1, column 7 is not "
       "closed"},
      {"{\"a\": 1 \"b\": 2}", "line 1, column 9: '\"b\"' stands where , or } is expected"},
      {"{\"a\" = 1}", "line 1, column 6: '=' stands where : is expected"},
      {"{1: 2}", "line 1, column 2: '1' stands where a name such as \"bias\" is expected"},
      {"{\"a\": }",
       "line 1, column 7: '}' stands where a value is expected; the { of line 1, column 1 is not closed"},
      {"{\"a\": 1, 'a': 2}", "line 1, column 10: the key 'a' is there twice"},
      {R"({a: 1, "\u0061": 2})", "line 1, column 8: the key 'a' is there twice"},
      {"[1.2.3]", "line 1, column 2: '1.2.3' is no number"},
      {"[0x1F]", "line 1, column 2: '0x1F' is no number; put quotes around it if it is a name"},
      {"[2nd]", "line 1, column 2: '2nd' is no number; put quotes around it if it is a name"},
      {"[-x]", "line 1, column 2: '-x' is no number"},
      {"[1e999]", "line 1, column 2: '1e999' is too large"},
      {"[1/0]", "line 1, column 2: '1/0' divides by 0 or is too large"},
      {"[1e308/.1]", "line 1, column 7: '/' stands where , or ] is expected"},
      {"[5%]", "line 1, column 3: '%' stands where , or ] is expected"},
      {"['a\n']", "line 1, column 2: the text that begins here is not closed on its line"},
      {"[\"\\q\"]", "line 1, column 2: a \\ in the text that begins here is no escape of JSON"},
      {"\n\n{\"name\": \"\\ud800\"}",
       "line 3, column 10: a \\ in the text that begins here is no escape of JSON"},
      {"[\"\\udc00\"]", "line 1, column 2: a \\ in the text that begins here is no escape of JSON"},
      {"[\"\\ud83dx\\ude00\"]", "line 1, column 2: a \\ in the text that begins here is no escape of JSON"},
      {"[\"\\ud83d\\ud83d\"]", "line 1, column 2: a \\ in the text that begins here is no escape of JSON"},
      {"[\"\\u-123\"]", "line 1, column 2: a \\ in the text that begins here is no escape of JSON"},
      {"[1 /* 2]", "line 1, column 4: the comment that begins here is not closed"},
      {std::string("[1\0]", 4), "line 1, column 3: '\\x00' stands where , or ] is expected"},
  };
  for (const auto& [typed, why] : cases) {
    CAPTURE(typed);
    CHECK(refusal_of(typed) == why);
  }
  CHECK(refusal_of(std::string(100'000, '[')) == "line 1, column 65: it is nested deeper than 64");
  CHECK(refusal_of(std::string(64, '[')).find("the file ends where") != std::string::npos);
}

TEST_CASE("JSON means the same as a typed text, and is read as it is") {
  for (
      const std::string json :
      {R"({"a": [1, 2.5e-3, -0.1], "b": {"c": "\u00e9\"\\", "d": [true, false, null]}, "e": [[1], [], "x"]})",
       R"([{"x": 18446744073709551615}, 1e22])"}) {
    CHECK(rewritten(parse_json(strict_json(json))) == rewritten(parse_json(json)));
  }
  CHECK(parse_typed_json("{\"n\": 3}")["n"].count() == 3);
  CHECK(parse_typed_json("{n: 3,}")["n"].count() == 3);
}

TEST_CASE("no change to a typed text makes its reader fall, and what it takes is JSON") {
  std::mt19937_64 dice(4);
  const std::string kParts[] = {"[",       "]",
                                "{",       "}",
                                ",",       ":",
                                "\"",      "'",
                                "//",      "#",
                                "/*",      "\\",
                                "1/",      "e",
                                "-",       "+",
                                ".",       "\n",
                                "\xE2",    "\u2212",
                                "\u201C",  std::string(1, '\0'),
                                "NaN",     "\\u12",
                                "\\ud83d", "\\ude00",
                                "\\u0061"};
  REQUIRE(refusal_of(kWhole).find("it was read as ") == 0);
  std::size_t read = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = kWhole;
    for (std::size_t changes = 1 + dice() % 3; changes > 0; --changes) {
      const std::size_t at = dice() % text.size();
      const std::size_t length = dice() % 3;
      text.replace(at, length, dice() % 4 == 0 ? "" : kParts[dice() % std::size(kParts)]);
    }
    CAPTURE(text);
    std::string json;
    try {
      json = strict_json(text);
      ++read;
    } catch (const JsonError& error) {
      CHECK_FALSE(std::string(error.what()).empty());
      continue;
    }
    CHECK(rewritten(parse_json(json)) == rewritten(parse_json(strict_json(json))));
  }
  CHECK(read > 1000);
  CHECK(read < 19'000);
}
