#include "check/check_report.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/markdown.hpp"
#include "base/matrix_text.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "report/json_error.hpp"
#include "report/markdown_report.hpp"
#include "report/test_cases.hpp"
#include "report/text_lines.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kFirstRows = 5;
constexpr std::size_t kWidestCell = 20;

/// A cell of the first rows; "" if it is missing.
std::string cell_text(const Table& table, std::size_t row, std::size_t column) {
  const double value = cell_of(table, row, column);
  if (std::isnan(value)) return "";
  const auto index = [&] { return static_cast<std::size_t>(value); };
  if (column == table.features.size())
    return table.task == Task::kClassify ? table.classes[index()].label : shortest(value);
  return table.features[column].is_text ? table.features[column].levels[index()] : shortest(value);
}

std::string first_rows(const CheckResult& result) {
  const Table& table = *result.table;
  std::vector<std::string> rows;
  std::vector<std::string> names;
  std::vector<std::string> cells;
  for (const ColumnSummary& column : result.columns) names.push_back(column.name);
  for (std::size_t row = 0; row < std::min(table.rows(), kFirstRows); ++row) {
    rows.push_back(std::to_string(table.row_number(row)));
    for (std::size_t column = 0; column < names.size(); ++column)
      cells.push_back(printable(cell_text(table, row, column), kWidestCell));
  }
  return "\n" + matrix_text("row", rows, names, cells);
}

std::string distinct_text(const ColumnSummary& column) {
  return column.distinct ? std::to_string(*column.distinct)
                         : fmt::format(">{}", ColumnSummary::kMostDistinct);
}

std::string number_columns(const CheckResult& result) {
  std::vector<std::string> names;
  std::vector<std::string> cells;
  for (const ColumnSummary& column : result.columns) {
    if (column.is_text) continue;
    names.push_back(column.name);
    cells.push_back(std::to_string(column.missing));
    cells.push_back(distinct_text(column));
    for (const double value :
         {column.moments.least, column.median, column.moments.mean, column.moments.most, column.deviation})
      cells.push_back(std::isnan(value) ? "" : fmt::format("{:.4g}", value));
  }
  if (names.empty()) return "";
  return "\n" + matrix_text("numbers", names,
                            {"missing", "distinct", "min", "median", "mean", "max", "deviation"}, cells);
}

std::string text_columns(const CheckResult& result) {
  std::string out;
  for (const ColumnSummary& column : result.columns) {
    if (!column.is_text) continue;
    std::vector<std::string> texts;
    for (const auto& [text, cells] : column.frequent)
      texts.push_back(fmt::format("{} ({})", printable(list_item(text), kWidestCell), cells));
    if (column.distinct > texts.size()) texts.emplace_back("...");
    out += fmt::format("  {}: {} missing, {} distinct: {}\n", printable(column.name), column.missing,
                       distinct_text(column), join(texts));
  }
  return out.empty() ? "" : "\ntexts and classes\n" + out;
}

std::string target_text(const Table& table) {
  if (table.task == Task::kRegress) return printable(table.target) + " (a number: regression)";
  std::vector<std::string> classes;
  for (const ClassLabel& one : table.classes)
    classes.push_back(fmt::format("{} ({})", printable(list_item(one.label)), counted(one.count, "row")));
  return fmt::format("{} ({} classes: {})", printable(table.target), classes.size(), join(classes));
}

/// The lines on the table; "" if it cannot be read.
std::string data_lines(const CheckResult& result) {
  if (!result.table) return "";
  return line("data", data_line(*result.table, result.dropped_for())) +
         line("target", target_text(*result.table));
}

void write_data(JsonWriter& json, const CheckResult& result, const std::string& path) {
  json.key("data").begin_object();
  json.key("path").string(path);
  if (result.table) {
    const Table& table = *result.table;
    json.key("rows").count(table.rows_read);
    json.key("rows_dropped").count(table.rows_dropped());
    json.key("rows_without_target").count(table.lacking_target);
    json.key("rows_without_weight").count(table.lacking_weight);
    json.key("header_line").count(table.header_line);
    json.key("target").string(table.target);
    json.key("task").string(name_of(table.task));
    json.key("classes").begin_array();
    for (const ClassLabel& one : table.classes) {
      json.begin_object();
      json.key("label").string(one.label);
      json.key("count").count(one.count);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
}

void write_column(JsonWriter& json, const ColumnSummary& column, bool is_target) {
  json.begin_object();
  json.key("name").string(column.name);
  json.key("role").string(is_target ? "target" : "feature");
  json.key("type").string(column.is_text ? "text" : "number");
  json.key("missing").count(column.missing);
  json.key("distinct");
  column.distinct ? json.count(*column.distinct) : json.null();
  if (column.is_text) {
    json.key("texts").begin_array();
    for (const auto& [text, cells] : column.frequent) {
      json.begin_object();
      json.key("text").string(text);
      json.key("count").count(cells);
      json.end_object();
    }
    json.end_array();
  } else {
    for (const auto& [name, value] :
         {std::pair("min", column.moments.least), std::pair("lower_quartile", column.lower_quartile),
          std::pair("median", column.median), std::pair("mean", column.moments.mean),
          std::pair("upper_quartile", column.upper_quartile), std::pair("max", column.moments.most),
          std::pair("deviation", column.deviation)}) {
      json.key(name).number(value);
    }
  }
  json.end_object();
}

void write_first_rows(JsonWriter& json, const CheckResult& result) {
  const Table& table = *result.table;
  for (std::size_t row = 0; row < std::min(table.rows(), kFirstRows); ++row) {
    json.begin_array();
    for (std::size_t column = 0; column < result.columns.size(); ++column) {
      const double value = cell_of(table, row, column);
      if (!result.columns[column].is_text)
        json.number(value);
      else
        std::isnan(value) ? json.null() : json.string(cell_text(table, row, column));
    }
    json.end_array();
  }
}

void write_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.key("code").string(name_of(finding.code));
  json.key("stops").boolean(finding.stops);
  json.key("message").string(finding.text);
  json.key("columns").strings(finding.columns);
  write_remedy(json, finding.remedy);
  json.end_object();
}

/// A remedy, cut if it names hundreds of columns.
std::string shortened(const std::string& remedy) {
  constexpr std::size_t kLongest = 1000;
  if (remedy.size() <= kLongest) return remedy;
  return printable(remedy, kLongest) + "  (--format json has all of it)";
}

}  // namespace

