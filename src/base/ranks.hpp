#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace nntrain {

/// The processes that work on one command together, each with memory of its own: ranks, as MPI calls them.
/// All of them run the same code and come to the same results, so each calls the functions below in the same
/// order with arguments that fit. One thread of a process calls them.
class Ranks {
 public:
  using Bytes = std::vector<std::byte>;

  Ranks() = default;
  virtual ~Ranks() = default;
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  /// This process without others.
  static Ranks& alone();
  /// All processes that a launcher such as mpirun has started for this command; alone() without one.
  static Ranks& all();
  /// Sets all(). `ranks` must live as long as the program.
  static void set_all(Ranks& ranks);

  std::size_t rank() const { return rank_; }  ///< the number of this process, < size()
  std::size_t size() const { return size_; }
  bool are_many() const { return size_ > 1; }
  bool is_first() const { return rank_ == 0; }

  /// What each rank gives, in the order of the ranks, on all of them. Lengths may differ.
  virtual std::vector<Bytes> gather(std::span<const std::byte> own) = 0;
  /// Gives to[r] to rank r, and returns what each gives to this one, in their order.
  virtual std::vector<Bytes> exchange(std::vector<Bytes> to) = 0;
  /// Rank 0 gives these bytes to all: `bytes` is as long on each.
  virtual void broadcast(std::span<std::byte> bytes) = 0;
  /// From one rank to another, which receives as many bytes. What goes to one rank arrives in order.
  virtual void send(std::size_t to, std::span<const std::byte> bytes) = 0;
  virtual void receive(std::size_t from, std::span<std::byte> bytes) = 0;

  /// The values that each rank gives, in the order of the ranks.
  template <typename T>
  std::vector<std::vector<T>> gather_lists(std::span<const T> own);
  template <typename T>
  std::vector<T> gather_one(const T& own);
  /// gather_one(), added up, or the largest one.
  template <typename T>
  T sum(T own);
  template <typename T>
  T most(T own);
  /// Whether it holds on any rank.
  bool any(bool own) { return most(own ? 1 : 0) != 0; }
  /// Element by element, for lists of one length; of whole numbers.
  void add_counts(std::span<std::size_t> counts);
  /// What rank 0 has.
  template <typename T>
  T of_first(T value);

 protected:
  Ranks(std::size_t rank, std::size_t size) : rank_(rank), size_(size) {}

 private:
  std::size_t rank_ = 0;
  std::size_t size_ = 1;
};

/// The values that these bytes are.
template <typename T>
std::vector<T> values_in(std::span<const std::byte> bytes) {
  static_assert(std::is_trivially_copyable_v<T>);
  std::vector<T> values(bytes.size() / sizeof(T));
  if (!values.empty()) std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
  return values;
}

template <typename T>
std::vector<std::vector<T>> Ranks::gather_lists(std::span<const T> own) {
  std::vector<std::vector<T>> lists;
  for (const Bytes& bytes : gather(std::as_bytes(own))) lists.push_back(values_in<T>(bytes));
  return lists;
}

template <typename T>
std::vector<T> Ranks::gather_one(const T& own) {
  std::vector<T> all;
  for (const std::vector<T>& one : gather_lists(std::span<const T>(&own, 1))) all.push_back(one.front());
  return all;
}

template <typename T>
T Ranks::sum(T own) {
  T total{};
  for (const T& one : gather_one(own)) total += one;
  return total;
}

template <typename T>
T Ranks::most(T own) {
  const std::vector<T> all = gather_one(own);
  return *std::max_element(all.begin(), all.end());
}

template <typename T>
T Ranks::of_first(T value) {
  broadcast(std::as_writable_bytes(std::span<T>(&value, 1)));
  return value;
}

}  // namespace nntrain
