#include "report/junit.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"

namespace nntrain {
namespace {

/// `text` as the content of an element or an attribute.
std::string xml_text(std::string_view text) {
  const std::string shown = printable(text, std::string_view::npos);
  std::string out;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const std::string_view rest = std::string_view(shown).substr(i);
    if (rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF")) {  // U+FFFE, U+FFFF
      out += hex_escapes(rest.substr(0, 3));
      i += 2;
      continue;
    }
    switch (shown[i]) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += shown[i];
    }
  }
  return out;
}

std::string content_of(const TestCase& one) {
  if (one.outcome == TestCase::Outcome::kPassed)
    return one.details.empty() ? "" : "<system-out>" + xml_text(one.details) + "</system-out>";
  const char* const element = one.outcome == TestCase::Outcome::kFailed ? "failure" : "error";
  return fmt::format("<{} type=\"{}\" message=\"{}\">{}</{}>", element, xml_text(one.type),
                     xml_text(one.message), xml_text(one.details), element);
}

}  // namespace

std::string junit_xml(const std::string& suite, const std::string& classname,
                      const std::vector<TestCase>& cases, double seconds) {
  const auto count = [&](TestCase::Outcome outcome) {
    return std::count_if(cases.begin(), cases.end(),
                         [&](const TestCase& one) { return one.outcome == outcome; });
  };
  const std::string counts =
      fmt::format("name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{:.3f}\"", xml_text(suite),
                  cases.size(), count(TestCase::Outcome::kFailed), count(TestCase::Outcome::kError), seconds);
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {}>\n  <testsuite {}>\n", counts, counts);
  for (const TestCase& one : cases) {
    const std::string content = content_of(one);
    out += fmt::format("    <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\"", xml_text(classname),
                       xml_text(one.name), &one == cases.data() ? seconds : 0);
    out += content.empty() ? "/>\n" : fmt::format(">\n      {}\n    </testcase>\n", content);
  }
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace nntrain
