#include "report/log_file.hpp"

#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "base/numbers.hpp"

namespace nntrain {

LogFile::LogFile(const std::string& path, std::size_t rows, bool with_accuracy)
    : file_(path),
      json_lines_(path.ends_with(".jsonl")),
      rows_(static_cast<double>(rows)),
      with_accuracy_(with_accuracy) {
  if (!json_lines_) file_.append(with_accuracy_ ? "iteration,loss,accuracy\n" : "iteration,loss\n");
}

void LogFile::on_iteration(const IterationView& view) {
  line_.clear();
  const auto out = std::back_inserter(line_);
  const double accuracy = static_cast<double>(view.correct) / rows_;
  if (json_lines_) {
    const std::string loss = std::isfinite(view.loss) ? shortest(view.loss) : "null";
    fmt::format_to(out, "{{\"iteration\": {}, \"loss\": {}", view.iteration, loss);
    if (with_accuracy_) fmt::format_to(out, ", \"accuracy\": {}", accuracy);
    line_ += "}\n";
  } else {
    fmt::format_to(out, "{},{}", view.iteration, shortest(view.loss));
    if (with_accuracy_) fmt::format_to(out, ",{}", accuracy);
    line_ += '\n';
  }
  file_.append(line_);
}

}  // namespace nntrain
