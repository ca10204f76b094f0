#include "report/log_file.hpp"

#include <utility>

namespace nntrain {
namespace {

constexpr LogKind kLogOfMetrics = {"log", "the log", &LogPrefixes::metrics};

/// Whether the watched metric needs a column besides those of loss and accuracy.
bool has_column(const std::string& metric) {
  return metric != "loss" && metric != "accuracy";
}

std::vector<std::string> metric_columns(const std::vector<std::string>& parts, bool with_accuracy,
                                        const std::string& metric) {
  std::vector<std::string> names;
  for (const std::string& part : parts) {
    const std::string prefix = part == "train" ? "" : part + "_";
    names.push_back(prefix + "loss");
    if (with_accuracy) names.push_back(prefix + "accuracy");
    if (has_column(metric)) names.push_back(prefix + metric);
  }
  return names;
}

}  // namespace

LogFile::LogFile(const LogTarget& target, std::vector<std::string> parts, bool with_accuracy,
                 const std::string& metric)
    : IterationLog(kLogOfMetrics, target, metric_columns(parts, with_accuracy, metric)),
      parts_(std::move(parts)),
      with_accuracy_(with_accuracy),
      with_metric_(has_column(metric)) {}

void LogFile::on_iteration(const IterationView& view) {
  // Without measuring, unless other ranks measure, too: they do not know of it.
  if (is_lost() && !view.monitor.waits_for_ranks()) return;
  std::vector<double> values;
  for (const std::string& part : parts_) {
    const Split* const split = find_split(view.monitor.splits(), part);
    values.push_back(view.monitor.loss(*split));
    if (with_accuracy_) values.push_back(view.monitor.accuracy(*split));
    if (with_metric_) values.push_back(view.monitor.watched(*split));
  }
  write(view, values);
}

}  // namespace nntrain
