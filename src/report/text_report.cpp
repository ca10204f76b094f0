#include "report/text_report.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "report/class_table.hpp"
#include "report/weights_table.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostWeightsShown = 200;

std::string delimiter_name(char delimiter) {
  switch (delimiter) {
    case ',':
      return "commas";
    case ';':
      return "semicolons";
    case '\t':
      return "tabs";
    case ' ':
      return "blanks";
    default:
      return fmt::format("'{}'", printable(std::string(1, delimiter)));
  }
}

std::string data_line(const Table& table) {
  std::string line = fmt::format("{} ({}", shown_path(table.path), counted(table.rows_read, "row"));
  if (table.rows_dropped > 0) line += fmt::format(", {} dropped for missing cells", table.rows_dropped);
  return line + fmt::format("; {}, separated by {})", table.has_header ? "names in line 1" : "no header line",
                            delimiter_name(table.delimiter));
}

std::string features_line(const Table& table) {
  constexpr std::size_t kFew = 20;
  std::vector<std::string> features;
  for (const Column& column : table.features) {
    std::vector<std::string> remarks;
    if (column.is_text) remarks.push_back(counted(column.levels.size(), "text"));
    if (column.missing > 0) remarks.push_back(fmt::format("{} missing", column.missing));
    features.push_back(printable(list_item(column.name)));
    if (!remarks.empty()) features.back() += fmt::format(" ({})", join(remarks));
  }
  const std::string count = features.size() > kFew ? fmt::format(" ({} columns)", features.size()) : "";
  return join(features) + count;
}

/// "1097 train, 275 test"
std::string rows_line(const RunResult& result) {
  std::vector<std::string> splits;
  for (const SplitResult& one : result.results) {
    splits.push_back(fmt::format("{} {}", one.outputs.rows(), one.split.name));
    if (one.split.dropped > 0) {
      splits.back() += fmt::format(" ({} dropped for missing cells)", one.split.dropped);
    }
  }
  return join(splits);
}

std::string target_line(const RunResult& result) {
  const Table& table = result.table;
  if (table.task == Task::kRegress) return fmt::format("{} (a number: regression)", printable(table.target));
  std::vector<std::string> classes;
  for (const ClassLabel& label : table.classes) {
    classes.push_back(fmt::format("{} ({})", printable(list_item(label.label)), counted(label.count, "row")));
  }
  const bool two = classes.size() == 2;
  return fmt::format("{} ({} {}; {})", printable(table.target),
                     two ? "classes" : fmt::format("{} classes:", classes.size()),
                     join(classes, two ? " and " : ", "),
                     result.network.outputs() == 1
                         ? fmt::format("an output above 0.5 is {}", printable(table.classes.back().label))
                         : "the largest output is the class");
}

std::string network_line(const Network& network) {
  std::string line = fmt::format("{}", network.inputs());
  std::vector<std::string> activations;
  for (const Layer& layer : network.layers()) {
    line += fmt::format("-{}", layer.outputs);
    activations.emplace_back(name_of(layer.activation));
  }
  return fmt::format("{} ({}; {} parameters)", line, join(activations), network.parameter_count());
}

std::string optimizer_text(const OptimizerOptions& optimizer) {
  switch (optimizer.kind) {
    case OptimizerKind::kAdam:
      return "Adam";
    case OptimizerKind::kRprop:
      return "iRprop-";
    case OptimizerKind::kLbfgs:
      return "L-BFGS";
    case OptimizerKind::kPerceptron:
      return "Rosenblatt's rule";
    case OptimizerKind::kGradientDescent:
      break;
  }
  if (optimizer.momentum == 0) return "gradient descent";
  return fmt::format("gradient descent with {}momentum {}", optimizer.nesterov ? "Nesterov's " : "",
                     shortest(optimizer.momentum));
}

