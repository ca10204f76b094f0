#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// A list of texts, in one piece of memory.
class TextList {
 public:
  void add(std::string_view text) {
    bytes_ += text;
    ends_.push_back(bytes_.size());
  }

  std::size_t size() const { return ends_.size(); }
  std::string_view operator[](std::size_t index) const {
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(bytes_).substr(begin, ends_[index] - begin);
  }

  /// Removes all texts but keeps the memory.
  void clear() {
    bytes_.clear();
    ends_.clear();
  }

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;  // of each text in bytes_
};

}  // namespace nntrain
