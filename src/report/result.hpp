#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.hpp"
#include "dataset/table.hpp"
#include "metrics/assertion.hpp"
#include "metrics/metric.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"
#include "training/train.hpp"

namespace nntrain {

enum class Format { kText, kJson };
enum class WeightsMode { kAuto, kNone, kFull };

/// What a training run found, as every kind of report is shown it. Views only.
struct RunResult {
  const Table& table;
  const Network& network;
  std::span<const double> parameters;
  const TrainingResult& training;
  const Metrics& train;  ///< measured on the rows trained on
  const std::vector<AssertionResult>& asserts;
  std::string fingerprint;
  std::string rule;  ///< "gradient descent, rate 0.01, loss sse"
  std::uint64_t seed;
  WeightsMode weights;
  std::function<void(JsonWriter&)> write_options;  ///< the members of "options"
};

/// "classify" or "regress".
std::string_view name_of(Task task);

/// "hidden1", "hidden2" ... "output".
std::string layer_name(const Network& network, std::size_t layer);

/// The names of what layer `layer` is fed: the features, or the units of the layer below ("hidden1.3").
std::vector<std::string> input_names(const Network& network, std::size_t layer,
                                     const std::vector<std::string>& features);

}  // namespace nntrain
