#include "report/model_summary.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/fingerprint.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "report/text_lines.hpp"
#include "training/train.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kWidestName = 30;

/// The command line that made the model.
std::string command_of(const Receipt& receipt) {
  std::string command = "nntrain";
  for (const Setting& option : receipt.options) {
    const bool is_given =
        std::find(receipt.given.begin(), receipt.given.end(), option.flag) != receipt.given.end();
    if (!is_given) continue;
    if (option.is_switch) {
      if (option.values.front() == "true") command += " --" + option.flag;
      continue;
    }
    for (const std::string& value : option.values) {
      const char* const between = value.starts_with("-") && value != "-" ? "=" : " ";
      command += fmt::format(" --{}{}{}", option.flag, between, shell_word(value));
    }
  }
  return command;
}

std::string target_text(const Model& model) {
  const ModelTarget& target = model.target;
  if (target.task == Task::kRegress) {
    const TargetScale& scale = target.scale;
    return printable(target.name) + (scale.is_identity()
                                         ? " (a number)"
                                         : fmt::format(" (a number; learned as (x - {}) / {})",
                                                       shortest(scale.centre), shortest(scale.divisor)));
  }
  std::vector<std::string> classes;
  for (const ClassLabel& one : target.classes) {
    classes.push_back(fmt::format("{} ({})", printable(list_item(one.label)), counted(one.count, "row")));
  }
  std::string text = fmt::format("{} (classes {}", printable(target.name), join(classes));
  if (target.threshold) text += "; " + class_rule_text(target.classes, model.network, target.threshold);
  return text + ")";
}

/// How a column is prepared: "(x - 0.43) / 2.84; missing: 0.43", "2 texts: red, green".
std::string column_text(const InputColumn& column) {
  std::string text;
  if (column.is_text) {
    std::vector<std::string> levels;
    for (const std::string& level : column.levels) levels.push_back(printable(list_item(level)));
    text = fmt::format("{}: {}", counted(levels.size(), "text"), join(levels, ", ", 60));
  } else if (column.centre != 0 || column.divisor != 1) {
    text = fmt::format("(x - {}) / {}", shortest(column.centre), shortest(column.divisor));
  } else {
    text = "as it is";
  }
  if (column.fills.empty()) return text;
  return text + (column.is_text ? "; missing: the shares of the texts"
                                : fmt::format("; missing: {}", shortest(column.fills.front())));
}

std::string metric_lines(const std::vector<SplitMetrics>& splits) {
  std::string out;
  for (const SplitMetrics& one : splits) {
    for (const char* const name : {"loss", "accuracy", "auc", "rmse", "r2"}) {
      const std::optional<double> value = find_metric(one.metrics, name);
      if (value) out += line(fmt::format("{} {}", printable(one.split), name), metric_text(*value));
    }
  }
  return out;
}

/// The figures of a cross-validation.
std::string cv_lines(const CvFigures& cv) {
  std::string out;
  for (const auto& [name, spread] : cv.metrics) {
    const bool is_shown = name == "accuracy" || name == "auc" || name == "rmse" || name == "r2";
    if (!is_shown) continue;
    out += line("cv " + name, fmt::format("{} (95% CI {} to {}; {})", metric_text(spread.mean),
                                          metric_text(spread.interval.low), metric_text(spread.interval.high),
                                          counted(spread.defined, "run")));
  }
  return out;
}

