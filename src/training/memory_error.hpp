#pragma once

#include "base/error.hpp"

namespace nntrain {

/// The memory that this process may have does not suffice to train. Exit code 2.
struct MemoryError : UsageError {
  using UsageError::UsageError;
};

}  // namespace nntrain
