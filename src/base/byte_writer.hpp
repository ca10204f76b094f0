#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace nntrain {

/// Values and texts as bytes, for a process of the same program: see Ranks.
class ByteWriter {
 public:
  template <typename T>
  void add(const T& value) {
    static_assert(std::is_trivially_copyable_v<T> && !std::is_pointer_v<T>);
    add_bytes(std::as_bytes(std::span<const T>(&value, 1)));
  }
  void add_text(std::string_view text) {
    add(text.size());
    add_bytes(std::as_bytes(std::span<const char>(text)));
  }
  /// The values and their number.
  template <typename T>
  void add_list(const std::vector<T>& values) {
    add(values.size());
    for (const T& value : values) add(value);
  }

  const std::vector<std::byte>& bytes() const { return bytes_; }

 private:
  void add_bytes(std::span<const std::byte> more) { bytes_.insert(bytes_.end(), more.begin(), more.end()); }

  std::vector<std::byte> bytes_;
};

/// Reads what a ByteWriter has written, in the same order.
class ByteReader {
 public:
  /// Keeps a reference to the bytes.
  explicit ByteReader(std::span<const std::byte> bytes) : rest_(bytes) {}

  template <typename T>
  T next() {
    T value{};
    std::memcpy(&value, take(sizeof(T)), sizeof(T));
    return value;
  }
  std::string next_text() {
    const auto size = next<std::size_t>();
    return size == 0 ? std::string() : std::string(reinterpret_cast<const char*>(take(size)), size);
  }
  template <typename T>
  std::vector<T> next_list() {
    std::vector<T> values(next<std::size_t>());
    for (T& value : values) value = next<T>();
    return values;
  }

 private:
  const std::byte* take(std::size_t count) {
    if (count > rest_.size()) throw std::logic_error("bytes are read otherwise than they were written");
    const std::byte* const begin = rest_.data();
    rest_ = rest_.subspan(count);
    return begin;
  }

  std::span<const std::byte> rest_;
};

}  // namespace nntrain
