#include "report/log_file.hpp"

#include <cmath>

#include <fmt/format.h>

#include "base/numbers.hpp"

namespace nntrain {

LogFile::LogFile(const std::string& path, const Splits& splits, bool with_accuracy, bool with_restart)
    : file_(path),
      json_lines_(path.ends_with(".jsonl")),
      splits_({&splits.front()}),
      with_accuracy_(with_accuracy),
      with_restart_(with_restart) {
  if (const Split* const validation = find_split(splits, "validation")) splits_.push_back(validation);
}

void LogFile::write(const std::string& text) {
  if (lost_) return;
  try {
    file_.append(text);
  } catch (const DataError& error) {
    lost_ = error;
  }
}

void LogFile::add(std::string_view name, const std::string& value) {
  if (json_lines_) {
    line_ += fmt::format("{}\"{}\": {}", line_.empty() ? "{" : ", ", name, value);
    return;
  }
  if (!line_.empty()) line_ += ',';
  line_ += value;
  if (is_first_) head_ += fmt::format("{}{}", head_.empty() ? "" : ",", name);
}

void LogFile::on_iteration(const IterationView& view) {
  const auto text = [this](double value) {
    return json_lines_ && !std::isfinite(value) ? "null" : shortest(value);
  };
  line_.clear();
  if (with_restart_) add("start", std::to_string(view.restart + 1));
  add("iteration", std::to_string(view.iteration));
  for (const Split* const split : splits_) {
    const std::string prefix = split == splits_.front() ? "" : split->name + "_";
    add(prefix + "loss", text(view.monitor.loss(*split)));
    if (with_accuracy_) add(prefix + "accuracy", text(view.monitor.accuracy(*split)));
  }
  if (is_first_ && !json_lines_) write(head_ + "\n");
  is_first_ = false;
  write(line_ + (json_lines_ ? "}\n" : "\n"));
}

}  // namespace nntrain
