#pragma once

#include <vector>

#include "math/block_matrix.hpp"

namespace nntrain::test {

/// N x 1.
inline BlockMatrix column(const std::vector<double>& values) {
  BlockMatrix result(1);
  for (const double value : values) result.append({&value, 1});
  return result;
}

/// N x C of N lists; N >= 1.
inline BlockMatrix matrix(const std::vector<std::vector<double>>& rows) {
  BlockMatrix result(rows.front().size());
  for (const std::vector<double>& row : rows) result.append(row);
  return result;
}

}  // namespace nntrain::test
