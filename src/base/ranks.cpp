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
  if (!are_many()) return;
  const std::vector<std::vector<std::size_t>> all = gather_lists(std::span<const std::size_t>(counts));
  std::fill(counts.begin(), counts.end(), std::size_t{0});
  for (const std::vector<std::size_t>& one : all) {
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += one[i];
  }
}

}  // namespace nntrain
