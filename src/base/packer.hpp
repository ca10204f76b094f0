#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/ranks.hpp"

namespace nntrain {

/// Whether T is `Type`, perhaps const.
template <typename T, typename Type>
concept IsType = std::is_same_v<std::remove_const_t<T>, Type>;

/// Values that go from rank to rank as bytes: numbers, enums, texts, optional values and lists of such. For
/// another type there is a function pass(archive, IsType<Type> auto& value), which hands its members to the
/// archive in order; it serves a Packer and an Unpacker.
class Packer {
 public:
  template <typename... T>
  void operator()(const T&... values) {
    (put(values), ...);
  }
  Ranks::Bytes take() { return std::exchange(bytes_, {}); }

 private:
  void add(const void* from, std::size_t size) {
    const auto* const begin = static_cast<const std::byte*>(from);
    bytes_.insert(bytes_.end(), begin, begin + size);
  }
  template <typename T>
  void put(const T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      add(&value, sizeof(value));
    } else {
      pass(*this, value);
    }
  }
  void put(const std::string& text) {
    put(text.size());
    add(text.data(), text.size());
  }
  template <typename T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <typename T>
  void put(const std::vector<T>& values) {
    put(values.size());
    if constexpr (std::is_arithmetic_v<T>) {
      add(values.data(), values.size() * sizeof(T));
    } else {
      for (const T& value : values) put(value);
    }
  }
  void put(const Ranks::Bytes& bytes) {
    put(bytes.size());
    add(bytes.data(), bytes.size());
  }

  Ranks::Bytes bytes_;
};

/// Gives the values of a Packer back, in the same order: the types must be the same.
class Unpacker {
 public:
  /// `bytes` must live as long.
  explicit Unpacker(std::span<const std::byte> bytes) : bytes_(bytes) {}

  template <typename... T>
  void operator()(T&... values) {
    (take(values), ...);
  }
  template <typename T>
  T next() {
    T value{};
    take(value);
    return value;
  }

 private:
  void copy(void* to, std::size_t size) {
    if (size > 0) std::memcpy(to, bytes_.data(), size);
    bytes_ = bytes_.subspan(size);
  }
  template <typename T>
  void take(T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      copy(&value, sizeof(value));
    } else {
      pass(*this, value);
    }
  }
  void take(std::string& text) {
    text.resize(next<std::size_t>());
    copy(text.data(), text.size());
  }
  template <typename T>
  void take(std::optional<T>& value) {
    value.reset();
    if (next<bool>()) value = next<T>();
  }
  template <typename T>
  void take(std::vector<T>& values) {
    values.resize(next<std::size_t>());
    if constexpr (std::is_arithmetic_v<T>) {
      copy(values.data(), values.size() * sizeof(T));
    } else {
      for (T& value : values) take(value);
    }
  }
  void take(Ranks::Bytes& bytes) {
    bytes.resize(next<std::size_t>());
    copy(bytes.data(), bytes.size());
  }

  std::span<const std::byte> bytes_;
};

}  // namespace nntrain