std::string findings_text(const std::vector<Finding>& findings, const char* stopped) {
  if (findings.empty()) return "\nfindings: none\n";
  std::string out = "\nfindings:\n";
  for (const Finding& finding : findings) {
    out += fmt::format("  {}{}: {}\n", name_of(finding.code),
                       finding.stops ? fmt::format(" ({} stops)", stopped) : "", finding.text);
    const std::string remedy = finding.remedy.text();
    if (!remedy.empty()) out += "    " + shortened(remedy) + "\n";
  }
  return out;
}

std::string findings_markdown(const std::string& path, const std::string& lines,
                              const std::vector<Finding>& findings, const std::vector<FindingCode>& fail_on) {
  const auto is_bad = [&](const Finding& finding) { return fails(finding, fail_on); };
  const bool is_good = std::none_of(findings.begin(), findings.end(), is_bad);
  std::string out = markdown_heading("check", path, is_good,
                                     findings.empty() ? "no findings" : counted(findings.size(), "finding"));
  out += "\n" + markdown_list(lines);
  if (findings.empty()) return out;
  std::vector<std::vector<std::string>> rows;
  for (const Finding& one : findings) {
    rows.push_back({markdown_text(name_of(one.code)), is_bad(one) ? markdown_mark(false) + " **fail**" : "",
                    markdown_text(one.text), markdown_text(shortened(one.remedy.text()))});
  }
  return out + "\n" + markdown_table({"finding", "", "what", "remedy"}, rows, 4);
}

std::vector<TestCase> finding_cases(const std::vector<Finding>& findings,
                                    const std::vector<FindingCode>& fail_on) {
  std::vector<TestCase> cases = {run_case()};
  for (const Finding& one : findings) {
    TestCase& added = cases.emplace_back();
    added.name = name_of(one.code);
    if (!one.columns.empty()) added.name += " (" + join(one.columns) + ")";
    added.details = shortened(one.remedy.text());
    if (fails(one, fail_on)) {
      added.outcome = TestCase::Outcome::kFailed;
      added.type = name_of(one.code);
      added.message = one.text;
    } else {
      added.details = one.text + (added.details.empty() ? "" : "; " + added.details);
    }
  }
  for (const FindingCode code : fail_on) {
    const bool is_found = std::any_of(findings.begin(), findings.end(),
                                      [&](const Finding& finding) { return finding.code == code; });
    if (!is_found) cases.push_back({.name = std::string(name_of(code))});
  }
  return cases;
}

void write_findings(JsonWriter& json, const std::vector<Finding>& findings) {
  json.key("findings").begin_array(JsonWriter::Lines::kSeveral);
  for (const Finding& finding : findings) write_finding(json, finding);
  json.end_array();
}

std::string check_text(const CheckResult& result) {
  std::string out = data_lines(result);
  if (result.table) out += first_rows(result) + number_columns(result) + text_columns(result);
  return out + findings_text(result.findings, "training");
}

std::string check_markdown(const CheckResult& result, const std::string& path,
                           const std::vector<FindingCode>& fail_on) {
  return findings_markdown(path, data_lines(result), result.findings, fail_on);
}

std::string check_json(const CheckResult& result, const std::string& path) {
  JsonWriter json;
  json.begin_object();
  json.key("schema").string("nntrain.check/1");
  json.key("version").string(NNTRAIN_VERSION);
  json.key("command").string("check");
  json.key("trains").boolean(result.trains());
  write_data(json, result, path);
  json.key("columns").begin_array(JsonWriter::Lines::kSeveral);
  for (std::size_t column = 0; column < result.columns.size(); ++column)
    write_column(json, result.columns[column], column + 1 == result.columns.size());
  json.end_array();
  json.key("first_rows").begin_array(JsonWriter::Lines::kSeveral);
  if (result.table) write_first_rows(json, result);
  json.end_array();
  write_findings(json, result.findings);
  json.end_object();
  return json.text();
}

}  // namespace nntrain
