#pragma once

#include <functional>
#include <optional>

#include "app/train_options.hpp"
#include "app/train_setup.hpp"
#include "base/error.hpp"
#include "training/history.hpp"
#include "training/restarts.hpp"

namespace nntrain {

/// What training came to, how, and why its last checkpoint could not be written, if it could not.
struct WatchedTraining {
  TrainingResult result;
  History history;  ///< of the start whose result it is, if a picture of it is asked for
  std::optional<DataError> lost;
};

/// Trains the model's parameters: watched, interrupted by signals, and with checkpoints, where those are
/// asked for; `from`: where to go on, or null.
WatchedTraining train_watched(const TrainOptions& options, const Table& table, const Splits& splits,
                              const Recipe& recipe, const Beginning& beginning, const Checkpoint* from,
                              const std::function<void(JsonWriter&)>& write_receipt, Model& model,
                              ThreadPool& pool);

}  // namespace nntrain
