#include "report/text_report.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "report/phases_text.hpp"
#include "report/text_lines.hpp"

namespace nntrain {
namespace {

std::string features_line(const Table& table) {
  constexpr std::size_t kFew = 20;
  std::vector<std::string> features;
  for (const Column& column : table.features) {
    std::vector<std::string> remarks;
    if (column.is_text) remarks.push_back(counted(column.levels.size(), "text"));
    if (column.missing > 0) remarks.push_back(fmt::format("{} missing", column.missing));
    const bool has_name = column.item != column.name || list_item(column.name) == column.name;
    features.push_back(printable(has_name ? list_item(column.name) : column.item));  // as a flag takes it
    if (!remarks.empty()) features.back() += fmt::format(" ({})", join(remarks));
  }
  const std::string count = features.size() > kFew ? fmt::format(" ({} columns)", features.size()) : "";
  return join(features) + count;
}

/// "id (no feature), weight"
std::string kept_line(const Table& table) {
  std::vector<std::string> columns;
  for (const KeptColumn& kept : table.kept) {
    const bool is_feature = std::any_of(table.features.begin(), table.features.end(),
                                        [&](const Column& feature) { return feature.item == kept.item; });
    columns.push_back(printable(list_item(kept.name)) + (is_feature ? "" : " (no feature)"));
  }
  return join(columns);
}

/// What decides which rows are held out, if it is a column: "; whole groups of patient".
std::string placing_text(const Table& table) {
  const auto named = [](const char* lead, const KeptColumn& column) {
    return fmt::format("; {} {}", lead, printable(list_item(column.name)));
  };
  if (table.group.is_given()) return named("whole groups of", table.group);
  if (table.hashed.is_given()) return named("by the hash of", table.hashed);
  if (table.split.is_given()) return named("by the column", table.split);
  return "";
}

/// "1097 train, 275 test"
std::string rows_line(const RunResult& result) {
  std::vector<std::string> splits;
  for (const SplitResult& one : result.results) {
    splits.push_back(fmt::format("{} {}", one.all_rows(), one.split.name));
    if (one.split.dropped > 0) {
      splits.back() += fmt::format(" ({} dropped for missing cells)", one.split.dropped);
    }
  }
  return join(splits) + placing_text(result.table);
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
    if (plan.schedule != Schedule::kConstant) line += fmt::format(" with {} decay", name_of(plan.schedule));
  }
  if (recipe.derives_l2) {
    line +=
        objective.l2 > 0 ? fmt::format(", l2 {:.4g} (auto)", objective.l2) : ", l2 auto";  // of several runs
  } else if (objective.l2 > 0) {
    line += fmt::format(", l2 {}", shortest(objective.l2));
  }
  if (objective.dropout > 0) line += fmt::format(", dropout {}", shortest(objective.dropout));
  if (plan.average > 0) line += fmt::format(", weights averaged with {}", shortest(plan.average));
  if (objective.fixed_bias) line += ", fixed biases";
  if (recipe.restarts > 1) {
    line += fmt::format(", best of {} starts", recipe.restarts);
    if (plan.watched.metric != "loss") line += " by " + printable(plan.watched.metric);
  }
  if (recipe.ensemble > 1) line += fmt::format(", mean of {} networks", recipe.ensemble);
  if (recipe.bag > 0)
    line += fmt::format(" that hold out {:.4g} of the training rows each",
                        1 / static_cast<double>(bag_count(recipe.bag)));
  return line;
}

/// "40", or of several networks "31 to 40".
std::string range_text(const std::vector<std::size_t>& counts) {
  const auto [least, most] = std::minmax_element(counts.begin(), counts.end());
  return *least == *most ? fmt::format("{}", *least) : fmt::format("{} to {}", *least, *most);
}

/// Which iterations have the weights: of several networks a range.
std::string best_iterations_text(const TrainingResult& training) {
  std::vector<std::size_t> best;
  if (training.best_iteration) best.push_back(*training.best_iteration);
  for (const TrainingResult& network : training.networks) {
    if (network.best_iteration) best.push_back(*network.best_iteration);
  }
  return best.empty() ? "" : range_text(best);
}

std::string iterations_text(const TrainingResult& training) {
  if (training.networks.empty()) return range_text({training.iterations});
  std::vector<std::size_t> done;
  for (const TrainingResult& network : training.networks) done.push_back(network.iterations);
  return range_text(done);
}

std::string stop_line(const RunResult& result) {
  const TrainingResult& training = result.training;
  const std::string& metric = result.recipe.plan.watched.metric;
  std::string line = fmt::format("{} ({} done in {:.3f} s", name_of(training.stop), iterations_text(training),
                                 training.seconds);
  if (training.stop == StopReason::kConverged)
    line += fmt::format("; iteration {} changed no weight", training.iterations + 1);
  const std::string best = best_iterations_text(training);
  if (!best.empty()) {
    line += fmt::format("; weights of iteration {}", best);
    if (metric != "loss") line += ", with the best validation " + printable(metric);
  }
  if (training.is_refitted) {
    line += "; then refit for as many";
    const bool has_validation =
        std::any_of(result.results.begin(), result.results.end(),
                    [](const SplitResult& one) { return one.split.name == "validation"; });
    if (has_validation) line += ", and only the validation results are of before";
  }
  return line + ")";
}

/// Whether to report single classes: with held-out rows, more than two classes, or weighted rows.
bool shows_classes(const RunResult& result) {
  const SplitResult& one = result.most_held_out();
  if (one.measures.classes.empty()) return false;  // a regression, or not measured
  const bool is_weighted = one.split.samples.weights.columns() > 0;
  return result.results.size() > 1 || one.measures.labels.size() > 2 || is_weighted;
}

}  // namespace

