#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/train_options.hpp"

namespace nntrain {

/// Two flags that cannot be meant together.
struct Contradiction {
  std::string flag;   ///< the one that has no place: told if the user gave it, left out if a preset did
  std::string verb;   ///< "contradicts", or "needs" where the other one is missing
  std::string other;  ///< the one that leaves it no place
  std::function<bool(const TrainOptions&)> is_there;
  std::string reason;
  std::string remedy;
  std::string example;  ///< flags that contradict each other so
};

/// All of them. Those that hang on the task need options.read.task resolved.
const std::vector<Contradiction>& contradictions();

/// Throws the UsageError for the first contradiction in which a flag stands that the user gave.
void refuse_contradictions(const TrainOptions& options);

/// Throws UsageError for the first rule that the options break by themselves, before any data is read.
void check(const TrainOptions& options);

}  // namespace nntrain
