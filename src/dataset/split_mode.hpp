#pragma once

#include "base/words.hpp"

namespace nntrain {

/// The parts of a split, in the order of SplitSizes.
enum class SplitPart { kTrain, kValidation, kTest };
constexpr auto words(SplitPart) {
  return std::to_array<Word<SplitPart>>(
      {{"train", SplitPart::kTrain}, {"validation", SplitPart::kValidation}, {"test", SplitPart::kTest}});
}

/// How rows are assigned to parts, see split_rows() and folds_of().
enum class SplitMode { kStratified, kRandom, kOrdered, kHash };
constexpr auto words(SplitMode) {
  return std::to_array<Word<SplitMode>>({{"stratified", SplitMode::kStratified},
                                         {"random", SplitMode::kRandom},
                                         {"ordered", SplitMode::kOrdered},
                                         {"hash", SplitMode::kHash}});
}

}  // namespace nntrain
