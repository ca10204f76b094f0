#include "training/monitor.hpp"

#include <algorithm>
#include <utility>

#include "metrics/class_output.hpp"
#include "metrics/measure.hpp"
#include "model/model.hpp"
#include "model/predictor.hpp"

namespace nntrain {

Monitor::Monitor(LossGradient& function, const Splits& splits, Watched watched)
    : function_(function),
      splits_(splits),
      watched_(std::move(watched)),
      measured_(splits.size()),
      outputs_(function.network().outputs()) {}

void Monitor::move_to(std::span<const double> parameters, std::optional<double> train_loss) {
  parameters_ = parameters;
  std::fill(measured_.begin(), measured_.end(), Measured());
  measured_.front().loss = train_loss;
}

Monitor::Measured& Monitor::of(const Split& split) {
  return measured_[static_cast<std::size_t>(&split - splits_.data())];
}

bool Monitor::has_loss(const Split& split) {
  return !waits_for_ranks() || of(split).loss;
}

bool Monitor::has_accuracy(const Split& split) {
  return !waits_for_ranks() || of(split).accuracy;
}

double Monitor::loss(const Split& split) {
  std::optional<double>& loss = of(split).loss;
  if (!loss) loss = function_.value(split.samples, parameters_);
  return *loss;
}

double Monitor::accuracy(const Split& split) {
  std::optional<double>& accuracy = of(split).accuracy;
  if (!accuracy) {
    const RowShare share = split.samples.row_share();
    function_.outputs(split.samples, parameters_, outputs_);
    std::size_t correct = 0;
    for (std::size_t row = 0; row < split.truth.rows(); ++row) {
      const std::size_t said = predicted_class(outputs_, row, watched_.threshold);
      correct += static_cast<double>(said) == split.truth.at(row, 0) ? 1U : 0U;
    }
    accuracy = static_cast<double>(share.ranks->sum(correct)) / static_cast<double>(share.all);
  }
  return *accuracy;
}

double Monitor::watched(const Split& split) {
  if (watched_.metric == "loss") return loss(split);
  if (watched_.metric == "accuracy") return accuracy(split);
  std::optional<double>& watched = of(split).watched;
  if (!watched) watched = measure_watched(split);
  return *watched;
}

double Monitor::measure_watched(const Split& split) {
  outputs_.resize(split.truth.rows());
  function_.outputs(split.samples, parameters_, outputs_);
  scale_back(watched_.scale, outputs_);
  return measure_metric(watched_.metric, outputs_, split.truth, watched_.labels,
                        are_probabilities(function_.network()), watched_.threshold,
                        split.samples.row_share());
}

}  // namespace nntrain
