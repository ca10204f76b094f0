// Run by mpirun, it checks what ranks of MPI give each other, in pieces of a few bytes. Exits with 1 at a
// fault.
#include <cstddef>
#include <cstdio>
#include <numeric>
#include <string>
#include <vector>

#include "base/launched_ranks.hpp"
#include "base/ranks.hpp"

namespace {

using nntrain::Ranks;

constexpr std::size_t kMostBytes = 7;  // of a message
const char* fault = "";

void expect(bool holds, const char* what) {
  if (!holds && *fault == 0) fault = what;
}

/// The bytes that rank `from` has for rank `to`: of any length, also 0.
Ranks::Bytes bytes_for(std::size_t from, std::size_t to, std::size_t round) {
  Ranks::Bytes bytes((from * 5 + to * 3 + round * round) % 23);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<std::byte>(from * 31 + to * 7 + i + round);
  return bytes;
}

void check(Ranks& ranks, std::size_t round) {
  const std::size_t own = ranks.rank();
  const std::vector<Ranks::Bytes> gathered = ranks.gather(bytes_for(own, 0, round));
  expect(gathered.size() == ranks.size(), "gather: the number of ranks");
  std::vector<Ranks::Bytes> to;
  for (std::size_t rank = 0; rank < ranks.size(); ++rank) {
    expect(gathered[rank] == bytes_for(rank, 0, round), "gather");
    to.push_back(bytes_for(own, rank, round));
  }
  const std::vector<Ranks::Bytes> from = ranks.exchange(to);
  for (std::size_t rank = 0; rank < ranks.size(); ++rank)
    expect(from[rank] == bytes_for(rank, own, round), "exchange");
  Ranks::Bytes told = bytes_for(own, 1, round);
  told.resize(bytes_for(0, 1, round).size());
  ranks.broadcast(told);
  expect(told == bytes_for(0, 1, round), "broadcast");
  if (own > 0) ranks.send(own - 1, bytes_for(own, own - 1, round));
  if (own + 1 < ranks.size()) {
    Ranks::Bytes received(bytes_for(own + 1, own, round).size());
    ranks.receive(own + 1, received);
    expect(received == bytes_for(own + 1, own, round), "send and receive");
  }
  expect(ranks.sum(own + 1) == ranks.size() * (ranks.size() + 1) / 2, "sum");
  expect(ranks.any(own + 1 == ranks.size()) && !ranks.any(false), "any");
}

}  // namespace

int main() {
  nntrain::join_ranks(kMostBytes);
  for (std::size_t round = 0; round < 20; ++round) check(Ranks::all(), round);
  const bool is_right = *fault == 0;
  return static_cast<int>(
      nntrain::leave_ranks({is_right ? nntrain::ExitCode::kDone : nntrain::ExitCode::kBug, fault}));
}
