#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/flag_table.hpp"
#include "dataset/table.hpp"
#include "model/preprocessing.hpp"
#include "network/activation.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"
#include "network/propagation.hpp"
#include "report/telling.hpp"

namespace nntrain {

/// When the progress line is shown; kAuto: on a terminal.
enum class ProgressMode { kAuto, kAlways, kNever };

/// Everything that `nntrain train` can be told, with the defaults of the lecture.
struct TrainOptions {
  ReadOptions read;

  std::vector<std::uint64_t> hidden = {5};                       ///< units of each hidden layer; empty: none
  std::vector<Activation> activations = {Activation::kSigmoid};  ///< of all hidden layers, or one for each
  std::optional<Activation> output_activation;                   ///< none: by the task
  bool no_bias = false;
  std::string init_from;

  std::optional<Loss> loss;  ///< none: by the task
  Backprop backprop = Backprop::kExact;
  double learning_rate = 0.01;
  std::uint64_t iterations = 1000;
  std::uint64_t seed = 1;

  std::string predictions;
  std::string log;
  Format format = Format::kText;
  std::string print;
  WeightsMode weights = WeightsMode::kAuto;
  std::vector<std::string> asserts;
  std::string config;
  bool quiet = false;
  ProgressMode progress = ProgressMode::kAuto;

  std::set<std::string> given;  ///< names of the flags that the user set
};

/// The flags of `train`, bound to `options`, which must outlive the table.
FlagTable train_flags(TrainOptions& options);

/// Throws UsageError for the first rule that the options break among themselves, before any data is read.
void check(const TrainOptions& options);

/// Puts what the data decides in place of every `auto`: header, delimiter, features, categorical, target,
/// weights, task, output activation, loss. Throws UsageError if the options do not fit the task.
void resolve(TrainOptions& options, const Table& table);

/// The network that resolved options ask for on the inputs made of `table`.
Network make_network(const TrainOptions& options, const Preprocessing& preprocessing, const Table& table);

}  // namespace nntrain
