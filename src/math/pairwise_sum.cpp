#include "math/pairwise_sum.hpp"

#include <algorithm>
#include <bit>

#include "math/kernels.hpp"

namespace nntrain {

PairwiseSum::PairwiseSum(std::size_t length, std::size_t count)
    : length_(length), partials_((static_cast<std::size_t>(std::bit_width(count)) + 2) * length) {}

void PairwiseSum::clear() {
  pushed_ = 0;
  depth_ = 0;
}

void PairwiseSum::add_top() {
  --depth_;
  double* const top = partials_.data() + depth_ * length_;
  kernels().add(top - length_, top, length_);
}

void PairwiseSum::push() {
  ++pushed_;
  ++depth_;
  // The counter has one trailing zero for each pair of partial sums of equal size.
  for (int merges = std::countr_zero(pushed_); merges > 0; --merges) add_top();
}

void PairwiseSum::total(std::span<double> sum) {
  while (depth_ > 1) add_top();
  if (depth_ == 0) {
    std::fill(sum.begin(), sum.end(), 0.0);
  } else {
    std::copy_n(partials_.begin(), length_, sum.begin());
  }
}

}  // namespace nntrain
