#include "report/replay_report.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "model/model_json.hpp"
#include "report/text_lines.hpp"

namespace nntrain {
namespace {

using Differences = std::vector<std::string>;

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

std::string layer_sizes(const Network& network) {
  return fmt::format("{}", fmt::join(network.layer_sizes(), "-"));
}

/// "hidden1, bias of hidden1.2"; of an ensemble "network 3, hidden1, bias of hidden1.2".
std::string name_of_parameter(const Model& model, std::size_t parameter) {
  const std::size_t count = model.network.parameter_count();
  const std::string name = model.parameter_name(parameter % count);
  return model.network_count() == 1 ? name : fmt::format("network {}, {}", parameter / count + 1, name);
}

std::optional<std::string> weight_difference(const Model& then, const Model& now) {
  if (then.network_count() != now.network_count()) {
    return fmt::format("the number of networks: {} in the model, {} now", then.network_count(),
                       now.network_count());
  }
  if (layer_sizes(then.network) != layer_sizes(now.network) ||
      then.parameters.size() != now.parameters.size()) {
    return fmt::format("the network is {} in the model, {} now", layer_sizes(then.network),
                       layer_sizes(now.network));
  }
  for (std::size_t p = 0; p < then.parameters.size(); ++p) {
    if (same_bits(then.parameters[p], now.parameters[p])) continue;
    return fmt::format("{}: {} in the model, {} now", printable(name_of_parameter(then, p), 200),
                       shortest(then.parameters[p]), shortest(now.parameters[p]));
  }
  return {};
}

/// Compares a number that a model may have, and which `what` names.
std::optional<std::string> difference_of(const char* what, const std::optional<double>& then,
                                         const std::optional<double>& now) {
  const auto text_of = [](const std::optional<double>& one) { return one ? shortest(*one) : "none"; };
  const std::string was = text_of(then);
  const std::string is = text_of(now);
  if (was == is) return {};
  return fmt::format("the {}: {} in the model, {} now", what, was, is);
}

/// Compares the columns and the target, which are not in the weights.
std::optional<std::string> column_difference(const Model& then, const Model& now) {
  const auto text_of = [](const Model& model) {
    JsonWriter json;
    json.begin_object();
    write_model(json, model);
    json.end_object();
    return json.text();
  };
  if (text_of(then) == text_of(now)) return {};
  return "the preparation of the columns or the target differs";
}

std::optional<std::string> metric_difference(const std::vector<SplitMetrics>& then, const RunResult& now) {
  for (const SplitMetrics& split : then) {
    const auto measured = std::find_if(now.results.begin(), now.results.end(),
                                       [&](const SplitResult& one) { return one.split.name == split.split; });
    for (const Metric& was : split.metrics) {
      if (std::isnan(was.value)) continue;  // undefined, or a signal left no time to measure it
      const std::optional<double> is =
          measured == now.results.end() ? std::nullopt : find_metric(measured->measures, was.name);
      if (is && same_bits(*is, was.value)) continue;
      return fmt::format("{} {}: {} in the model, {} now", printable(split.split), printable(was.name),
                         shortest(was.value), is ? shortest(*is) : "not measured");
    }
  }
  return {};
}

void add_files(const Receipt& then, const Receipt& now, Differences& differences) {
  for (const InputFile& file : then.files) {
    const InputFile* const here = now.find_file(file.flag);
    if (here != nullptr && here->sha256 == file.sha256) continue;
    const std::string changes = here == nullptr ? "" : changed_parts(file, *here);
    if (!changes.empty()) {
      differences.push_back(
          fmt::format("--{}: {}: {}", printable(file.flag), shown_path(here->path), changes));
      continue;
    }
    differences.push_back(fmt::format("--{}: {} has other bytes: SHA-256 {}, not {}", printable(file.flag),
                                      here == nullptr ? "no file" : shown_path(here->path),
                                      here == nullptr ? "none" : here->sha256, printable(file.sha256, 64)));
  }
}

/// Compares the options, except those that replay itself sets.
void add_options(const Receipt& then, const Receipt& now, Differences& differences) {
  const std::vector<std::string> own = {"data",        "delimiter", "iterations",
                                        "max-seconds", "restarts",  "refit"};
  for (const Setting& option : then.options) {
    if (std::find(own.begin(), own.end(), option.flag) != own.end()) continue;
    const Setting* const here = now.find_option(option.flag);
    if (here != nullptr && here->values == option.values) continue;
    differences.push_back(fmt::format("--{}: '{}' in the model, '{}' now", printable(option.flag),
                                      printable(join(option.values)),
                                      here == nullptr ? "" : printable(join(here->values))));
  }
}

}  // namespace

ReplayReport compare_with(const SavedModel& saved, const std::string& path, const RunResult& again) {
  const Receipt now = receipt_of(again.options, again.files);
  std::optional<std::string> first = weight_difference(saved.model, again.model);
  if (!first) {
    first = difference_of("temperature", saved.model.target.temperature, again.model.target.temperature);
  }
  if (!first) first = difference_of("threshold", saved.model.target.threshold, again.model.target.threshold);
  if (!first) first = column_difference(saved.model, again.model);
  if (!first) first = metric_difference(saved.metrics, again);
  Differences causes;
  add_files(saved.receipt, now, causes);
  const bool same_files = causes.empty();
  add_options(saved.receipt, now, causes);

  ReplayReport report;
  report.is_identical = !first && same_files;
  report.text += line("model", shown_path(path));
  report.text += line("trained again",
                      fmt::format("{}, done in {:.3f} s", counted(again.training.iterations, "iteration"),
                                  again.training.seconds));
  if (report.is_identical) {
    report.text +=
        line("verdict", fmt::format("identical, to the last bit (fingerprint {})", again.fingerprint));
  } else {
    report.text += line("verdict", "different");
    report.text += line("first difference", first.value_or("none in the result; the bytes of a file differ"));
  }
  if (!saved.cv.metrics.empty())
    report.text += line("not proved", "the figures of the cross-validation, which is not repeated");
  for (const std::string& cause : causes) report.text += line("differs", cause);
  if (saved.receipt.version != NNTRAIN_VERSION) {
    report.text += line("differs", fmt::format("version: the model is of nntrain {}, this is {}",
                                               printable(saved.receipt.version), NNTRAIN_VERSION));
  }
  return report;
}

}  // namespace nntrain
