#include "report/text_report.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostWeightsShown = 200;
constexpr std::size_t kWidestName = 30;
constexpr std::size_t kWidth = 100;
constexpr std::size_t kNarrowestCell = 12;

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

std::string target_line(const Table& table) {
  if (table.task == Task::kRegress) return fmt::format("{} (a number: regression)", printable(table.target));
  std::vector<std::string> classes;
  for (const ClassLabel& label : table.classes) {
    classes.push_back(fmt::format("{} ({})", printable(label.label), counted(label.count, "row")));
  }
  return fmt::format("{} (classes {}; an output above 0.5 is {})", printable(table.target),
                     join(classes, " and "), printable(table.classes.back().label));
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

std::string training_line(const Recipe& recipe) {
  return fmt::format("gradient descent over all rows, {} gradient of {}, learning rate {}, seed {}",
                     name_of(recipe.backprop), name_of(recipe.loss), shortest(recipe.learning_rate),
                     recipe.seed);
}

std::string accuracy_line(const Measures& metrics) {
  return fmt::format("{:.4f} ({:.0f} of {:.0f}, 95% CI {:.4f}-{:.4f}; largest class {:.4f})",
                     metric(metrics, "accuracy"), metric(metrics, "correct"), metric(metrics, "rows"),
                     metric(metrics, "accuracy_low"), metric(metrics, "accuracy_high"),
                     metric(metrics, "majority"));
}

/// The heads of a layer's columns: its units, or the target for a single output.
std::vector<std::string> unit_names(const RunResult& result, std::size_t l) {
  const Layer& layer = result.network.layers()[l];
  const bool is_target = l + 1 == result.network.layers().size() && layer.outputs == 1;
  if (is_target) return {printable(result.table.target, kWidestName - 3)};
  std::vector<std::string> names;
  for (std::size_t unit = 1; unit <= layer.outputs; ++unit) {
    names.push_back(fmt::format("{}.{}", layer_name(result.network, l), unit));
  }
  return names;
}

std::size_t widest(const std::vector<std::string>& names) {
  std::size_t width = 0;
  for (const std::string& name : names) width = std::max(width, width_of(name));
  return width;
}

/// Weights as a matrix: a row for each input, a column for each unit; wide ones in several parts.
void append_layer(std::string& out, const RunResult& result, std::size_t l) {
  const Layer& layer = result.network.layers()[l];
  std::vector<std::string> rows;
  if (layer.has_bias) rows.emplace_back("bias");
  for (const std::string& name : input_names(result.network, l, result.input_names)) {
    rows.push_back(printable(name, kWidestName - 3));
  }
  const std::vector<std::string> units = unit_names(result, l);
  std::vector<std::string> numbers;  // the biases stand before the weights, row by row
  for (std::size_t p = 0; p < layer.parameter_count(); ++p) {
    numbers.push_back(fmt::format("{:.6g}", result.parameters[layer.offset + p]));
  }
  const std::size_t name_width = widest(rows);
  const std::size_t cell = std::max({kNarrowestCell, widest(units) + 2, widest(numbers) + 2});
  const std::size_t per_part = std::max<std::size_t>(1, (kWidth - name_width - 2) / cell);
  for (std::size_t begin = 0; begin < layer.outputs; begin += per_part) {
    const std::size_t end = std::min(begin + per_part, layer.outputs);
    out += fmt::format("\n{:<{}}", layer_name(result.network, l), name_width + 2);
    for (std::size_t unit = begin; unit < end; ++unit) out += fmt::format("{:>{}}", units[unit], cell);
    out += '\n';
    for (std::size_t row = 0; row < rows.size(); ++row) {
      out += fmt::format("  {:<{}}", rows[row], name_width);
      for (std::size_t unit = begin; unit < end; ++unit) {
        out += fmt::format("{:>{}}", numbers[row * layer.outputs + unit], cell);
      }
      out += '\n';
    }
  }
}

/// A metric for people: six digits; R2 has no meaning where all targets are the same.
std::string metric_text(double value) {
  return std::isnan(value) ? "undefined" : fmt::format("{:.6g}", value);
}

}  // namespace

std::string text_report(const RunResult& result, WeightsMode weights) {
  std::string out;
  const auto line = [&](std::string_view key, const std::string& value) {
    fmt::format_to(std::back_inserter(out), "{}: {}\n", key, value);
  };
  std::vector<std::string> features;
  for (const Column& column : result.table.features) {
    features.push_back(printable(list_item(column.name)) +
                       (column.is_text ? fmt::format(" ({})", counted(column.levels.size(), "text")) : ""));
  }
  line("data", data_line(result.table));
  line("features", features.size() > 20 ? fmt::format("{} ({} columns)", join(features), features.size())
                                        : join(features));
  line("target", target_line(result.table));
  line("network", network_line(result.network));
  line("training", training_line(result.recipe));
  line("stop", fmt::format("{} ({} done in {:.3f} s)", name_of(result.training.stop),
                           result.training.iterations, result.training.seconds));
  line("train loss", metric_text(metric(result.train, "loss")));
  if (result.table.task == Task::kClassify) {
    line("train mse", metric_text(metric(result.train, "mse")));
    line("train accuracy", accuracy_line(result.train));
  } else {
    for (const char* const name : {"rmse", "mae", "r2"}) {
      line(fmt::format("train {}", name), metric_text(metric(result.train, name)));
    }
  }
  line("fingerprint", result.fingerprint);

  const std::size_t parameters = result.network.parameter_count();
  if (weights == WeightsMode::kNone) return out;
  if (weights == WeightsMode::kAuto && parameters > kMostWeightsShown) {
    line("weights", fmt::format("{} (shown by --weights full)", parameters));
    return out;
  }
  for (std::size_t l = 0; l < result.network.layers().size(); ++l) append_layer(out, result, l);
  return out;
}

}  // namespace nntrain