/// A table like that of Keras' summary(), with "rows" instead of None.
std::string layer_table(const Network& network, std::size_t networks, bool fixed_bias) {
  std::string out = fmt::format("\n{:<26}{:<18}{:>10}\n", "Layer (activation)", "Output shape", "Parameters");
  const std::string rule = std::string(54, '-') + "\n";
  out += rule;
  std::size_t biases = 0;
  for (std::size_t l = 0; l < network.layers().size(); ++l) {
    const Layer& layer = network.layers()[l];
    biases += layer.bias_count();
    out += fmt::format("{:<26}{:<18}{:>10}\n",
                       fmt::format("{} ({})", layer_name(network, l), name_of(layer.activation)),
                       fmt::format("(rows, {})", layer.outputs), layer.parameter_count());
  }
  out += rule;
  const std::size_t all = networks * network.parameter_count();
  biases *= networks;
  out += fmt::format("Total parameters: {}{}\n", all,
                     networks == 1 ? "" : fmt::format(" (of {} such networks)", networks));
  out += fmt::format("Trainable parameters: {}\n", fixed_bias ? all - biases : all);
  out += fmt::format("Fixed parameters: {}\n", fixed_bias ? biases : 0);
  return out;
}

/// How many networks there are: fewer than --ensemble asked for where training was cut short.
std::string networks_line(const SavedModel& saved) {
  const std::size_t count = saved.model.network_count();
  const Setting* const asked = saved.receipt.find_option("ensemble");
  const std::string there = fmt::format("{}", count);
  const bool is_known = asked != nullptr && asked->values.size() == 1 && !saved.training.networks.empty();
  if (is_known && asked->values.front() != there)
    return line("networks", fmt::format("{} of {}, whose outputs are averaged", there,
                                        printable(asked->values.front(), 20)));
  return count > 1 ? line("networks", there + ", whose outputs are averaged") : "";
}

}  // namespace

std::string model_summary(const SavedModel& saved, const std::string& path, WeightsMode weights) {
  const Model& model = saved.model;
  std::string out;
  out += line("model", fmt::format("{} (nntrain {})", shown_path(path), printable(saved.receipt.version)));
  out += line("made by", printable(command_of(saved.receipt), std::string::npos));
  for (const InputFile& file : saved.receipt.files) {
    const std::string count = file.parts.empty() ? "" : counted(file.parts.size(), "file") + ", ";
    out += line(file.flag,
                fmt::format("{} ({}sha256 {})", shown_path(file.path), count, printable(file.sha256, 64)));
  }
  out += line("rows", fmt::format("{} ({} used, {} dropped for missing cells)", saved.rows.read,
                                  saved.rows.used, saved.rows.dropped));
  out += line("target", target_text(model));
  if (!saved.status.empty()) out += line("status", printable(saved.status));
  out += line("stop", stop_text(saved.training));
  if (saved.training.l2) out += line("l2", fmt::format("{:.4g} (auto)", *saved.training.l2));
  out += networks_line(saved);
  out += networks_lines(model, saved.training.networks);
  out += temperature_line(model.target.temperature);
  out += metric_lines(saved.metrics);
  out += cv_lines(saved.cv);
  out += line("fingerprint", fingerprint(model.parameters));
  if (saved.fingerprint != fingerprint(model.parameters)) {
    out += line("edited", fmt::format("the weights are not those of the run, whose fingerprint is {}",
                                      printable(saved.fingerprint)));
  }

  out += "\nColumns\n";
  std::size_t width = 0;
  for (const InputColumn& column : model.preprocessing.columns()) {
    width = std::max(width, width_of(printable(column.name, kWidestName)));
  }
  for (const InputColumn& column : model.preprocessing.columns()) {
    out += fmt::format("  {:<{}}  {}\n", printable(column.name, kWidestName), width, column_text(column));
  }
  const Setting* const fixed = saved.receipt.find_option("fixed-bias");
  out += layer_table(model.network, model.network_count(),
                     fixed != nullptr && fixed->values == std::vector<std::string>{"true"});
  return out + weights_section(model, weights);
}

std::vector<std::string> warnings_if_cut(const SavedModel& saved, const std::string& path) {
  const std::optional<StopReason> stop = value_called<StopReason>(saved.training.stop);
  if (stop != StopReason::kSignal && stop != StopReason::kTime) return {};
  return {fmt::format("{} ended the training of {} after {}",
                      stop == StopReason::kTime ? "--max-seconds" : "a signal", shown_path(path),
                      counted(saved.training.iterations, "iteration"))};
}

}  // namespace nntrain
