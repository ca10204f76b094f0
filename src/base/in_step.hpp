#pragma once

#include <span>

#include "base/interruption.hpp"
#include "base/ranks.hpp"
#include "base/row_share.hpp"

namespace nntrain {

/// Runs `work`, in which no rank waits for another one. If it throws Interrupted on one of them, it does so
/// on all, so that none waits for ranks that have left. All ranks call it together.
template <typename F>
void run_apart(Ranks& ranks, const F& work) {
  if (!ranks.are_many()) return work();
  bool is_cut = false;
  try {
    work();
  } catch (const Interrupted&) {
    is_cut = true;
  }
  if (!ranks.any(is_cut)) return;
  agree_on_signal(ranks);
  throw Interrupted();
}

/// Runs `work` on rows. Ranks that share them do it together: it throws Interrupted on all or on none. Else
/// each of `ranks` does it with all rows, as run_apart().
template <typename F>
void run_on_rows(const RowShare& share, Ranks& ranks, const F& work) {
  if (share.is_shared()) return work();
  run_apart(ranks, work);
}

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
