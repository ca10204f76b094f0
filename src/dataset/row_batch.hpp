#pragma once

#include <cstddef>
#include <vector>

namespace nntrain {

/// Rows that have been read and are not in the table yet, row by row: R x S values, by slot (features, then
/// target and weight).
class RowBatch {
 public:
  std::size_t read = 0;              ///< records, those dropped among them
  std::size_t dropped = 0;           ///< for missing cells
  std::vector<std::size_t> missing;  ///< cells by slot, of the rows kept

  explicit RowBatch(std::size_t slots) : missing(slots), slots_(slots) {}

  std::size_t rows() const { return rows_; }
  std::size_t slots() const { return slots_; }

  /// S places for the values of a row, which stays if keep() is called.
  double* next() {
    if (values_.size() < (rows_ + 1) * slots_) values_.resize((rows_ + 1) * slots_ * 2);
    return values_.data() + rows_ * slots_;
  }
  void keep() { ++rows_; }

  double* row(std::size_t row) { return values_.data() + row * slots_; }

  /// Holds nothing from now on, but keeps its memory.
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
