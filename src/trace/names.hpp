#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "optimizer/make_optimizer.hpp"

namespace nntrain {

/// What decides which numbers the trace of a run has.
struct TracedRun {
  std::size_t layers = 1;        ///< with the output
  bool is_trained = true;        ///< whether it shows updates, and not only a forward pass
  bool has_row_weights = false;  ///< of classes or of single rows
  bool has_n = false;            ///< whether the loss is a mean
  bool has_penalty = false;
  bool has_dropout = false;
  bool has_schedule = false;  ///< whether the learning rate moves
  bool has_momentum = false;
  OptimizerKind optimizer = OptimizerKind::kGradientDescent;
};

/// A name in a trace: "C", or "delta" with the numbers of the layers behind it, "delta1".
struct TraceName {
  std::string name;
  std::size_t layers = 0;  ///< that have it, from the first one; 0: it has no number
  std::string needs{};     ///< why this run does not have it, or ""
};

/// All names, in the order of the trace; those of this run have no `needs`.
std::vector<TraceName> trace_names(const TracedRun& run);

/// The names in a LIST of --trace-show, with the numbers of their layers: "W,delta1" is W1, W2, delta1.
/// Blanks do not count. None for "". Throws UsageError for a name that the trace of this run does not have,
/// or where all that an item means stands before it.
std::set<std::string> chosen_names(const std::string& list, const TracedRun& run);

}  // namespace nntrain
