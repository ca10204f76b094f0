#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "base/ranks.hpp"
#include "base/workers.hpp"

namespace nntrain {

/// A task's work on one rank: what it gives as bytes, which all ranks get. `own` has no other ranks.
using DealtTask = std::function<Ranks::Bytes(std::size_t task, Workers& own)>;

/// Deals long tasks 0 .. count - 1 to the ranks of `workers`, in turn; each rank does its tasks side by side.
/// Returns, on all ranks, what each task gives. All ranks then agree on a noted signal. If tasks fail, throws
/// on all ranks the exception of the one with the lowest number, after all are done.
std::vector<Ranks::Bytes> do_dealt(Workers& workers, std::size_t count, const DealtTask& task);

}  // namespace nntrain
