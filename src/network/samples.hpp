#pragma once

#include <cstddef>
#include <span>

#include "base/row_share.hpp"
#include "math/block_matrix.hpp"

namespace nntrain {

/// Rows in the form in which a network learns from them.
struct Samples {
  BlockMatrix inputs;       ///< N x I
  BlockMatrix targets;      ///< N x O
  BlockMatrix weights;      ///< N x 1: the row weights; N x 0 if all are 1
  double total_weight = 0;  ///< the sum of the row weights; N if all are 1
  /// Where ranks have other rows each: the N rows here among those of all, as dealt_share() gives them. The
  /// total weight is that of all.
  RowShare share{};

  std::size_t rows() const { return inputs.rows(); }
  bool is_shared() const { return share.is_shared(); }
  /// `share`; all rows where no other rank has any.
  RowShare row_share() const { return is_shared() ? share : whole(rows()); }
  const double* block_weights(std::size_t block) const {
    return weights.columns() > 0 ? weights.block(block) : nullptr;
  }
};

/// A copy of these rows (R ascending indices), R x C.
BlockMatrix rows_at(const BlockMatrix& matrix, std::span<const std::size_t> rows);

/// A copy of these rows, with their own total weight.
Samples samples_at(const Samples& samples, std::span<const std::size_t> rows);

/// A copy of the rows of `first`, then of `second`, which has as many inputs and outputs. Where one of them
/// has row weights and the other has none, the other's are 1.
Samples joined_samples(const Samples& first, const Samples& second);

}  // namespace nntrain
