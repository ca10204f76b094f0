#include "report/log_file.hpp"

#include <cmath>

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
  const double accuracy = static_cast<double>(view.correct) / rows_;
  if (json_lines_) {
    std::string line = fmt::format("{{\"iteration\": {}, \"loss\": {}", view.iteration,
                                   std::isfinite(view.loss) ? shortest(view.loss) : "null");
    if (with_accuracy_) line += fmt::format(", \"accuracy\": {}", accuracy);
    file_.append(line + "}\n");
  } else {
    std::string line = fmt::format("{},{}", view.iteration, view.loss);
    if (with_accuracy_) line += fmt::format(",{}", accuracy);
    file_.append(line + "\n");
  }
}

}  // namespace nntrain
