#include "base/numbers.hpp"

#include <bit>
#include <clocale>
#include <cmath>
#include <cstdlib>
#include <string>

#include "base/random.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

double value_of(const std::string& text) {
  const ParsedNumber number = parse_number(text);
  INFO(text);
  REQUIRE(number.status == NumberStatus::kOk);
  return number.value;
}

}  // namespace

TEST_CASE("decimal numbers are read in all their forms") {
  CHECK(value_of("0") == 0);
  CHECK(value_of("-1.5") == -1.5);
  CHECK(value_of("+2") == 2);
  CHECK(value_of(".5") == 0.5);
  CHECK(value_of("5.") == 5);
  CHECK(value_of("1e3") == 1000);
  CHECK(value_of("1E-3") == 0.001);
  CHECK(value_of("010") == 10);
  CHECK(std::signbit(value_of("-0")));
}

TEST_CASE("a number with a decimal comma, or with its digits in groups, is known") {
  CHECK(with_decimal_point("0,05") == "0.05");
  CHECK(with_decimal_point("-1,5e3") == "-1.5e3");
  for (const char* const text : {"", "5", "0.5", "1,2,3", "1.000,5", "a,b", ","})
    CHECK(with_decimal_point(text).empty());
  CHECK(without_grouping("1,000") == "1000");
  CHECK(without_grouping("12.345.678") == "12345678");
  for (const char* const text :
       {"", "1000", "1,5", "1,0000", "1,000.000", ",000", "1234,000", "0,500", "1,0a0"})
    CHECK(without_grouping(text).empty());
}

TEST_CASE("what is no decimal number is refused") {
  for (const char* const text :
       {"",    "+",        "-",   ".",  "e5", "1e",    "1e+", "0x10", "inf", "-inf",  "nan",
        "NaN", "infinity", "1,5", "1 ", " 1", "1.2.3", "--1", "+-1",  "1f",  "1e5.5", "1'000"}) {
    INFO(text);
    CHECK(parse_number(text).status == NumberStatus::kNotANumber);
  }
}

TEST_CASE("numbers are rounded correctly to the last bit") {
  CHECK(value_of("0.1") == 0.1);
  CHECK(value_of("9007199254740993") == 9007199254740992.0);  // halfway: rounds to even
  CHECK(value_of("9007199254740993.00000000000000000000000001") == 9007199254740994.0);
  CHECK(value_of("2.2250738585072011e-308") == 2.2250738585072011e-308);
  CHECK(value_of("1.7976931348623157e308") == 1.7976931348623157e308);
}

TEST_CASE("underflow rounds and overflow is told") {
  CHECK(value_of("4.9e-324") == 5e-324);
  CHECK(value_of("2e-324") == 0);
  CHECK(value_of("1e-400") == 0);
  CHECK(std::signbit(value_of("-1e-400")));
  CHECK(value_of("0.0000001e-330") == 0);
  CHECK(value_of("1e-99999999999999999999") == 0);
  CHECK(value_of("0e99999") == 0);
  CHECK(value_of("0." + std::string(400, '0') + "1") == 0);
  CHECK(value_of("0." + std::string(400, '0') + "1e401") == Approx(1));
  for (const std::string& text :
       {std::string("1e309"), std::string("-1e400"), std::string("1e99999999999999999999"),
        "1" + std::string(400, '0'), std::string("0.001e400")}) {
    INFO(text);
    CHECK(parse_number(text).status == NumberStatus::kOverflow);
  }
}

TEST_CASE("a share has as many digits as tell it from 0 and 1") {
  for (const auto& [share, text] :
       {std::pair(0.0, "0.0000"), std::pair(1.0, "1.0000"), std::pair(0.5, "0.5000"),
        std::pair(0.99994, "0.9999"), std::pair(0.99995, "0.99995"), std::pair(0.9999999, "0.9999999"),
        std::pair(0.00004, "0.00004"), std::pair(0.00006, "0.0001")}) {
    CHECK(share_text(share) == text);
  }
  CHECK(share_text(std::nan("")) == "nan");
}

TEST_CASE("shortest text reads back as the same bits") {
  RandomStream random(3, RandomPurpose::kStart);
  for (int i = 0; i < 20'000; ++i) {
    const double x = std::bit_cast<double>(random.next());
    if (!std::isfinite(x)) continue;
    REQUIRE(std::bit_cast<std::uint64_t>(value_of(shortest(x))) == std::bit_cast<std::uint64_t>(x));
    REQUIRE(value_of(shortest(x)) == std::strtod(shortest(x).c_str(), nullptr));
  }
  CHECK(shortest(0.1) == "0.1");
  CHECK(shortest(std::nan("")) == "nan");
  CHECK(shortest(-std::nan("")) == "nan");  // the sign of a NaN differs between machines
  CHECK(shortest(1) == "1");
}

TEST_CASE("counts are plain decimal digits") {
  CHECK(parse_count("0") == 0U);
  CHECK(parse_count("18446744073709551615") == 18446744073709551615U);
  for (const char* const text :
       {"", "-1", "+1", "010", "0x10", "1.0", "1e3", "18446744073709551616", "5x", " 5"}) {
    INFO(text);
    CHECK_FALSE(parse_count(text).has_value());
  }
}
