#include "page/page.hpp"

#include <string>

#include <fmt/format.h>

#include "page/json_html.hpp"
#include "page/page_table.hpp"
#include "support/catch.hpp"

namespace nntrain::test {
namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
    ++count;
  return count;
}

std::string page_of(const std::string& json) {
  return html_page({.command = "train", .typed = "nntrain train", .json = json});
}

}  // namespace

TEST_CASE("a table shows 1000 rows, and tells that there are more") {
  PageTable table{"Rows", {"number"}, {}};
  for (std::size_t row = 0; row < 1001; ++row) table.rows.push_back({fmt::format("{}", row)});
  const std::string html = html_table(table, 1);
  CHECK(count_of(html, "<tr>") == 1001);
  CHECK(html.find("(the first 1000 of 1001 rows)") != std::string::npos);
  table.rows.pop_back();
  CHECK(html_table(table, 1).find("the first") == std::string::npos);
}

TEST_CASE("a number on a page is short, with the exact one behind it") {
  CHECK(number_html(parse_json("0.9927007299270073")) == "<data value=\"0.9927007299270073\">0.9927</data>");
  CHECK(number_html(parse_json("1.25")) == "1.25");
  CHECK(number_html(parse_json("18446744073709551615")) == "18446744073709551615");
  CHECK(number_html(parse_json("-1.2345678e-30")) == "<data value=\"-1.2345678e-30\">-1.2346e-30</data>");
}

TEST_CASE("a page shows members of the JSON that it does not know") {
  const std::string page = page_of(
      R"({"status": "done", "novelty": {"depth": 7041, "deep": [{"a": 11}, {"b": [[1], 2]}]}, "seen": [1, [2, 9043]]})");
  CHECK(page.find("<h2>More</h2>") != std::string::npos);
  for (const char* const shown :
       {"Novelty", ">depth<", ">7041<", "Novelty: deep", ">11<", "[[1], 2]", "Seen", ">9043<"}) {
    INFO(shown);
    CHECK(page.find(shown) != std::string::npos);
  }
}

TEST_CASE("a page leaves out weights and JSON that are too large") {
  std::string row = "[1";
  for (int i = 1; i < 5001; ++i) row += fmt::format(", {}", i + 0.123456789012345);
  row += "]";
  const std::string layers = fmt::format(
      R"({{"layers": [{{"name": "output", "activation": "sigmoid", "inputs": ["x"], "units": 5001, "bias": [], "weights": [{}]}}]}})",
      row);
  const std::string page = page_of(layers);
  CHECK(page.find("The 5001 weights are left out here") != std::string::npos);
  CHECK(page.find("4999.123") == page.rfind("4999.123"));  // only in the JSON, which is small enough
  std::string large = layers;
  for (int i = 0; i < 3; ++i) large.insert(large.size() - 1, fmt::format(", \"m{}\": {}", i, row));
  CHECK(page_of(large).find("The result as JSON is left out here") != std::string::npos);
}

TEST_CASE("a page tells how the command ended") {
  const auto status = [](const std::string& json, ExitCode code) {
    const std::string page = html_page({.command = "cv", .typed = "", .json = json, .code = code});
    const std::size_t at = page.find("<p class=\"status");
    return page.substr(at, page.find("</p>", at) - at);
  };
  CHECK(status(R"({"status": "done"})", ExitCode::kDone) ==
        "<p class=\"status good\">&#10003; done<small>exit code 0</small>");
  CHECK(status(R"({"status": "failed-assert"})", ExitCode::kAnswerNo) ==
        "<p class=\"status bad\">&#10007; an assert failed<small>exit code 1</small>");
  CHECK(status(R"({"status": "diverged"})", ExitCode::kTraining) ==
        "<p class=\"status bad\">&#10007; training diverged<small>exit code 4</small>");
}

}  // namespace nntrain::test
