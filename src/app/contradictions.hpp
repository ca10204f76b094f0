#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/train_options.hpp"

namespace nntrain {

/// Two flags that cannot be used together, or a flag that needs another one.
struct Contradiction {
  std::string flag;   ///< reported if the user gave it, left out if a preset did
  std::string verb;   ///< "contradicts", or "needs" if the other flag is missing
  std::string other;  ///< the flag that rules it out, or is missing
  std::function<bool(const TrainOptions&)> is_there;
  std::string reason;
  std::string remedy;
  std::string example;  ///< flags with this contradiction
};

/// Why several seeds make no sample of a network that begins with the weights of a file.
inline constexpr const char* kSameStart = "all runs would begin with the same weights";

/// All contradictions. Those about the task need a known options.read.task.
const std::vector<Contradiction>& contradictions();

/// The first contradiction whose `flag` the user gave, or null.
const Contradiction* first_contradiction(const TrainOptions& options);

/// Throws the UsageError for that one.
void refuse_contradictions(const TrainOptions& options);

/// Throws UsageError if --data is missing.
void check_data(const TrainOptions& options);

/// Throws UsageError for the first rule that the options break, before any data is read.
void check(const TrainOptions& options);

}  // namespace nntrain
