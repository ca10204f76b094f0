#include "check/model_check_report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/matrix_text.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "check/check_report.hpp"
#include "report/text_lines.hpp"

namespace nntrain {
namespace {

std::string number_text(double value) {
  return std::isfinite(value) ? fmt::format("{:.4g}", value) : "";
}

/// The least number, the mean, the largest one and the deviation; NaN if not defined.
std::array<double, 4> numbers_in(const std::optional<Seen>& seen) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  if (!seen) return {kNone, kNone, kNone, kNone};
  return {seen->min, seen->mean, seen->max, seen->values > 1 ? seen->deviation : kNone};
}

/// The cells of a line: what rows have in a column of numbers, and how far its mean moved.
std::vector<std::string> seen_line(const std::optional<Seen>& seen, std::size_t missing,
                                   const std::string& shift) {
  std::vector<std::string> cells = {std::to_string(missing), shift};
  for (const double number : numbers_in(seen)) cells.push_back(number_text(number));
  return cells;
}

/// Two lines for each column of numbers: these rows, and the training rows.
std::string numbers_beside_training(const ModelCheck& result) {
  std::vector<std::string> lines;
  std::vector<std::string> cells;
  const auto add = [&](const std::string& name, const std::vector<std::string>& line) {
    lines.push_back(name);
    cells.insert(cells.end(), line.begin(), line.end());
  };
  for (const ColumnChange& column : result.columns) {
    if (column.is_text || !column.is_read) continue;
    const double moved = column.shift.errors;
    add(column.name,
        seen_line(column.now, column.missing, std::isfinite(moved) ? fmt::format("{:+.1f}", moved) : ""));
    if (column.then) add("  training", seen_line(column.then, column.then->missing, ""));
  }
  if (lines.empty()) return "";
  return "\n" + matrix_text("numbers", lines, {"missing", "moved", "min", "mean", "max", "deviation"}, cells);
}

std::string share_text(std::size_t part, std::size_t all) {
  return fmt::format("{:.1f} %", 100 * static_cast<double>(part) / static_cast<double>(all));
}

/// The three most frequent texts of each column, with their shares.
std::string texts_beside_training(const ModelCheck& result) {
  constexpr std::size_t kMost = 3;
  std::string out;
  for (const ColumnChange& column : result.columns) {
    if (!column.is_text || !column.is_read || column.values == 0) continue;
    std::vector<TextChange> texts = column.texts;
    std::stable_sort(texts.begin(), texts.end(), [](const TextChange& a, const TextChange& b) {
      return std::pair(a.cells, a.then) > std::pair(b.cells, b.then);
    });
    std::vector<std::string> shown;
    for (const TextChange& one : texts) {
      if (shown.size() == kMost) break;
      const std::string then =
          column.then ? fmt::format(" (training: {})", share_text(one.then, column.then->values)) : "";
      shown.push_back(fmt::format("{} {}{}", printable(list_item(one.text), 20),
                                  share_text(one.cells, column.values), then));
    }
    if (texts.size() > kMost) shown.emplace_back("...");
    out += fmt::format("  {}: {} missing, {} unseen: {}\n", printable(column.name), column.missing,
                       column.unseen.size(), join(shown));
  }
  return out.empty() ? "" : "\ntexts and classes\n" + out;
}

void write_numbers(JsonWriter& json, const std::optional<Seen>& seen) {
  const auto [least, mean, most, deviation] = numbers_in(seen);
  json.key("min").number(least).key("max").number(most);
  json.key("mean").number(mean).key("deviation").number(deviation);
}

void write_training(JsonWriter& json, const ColumnChange& column) {
  json.key("training");
  if (!column.then) {
    json.null();
    return;
  }
  json.begin_object();
  json.key("values").count(column.then->values).key("missing").count(column.then->missing);
  if (!column.is_text) write_numbers(json, column.then);
  json.end_object();
}

void write_shift(JsonWriter& json, const Shift& shift) {
  json.key("moved").number(shift.errors).key("moved_deviations").number(shift.deviations);
}

void write_change(JsonWriter& json, const ColumnChange& column) {
  json.begin_object();
  json.key("name").string(column.name);
  json.key("role").string(column.is_target ? "target" : "feature");
  json.key("type").string(column.is_text ? "text" : "number");
  json.key("read").boolean(column.is_read);
  json.key("values").count(column.values).key("missing").count(column.missing);
  if (!column.is_text) write_numbers(json, column.now);
  write_training(json, column);
  write_shift(json, column.shift);
  if (column.is_text) {
    json.key("texts").begin_array();
    for (const TextChange& one : column.texts) {
      json.begin_object();
      json.key("text").string(one.text).key("count").count(one.cells);
      json.key("training");
      column.then ? json.count(one.then) : json.null();
      write_shift(json, one.shift);
      json.end_object();
    }
    json.end_array();
    json.key("unseen").begin_array();
    for (const auto& [text, cells] : column.unseen) {
      json.begin_object();
      json.key("text").string(text).key("count").count(cells.cells).key("first_row").count(cells.first_row);
      json.end_object();
    }
    json.end_array();
  } else {
    json.key("outside").count(column.outside);
  }
  json.end_object();
}

/// The lines on the rows and the model.
std::string model_lines(const ModelCheck& result, const std::string& model) {
  std::string data = shown_path(result.path);
  if (result.is_read()) data += fmt::format(" ({})", counted(result.rows, "row"));
  if (result.rows_dropped > 0)
    data += fmt::format("; {} left out for missing cells", counted(result.rows_dropped, "row"));
  std::string trained = shown_path(model);
  if (result.training_rows) trained += fmt::format(" ({})", counted(*result.training_rows, "training row"));
  return line("data", data) + line("model", trained);
}

}  // namespace

std::string model_check_text(const ModelCheck& result, const std::string& model) {
  return model_lines(result, model) + numbers_beside_training(result) + texts_beside_training(result) +
         findings_text(result.findings, "predict");
}

std::string model_check_markdown(const ModelCheck& result, const std::string& model,
                                 const std::vector<FindingCode>& fail_on) {
  return findings_markdown(result.path, model_lines(result, model), result.findings, fail_on);
}

std::string model_check_json(const ModelCheck& result, const std::string& model) {
  JsonWriter json;
  json.begin_object();
  json.key("schema").string("nntrain.check-model/1");
  json.key("version").string(NNTRAIN_VERSION);
  json.key("command").string("check");
  json.key("predicts").boolean(result.predicts());
  json.key("model").begin_object();
  json.key("path").string(model);
  json.key("training_rows");
  result.training_rows ? json.count(*result.training_rows) : json.null();
  json.end_object();
  json.key("data").begin_object();
  json.key("path").string(result.path);
  json.key("rows");
  result.is_read() ? json.count(result.rows) : json.null();
  json.key("rows_dropped").count(result.rows_dropped);
  json.end_object();
  json.key("columns").begin_array(JsonWriter::Lines::kSeveral);
  for (const ColumnChange& column : result.columns) write_change(json, column);
  json.end_array();
  write_findings(json, result.findings);
  json.end_object();
  return json.text();
}

}  // namespace nntrain
