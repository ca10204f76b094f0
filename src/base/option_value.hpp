#pragma once

#include <string>

namespace nntrain {

/// A flag and the value that it came to.
struct OptionValue {
  std::string flag;
  std::string json;       ///< the value as JSON text
  bool is_recipe = true;  ///< whether the result can depend on it
  bool is_given = false;  ///< whether the user gave it
};

}  // namespace nntrain
