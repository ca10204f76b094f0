#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "dataset/table.hpp"
#include "math/block_matrix.hpp"
#include "model/preprocessing.hpp"

namespace nntrain {

/// Writes rows of one table as network inputs.
class InputWriter {
 public:
  /// Keeps references to `table` and `columns`.
  InputWriter(const Table& table, const std::vector<InputColumn>& columns, UnseenMode unseen);

  /// Throws the DataError that write() would throw for these rows.
  void check(std::span<const std::size_t> rows) const;

  /// Writes the inputs of R rows into the rows from `first` on, which hold zeros. Throws DataError for a text
  /// that is unknown, a missing cell that there is no fill for, and a number too large to be scaled: for the
  /// first column that has one.
  void write(std::span<const std::size_t> rows, BlockMatrix& inputs, std::size_t first) const;

 private:
  /// What a feature becomes.
  struct Target {
    std::size_t input = 0;                             // the first of its inputs
    std::vector<std::optional<std::size_t>> of_level;  // of text, by the table's level; none: unknown
  };
  double number(std::size_t row, std::size_t feature) const;
  std::optional<std::size_t> level(std::size_t row, std::size_t feature) const;
  void write_numbers(std::span<const std::size_t> rows, std::size_t feature, BlockMatrix& inputs,
                     std::size_t first) const;
  void write_texts(std::span<const std::size_t> rows, std::size_t feature, BlockMatrix& inputs,
                   std::size_t first) const;

  const Table& table_;
  const std::vector<InputColumn>& columns_;
  UnseenMode unseen_;
  std::vector<Target> targets_;  // by feature
};

}  // namespace nntrain