std::string training_line(const Recipe& recipe) {
  const Objective& objective = recipe.objective;
  const TrainingPlan& plan = recipe.plan;
  std::string line = optimizer_text(recipe.optimizer);
  line += plan.batch_size == 0   ? " over all rows"
          : plan.batch_size == 1 ? " row by row"
                                 : fmt::format(" in batches of {}", counted(plan.batch_size, "row"));
  if (plan.batch_size > 0 && !plan.shuffle) line += " in file order";
  if (recipe.optimizer.kind != OptimizerKind::kPerceptron) {
    line += fmt::format(", {} gradient of {}", name_of(objective.backprop), name_of(objective.loss));
  }
  if (recipe.optimizer.learning_rate > 0) {
    line += fmt::format(", learning rate {}", shortest(recipe.optimizer.learning_rate));
  }
  if (objective.l2 > 0) line += fmt::format(", l2 {}", shortest(objective.l2));
  if (objective.dropout > 0) line += fmt::format(", dropout {}", shortest(objective.dropout));
  if (objective.fixed_bias) line += ", fixed biases";
  if (recipe.restarts > 1) line += fmt::format(", best of {} starts", recipe.restarts);
  return line + fmt::format(", seed {}", plan.seed);
}

std::string stop_line(const TrainingResult& training) {
  std::string line =
      fmt::format("{} ({} done in {:.3f} s", name_of(training.stop), training.iterations, training.seconds);
  if (training.best_iteration) line += fmt::format("; weights of iteration {}", *training.best_iteration);
  return line + ")";
}

std::string accuracy_line(const Measures& metrics) {
  return fmt::format("{:.4f} ({:.0f} of {:.0f}, 95% CI {:.4f}-{:.4f}; largest class {:.4f})",
                     metric(metrics, "accuracy"), metric(metrics, "correct"), metric(metrics, "rows"),
                     metric(metrics, "accuracy_low"), metric(metrics, "accuracy_high"),
                     metric(metrics, "majority"));
}

/// A metric for people: six digits; R2 has no meaning where all targets are the same.
std::string metric_text(double value) {
  return std::isnan(value) ? "undefined" : fmt::format("{:.6g}", value);
}

/// One split's lines, "train loss: 0.1".
std::string split_lines(const SplitResult& one, bool is_two_class) {
  const Measures& measures = one.measures;
  std::string out;
  const auto line = [&](std::string_view key, const std::string& value) {
    fmt::format_to(std::back_inserter(out), "{} {}: {}\n", one.split.name, key, value);
  };
  line("loss", metric_text(metric(measures, "loss")));
  if (measures.labels.empty()) {
    for (const char* const name : {"rmse", "mae", "r2"}) line(name, metric_text(metric(measures, name)));
    return out;
  }
  if (is_two_class) line("mse", metric_text(metric(measures, "mse")));
  line("accuracy", accuracy_line(measures));
  return out;
}

/// What tells more than the accuracy: of the most held-out rows, or where there are many classes or weighted
/// ones.
std::string class_lines(const RunResult& result) {
  const SplitResult& one = result.most_held_out();
  const Measures& measures = one.measures;
  const bool is_weighted = one.split.samples.weights.columns() > 0;
  if (measures.labels.empty()) return "";
  if (result.results.size() == 1 && measures.labels.size() == 2 && !is_weighted) return "";
  std::string out;
  for (const auto& [key, name] :
       {std::pair("balanced accuracy", "balanced_accuracy"), std::pair("auc", "auc")}) {
    const double value = metric(measures, name);
    out += fmt::format("{} {}: {}\n", one.split.name, key,
                       std::isnan(value) ? "undefined" : fmt::format("{:.4f}", value));
  }
  return out;
}

}  // namespace

std::string text_report(const RunResult& result, WeightsMode weights) {
  std::string out;
  const auto line = [&](std::string_view key, const std::string& value) {
    fmt::format_to(std::back_inserter(out), "{}: {}\n", key, value);
  };
  line("data", data_line(result.table));
  line("features", features_line(result.table));
  line("target", target_line(result));
  if (result.results.size() > 1) line("rows", rows_line(result));
  if (!result.preparation.empty()) line("preparation", result.preparation);
  line("network", network_line(result.network));
  line("training", training_line(result.recipe));
  line("stop", stop_line(result.training));
  for (const SplitResult& one : result.results) out += split_lines(one, result.table.classes.size() == 2);
  const std::string more = class_lines(result);
  out += more;
  line("fingerprint", result.fingerprint);
  if (!more.empty()) out += class_table(result.most_held_out());

  const std::size_t parameters = result.network.parameter_count();
  if (weights == WeightsMode::kNone) return out;
  if (weights == WeightsMode::kAuto && parameters > kMostWeightsShown) {
    line("weights", fmt::format("{} (shown by --weights full)", parameters));
    return out;
  }
  for (std::size_t l = 0; l < result.network.layers().size(); ++l) out += weights_table(result, l);
  return out;
}

}  // namespace nntrain
