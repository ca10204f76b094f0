#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "model/model.hpp"
#include "training/held_out.hpp"

namespace nntrain {

/// The fewest held-out rows that a temperature is found on.
inline constexpr std::size_t kLeastCalibrationRows = 100;

/// What a network says of rows that it was not trained on, before its output activation.
struct HeldOutSums {
  std::vector<std::size_t> rows;  ///< R indices of rows in `truth`
  BlockMatrix sums;               ///< R x O: x W + b of its last layer
};

/// The mean over the R rows (of `truth`, N x 1 class indices) that are in any of `networks` of minus the sum
/// of t_c log p_c over the C classes. p_c is the mean over its networks of the probability of class c, where
/// the sums are divided by `temperature`; t_c is
/// (R + 1) / (R + 2) for the class of the row, and the others share the rest alike: one row more is right,
/// and one is wrong (Platt, "Probabilistic outputs for support vector machines", 1999, for two classes).
/// `output`: sigmoid (one output: of the second of two classes; or one for each class, divided by their sum)
/// or softmax. ranks: those that have other rows each; all call it together.
double log_loss_at(double temperature, std::span<const HeldOutSums> networks, const BlockMatrix& truth,
                   Activation output, Ranks& ranks = Ranks::alone());

/// The temperature in [1/20, 20] with the lowest of these log losses (Guo et al., "On calibration of modern
/// neural networks", 2017, section 4.2), within a share of 1e-6. It compares some between the bounds, and
/// then narrows the interval around the best one in golden section (Kiefer 1953), on the scale of logarithms.
double find_temperature(std::span<const HeldOutSums> networks, const BlockMatrix& truth, Activation output,
                        Ranks& ranks = Ranks::alone());

/// Divides the weights and biases of the last layer of each network by the temperature.
void divide_last_layers(const Network& network, double temperature, std::span<double> parameters);

/// Finds the temperature of a model on the held-out rows, divides its last layers by it and notes it; not on
/// fewer than kLeastCalibrationRows. Returns the number of these rows. Throws Interrupted as
/// LossGradient::outputs(): then the model is as before.
std::size_t calibrate(const HeldOut& held_out, Model& model, Workers& workers);

}  // namespace nntrain
