#include "plot/read_log.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "plot/thinning.hpp"

namespace nntrain {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostPoints = 1000;

enum Column { kStart, kIteration, kLoss, kAccuracy, kValidationLoss, kValidationAccuracy, kColumns };
constexpr std::array<std::string_view, kColumns> kNames = {
    "start", "iteration", "loss", "accuracy", "validation_loss", "validation_accuracy"};

/// The values of a line, by column; NaN if missing or not finite.
using Values = std::array<double, kColumns>;

/// The column with this name; kColumns: none.
std::size_t column_of(std::string_view name) {
  return static_cast<std::size_t>(std::find(kNames.begin(), kNames.end(), name) - kNames.begin());
}

/// Returns the text up to the next separator, and removes both from `text`.
std::string_view cut(std::string_view& text, char separator) {
  const std::string_view piece = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(piece.size() + 1, text.size()));
  return piece;
}

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// The columns of a CSV, and its values line by line.
class CsvLog {
 public:
  explicit CsvLog(std::string_view header) {
    const std::optional<std::vector<std::string>> names = split_quoted(without_return(header));
    if (!names) return;
    for (const std::string& name : *names) columns_.push_back(column_of(name));
  }

  bool is_log() const { return has(kIteration) && has(kLoss); }
  bool has(std::size_t column) const {
    return std::find(columns_.begin(), columns_.end(), column) != columns_.end();
  }

  std::optional<Values> values_of(std::string_view line) const {
    line = without_return(line);
    Values values;
    values.fill(kNan);
    for (const std::size_t column : columns_) {
      if (line.empty()) return {};
      const std::string_view cell = cut(line, ',');
      const ParsedNumber number = parse_number(cell);
      const bool is_odd = cell == "nan" || cell == "inf" || cell == "-inf";
      if (number.status != NumberStatus::kOk && !is_odd) return {};
      if (column < kColumns && !is_odd) values[column] = number.value;
    }
    return line.empty() ? std::optional(values) : std::nullopt;
  }

 private:
  std::vector<std::size_t> columns_;
};

std::optional<Values> values_of_json(std::string_view line) {
  try {
    Values values;
    values.fill(kNan);
    const Json json = parse_json(line);
    for (const auto& [name, value] : json.members()) {
      const std::size_t column = column_of(name);
      if (column < kColumns && !value.is_null()) values[column] = value.number();
    }
    return values;
  } catch (const JsonError&) {
    return {};
  }
}

/// Whether a line is a JSON object with the members of a log.
bool is_json_log(std::string_view line) {
  try {
    const Json json = parse_json(line);
    return json.find("iteration") && json.find("loss");
  } catch (const JsonError&) {
    return false;
  }
}

/// A value as a whole number; 0 for NaN and for values below 1.
std::size_t count_of(double value) {
  return value >= 1 ? static_cast<std::size_t>(std::min(value, 1e15)) : 0;
}

HistoryPoint point_of(const Values& values, bool has_validation) {
  HistoryPoint point{count_of(values[kIteration]), {values[kLoss], values[kAccuracy]}, {}};
  if (has_validation) point.validation = {values[kValidationLoss], values[kValidationAccuracy]};
  return point;
}

/// The last validation loss, or the last loss; infinite if it is unknown or not finite.
double last_loss(const History& points) {
  const HistoryPoint& last = points.back();
  const double loss = last.validation ? last.validation->loss : last.train.loss;
  return std::isfinite(loss) ? loss : std::numeric_limits<double>::infinity();
}

}  // namespace

bool is_log(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('\n'));
  return first.starts_with('{') ? is_json_log(first) : CsvLog(first).is_log();
}

std::optional<PicturedHistory> log_of(std::string_view text, const std::string& path) {
  if (!is_log(text)) return {};
  const std::string_view first = text.substr(0, text.find('\n'));
  const bool is_json = first.starts_with('{');
  const CsvLog csv(is_json ? "" : first);
  const bool has_validation =
      is_json ? first.find("\"validation_loss\"") != std::string_view::npos : csv.has(kValidationLoss);
  if (!is_json) cut(text, '\n');
  std::map<std::size_t, History> starts;
  for (std::size_t number = is_json ? 1 : 2; text.find('\n') != std::string_view::npos; ++number) {
    const std::string_view line = cut(text, '\n');  // a last line without an end is still being written
    const std::optional<Values> values = is_json ? values_of_json(line) : csv.values_of(line);
    if (!values || std::isnan((*values)[kIteration]))
      throw DataError(fmt::format("{}:{}: this is not a line of a log", shown_path(path), number),
                      is_json ? "" : "if it is a table:  nntrain plot " + shell_word(path) + " --as data");
    starts[count_of((*values)[kStart])].push_back(point_of(*values, has_validation));
  }
  if (starts.empty()) throw DataError(shown_path(path) + " is a log without a line yet");
  const auto best = std::min_element(starts.begin(), starts.end(), [](const auto& a, const auto& b) {
    return last_loss(a.second) < last_loss(b.second);
  });
  PicturedHistory history{{}, starts.size() > 1 ? best->first : 0};
  for (const std::size_t k : evenly_of(best->second.size(), kMostPoints))
    history.points.push_back(best->second[k]);
  return history;
}

}  // namespace nntrain
