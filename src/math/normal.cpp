#include "math/normal.hpp"

#include <cmath>

#include "math/elementary.hpp"

namespace nntrain {

void fill_normal(RandomStream& random, std::span<double> values) {
  for (std::size_t i = 0; i < values.size(); i += 2) {
    double u = 0;
    double v = 0;
    double square = 0;
    do {
      u = 2 * random.uniform() - 1;
      v = 2 * random.uniform() - 1;
      square = std::fma(u, u, v * v);
    } while (square >= 1 || square == 0);
    const double factor = std::sqrt(-2 * log(square) / square);
    values[i] = u * factor;
    if (i + 1 < values.size()) values[i + 1] = v * factor;
  }
}

}  // namespace nntrain
