#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/raw_buffer.hpp"
#include "dataset/text_list.hpp"

namespace nntrain {

/// Rows on their way to the table: R x S values, row by row. The slots are the features, the target and the
/// weight. With them go the texts of T copied fields.
class RowBatch {
 public:
  std::size_t read = 0;              ///< records, including the dropped ones
  std::vector<std::size_t> dropped;  ///< records dropped for missing cells: their numbers here, 1-based
  std::vector<std::size_t> missing;  ///< missing cells per slot in the kept rows
  std::vector<std::size_t> lacking;  ///< missing cells per slot for which records were dropped
  std::vector<TextList> texts;       ///< T lists of R texts

  RowBatch(std::size_t slots, std::size_t copied)
      : missing(slots), lacking(slots), texts(copied), slots_(slots) {}

  std::size_t rows() const { return rows_; }
  std::size_t slots() const { return slots_; }

  /// Memory for the S values of a new row. Call keep() to keep the row.
  double* next() {
    const std::size_t used = rows_ * slots_;
    if (values_.size() < used + slots_) values_.grow_to(std::max((used + slots_) * 2, kFirstRoom), used);
    return values_.data() + used;
  }
  void keep() { ++rows_; }

  double* row(std::size_t row) { return values_.data() + row * slots_; }

  /// Removes all rows but keeps the memory.
  void clear() {
    read = rows_ = 0;
    dropped.clear();
    missing.assign(slots_, 0);
    for (TextList& list : texts) list.clear();
    lacking.assign(slots_, 0);
  }

 private:
  /// The values that have room at first: unused room needs no memory.
  static constexpr std::size_t kFirstRoom = std::size_t{1} << 17;

  std::size_t slots_;
  std::size_t rows_ = 0;
  RawBuffer<double> values_;
};

}  // namespace nntrain
