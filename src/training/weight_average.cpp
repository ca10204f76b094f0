#include "training/weight_average.hpp"

#include <algorithm>
#include <cstddef>

namespace nntrain {

WeightAverage::WeightAverage(double share, std::size_t size)
    : share_(share), state_(share > 0 ? size + 1 : 0) {
  if (is_on()) state_.back() = 1;
}

void WeightAverage::add(std::span<const double> parameters) {
  if (!is_on()) return;
  const double rest = 1 - share_;
  for (std::size_t p = 0; p < parameters.size(); ++p) state_[p] = share_ * state_[p] + rest * parameters[p];
  state_.back() *= share_;
}

void WeightAverage::write(std::span<const double> parameters, std::span<double> point) const {
  if (!is_on() || state_.back() == 1) {
    std::copy(parameters.begin(), parameters.end(), point.begin());
    return;
  }
  const double weight = 1 - state_.back();
  for (std::size_t p = 0; p < point.size(); ++p) point[p] = state_[p] / weight;
}

}  // namespace nntrain
