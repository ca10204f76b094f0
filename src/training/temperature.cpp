#include "training/temperature.hpp"

#include <algorithm>
#include <cmath>

#include "math/elementary.hpp"
#include "math/ranks_sum.hpp"
#include "network/loss_gradient.hpp"

namespace nntrain {
namespace {

constexpr double kMostTemperature = 20;
constexpr int kSteps = 12;            // between 1/20 and 20
constexpr double kNearEnough = 1e-6;  // of logarithms

/// log(1 / (1 + e^-x)), also where the sigmoid is 0.
double log_sigmoid(double x) {
  return x > 0 ? -log(1 + exp(-x)) : x - log(1 + exp(x));
}

/// The logarithm of a sum of e^x for several x, added one by one.
class LogSum {
 public:
  void add(double x) {
    if (count_ == 0 || x > largest_) {
      sum_ = count_ == 0 ? 1 : sum_ * exp(largest_ - x) + 1;
      largest_ = x;
    } else {
      sum_ += exp(x - largest_);
    }
    ++count_;
  }
  double value() const { return largest_ + log(sum_); }
  std::size_t count() const { return count_; }

 private:
  double largest_ = 0;
  double sum_ = 0;  // of e^(x - largest)
  std::size_t count_ = 0;
};

/// Adds the logarithms of the probabilities of all classes by the sums of a row, each to that of its class.
void add_log_probabilities(const BlockMatrix& sums, std::size_t row, double temperature, Activation output,
                           std::span<LogSum> classes) {
  const auto at = [&](std::size_t o) { return sums.at(row, o) / temperature; };
  if (sums.columns() == 1) {
    classes[0].add(log_sigmoid(-at(0)));
    classes[1].add(log_sigmoid(at(0)));
    return;
  }
  const auto log_of = [&](std::size_t o) {
    return output == Activation::kSoftmax ? at(o) : log_sigmoid(at(o));
  };
  LogSum all;
  for (std::size_t o = 0; o < sums.columns(); ++o) all.add(log_of(o));
  const double total = all.value();
  for (std::size_t o = 0; o < sums.columns(); ++o) classes[o].add(log_of(o) - total);
}

/// The same network without its output activation.
Network without_output(const Network& network) {
  std::vector<Activation> activations;
  for (const Layer& layer : network.layers()) activations.push_back(layer.activation);
  activations.back() = Activation::kIdentity;
  return {network.layer_sizes(), activations, network.layers().back().has_bias};
}

/// What the networks of a model say of held-out rows.
std::vector<HeldOutSums> sums_on(const HeldOut& held_out, const Model& model, Workers& workers) {
  const Samples& samples = held_out.split->samples;
  const Network network = without_output(model.network);
  LossGradient function(network, {}, samples.inputs.block_count(), 0, workers);
  std::vector<HeldOutSums> all;
  for (std::size_t number = 0; number < model.network_count(); ++number) {
    HeldOutSums& one =
        all.emplace_back(HeldOutSums{rows_of_network(held_out, number), BlockMatrix(network.outputs())});
    function.outputs(samples_at(samples, one.rows), model.parameters_of(number), one.sums);
  }
  return all;
}

}  // namespace

double log_loss_at(double temperature, std::span<const HeldOutSums> networks, const BlockMatrix& truth,
                   Activation output, Ranks& ranks) {
  const std::size_t columns = networks.front().sums.columns();
  const std::size_t classes = columns == 1 ? 2 : columns;
  std::vector<LogSum> said(truth.rows() * classes);  // of each row one for each class
  for (const HeldOutSums& network : networks) {
    for (std::size_t i = 0; i < network.rows.size(); ++i) {
      add_log_probabilities(network.sums, i, temperature, output,
                            std::span(said).subspan(network.rows[i] * classes, classes));
    }
  }
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < truth.rows(); ++row) {
    if (said[row * classes].count() > 0) rows.push_back(row);
  }
  const RowShare share = share_of(ranks, rows.size());
  const double right = static_cast<double>(share.all + 1) / static_cast<double>(share.all + 2);
  const double wrong = (1 - right) / static_cast<double>(classes - 1);
  const double sum = sum_rows(share, [&](std::size_t i) {
    const auto actual = static_cast<std::size_t>(truth.at(rows[i], 0));
    double terms = 0;
    for (std::size_t c = 0; c < classes; ++c) {
      const LogSum& one = said[rows[i] * classes + c];
      terms += (c == actual ? right : wrong) * (log(static_cast<double>(one.count())) - one.value());
    }
    return terms;
  });
  return sum / static_cast<double>(share.all);
}

double find_temperature(std::span<const HeldOutSums> networks, const BlockMatrix& truth, Activation output,
                        Ranks& ranks) {
  const auto loss = [&](double logarithm) {
    return log_loss_at(exp(logarithm), networks, truth, output, ranks);
  };
  const double most = log(kMostTemperature);
  const double step = 2 * most / kSteps;
  int best = 0;
  double lowest = loss(-most);
  for (int i = 1; i <= kSteps; ++i) {
    const double value = loss(-most + i * step);
    if (!(value < lowest)) continue;
    best = i;
    lowest = value;
  }
  double low = -most + std::max(best - 1, 0) * step;
  double high = -most + std::min(best + 1, kSteps) * step;
  const double share = (std::sqrt(5.0) - 1) / 2;
  double left = high - share * (high - low);
  double right = low + share * (high - low);
  double left_loss = loss(left);
  double right_loss = loss(right);
  while (high - low > kNearEnough) {
    if (left_loss <= right_loss) {
      high = right;
      right = left;
      right_loss = left_loss;
      left = high - share * (high - low);
      left_loss = loss(left);
    } else {
      low = left;
      left = right;
      left_loss = right_loss;
      right = low + share * (high - low);
      right_loss = loss(right);
    }
  }
  return exp((low + high) / 2);
}

void divide_last_layers(const Network& network, double temperature, std::span<double> parameters) {
  const Layer& last = network.layers().back();
  const std::size_t count = network.parameter_count();
  for (std::size_t begin = 0; begin < parameters.size(); begin += count) {
    for (double& parameter : parameters.subspan(begin + last.offset, last.parameter_count()))
      parameter /= temperature;
  }
}

std::size_t calibrate(const HeldOut& held_out, Model& model, Workers& workers) {
  const std::vector<HeldOutSums> said = sums_on(held_out, model, workers);
  std::vector<bool> is_seen(held_out.split->truth.rows());
  for (const HeldOutSums& network : said) {
    for (const std::size_t row : network.rows) is_seen[row] = true;
  }
  Ranks& ranks = *held_out.split->samples.row_share().ranks;
  const std::size_t rows =
      ranks.sum(static_cast<std::size_t>(std::count(is_seen.begin(), is_seen.end(), true)));
  if (rows < kLeastCalibrationRows) return rows;
  const Activation output = model.network.layers().back().activation;
  const double temperature = find_temperature(said, held_out.split->truth, output, ranks);
  divide_last_layers(model.network, temperature, model.parameters);
  model.target.temperature = temperature;
  return rows;
}

}  // namespace nntrain
