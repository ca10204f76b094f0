#pragma once

#include <string>

#include "model/saved_model.hpp"

namespace nntrain {

/// The model, which was read from `path`, as one file of C99 that needs libm alone: nntrain_predict() turns
/// the cells of a row into the numbers that `nntrain predict` prints, bit for bit.
std::string c_source(const SavedModel& saved, const std::string& path);

}  // namespace nntrain
