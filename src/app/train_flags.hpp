#pragma once

#include "app/flag_table.hpp"
#include "app/train_options.hpp"

namespace nntrain {

/// The flags of `train`, bound to `options`.
FlagTable train_flags(TrainOptions& options);

}  // namespace nntrain
