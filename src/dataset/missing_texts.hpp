#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// The spellings of a missing value.
class MissingTexts {
 public:
  explicit MissingTexts(std::vector<std::string> texts);

  /// Whether `text` equals one of them, byte by byte.
  bool contains(std::string_view text) const {
    return has_length_[text.size() < kLengths ? text.size() : kLengths - 1] && is_listed(text);
  }

  /// Whether one of them looks like a number.
  bool has_numbers() const;

 private:
  static constexpr std::size_t kLengths = 32;
  bool is_listed(std::string_view text) const;

  std::vector<std::string> texts_;
  std::array<bool, kLengths> has_length_{};  // the last entry: that length or longer
};

}  // namespace nntrain
