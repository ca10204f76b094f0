#pragma once

#include <cstddef>
#include <vector>

namespace nntrain {

/// Rows on their way to the table: R x S values, row by row. The slots are the features, the target and the
/// weight.
class RowBatch {
 public:
  std::size_t read = 0;              ///< records, including the dropped ones
  std::size_t dropped = 0;           ///< records dropped for missing cells
  std::vector<std::size_t> missing;  ///< missing cells per slot in the kept rows

  explicit RowBatch(std::size_t slots) : missing(slots), slots_(slots) {}

  std::size_t rows() const { return rows_; }
  std::size_t slots() const { return slots_; }

  /// Memory for the S values of a new row. Call keep() to keep the row.
  double* next() {
    if (values_.size() < (rows_ + 1) * slots_) values_.resize((rows_ + 1) * slots_ * 2);
    return values_.data() + rows_ * slots_;
  }
  void keep() { ++rows_; }

  double* row(std::size_t row) { return values_.data() + row * slots_; }

  /// Removes all rows but keeps the memory.
  void clear() {
    read = dropped = rows_ = 0;
    missing.assign(slots_, 0);
  }

 private:
  std::size_t slots_;
  std::size_t rows_ = 0;
  std::vector<double> values_;
};

}  // namespace nntrain
