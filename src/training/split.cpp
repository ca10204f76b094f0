#include "training/split.hpp"

#include <limits>
#include <stdexcept>
#include <utility>

#include "base/interruption.hpp"
#include "dataset/split.hpp"
#include "model/make_samples.hpp"
#include "model/predictor.hpp"
#include "network/loss_gradient.hpp"

namespace nntrain {
namespace {

/// The kept columns of these rows.
std::vector<KeptColumn> kept_of(const Table& table, const std::vector<std::size_t>& rows) {
  std::vector<KeptColumn> kept;
  for (const KeptColumn& column : table.kept) {
    KeptColumn& own = kept.emplace_back(KeptColumn{column.name, column.item, {}});
    for (const std::size_t row : rows) own.texts.add(column.texts[row]);
  }
  return kept;
}

/// Makes a split without the inputs, and with row indices instead of numbers. Checks that the inputs can be
/// computed.
Split split_without_inputs(const SplitSpec& part, const Table& table, const Model& model, UnseenMode unseen) {
  std::vector<std::size_t> rows = rows_of(part, table);
  model.preprocessing.check(table, rows, unseen);
  Split split;
  split.name = part.name;
  split.samples = make_samples(table, rows, model);
  split.truth = truth_of(table, rows);
  split.lacks_weights = !model.weights_item.empty() && !has_weights(table);
  split.table = part.table;
  split.kept = kept_of(table, rows);
  split.rows = std::move(rows);
  if (part.table > 0) split.dropped = table.rows_dropped();
  return split;
}

/// Adds the inputs, and puts row numbers in the place of indices.
void complete(Split& split, BlockMatrix inputs, const Table& table) {
  split.samples.inputs = std::move(inputs);
  for (std::size_t& row : split.rows) row = table.row_number(row);
}

/// Sets the outputs and the measures of a result; see measure_split().
void measure_rows(SplitResult& result, const Model& model, const Objective& objective,
                  std::optional<double> loss, Workers& workers) {
  const Split& split = result.split;
  LossGradient function(model.network, objective, split.samples.inputs.block_count(), 0, workers);
  BlockMatrix outputs(model.network.outputs());
  const std::vector<std::string> labels = model.target.labels();
  const bool probable = are_probabilities(model.network);
  Measures measures;
  try {
    if (!loss && model.network_count() == 1) {
      loss = function.outputs_and_value(split.samples, model.parameters_of(0), outputs);
    } else {
      mean_outputs(model, split.samples, function, outputs);
      if (!loss) loss = loss_of(model, split.samples, function);
    }
    scale_back(model.target.scale, outputs);
    measures = labels.empty() ? measure_values(outputs, split.truth, *loss)
                              : measure_classes(outputs, split.truth, labels, probable,
                                                model.target.threshold, *loss, workers);
  } catch (const Interrupted&) {
    measures = not_measured(split.truth.rows(), labels, probable,
                            loss.value_or(std::numeric_limits<double>::quiet_NaN()));
  }
  result.outputs = std::move(outputs);
  result.measures = std::move(measures);
}

}  // namespace

std::vector<std::size_t> rows_of(const SplitSpec& part, const Table& table) {
  if (part.is_whole) return all_rows(table);
  if (part.rows.empty()) throw std::logic_error("the part '" + part.name + "' has no rows");
  return part.rows;
}

const Split* find_split(const Splits& splits, const std::string& name) {
  for (const Split& split : splits) {
    if (split.name == name) return &split;
  }
  return nullptr;
}

Splits make_splits(const std::vector<Table>& tables, const std::vector<SplitSpec>& parts, const Model& model,
                   UnseenMode unseen) {
  Splits splits;
  for (const SplitSpec& part : parts) {
    const Table& table = tables[part.table];
    Split& split = splits.emplace_back(split_without_inputs(part, table, model, unseen));
    complete(split, model.preprocessing.inputs(table, split.rows, unseen), table);
  }
  return splits;
}

Splits take_splits(Table& table, const OtherTables& others, const std::vector<SplitSpec>& parts,
                   const Model& model, UnseenMode unseen) {
  const auto take = [&](Table& from, const Preprocessing::RowLists& rows) {
    return model.preprocessing.take_inputs(from, rows, unseen);
  };
  Splits splits;
  for (const SplitSpec& part : parts) {
    if (part.table == 0) {
      splits.push_back(split_without_inputs(part, table, model, unseen));
      continue;
    }
    Table other = others(part.table);
    Split& split = splits.emplace_back(split_without_inputs(part, other, model, unseen));
    complete(split, std::move(take(other, {split.rows}).front()), other);
  }
  for (KeptColumn& column : table.kept) column.texts = {};
  for (const PlaceColumn& one : kPlaceColumns) (table.*one.read).texts = {};
  Preprocessing::RowLists rows;
  std::vector<Split*> own;
  for (Split& split : splits) {
    if (split.table > 0) continue;
    rows.emplace_back(split.rows);
    own.push_back(&split);
  }
  std::vector<BlockMatrix> inputs = take(table, rows);
  for (std::size_t i = 0; i < own.size(); ++i) complete(*own[i], std::move(inputs[i]), table);
  return splits;
}

SplitResult measure_split(const Model& model, const Objective& objective, Split split,
                          std::optional<double> loss, Workers& workers) {
  SplitResult result{std::move(split), BlockMatrix(), Measures()};
  measure_rows(result, model, objective, loss, workers);
  return result;
}

void measure_again(SplitResult& result, const Model& model, const Objective& objective, Workers& workers) {
  measure_rows(result, model, objective, {}, workers);
}

KnownMetrics known_metrics(const std::vector<std::string>& parts, const std::vector<std::string>& labels,
                           Activation output) {
  return {parts, labels.empty() ? value_metric_names() : class_metric_names(are_probabilities(output)),
          labels};
}

}  // namespace nntrain
