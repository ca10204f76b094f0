#include "base/ranks.hpp"

#include <stdexcept>

namespace nntrain {
namespace {

/// A process without others: what it gives, it gets.
class Alone final : public Ranks {
 public:
  Alone() : Ranks(0, 1) {}

  std::vector<Bytes> gather(std::span<const std::byte> own) override {
    return {Bytes(own.begin(), own.end())};
  }
  std::vector<Bytes> exchange(std::vector<Bytes> to) override { return to; }
  void broadcast(std::span<std::byte>) override {}
  void send(std::size_t, std::span<const std::byte>) override { refuse(); }
  void receive(std::size_t, std::span<std::byte>) override { refuse(); }

 private:
  [[noreturn]] static void refuse() { throw std::logic_error("there is no other rank"); }
};

Ranks* every_rank = nullptr;

/// Adds the counts of all ranks in a tree of pairs, to rank 0, which tells all.
void add_in_pairs(Ranks& ranks, std::span<std::size_t> counts) {
  const std::size_t rank = ranks.rank();
  for (std::size_t apart = 1; apart < ranks.size(); apart *= 2) {
    if (rank % (2 * apart) != 0) {
      ranks.send(rank - apart, std::as_bytes(counts));
      break;
    }
    if (rank + apart >= ranks.size()) continue;
    std::vector<std::size_t> others(counts.size());
    ranks.receive(rank + apart, std::as_writable_bytes(std::span(others)));
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += others[i];
  }
  ranks.broadcast(std::as_writable_bytes(counts));
}

}  // namespace

Ranks& Ranks::all() {
  return every_rank == nullptr ? alone() : *every_rank;
}

void Ranks::set_all(Ranks& ranks) {
  every_rank = &ranks;
}

Ranks& Ranks::alone() {
  static Alone ranks;
  return ranks;
}

void Ranks::add_counts(std::span<std::size_t> counts) {
  constexpr std::size_t kFewToGather = 1024;  // more from each of many ranks would take much memory
  if (!are_many()) return;
  if (counts.size() > kFewToGather) return add_in_pairs(*this, counts);
  const std::vector<std::vector<std::size_t>> all = gather_lists(std::span<const std::size_t>(counts));
  std::fill(counts.begin(), counts.end(), std::size_t{0});
  for (const std::vector<std::size_t>& one : all) {
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += one[i];
  }
}

}  // namespace nntrain
