#pragma once

#include <exception>

#include "base/ranks.hpp"

namespace nntrain {

/// An exception as bytes for another rank: an Error with its code, message and remedy, std::bad_alloc or
/// Interrupted. Of another exception the message goes over.
Ranks::Bytes packed_error(const std::exception_ptr& error);

/// Throws the exception in the bytes. An Error is one of the four kinds in base/error.hpp, by its code.
[[noreturn]] void throw_packed(const Ranks::Bytes& bytes);

/// Throws on every rank what the lowest rank that has failed gives; `own`: why this one has failed, or null.
/// That rank throws its own exception, the others one like it. Does nothing if none has failed.
void throw_together(Ranks& ranks, const std::exception_ptr& own);

/// Does `work` on each rank, and throws as throw_together().
template <typename F>
void do_together(Ranks& ranks, const F& work) {
  std::exception_ptr failed;
  try {
    work();
  } catch (...) {
    failed = std::current_exception();
  }
  throw_together(ranks, failed);
}

/// Rank 0 does something, and all throw what it throws.
template <typename F>
void do_on_first(Ranks& ranks, const F& act) {
  do_together(ranks, [&] {
    if (ranks.is_first()) act();
  });
}

}  // namespace nntrain
