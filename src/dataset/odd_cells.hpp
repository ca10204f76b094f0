#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/missing_texts.hpp"

namespace nntrain {

/// What a column holds, for the remedy of an error in it: the records up to the error, and those behind it.
class OddCells {
 public:
  /// `before`: the records before these in which the column has a number.
  /// `is_text`: all its cells are texts, and none is odd.
  OddCells(const MissingTexts& missing, std::size_t before, bool is_text)
      : missing_(missing), before_(before), is_text_(is_text) {}

  /// Counts a cell of the column.
  void add(std::string_view text);
  /// Counts a record. `lacks`: it has a missing cell in another column that is used.
  void end_record(bool lacks);
  std::size_t numbers() const { return numbers_; }
  std::size_t odd() const { return odd_; }  ///< neither numbers nor missing
  std::size_t missing() const { return missing_count_; }
  std::size_t records() const { return records_; }
  const std::vector<std::string>& spellings() const { return spellings_; }  ///< of the odd cells, distinct

  /// Whether the odd cells can mean missing: few spellings, of few cells, that can be typed.
  bool may_be_missing() const;
  bool has_more_spellings() const { return are_many_; }  ///< than spellings()
  bool has_numbers() const { return before_ + numbers_ > 0; }
  /// Whether half of the cells with a value, or more, are odd.
  bool are_mostly_odd() const { return odd_ >= before_ + numbers_; }
  /// Whether no cell has a value.
  bool is_empty() const { return before_ + numbers_ + odd_ == 0; }
  /// Whether leaving out the rows with missing and odd cells would cost over 5 % of them.
  bool costs_many_rows() const { return 20 * incomplete_ > before_ + records_; }
  /// Whether any row would be left.
  bool leaves_rows() const { return incomplete_ < before_ + records_; }

 private:
  const MissingTexts& missing_;
  std::size_t before_;
  bool is_text_;
  std::size_t numbers_ = 0;
  std::size_t odd_ = 0;
  std::size_t missing_count_ = 0;
  std::size_t records_ = 0;
  std::size_t incomplete_ = 0;
  bool is_incomplete_ = false;
  bool are_many_ = false;
  std::vector<std::string> spellings_;
};

}  // namespace nntrain