std::string table_lines(const Table& table, const Network& network, const Threshold& threshold) {
  std::string out = line("data", data_line(table));
  out += line("features", features_line(table));
  if (!table.kept.empty()) out += line("kept", kept_line(table));
  return out + line("target", target_line(table, network, threshold));
}

std::string recipe_lines(const std::string& preparation, const Network& network, std::size_t networks,
                         const Recipe& recipe, std::span<const TrialResult> runs, const std::string& seed) {
  std::string out = preparation.empty() ? "" : line("preparation", preparation);
  out += line("network", network_line(network, networks, recipe.ensemble));
  return out + line("training", training_line(recipe) + phases_text(recipe, runs) + ", " + seed);
}

std::string run_lines(const RunResult& result, bool with_start) {
  const TrialResult* const run = &result;
  std::string out = table_lines(result.table, result.model.network, result.model.target.threshold);
  if (result.results.size() > 1) out += line("rows", rows_line(result));
  if (!result.preset.empty()) out += line("preset", result.preset);
  out += recipe_lines(result.preparation, result.model.network, result.model.network_count(), result.recipe,
                      {run, 1}, fmt::format("seed {}", result.recipe.plan.seed));
  if (!result.start.empty()) out += line("start", result.start);
  if (with_start) out += result.start_formulas;
  out += line("stop", stop_line(result));
  return out + temperature_line(result.model.target.temperature);
}

std::string text_report(const RunResult& result, WeightsMode weights) {
  std::string out = run_lines(result, true);
  for (const SplitResult& one : result.results) out += split_lines(one);
  const bool with_classes = shows_classes(result);
  if (with_classes) out += class_lines(result.most_held_out());
  out += line("fingerprint", result.fingerprint);
  if (with_classes) out += class_table(result.most_held_out());
  return out + weights_section(result.model, weights);
}

std::string gradient_report(const GradientCheck& check, const Model& model, const std::string& loss) {
  constexpr std::size_t kWidestParameter = 60;
  std::vector<std::string> names;
  std::size_t width = 9;
  for (const std::size_t parameter : check.parameters) {
    names.push_back(printable(model.parameter_name(parameter), kWidestParameter));
    width = std::max(width, width_of(names.back()));
  }
  std::string out = fmt::format("objective: {} ({})\n", shortest(check.value), loss);
  out += fmt::format("parameters: {} of {}\n\n", check.parameters.size(), model.network.parameter_count());
  out += fmt::format("{:<{}}  {:>16}  {:>16}  {:>12}\n", "parameter", width, "analytic", "numeric",
                     "difference");
  for (std::size_t i = 0; i < names.size(); ++i) {
    out += fmt::format("{:<{}}  {:>16.9g}  {:>16.9g}  {:>12.3g}\n", names[i], width, check.analytic[i],
                       check.numeric[i], check.analytic[i] - check.numeric[i]);
  }
  const bool agree = check.error < kGradientTolerance;
  out += fmt::format("\nrelative difference: {:.3g} ({}; the bound is {})\n", check.error,
                     agree ? "they agree" : "they differ", kGradientTolerance);
  const auto& layers = model.network.layers();
  std::vector<std::string> kinked;
  for (const Layer& layer : layers) {
    const std::string name(name_of(layer.activation));
    const bool is_new = std::find(kinked.begin(), kinked.end(), name) == kinked.end();
    if (has_kink(layer.activation) && is_new) kinked.push_back(name);
  }
  if (!agree && !kinked.empty()) {
    out += fmt::format("{} {} a kink at 0: a row close to it can show a difference\n", join(kinked, " and "),
                       kinked.size() == 1 ? "has" : "have");
  }
  return out;
}

}  // namespace nntrain
