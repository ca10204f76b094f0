#include "metrics/class_output.hpp"

#include <cmath>

namespace nntrain {

BlockMatrix class_probabilities(const BlockMatrix& outputs) {
  // The rounding error of a softmax of some thousand classes is smaller. Dividing it would only change its
  // last bits.
  constexpr double kRounding = 1e-12;
  const bool single = outputs.columns() == 1;
  const std::size_t classes = single ? 2 : outputs.columns();
  BlockMatrix probabilities(classes);
  probabilities.grow_to(outputs.rows());
  for (std::size_t row = 0; row < outputs.rows(); ++row) {
    if (single) {
      probabilities.set(row, 0, 1 - outputs.at(row, 0));
      probabilities.set(row, 1, outputs.at(row, 0));
      continue;
    }
    double sum = 0;
    for (std::size_t c = 0; c < classes; ++c) sum += outputs.at(row, c);
    const bool is_distribution = std::abs(sum - 1) <= kRounding;
    for (std::size_t c = 0; c < classes; ++c) {
      const double output = outputs.at(row, c);
      probabilities.set(row, c,
                        is_distribution ? output
                        : sum == 0      ? 1 / static_cast<double>(classes)
                                        : output / sum);
    }
  }
  return probabilities;
}

}  // namespace nntrain
