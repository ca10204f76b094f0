#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "dataset/cell.hpp"
#include "dataset/row_plan.hpp"

namespace nntrain {

/// Reads records that are one line of numbers, which most are, from the line's bytes in one go: an eighth of
/// the time that cutting the line into cells first would take.
class NumberLine {
 public:
  /// Behind a text that is read, so many bytes must be readable.
  static const std::size_t kSlack;

  NumberLine(const RowPlan& plan, const MissingTexts& missing);

  /// Reads the record that starts at `text`, where a NUL follows the last line. Puts the numbers of the
  /// fields asked for into `row`, features first, then target and weight, and tells how the target is
  /// spelled. Returns what follows the line; nullptr if it is anything but unquoted numbers without blanks
  /// where they are asked for, and unquoted elsewhere: then it takes a CsvReader to say what it is.
  const char* read(const char* text, double* row, std::string_view& target) const;

 private:
  static constexpr std::size_t kNoSlot = static_cast<std::size_t>(-1);
  const char* skip(const char* text) const;

  char delimiter_;
  std::vector<std::size_t> slots_;  // by field
  std::size_t target_;              // a field, or kNoSlot
  bool is_possible_;
};

}  // namespace nntrain
