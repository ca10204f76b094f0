#pragma once

#include <string>

#include "network/activation.hpp"
#include "network/loss.hpp"

namespace nntrain {

/// Formulas as a trace writes them: A B is a product of matrices, a * b goes number by number, A' is
/// transposed.

/// f(z), where `z` is its name: "1 / (1 + e^-z1)".
std::string activation_formula(Activation activation, const std::string& z);

/// " * f'(z)" as it follows from h = f(z): " * h1 * (1 - h1)"; "" where it is 1, or there is none.
std::string slope_formula(Activation activation, const std::string& h);

/// What the loss is: "1/n sum (yhat - y)^2".
std::string loss_formula(Loss loss, Activation output, bool is_weighted);

/// Before the slope of the activation: "2/n w * (yhat - y)".
std::string error_formula(Loss loss, bool is_weighted);

}  // namespace nntrain
