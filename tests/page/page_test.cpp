#include "page/page.hpp"

#include <optional>
#include <string>

#include <fmt/format.h>

#include "page/difference_panel.hpp"
#include "page/json_html.hpp"
#include "page/page_figures.hpp"
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

TEST_CASE("columns of numbers are aligned on the right, and tables of numbers alone have one class for it") {
  const PageTable mixed{"Mixed",
                        {"name", "value", "list", "note"},
                        {{"1", number_html(parse_json("0.123456789")), "0.5, 0.25", "a"},
                         {"2", "-1.5e+146", "0.5", kNothing},
                         {"3", kNothing, "1", "2"},
                         {"4", "7 <small>1 to 9</small>", "1", "2"}}};
  const std::string html = html_table(mixed, 1);
  CHECK(count_of(html, "<th class=\"n\" scope=\"col\">") == 1);
  CHECK(html.find("<th class=\"n\" scope=\"col\">value</th>") != std::string::npos);
  CHECK(count_of(html, "<td class=\"n\">") == 4);
  const std::string numbers =
      html_table({"Numbers", {"name", "a", "b"}, {{"x", "1", "2"}, {"y", "3", kNothing}}}, 1);
  CHECK(numbers.find("<table class=\"sortable numbers\">") != std::string::npos);
  CHECK(count_of(numbers, "<td>") == 4);
}

TEST_CASE("a page tells the result and its pictures before what it is made of") {
  const std::string metrics =
      R"({"rows": 2, "accuracy": 1, "classes": [{"label": "a", "rows": 1}, {"label": "b", "rows": 1}], "confusion": [[1, 0], [0, 1]]})";
  const std::string page = html_page(
      {.command = "train",
       .typed = "nntrain train",
       .json = fmt::format(
           R"({{"options": {{"data": "d.csv"}}, "data": {{"rows": 4}}, "network": {{"parameters": 3}}, "metrics": {{"train": {0}, "test": {0}}}, "advice": {{"message": "more rows"}}}})",
           metrics),
       .panels = {{"p", "x", "y"}}});
  std::size_t before = 0;
  for (const char* const id :
       {"result", "warnings", "pictures", "classes", "data", "network", "recipe", "making"}) {
    const std::size_t at = page.find(fmt::format("<section id=\"{}\">", id));
    INFO(id);
    REQUIRE(at != std::string::npos);
    CHECK(at > before);
    before = at;
  }
  const std::size_t folded = page.find("<details><summary>The training rows</summary>");
  REQUIRE(folded != std::string::npos);
  CHECK(page.find("Classes of the test rows") < folded);
  CHECK(page.find("Classes of the training rows") > folded);
  CHECK(page.find("Confusion of the training rows") > folded);
  CHECK(page.find("scope=\"col\">test</th><th class=\"n\" scope=\"col\">train</th>") != std::string::npos);
  CHECK(page.find("<figure aria-label=\"p\">") != std::string::npos);
  const std::size_t confusion = page.find("<caption", page.find("Classes of the test rows"));
  CHECK(page.rfind("<table class=\"plain numbers\">", confusion) > page.find("Classes of the test rows"));
}

TEST_CASE("training rows without others are not folded") {
  const std::string page =
      page_of(R"({"metrics": {"train": {"rows": 2, "accuracy": 1, "confusion": [[2]]}}})");
  CHECK(page.find("The training rows</summary>") == std::string::npos);
}

TEST_CASE("runs with different members have their numbers under the right headings") {
  const std::string page =
      page_of(R"({"metrics": {"cv": {"accuracy": {"mean": 0.75, "values": [0.5, 0.9375]}}}, "runs": [)"
              R"({"fold": 1, "metrics": {"train": {"loss": 7}, "cv": {"loss": 5}}, "stop": "done"}, )"
              R"({"fold": 2, "metrics": {"cv": {"accuracy": 0.5, "loss": 6}}, "stop": "diverged"}]})");
  for (const char* const shown :
       {">fold</th><th class=\"n\" scope=\"col\">cv loss</th><th class=\"n\" scope=\"col\">train loss</th>"
        "<th scope=\"col\">stop</th><th class=\"n\" scope=\"col\">cv accuracy</th>",
        "<th scope=\"row\">1</th><td class=\"n\">5</td><td class=\"n\">7</td><td><bdi>done</bdi></td>"
        "<td class=\"n\"><span class=\"none\">",
        "<th scope=\"row\">2</th><td class=\"n\">6</td><td class=\"n\"><span class=\"none\">"}) {
    INFO(shown);
    CHECK(page.find(shown) != std::string::npos);
  }
  const std::string tables = page.substr(0, page.find("<pre id=\"json\""));
  CHECK(tables.find("0.9375") == std::string::npos);  // the runs have it
}

