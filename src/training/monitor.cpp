#include "training/monitor.hpp"

#include <algorithm>

#include "metrics/class_output.hpp"

namespace nntrain {

Monitor::Monitor(LossGradient& function, const Splits& splits)
    : function_(function),
      splits_(splits),
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

double Monitor::loss(const Split& split) {
  std::optional<double>& loss = of(split).loss;
  if (!loss) loss = function_.value(split.samples, parameters_);
  return *loss;
}

double Monitor::accuracy(const Split& split) {
  std::optional<double>& accuracy = of(split).accuracy;
  if (!accuracy) {
    function_.outputs(split.samples, parameters_, outputs_);
    std::size_t correct = 0;
    for (std::size_t row = 0; row < split.truth.rows(); ++row) {
      correct += static_cast<double>(predicted_class(outputs_, row)) == split.truth.at(row, 0) ? 1U : 0U;
    }
    accuracy = static_cast<double>(correct) / static_cast<double>(split.truth.rows());
  }
  return *accuracy;
}

}  // namespace nntrain
