#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/receipt.hpp"

namespace nntrain {

/// The flags of an earlier run.
struct SavedRecipe {
  std::string version;                              ///< of the nntrain that ran it
  std::vector<Setting> options;                     ///< of a result also those of the output
  std::optional<std::vector<std::string>> given{};  ///< those that the user gave; a result does not tell them
};

/// Reads the recipe in a model or in the JSON of a training run. "-" is standard input. Throws DataError,
/// ModelError.
SavedRecipe read_recipe(const std::string& path);

}  // namespace nntrain
