#include "network/loss_gradient.hpp"

#include <algorithm>

#include "math/kernels.hpp"

namespace nntrain {

LossGradient::LossGradient(const Network& network, Loss loss, Backprop rule, const BlockMatrix& inputs,
                           const BlockMatrix& targets)
    : network_(network),
      loss_(loss),
      rule_(rule),
      inputs_(inputs),
      targets_(targets),
      workspace_(network),
      sum_(network.parameter_count() + 1, inputs.block_count()),
      squares_(1, inputs.block_count()),
      total_(network.parameter_count() + 1) {}

const double* LossGradient::forward_block(std::span<const double> parameters, std::size_t block) {
  const std::size_t rows = inputs_.block_rows(block);
  forward(network_, parameters, inputs_.block(block), rows, workspace_);
  correct_ += kernels().count_correct(workspace_.output(), targets_.block(block), rows);
  return targets_.block(block);
}

double LossGradient::operator()(std::span<const double> parameters, std::span<double> gradient) {
  const double slope = loss_slope(loss_, inputs_.rows());
  correct_ = 0;
  sum_.clear();
  for (std::size_t block = 0; block < inputs_.block_count(); ++block) {
    const double* const target = forward_block(parameters, block);
    const std::size_t rows = inputs_.block_rows(block);
    const std::span<double> part = sum_.next();
    part.back() = squared_error(network_, target, rows, workspace_);
    backward(network_, parameters, inputs_.block(block), rows, slope, rule_, workspace_,
             part.first(part.size() - 1));
    sum_.push();
  }
  sum_.total(total_);
  std::copy_n(total_.begin(), gradient.size(), gradient.begin());
  return loss_value(loss_, total_.back(), inputs_.rows());
}

double LossGradient::value(std::span<const double> parameters) {
  correct_ = 0;
  squares_.clear();
  for (std::size_t block = 0; block < inputs_.block_count(); ++block) {
    const double* const target = forward_block(parameters, block);
    squares_.next()[0] = squared_error(network_, target, inputs_.block_rows(block), workspace_);
    squares_.push();
  }
  double sum_of_squares = 0;
  squares_.total({&sum_of_squares, 1});
  return loss_value(loss_, sum_of_squares, inputs_.rows());
}

BlockMatrix LossGradient::outputs(std::span<const double> parameters) {
  BlockMatrix result(network_.outputs());
  result.grow_to(inputs_.rows());
  for (std::size_t block = 0; block < inputs_.block_count(); ++block) {
    const std::size_t rows = inputs_.block_rows(block);
    forward(network_, parameters, inputs_.block(block), rows, workspace_);
    for (std::size_t o = 0; o < network_.outputs(); ++o) {
      std::copy_n(workspace_.output() + o * kBlockRows, rows, result.block(block) + o * kBlockRows);
    }
  }
  return result;
}

}  // namespace nntrain
