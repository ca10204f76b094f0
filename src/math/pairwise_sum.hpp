#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "base/interruption.hpp"
#include "math/block.hpp"
#include "math/kernels.hpp"

namespace nntrain {

/// Adds vectors of one length in a fixed binary tree: 0+1, 2+3, then the sums of those, and so on. A binary
/// counter of partial sums needs about log2(n) of them for n vectors. The tree depends only on n. The error
/// grows with log n instead of n (Higham, "The accuracy of floating point summation", 1993).
class PairwiseSum {
 public:
  /// Reserves memory for `count` vectors of `length` numbers. Later calls allocate nothing.
  PairwiseSum(std::size_t length, std::size_t count);

  /// Starts a new sum. Then fill next() and call push() for each vector.
  void clear();
  std::span<double> next() { return {partials_.data() + depth_ * length_, length_}; }
  void push();

  /// The sum of all pushed vectors; zeros if there was none.
  void total(std::span<double> sum);

 private:
  void add_top();

  std::size_t length_;
  std::size_t pushed_ = 0;
  std::size_t depth_ = 0;         // partial sums in use; the next vector follows them
  std::vector<double> partials_;  // (levels + 1) x length
};

/// The sum of f(row) for rows 0 .. rows - 1: in lanes within a block, and in the tree of PairwiseSum over
/// blocks. Throws Interrupted as check_time().
template <typename F>
double sum_rows(std::size_t rows, const F& f) {
  PairwiseSum sum(1, rows / kBlockRows + 1);
  for (std::size_t begin = 0; begin < rows; begin += kBlockRows) {
    check_time();
    const std::size_t count = std::min(kBlockRows, rows - begin);
    std::array<double, kBlockRows> values{};
    for (std::size_t row = 0; row < count; ++row) values[row] = f(begin + row);
    kernels().column_sums(values.data(), sum.next().data(), 1, packs_of(count));
    sum.push();
  }
  double result = 0;
  sum.total({&result, 1});
  return result;
}

}  // namespace nntrain
