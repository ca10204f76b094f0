#include "base/scan_number.hpp"

#include <bit>
#include <random>
#include <string>

#include "base/numbers.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// Checks that scan_number and parse_number agree on a text.
void check_same(const std::string& text) {
  const ParsedNumber parsed = parse_number(text);
  const std::string readable = text + "," + std::string(kScanSlack, '5');
  double value = 0;
  const char* const end = scan_number(readable.c_str(), value);
  const bool is_number = end == readable.c_str() + text.size();
  if (is_number == (parsed.status == NumberStatus::kOk) &&
      (!is_number || std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(parsed.value))) {
    return;
  }
  FAIL("'" << text << "' is scanned as " << (is_number ? shortest(value) : "no number"));
}

}  // namespace

TEST_CASE("numbers are scanned as they are parsed, in all forms") {
  for (const char* const text : {"0",
                                 "-0",
                                 "+0",
                                 "1",
                                 "-1.5",
                                 "+2",
                                 ".5",
                                 "5.",
                                 "-.5",
                                 "1e3",
                                 "1E-3",
                                 "010",
                                 "0000",
                                 "1e400",
                                 "1e-400",
                                 "-1e-400",
                                 "4.9e-324",
                                 "2.5e-324",
                                 "1.7976931348623157e308",
                                 "9007199254740993",
                                 "9007199254740992.5",
                                 "-9007199254740992",
                                 "9007199254740991.5",
                                 "90071992547409.92",
                                 "90071992547409.93",
                                 "0.9007199254740991",
                                 "0.9007199254740993",
                                 "-0.0000000000000000001",
                                 "-0.000",
                                 "18446744073709551615",
                                 "18446744073709551616",
                                 "9999999999999999999",
                                 "0.000000000000000000000000000000001",
                                 "123456789012345678901234567890",
                                 "0.1234567890123456789",
                                 "00000000000000000000000000001.5",
                                 "1.00000000000000000000000000000000000001",
                                 "",
                                 "-",
                                 "+",
                                 ".",
                                 "-.",
                                 "e5",
                                 "1e",
                                 "1e+",
                                 "0x10",
                                 "inf",
                                 "nan",
                                 "1 ",
                                 " 1",
                                 "1.2.3",
                                 "--1",
                                 "1f",
                                 "1e5.5",
                                 "1'000",
                                 "\xFF",
                                 "1\xFF",
                                 "1.\xBA",
                                 "12345678\xBA",
                                 "1.2345678/",
                                 "1.2345678:"}) {
    check_same(text);
  }
}

TEST_CASE("any number of digits before and behind the point is rounded correctly") {
  std::mt19937_64 engine(1);
  for (int i = 0; i < 200'000; ++i) {
    std::string text = engine() % 2 == 0 ? "-" : "";
    for (std::size_t n = engine() % 4 == 0 ? engine() % 22 : 1 + engine() % 2; n > 0; --n) {
      text += static_cast<char>('0' + engine() % 10);
    }
    if (engine() % 8 != 0) text += '.';
    for (std::size_t n = engine() % 26; n > 0 && text.find('.') != std::string::npos; --n) {
      text += static_cast<char>('0' + engine() % 10);
    }
    if (engine() % 10 == 0) text += "e" + std::to_string(static_cast<int>(engine() % 60) - 30);
    check_same(text);
  }
}

TEST_CASE("shortest decimals come back as the doubles that they were") {
  std::mt19937_64 engine(2);
  for (int i = 0; i < 100'000; ++i) {
    const double value = static_cast<double>(static_cast<std::int64_t>(engine())) * 0x1p-60;
    check_same(shortest(value));
    // Numbers halfway between two doubles are the hardest to round.
    check_same(std::to_string((engine() >> 10U) | 1U) + (i % 2 == 0 ? ".5" : ".50000000000000000001"));
  }
}
