#include "model/make_samples.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "math/ranks_sum.hpp"

namespace nntrain {

Samples make_samples(const Table& table, std::span<const std::size_t> rows, const Model& model) {
  const std::vector<double>& class_weights = model.class_weights;
  const std::size_t outputs = model.network.outputs();
  const TargetScale& scale = model.target.scale;
  const RowShare share = share_of_part(table, rows.size());
  const bool weighted = has_weights(table) || !class_weights.empty();
  Samples samples{BlockMatrix(), BlockMatrix(outputs), BlockMatrix(weighted ? 1 : 0),
                  static_cast<double>(share.all)};
  if (outputs == 1) {
    samples.targets = truth_of(table, rows);
    for (std::size_t block = 0; block < samples.targets.block_count(); ++block) {
      double* const targets = samples.targets.block(block);
      const std::size_t count = samples.targets.block_rows(block);
      for (std::size_t row = 0; row < count; ++row)
        targets[row] = (targets[row] - scale.centre) / scale.divisor;
    }
  } else {
    samples.targets.resize(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row)
      samples.targets.set(row, static_cast<std::size_t>(table.targets.at(rows[row], 0)), 1);
  }
  samples.weights.resize(rows.size());
  for (std::size_t row = 0; weighted && row < rows.size(); ++row) {
    const double target = table.targets.at(rows[row], 0);
    const double of_row = table.weights.empty() ? 1 : table.weights[rows[row]];
    const double of_class = class_weights.empty() ? 1 : class_weights[static_cast<std::size_t>(target)];
    samples.weights.set(row, 0, of_row * of_class);
  }
  if (weighted) {
    samples.total_weight = checked_sum_of_weights(
        table, sum_rows(share, [&](std::size_t row) { return samples.weights.at(row, 0); }));
  }
  return samples;
}

double checked_sum_of_weights(const Table& table, double sum) {
  if (!(sum > 0)) throw TrainingError("all rows of " + shown_path(table.path) + " have weight 0");
  if (!std::isfinite(sum)) {
    throw DataError(fmt::format("{}: the weights of the rows add up to more than a double can hold",
                                shown_path(table.path)),
                    "divide all weights by the largest one");
  }
  return sum;
}

BlockMatrix truth_of(const Table& table, std::span<const std::size_t> rows) {
  BlockMatrix truth(1);
  truth.resize(rows.size());
  for (std::size_t block = 0; block < truth.block_count(); ++block) {
    double* const to = truth.block(block);
    const std::span<const std::size_t> from = rows.subspan(block * kBlockRows, truth.block_rows(block));
    for (std::size_t row = 0; row < from.size(); ++row) to[row] = table.targets.at(from[row], 0);
  }
  return truth;
}

namespace {

std::vector<double> balanced(const Table& table, std::span<const std::size_t> rows) {
  std::vector<std::size_t> counts(table.classes.size());
  for (const std::size_t row : rows) ++counts[static_cast<std::size_t>(table.targets.at(row, 0))];
  const RowShare share = share_of_part(table, rows.size());
  share.ranks->add_counts(counts);
  const auto absent = std::count(counts.begin(), counts.end(), std::size_t{0});
  const auto present = static_cast<double>(counts.size() - static_cast<std::size_t>(absent));
  std::vector<double> weights;
  for (const std::size_t count : counts) {
    weights.push_back(count > 0 ? static_cast<double>(share.all) / (present * static_cast<double>(count))
                                : 1);
  }
  return weights;
}

[[noreturn]] void refuse(const std::string& text, const std::string& why) {
  throw UsageError(fmt::format("--class-weights '{}': {}", printable(text), why),
                   "write it like:  --class-weights balanced   or   --class-weights A=1,B=3");
}

std::size_t class_called(const std::string& label, const Table& table) {
  const std::vector<std::string> labels = labels_of(table.classes);
  const auto found = std::find(labels.begin(), labels.end(), label);
  if (found == labels.end()) {
    throw DataError(fmt::format("--class-weights: the target '{}' has no class '{}'{} ({})",
                                printable(table.target), printable(label), did_you_mean(label, labels),
                                printable(join(labels), 300)));
  }
  return static_cast<std::size_t>(found - labels.begin());
}

}  // namespace

std::vector<double> class_weights(const std::string& text, const Table& table,
                                  std::span<const std::size_t> training_rows) {
  if (text.empty()) return {};
  if (text == "balanced") return balanced(table, training_rows);
  std::vector<double> weights(table.classes.size(), 1);
  std::set<std::size_t> named;
  const auto items = split_quoted(text);
  if (!items) refuse(text, "a quote is not closed; quotes are like this: \"A\"=1");
  for (const std::string& typed : *items) {
    const std::string item = unquoted(typed);  // quotes may also be around the whole
    const std::size_t equals = item.rfind('=');
    if (equals == std::string::npos)
      refuse(text, fmt::format("'{}' is not of the form LABEL=WEIGHT", printable(item)));
    const ParsedNumber weight = parse_number(trim(item.substr(equals + 1)));
    if (weight.status != NumberStatus::kOk || weight.value < 0) {
      refuse(text, fmt::format("'{}' is not a number >= 0", printable(item.substr(equals + 1))));
    }
    const std::string label = unquoted(trim(item.substr(0, equals)));
    const std::size_t index = class_called(label, table);
    if (!named.insert(index).second) refuse(text, fmt::format("'{}' is there twice", printable(label)));
    weights[index] = weight.value;
  }
  return weights;
}

}  // namespace nntrain
