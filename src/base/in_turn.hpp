#pragma once

#include <cstddef>
#include <span>

#include "base/ranks.hpp"

namespace nntrain {

/// Runs `work` on one rank after another: each goes on with the `state` that the one before has left. Then
/// all have that of the last one. Takes as many messages one after another as there are ranks: `work` should
/// hold only what must be done in order. Of bytes that can be copied; as long on each rank.
template <typename T, typename F>
void run_in_turn(Ranks& ranks, std::span<T> state, const F& work) {
  const std::span<std::byte> bytes = std::as_writable_bytes(state);
  const std::size_t last = ranks.size() - 1;
  if (!ranks.is_first()) ranks.receive(ranks.rank() - 1, bytes);
  work();
  if (!ranks.are_many()) return;
  ranks.send(ranks.rank() == last ? 0 : ranks.rank() + 1, bytes);
  if (ranks.is_first()) ranks.receive(last, bytes);
  ranks.broadcast(bytes);
}

}  // namespace nntrain
