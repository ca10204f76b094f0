#include "plot/read_log.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <sstream>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/json_reader.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"

namespace nntrain {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostPoints = 1000;

/// The values of one line by their names.
using Line = std::map<std::string, double, std::less<>>;

std::vector<std::string> cells_of(std::string line) {
  if (line.ends_with('\r')) line.pop_back();
  std::vector<std::string> cells;
  std::istringstream text(line);
  for (std::string cell; std::getline(text, cell, ',');) cells.push_back(cell);
  return cells;
}

std::optional<Line> line_of_csv(const std::vector<std::string>& names, const std::string& text) {
  const std::vector<std::string> cells = cells_of(text);
  if (cells.size() != names.size()) return {};
  Line line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const ParsedNumber number = parse_number(cells[i]);
    const bool is_odd = cells[i] == "nan" || cells[i] == "inf" || cells[i] == "-inf";
    if (number.status != NumberStatus::kOk && !is_odd) return {};
    line[names[i]] = is_odd ? kNan : number.value;
  }
  return line;
}

std::optional<Line> line_of_json(const std::string& text) {
  try {
    Line line;
    const Json json = parse_json(text);
    for (const auto& [name, value] : json.members()) line[name] = value.is_null() ? kNan : value.number();
    return line;
  } catch (const JsonError&) {
    return {};
  }
}

double value_of(const Line& line, std::string_view name) {
  const auto found = line.find(name);
  return found == line.end() ? kNan : found->second;
}

/// A whole number from 0; 0 for what is none.
std::size_t count_of(const Line& line, std::string_view name) {
  const double value = value_of(line, name);
  return value >= 1 ? static_cast<std::size_t>(std::min(value, 1e15)) : 0;
}

HistoryPoint point_of(const Line& line) {
  HistoryPoint point{count_of(line, "iteration"), {value_of(line, "loss"), value_of(line, "accuracy")}, {}};
  if (line.contains("validation_loss"))
    point.validation = {value_of(line, "validation_loss"), value_of(line, "validation_accuracy")};
  return point;
}

/// Infinite if it is not known or not finite.
double last_loss(const History& points) {
  const HistoryPoint& last = points.back();
  const double loss = last.validation ? last.validation->loss : last.train.loss;
  return std::isfinite(loss) ? loss : std::numeric_limits<double>::infinity();
}

void thin(History& points) {
  if (points.size() <= kMostPoints) return;
  History kept;
  for (std::size_t k = 0; k < kMostPoints; ++k)
    kept.push_back(points[k * (points.size() - 1) / (kMostPoints - 1)]);
  points = std::move(kept);
}

bool is_log_header(const std::vector<std::string>& names) {
  const auto has = [&](const char* name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return has("iteration") && has("loss");
}

}  // namespace

std::optional<PicturedHistory> read_log(const std::string& path) {
  std::istringstream text(read_file(path));
  std::string first;
  std::getline(text, first);
  const std::optional<Line> object = line_of_json(first);
  const bool is_json = object && object->contains("iteration") && object->contains("loss");
  const std::vector<std::string> names = cells_of(first);
  if (!is_json && !is_log_header(names)) return {};
  if (is_json) text.seekg(0);
  std::map<std::size_t, History> starts;
  std::size_t number = is_json ? 0 : 1;
  for (std::string line; std::getline(text, line);) {
    if (text.eof()) break;  // it has no end: it is still being written
    ++number;
    const std::optional<Line> values = is_json ? line_of_json(line) : line_of_csv(names, line);
    if (!values || !values->contains("iteration"))
      throw DataError(fmt::format("{}:{}: this is no line of a log", shown_path(path), number));
    starts[count_of(*values, "start")].push_back(point_of(*values));
  }
  if (starts.empty()) throw DataError(shown_path(path) + " is a log without any line yet");
  const auto best = std::min_element(starts.begin(), starts.end(), [](const auto& a, const auto& b) {
    return last_loss(a.second) < last_loss(b.second);
  });
  PicturedHistory history{std::move(best->second), starts.size() > 1 ? best->first : 0};
  thin(history.points);
  return history;
}

}  // namespace nntrain
