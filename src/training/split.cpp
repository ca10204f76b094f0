#include "training/split.hpp"

#include <utility>

#include "metrics/class_metric.hpp"
#include "model/make_samples.hpp"
#include "model/predictor.hpp"
#include "network/loss_gradient.hpp"

namespace nntrain {
namespace {

/// All but the inputs, which are sure to be found, then.
Splits splits_without_inputs(const std::vector<Table>& tables, const std::vector<Part>& parts,
                             const Model& model, UnseenMode unseen) {
  Splits splits;
  for (const Part& part : parts) {
    const Table& table = tables[part.table];
    model.preprocessing.check(table, part.rows, unseen);
    Split& split = splits.emplace_back();
    split.name = part.name;
    split.samples = make_samples(table, part.rows, model);
    split.truth = truth_of(table, part.rows);
    if (part.table == 0) {
      split.rows = part.rows;
    } else {
      split.dropped = table.rows_dropped;
    }
  }
  return splits;
}

}  // namespace

const Split* find_split(const Splits& splits, const std::string& name) {
  for (const Split& split : splits) {
    if (split.name == name) return &split;
  }
  return nullptr;
}

Splits make_splits(const std::vector<Table>& tables, const std::vector<Part>& parts, const Model& model,
                   UnseenMode unseen) {
  Splits splits = splits_without_inputs(tables, parts, model, unseen);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    splits[i].samples.inputs = model.preprocessing.inputs(tables[parts[i].table], parts[i].rows, unseen);
  }
  return splits;
}

Splits take_splits(std::vector<Table>& tables, const std::vector<Part>& parts, const Model& model,
                   UnseenMode unseen) {
  Splits splits = splits_without_inputs(tables, parts, model, unseen);
  for (std::size_t t = tables.size(); t-- > 0;) {  // the smaller ones first
    Preprocessing::RowLists rows;
    std::vector<Split*> own;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i].table != t) continue;
      rows.emplace_back(parts[i].rows);
      own.push_back(&splits[i]);
    }
    if (own.empty()) continue;
    std::vector<BlockMatrix> inputs = model.preprocessing.take_inputs(tables[t], rows, unseen);
    for (std::size_t i = 0; i < own.size(); ++i) own[i]->samples.inputs = std::move(inputs[i]);
  }
  return splits;
}

SplitResult measure_split(const Model& model, const Objective& objective, Split split,
                          std::optional<double> loss, Workers& workers) {
  LossGradient function(model.network, objective, split.samples.inputs.block_count(), 0, workers);
  BlockMatrix outputs(model.network.outputs());
  function.outputs(split.samples, model.parameters, outputs);
  if (!loss) loss = function.value(split.samples, model.parameters);
  scale_back(model.target.scale, outputs);
  const std::vector<std::string> labels = model.target.labels();
  Measures measures = labels.empty() ? measure_values(outputs, split.truth, *loss)
                                     : measure_classes(outputs, split.truth, labels,
                                                       are_probabilities(model.network), *loss, workers);
  return {std::move(split), std::move(outputs), std::move(measures)};
}

KnownMetrics known_metrics(const std::vector<std::string>& parts, const std::vector<std::string>& labels,
                           Activation output) {
  return {parts, labels.empty() ? value_metric_names() : class_metric_names(are_probabilities(output)),
          labels};
}

}  // namespace nntrain
