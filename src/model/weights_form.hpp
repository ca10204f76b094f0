#pragma once

#include <string>
#include <vector>

#include "network/network.hpp"

namespace nntrain {

/// Weights as a file of weights has them, to show in a message. Lists of more than 8 items are cut: [1, 2,
/// ...].

using Matrix = std::vector<std::vector<double>>;  ///< I lists of O numbers

std::string numbers_list(const std::vector<double>& numbers);
std::string matrix_list(const Matrix& matrix);

/// Whether its matrix is small enough for a message: at most 8 x 8, and 40 numbers.
bool is_shown_whole(const Layer& layer);

/// A layer with 0 for each number: {"bias": [0], "weights": [[0], [0]]}. Of a large layer the corner.
std::string layer_form(const Layer& layer);

/// The file for a network with 0 for each number: {"layers": [{"bias": [0], "weights": [[0], [0]]}]}.
std::string weights_form(const Network& network);

}  // namespace nntrain
