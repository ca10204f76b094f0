#include "report/log_file.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/input.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

/// Whether a cell of a log is one that LogFile writes.
bool is_value(std::string_view cell) {
  return parse_number(cell).status == NumberStatus::kOk || cell == "nan" || cell == "inf" || cell == "-inf" ||
         cell == "null";
}

/// Removes `prefix` from the text. Returns whether it was there.
bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

LogFile::LogFile(const std::string& path, const Splits& splits, bool with_accuracy, bool with_restart,
                 const std::optional<LogPlace>& from)
    : path_(path),
      file_(path),
      json_lines_(path.ends_with(".jsonl")),
      splits_({&splits.front()}),
      with_accuracy_(with_accuracy),
      with_restart_(with_restart) {
  if (const Split* const validation = find_split(splits, "validation")) splits_.push_back(validation);
  std::vector<std::string> names = {"iteration"};
  if (with_restart) names.insert(names.begin(), "start");
  for (const Split* const split : splits_) {
    const std::string prefix = split == splits_.front() ? "" : split->name + "_";
    names.push_back(prefix + "loss");
    if (with_accuracy) names.push_back(prefix + "accuracy");
  }
  for (const std::string& name : names) {
    const bool is_first = before_.empty();
    before_.push_back(json_lines_ ? fmt::format("{}\"{}\": ", is_first ? "{" : ", ", name)
                                  : (is_first ? "" : ","));
  }
  after_ = json_lines_ ? "}\n" : "\n";
  if (!json_lines_) pending_ = join(names, ",", std::string::npos) + "\n";
  if (from && file_.is_regular()) {
    find_end(*from);
  } else {
    file_.cut(0);
  }
}

/// Finds the rows before `from`, which stay.
void LogFile::find_end(const LogPlace& from) {
  const std::string text = read_file(path_);
  const std::string header = pending_;
  std::optional<LogPlace> last;
  while (true) {
    const std::size_t line_end = text.find('\n', end_);
    if (line_end == std::string::npos) break;  // a last line without an end was cut off
    const std::string_view line = std::string_view(text).substr(end_, line_end + 1 - end_);
    if (end_ == 0 && !json_lines_) {
      if (line != header) refuse(1, "is not its header");
      pending_.clear();
    } else {
      const std::optional<LogPlace> place = place_in(line);
      if (!place || (last && *place <= *last)) refuse(lines_ + 1, "is not a row of it");
      if (*place == from) old_row_ = line;
      if (*place >= from) break;
      last = place;
    }
    end_ = line_end + 1;
    ++lines_;
  }
  if (old_row_.empty()) file_.cut(end_);
  const std::string where = from.iteration > 0 ? fmt::format("iteration {}", from.iteration)
                                               : fmt::format("start {}", from.restart + 1);
  if (!last && from > LogPlace()) {
    gap_ = fmt::format("{} begins at {}: there are no rows from before", shown_path(path_), where);
  } else if (last && from.iteration > 0 && *last != LogPlace{from.restart, from.iteration - 1}) {
    gap_ = fmt::format("{} lacks the rows between iteration {} and {}, where this run goes on",
                       shown_path(path_), last->iteration, where);
  }
}

/// The place of a row, or none if the line is not one.
std::optional<LogPlace> LogFile::place_in(std::string_view line) const {
  std::vector<std::optional<std::uint64_t>> counts;
  for (const std::string& before : before_) {
    if (!take(line, before)) return {};
    const std::string_view value = line.substr(0, line.find_first_of(",}\n"));
    if (!is_value(value)) return {};
    counts.push_back(parse_count(value));
    line.remove_prefix(value.size());
  }
  if (line != after_) return {};
  const std::optional<std::uint64_t> start = with_restart_ ? counts[0] : 1;
  const std::optional<std::uint64_t> iteration = counts[with_restart_ ? 1 : 0];
  if (!start || *start == 0 || !iteration) return {};
  return LogPlace{*start - 1, *iteration};
}

void LogFile::refuse(std::uint64_t line, const std::string& why) const {
  throw DataError(
      fmt::format("{} is not a log of the run in the checkpoint: line {} {}", shown_path(path_), line, why),
      "name another file:  --log FILE");
}

std::string LogFile::row_of(const std::vector<std::string>& values) const {
  std::string row;
  for (std::size_t i = 0; i < values.size(); ++i) row.append(before_[i]).append(values[i]);
  return row + after_;
}

void LogFile::on_iteration(const IterationView& view) {
  if (lost_) return;
  const auto text = [this](double value) {
    return json_lines_ && !std::isfinite(value) ? "null" : shortest(value);
  };
  std::vector<std::string> values;
  if (with_restart_) values.push_back(std::to_string(view.restart + 1));
  values.push_back(std::to_string(view.iteration));
  for (const Split* const split : splits_) {
    values.push_back(text(view.monitor.loss(*split)));
    if (with_accuracy_) values.push_back(text(view.monitor.accuracy(*split)));
  }
  const std::string row = row_of(values);
  if (!old_row_.empty() && row != old_row_) refuse(lines_ + 1, "has other numbers");
  try {
    if (!old_row_.empty()) file_.cut(end_);
    old_row_.clear();
    file_.append(pending_ + row);
    pending_.clear();
  } catch (const DataError&) {
    lost_ = std::current_exception();
  }
}

std::exception_ptr LogFile::finish() {
  if (!lost_) {
    try {
      file_.finish();
    } catch (const DataError&) {
      lost_ = std::current_exception();
    }
  }
  return lost_;
}

}  // namespace nntrain
