#include "report/log_file.hpp"

#include <cmath>
#include <fstream>

#include <fmt/format.h>

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
  if (with_restart) names_.emplace_back("start");
  names_.emplace_back("iteration");
  for (const Split* const split : splits_) {
    const std::string prefix = split == splits_.front() ? "" : split->name + "_";
    names_.push_back(prefix + "loss");
    if (with_accuracy) names_.push_back(prefix + "accuracy");
  }
  if (!json_lines_) pending_ = join(names_, ",", std::string::npos) + "\n";
  if (from && file_.is_regular()) {
    find_end(*from);
  } else {
    file_.cut(0);
  }
}

/// Finds the rows before `from`, which stay.
void LogFile::find_end(const LogPlace& from) {
  std::ifstream earlier(path_, std::ios::binary);
  if (!earlier) throw DataError("cannot read " + shown_path(path_), "name another file:  --log FILE");
  const std::string header = pending_;
  std::optional<LogPlace> last;
  // A last line without an end was cut off.
  for (std::string line; std::getline(earlier, line) && !earlier.eof(); ++lines_) {
    if (end_ == 0 && !json_lines_) {
      if (line + "\n" != header) refuse(1, "is not its header");
      pending_.clear();
    } else {
      const std::optional<LogPlace> place = place_in(line);
      if (!place || (last && *place <= *last)) refuse(lines_ + 1, "is not a row of it");
      if (*place == from) old_row_ = line + "\n";
      if (*place >= from) break;
      last = place;
    }
    end_ += line.size() + 1;
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
  for (const std::string& name : names_) {
    const bool is_first = counts.empty();
    const std::string before =
        json_lines_ ? fmt::format("{}\"{}\": ", is_first ? "{" : ", ", name) : (is_first ? "" : ",");
    if (!take(line, before)) return {};
    const std::string_view value = line.substr(0, line.find_first_of(",}"));
    if (!is_value(value)) return {};
    counts.push_back(parse_count(value));
    line.remove_prefix(value.size());
  }
  if (line != (json_lines_ ? "}" : "")) return {};
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
  if (!json_lines_) return join(values, ",", std::string::npos) + "\n";
  std::string row;
  for (std::size_t i = 0; i < values.size(); ++i)
    row += fmt::format("{}\"{}\": {}", i == 0 ? "{" : ", ", names_[i], values[i]);
  return row + "}\n";
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
