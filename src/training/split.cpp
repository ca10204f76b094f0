#include "training/split.hpp"

#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "base/interruption.hpp"
#include "dataset/split.hpp"
#include "math/ranks_sum.hpp"
#include "model/make_samples.hpp"
#include "model/predictor.hpp"
#include "network/loss_gradient.hpp"
#include "training/deal_rows.hpp"

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

/// Makes a split of these rows without the inputs, and with row indices instead of numbers. Checks that the
/// inputs can be computed.
Split split_without_inputs(const SplitSpec& part, std::vector<std::size_t> rows, const Table& table,
                           const Model& model, UnseenMode unseen) {
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

/// Adds the inputs, and puts row numbers in the place of indices. Each rank gets its blocks of the rows.
void complete(Split& split, BlockMatrix inputs, const Table& table) {
  split.samples.inputs = std::move(inputs);
  for (std::size_t& row : split.rows) row = table.row_number(row);
  if (table.is_shared()) deal_rows(*table.share.ranks, {split.samples, split.truth, split.rows, split.kept});
}

/// The rows of a part of another table than `first` that this rank makes samples of. If ranks share the rows
/// of `first` and each has read all of the other table, they share these, too.
std::vector<std::size_t> own_rows_of(const SplitSpec& part, const Table& first, Table& other) {
  if (!first.is_shared() || other.is_shared()) return rows_of(part, other);
  const RowShare dealt = dealt_share(*first.share.ranks, other.rows());
  other.share = {first.share.ranks, 0, other.rows(), other.rows()};
  std::vector<std::size_t> rows(dealt.rows);
  std::iota(rows.begin(), rows.end(), dealt.begin);
  return rows;
}

/// Sets the outputs and the measures of a result; see measure_split().
void measure_rows(SplitResult& result, const Model& model, const Objective& objective,
                  std::optional<double> loss, Workers& workers) {
  const Split& split = result.split;
  const RowShare share = split.samples.row_share();
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
    measures = labels.empty() ? measure_values(outputs, split.truth, *loss, {}, share)
                              : measure_classes(outputs, split.truth, labels, probable,
                                                model.target.threshold, *loss, workers, share);
  } catch (const Interrupted&) {
    measures =
        not_measured(share.all, labels, probable, loss.value_or(std::numeric_limits<double>::quiet_NaN()));
  }
  result.share = share;
  result.outputs = std::move(outputs);
  result.measures = std::move(measures);
}

}  // namespace

std::vector<std::size_t> rows_of(const SplitSpec& part, const Table& table) {
  if (part.is_whole) return all_rows(table);
  if (part.rows.empty() && !table.is_shared())
    throw std::logic_error("the part '" + part.name + "' has no rows");
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
    Split& split =
        splits.emplace_back(split_without_inputs(part, rows_of(part, table), table, model, unseen));
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
      splits.push_back(split_without_inputs(part, rows_of(part, table), table, model, unseen));
      continue;
    }
    Table other = others(part.table);
    std::vector<std::size_t> rows = own_rows_of(part, table, other);
    Split& split = splits.emplace_back(split_without_inputs(part, std::move(rows), other, model, unseen));
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
