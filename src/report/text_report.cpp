#include "report/text_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostWeightsShown = 200;
constexpr std::size_t kWidestName = 30;
constexpr std::size_t kWidth = 100;
constexpr std::size_t kCell = 12;

std::string delimiter_name(char delimiter) {
  switch (delimiter) {
    case ',': return "commas";
    case ';': return "semicolons";
    case '\t': return "tabs";
    case ' ': return "blanks";
    default: return fmt::format("'{}'", printable(std::string(1, delimiter)));
  }
}

std::string shown_path(const Table& table) { return table.path == "-" ? "standard input" : printable(table.path, 1000); }

std::string data_line(const Table& table) {
  std::string line = fmt::format("{} ({} rows", shown_path(table), table.rows_read);
  if (table.rows_dropped > 0) line += fmt::format(", {} dropped for missing cells", table.rows_dropped);
  return line + fmt::format("; {}, separated by {})", table.has_header ? "names in line 1" : "no header line",
                            delimiter_name(table.delimiter));
}

std::string target_line(const Table& table) {
  if (table.task == Task::kRegress) return fmt::format("{} (a number: regression)", printable(table.target));
  std::vector<std::string> classes;
  for (const ClassLabel& label : table.classes) {
    classes.push_back(fmt::format("{} ({} rows)", printable(label.label), label.count));
  }
  return fmt::format("{} (classes {}; an output above 0.5 is {})", printable(table.target), join(classes, " and "),
                     printable(table.classes.back().label));
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

std::string accuracy_line(const Metrics& metrics) {
  return fmt::format("{:.4f} ({:.0f} of {:.0f}, 95% CI {:.4f}-{:.4f}; largest class {:.4f})", metric(metrics, "accuracy"),
                     metric(metrics, "correct"), metric(metrics, "rows"), metric(metrics, "accuracy_low"),
                     metric(metrics, "accuracy_high"), metric(metrics, "majority"));
}

/// Weights as a matrix: a row for each input, a column for each unit; wide ones in several parts.
void append_layer(std::string& out, const RunResult& result, std::size_t l) {
  const Layer& layer = result.network.layers()[l];
  std::vector<std::string> rows;
  if (layer.has_bias) rows.emplace_back("bias");
  for (const std::string& name : input_names(result.network, l, result.table.features)) {
    rows.push_back(printable(name, kWidestName - 3));
  }
  std::size_t name_width = 0;
  for (const std::string& name : rows) name_width = std::max(name_width, name.size());

  const std::size_t per_part = std::max<std::size_t>(1, (kWidth - name_width - 2) / kCell);
  for (std::size_t begin = 0; begin < layer.outputs; begin += per_part) {
    const std::size_t end = std::min(begin + per_part, layer.outputs);
    const std::string layer_text = layer_name(result.network, l);
    out += fmt::format("\n{:<{}}", layer_text, name_width + 2);
    for (std::size_t unit = begin; unit < end; ++unit) {
      const std::string name = layer_text == "output" ? std::string() : fmt::format("{}.{}", layer_text, unit + 1);
      out += fmt::format("{:>{}}", layer_text == "output" && layer.outputs == 1 ? printable(result.table.target, kCell - 4) : name, kCell);
    }
    out += '\n';
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const double* const values = layer.has_bias && row == 0
                                       ? layer.bias(result.parameters)
                                       : layer.weights(result.parameters) + (row - (layer.has_bias ? 1 : 0)) * layer.outputs;
      out += fmt::format("  {:<{}}", rows[row], name_width);
      for (std::size_t unit = begin; unit < end; ++unit) out += fmt::format("{:>{}.6g}", values[unit], kCell);
      out += '\n';
    }
  }
}

}  // namespace

std::string text_report(const RunResult& result) {
  std::string out;
  const auto line = [&](std::string_view key, const std::string& value) {
    fmt::format_to(std::back_inserter(out), "{}: {}\n", key, value);
  };
  std::vector<std::string> features;
  for (const std::string& name : result.table.features) features.push_back(printable(name));
  line("data", data_line(result.table));
  line("features", features.size() > 20 ? fmt::format("{} ({} columns)", join(features), features.size()) : join(features));
  line("target", target_line(result.table));
  line("network", network_line(result.network));
  line("training", fmt::format("{}, seed {}", result.rule, result.seed));
  line("stop", fmt::format("{} ({} done in {:.3f} s)", name_of(result.training.stop), result.training.iterations,
                           result.training.seconds));
  line("train loss", fmt::format("{:.6g}", metric(result.train, "loss")));
  if (result.table.task == Task::kClassify) {
    line("train mse", fmt::format("{:.6g}", metric(result.train, "mse")));
    line("train accuracy", accuracy_line(result.train));
  } else {
    for (const char* const name : {"rmse", "mae", "r2"}) {
      line(fmt::format("train {}", name), fmt::format("{:.6g}", metric(result.train, name)));
    }
  }
  line("fingerprint", result.fingerprint);

  const std::size_t parameters = result.network.parameter_count();
  if (result.weights == WeightsMode::kNone) return out;
  if (result.weights == WeightsMode::kAuto && parameters > kMostWeightsShown) {
    line("weights", fmt::format("{} (shown by --weights full)", parameters));
    return out;
  }
  for (std::size_t l = 0; l < result.network.layers().size(); ++l) append_layer(out, result, l);
  return out;
}

}  // namespace nntrain