TEST_CASE("a page shows the weights of each network of an ensemble, or tells that they are too many") {
  const auto page_with = [](std::size_t rows) {
    std::string weights;
    for (std::size_t i = 0; i < rows; ++i) weights += i == 0 ? "[8041]" : ", [1]";
    const std::string network = fmt::format(
        R"({{"layers": [{{"name": "output", "activation": "sigmoid", "inputs": ["x"], "units": 1, "bias": [1], "weights": [{}]}}]}})",
        weights);
    return page_of(fmt::format(R"({{"networks": [{0}, {0}]}})", network));
  };
  const std::string page = page_with(2);
  CHECK(page.find("<summary>Network 2: 2 weights and the biases</summary>") != std::string::npos);
  CHECK(page.find("Layer output (sigmoid) of network 2: a column for each unit") != std::string::npos);
  CHECK(count_of(page, "<td>8041</td>") == 2);
  CHECK(page_with(2500).find("<td>8041</td>") != std::string::npos);
  CHECK(page_with(2501).find("The 5002 weights are left out here") != std::string::npos);
  CHECK(page_with(2501).find("<td>8041</td>") == std::string::npos);
}

TEST_CASE("a recipe tells first what was given, then what something else decided, and folds the defaults") {
  const std::string page =
      html_page({.command = "train",
                 .typed = "",
                 .json = R"({"options": {"seed": 1, "hidden": [200], "scale": "none"}})",
                 .options = {{"seed", "1", true, true}, {"hidden", "[200]"}, {"scale", "\"none\""}},
                 .defaults = {{"seed", "1"}, {"hidden", "[5]"}, {"scale", "\"none\""}}});
  const std::size_t given = page.find("Flags that were given");
  const std::size_t decided = page.find("Flags that a preset, a file or the data decided");
  const std::size_t defaults = page.find("<details><summary>1 default</summary>");
  CHECK(given < page.find("--seed"));
  CHECK(page.find("--seed") < decided);
  CHECK(decided < page.find("--hidden"));
  CHECK(page.find("--hidden") < defaults);
  CHECK(defaults < page.find("--scale"));
  CHECK(page.find("--scale") != std::string::npos);
}

TEST_CASE("a page of check names the columns of the first rows, and tells texts with their counts") {
  const std::string page = html_page(
      {.command = "check",
       .typed = "",
       .json =
           R"({"trains": false, "columns": [{"name": "size"}, {"name": "colour", "texts": [{"text": "red", "count": 99}, {"text": "blue", "count": 74}]}], "first_rows": [[1.5, "red"], [2, null]], "findings": []})",
       .code = ExitCode::kAnswerNo});
  CHECK(page.find("training would refuse this file") != std::string::npos);
  CHECK(page.find("<th class=\"n\" scope=\"col\">size</th><th scope=\"col\">colour</th>") !=
        std::string::npos);
  CHECK(page.find("<th scope=\"row\">1</th><td class=\"n\">1.5</td><td><bdi>red</bdi></td>") !=
        std::string::npos);
  CHECK(page.find("<td><bdi>red</bdi>: 99, <bdi>blue</bdi>: 74</td>") != std::string::npos);
}

TEST_CASE("a page of an error has its message and its remedy, and no result") {
  const std::string page = html_page({.command = "train",
                                      .typed = "nntrain train --data a.csv",
                                      .json = "{}",
                                      .code = ExitCode::kData,
                                      .error = "a.csv: <no> header",
                                      .remedy = "try:  --header no"});
  CHECK(page.find("&#10007; an error stopped the command<small>exit code 3</small>") != std::string::npos);
  CHECK(page.find("a.csv: &lt;no&gt; header") != std::string::npos);
  CHECK(page.find("try:  --header no") != std::string::npos);
  CHECK(page.find("<pre id=\"json\"") == std::string::npos);
}

TEST_CASE("a picture of differences has the metrics of the scale of the one that decides") {
  const auto panel_of = [](const std::string& decides, const std::string& bounds) {
    return difference_panel(parse_json(fmt::format(
        R"({{"decided_by": "{0}", "metrics": {{"r2": {{"a": 0.5, "b": 0.8, "difference": 0.3{1}}}, "max_error": {{"a": 4, "b": 2, "difference": -2}}, "mape": {{"a": 2, "b": 1, "difference": -1}}}}}})",
        decides, bounds)));
  };
  const std::optional<Panel> shares = panel_of("r2", R"(, "low": 0.1, "high": 0.5)");
  REQUIRE(shares);
  REQUIRE(shares->y_names.size() == 1);
  CHECK(shares->y_names[0].name == "r2");
  CHECK(shares->caption == "without max error, mape, which are no share");
  CHECK(shares->title == "B - A, with 95 % intervals");
  const std::optional<Panel> errors = panel_of("max_error", "");
  REQUIRE(errors);
  CHECK(errors->y_names.size() == 3);
  CHECK(errors->title == "B - A");
  CHECK(errors->caption.empty());
}

TEST_CASE("the values of a row stand once in a page") {
  const Series marks{Series::Kind::kMarks, "", 0, {{0, 0}, {1, 1}}, {}, {}, {"row 7: x 1", "row 8: x 2"}};
  const Series ring{Series::Kind::kSmallRings, "", 0, {{1, 1}}, {}, {}, {"row 8: x 2"}};
  Panel panel{"p", "x", "y"};
  panel.x = panel.y = {0, 1};
  panel.series = {marks, ring};
  const std::string figures = figures_html({panel, panel});
  CHECK(count_of(figures, "<title>row 7: x 1</title>") == 1);
  CHECK(count_of(figures, "<title>row 8: x 2</title>") == 1);
  CHECK(count_of(figures, "<title>row 7</title>") == 1);
  CHECK(figures_html({}).empty());
}

}  // namespace nntrain::test
