#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

namespace nntrain {

/// Memory for numbers or bytes that grows. New elements have no value until they are written: what is
/// overwritten at once is not cleared before.
template <typename T>
class RawBuffer {
 public:
  std::size_t size() const { return size_; }
  T* data() { return elements_.get(); }
  const T* data() const { return elements_.get(); }

  /// Makes room for `size` elements, and keeps the values of the first `used` ones. Throws bad_alloc.
  void grow_to(std::size_t size, std::size_t used) {
    if (size <= size_) return;
    std::unique_ptr<T[]> grown = std::make_unique_for_overwrite<T[]>(size);
    std::copy_n(elements_.get(), used, grown.get());
    elements_ = std::move(grown);
    size_ = size;
  }

 private:
  std::unique_ptr<T[]> elements_;
  std::size_t size_ = 0;
};

}  // namespace nntrain
