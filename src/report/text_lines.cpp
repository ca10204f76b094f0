#include "report/text_lines.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/fingerprint.hpp"
#include "base/matrix_text.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "csv/delimiter.hpp"

namespace nntrain {
namespace {

std::string delimiter_name(char delimiter) {
  switch (delimiter) {
    case ',':
      return "commas";
    case ';':
      return "semicolons";
    case '\t':
      return "tabs";
    case ' ':
      return "single blanks";
    case kBlanks:
      return "blanks";
    default:
      return fmt::format("'{}'", printable(std::string(1, delimiter)));
  }
}

std::string accuracy_line(const Measures& metrics) {
  const auto share = [&](const char* name) { return share_text(metric(metrics, name)); };
  return fmt::format("{} ({:.0f} of {:.0f}, 95% CI {}-{}; largest class {})", share("accuracy"),
                     metric(metrics, "correct"), metric(metrics, "rows"), share("accuracy_low"),
                     share("accuracy_high"), share("majority"));
}

/// The weights of layer `l` of network `number` as a named matrix after an empty line: one row for the bias
/// and each input, one column for each unit. A wide matrix has several parts.
std::string weights_table(const Model& model, std::size_t number, std::size_t l) {
  const Layer& layer = model.network.layers()[l];
  std::vector<std::string> numbers;
  for (const double parameter : model.parameters_of(number).subspan(layer.offset, layer.parameter_count()))
    numbers.push_back(fmt::format("{:.6g}", parameter));
  const std::string name = layer_name(model.network, l);
  const std::string title =
      model.network_count() == 1 ? name : fmt::format("{} of network {}", name, number + 1);
  return "\n" + matrix_text(title, model.layer_rows(l), model.layer_units(l), numbers);
}

constexpr std::size_t kMostNetworks = 20;  // that have a line
constexpr std::size_t kWidestClass = 20;
constexpr std::size_t kMostPredicted = 12;  // columns of the confusion matrix
constexpr std::size_t kNarrowestColumn = 7;

}  // namespace

std::string line(std::string_view key, std::string_view value) {
  return fmt::format("{}: {}\n", key, value);
}

std::string metric_text(double value) {
  return std::isnan(value) ? "undefined" : fmt::format("{:.6g}", value);
}

std::string data_line(const Table& table, const std::string& dropped) {
  std::string line = shown_path(table.path) + " (";
  if (table.is_of_pattern()) line += counted(table.parts.size(), "file") + ", ";
  line += counted(table.rows_read, "row");
  if (table.rows_dropped() > 0) line += fmt::format(", {} {}", table.rows_dropped(), dropped);
  const std::string names =
      table.has_header ? fmt::format("names in line {}", table.header_line) : "no header line";
  return line + fmt::format("; {}, separated by {})", names, delimiter_name(table.delimiter));
}

std::string class_rule_text(const std::vector<ClassLabel>& classes, const Network& network,
                            const Threshold& threshold) {
  const std::string label = printable(classes.back().label);
  const bool is_single = network.outputs() == 1;
  if (threshold) {
    const std::string least = shortest(*threshold);
    return is_single ? fmt::format("an output of at least {} is {}", least, label)
                     : fmt::format("{} if its probability is at least {}", label, least);
  }
  return is_single ? fmt::format("an output above 0.5 is {}", label) : "the largest output is the class";
}

std::string target_line(const Table& table, const Network& network, const Threshold& threshold) {
  if (table.task == Task::kRegress) return fmt::format("{} (a number: regression)", printable(table.target));
  std::vector<std::string> classes;
  for (const ClassLabel& label : table.classes) {
    classes.push_back(fmt::format("{} ({})", printable(list_item(label.label)), counted(label.count, "row")));
  }
  const bool two = classes.size() == 2;
  return fmt::format("{} ({} {}; {})", printable(table.target),
                     two ? "classes" : fmt::format("{} classes:", classes.size()),
                     join(classes, two ? " and " : ", "), class_rule_text(table.classes, network, threshold));
}

std::string network_line(const Network& network, std::size_t networks, std::uint64_t asked) {
  std::string line = fmt::format("{}", network.inputs());
  std::vector<std::string> activations;
  for (const Layer& layer : network.layers()) {
    line += fmt::format("-{}", layer.outputs);
    activations.emplace_back(name_of(layer.activation));
  }
  line += fmt::format(" ({}; {} parameters", join(activations), network.parameter_count());
  if (asked > networks) return fmt::format("{} of {} times {} each), averaged", networks, asked, line);
  if (networks == 1) return line + ")";
  return fmt::format("{} times {} each), averaged", networks, line);
}

std::string temperature_line(const std::optional<double>& temperature) {
  if (!temperature) return "";
  return line("temperature",
              fmt::format("{} (the weights of the last layer are divided by it)", metric_text(*temperature)));
}

std::string stop_text(const TrainingRecord& training) {
  std::string text = fmt::format("{} ({} done", printable(training.stop), training.iterations);
  if (training.best_iteration) text += fmt::format("; weights of iteration {}", *training.best_iteration);
  if (training.is_refitted) text += "; then refit for as many";
  if (training.best_restart) text += fmt::format("; of start {}", *training.best_restart);
  return text + ")";
}

std::string networks_lines(const Model& model, const std::vector<TrainingRecord>& trainings) {
  const std::size_t count = model.network_count();
  if (count == 1) return "";
  std::string out;
  for (std::size_t number = 0; number < std::min(count, kMostNetworks); ++number) {
    const std::string stop = trainings.size() == count ? stop_text(trainings[number]) + ", " : "";
    out += line(fmt::format("network {}", number + 1),
                fmt::format("{}fingerprint {}", stop, fingerprint(model.parameters_of(number))));
  }
  if (count > kMostNetworks)
    out += line("other networks", fmt::format("{} (--format json tells of each)", count - kMostNetworks));
  return out;
}

std::string split_lines(const SplitResult& one) {
  const Measures& measures = one.measures;
  std::string out;
  const auto add = [&](const std::string& name) {
    out += line(one.split.name + " " + name, metric_text(metric(measures, name)));
  };
  if (!measures.is_complete) {
    if (!std::isnan(metric(measures, "loss"))) add("loss");
    return out + line(one.split.name + " metrics", "not measured: a signal came");
  }
  add("loss");
  if (measures.labels.empty()) {
    for (const char* const name : {"rmse", "mae", "r2"}) add(name);
    return out;
  }
  if (measures.labels.size() == 2) add("mse");
  return out + line(one.split.name + " accuracy", accuracy_line(measures));
}

std::string class_lines(const SplitResult& one) {
  std::string out;
  for (const auto& [key, name] :
       {std::pair("balanced accuracy", "balanced_accuracy"), std::pair("auc", "auc")}) {
    const double value = metric(one.measures, name);
    out +=
        line(fmt::format("{} {}", one.split.name, key), std::isnan(value) ? "undefined" : share_text(value));
  }
  return out;
}

std::string warning_if_unweighted(const SplitResult& result, const Model& model, bool is_refitted) {
  if (!result.split.lacks_weights) return "";
  const bool are_trained = is_refitted && result.split.name == "validation";
  return fmt::format("the {} rows have no column '{}': each has the weight 1, which concerns {}",
                     result.split.name, printable(model.weights_item),
                     are_trained ? "their loss, and --refit, which trains on them" : "only their loss");
}

std::string weights_section(const Model& model, WeightsMode mode) {
  const std::size_t parameters = model.parameters.size();
  const bool is_ensemble = model.network_count() > 1;
  if (mode == WeightsMode::kNone) return "";
  if (mode == WeightsMode::kAuto && (is_ensemble || parameters > kMostWeightsShown)) {
    return line("weights", fmt::format("{} (shown by --weights full)", parameters));
  }
  std::string out;
  for (std::size_t number = 0; number < model.network_count(); ++number) {
    for (std::size_t l = 0; l < model.network.layers().size(); ++l) out += weights_table(model, number, l);
  }
  return out;
}

std::string class_table(const SplitResult& result) {
  const Measures& measures = result.measures;
  std::vector<std::string> labels;
  std::size_t width = result.split.name.size();
  std::size_t column = kNarrowestColumn;
  for (const std::string& label : measures.labels) {
    labels.push_back(printable(label, kWidestClass - 3));
    width = std::max(width, width_of(labels.back()) + 2);
    column = std::max(column, width_of(labels.back()) + 5);
  }
  const bool with_confusion = labels.size() <= kMostPredicted;
  std::string out = fmt::format("\n{:<{}}{:>9}{:>11}{:>9}{:>9}", result.split.name, width, "rows",
                                "precision", "recall", "f1");
  if (with_confusion) {
    for (const std::string& label : labels) out += fmt::format("{:>{}}", "as " + label, column);
  }
  out += '\n';
  for (std::size_t c = 0; c < labels.size(); ++c) {
    const ClassMeasures& one = measures.classes[c];
    out += fmt::format("  {:<{}}{:>9} {:>10} {:>8} {:>8}", labels[c], width - 2, one.rows,
                       share_text(one.precision), share_text(one.recall), share_text(one.f1));
    if (with_confusion) {
      for (std::size_t p = 0; p < labels.size(); ++p) {
        out += fmt::format("{:>{}}", measures.confusion.at(c, p), column);
      }
    }
    out += '\n';
  }
  return out;
}

}  // namespace nntrain
