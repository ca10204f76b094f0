#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/plot_flags.hpp"
#include "dataset/split.hpp"
#include "dataset/table.hpp"
#include "model/model.hpp"
#include "network/activation.hpp"
#include "network/initialization.hpp"
#include "network/loss.hpp"
#include "network/network.hpp"
#include "network/propagation.hpp"
#include "optimizer/make_optimizer.hpp"
#include "report/telling.hpp"
#include "report/trace.hpp"

namespace nntrain {

/// When the progress line is shown; kAuto: on a terminal.
enum class ProgressMode { kAuto, kAlways, kNever };

/// Everything that `nntrain train` can be told, with the defaults of the lecture.
struct TrainOptions {
  std::string preset;  ///< a bundle of flags (presets.hpp), or ""

  ReadOptions read;
  UnseenMode unseen = UnseenMode::kError;
  std::string class_weights;  ///< "balanced" or a list LABEL=WEIGHT; "": none
  ScaleMode scale = ScaleMode::kNone;
  ScaleMode scale_target = ScaleMode::kNone;

  std::string validation;  ///< a file, or ""
  double validation_fraction = 0;
  std::string test;  ///< a file, or ""
  double test_fraction = 0;
  SplitMode split = SplitMode::kStratified;

  std::vector<std::uint64_t> hidden = {5};                       ///< units of each hidden layer; empty: none
  std::vector<Activation> activations = {Activation::kSigmoid};  ///< of all hidden layers, or one for each
  std::optional<Activation> output_activation;                   ///< none: by the task
  bool no_bias = false;
  Initialization init;
  std::string init_from;

  std::optional<Loss> loss;  ///< none: by the task
  Backprop backprop = Backprop::kExact;
  OptimizerKind optimizer = OptimizerKind::kGradientDescent;
  std::optional<double> learning_rate;  ///< none: by the optimiser
  double momentum = 0;
  bool nesterov = false;
  std::uint64_t batch_size = 0;  ///< 0: all rows
  bool no_shuffle = false;
  std::uint64_t iterations = 1000;
  double l2 = 0;
  double dropout = 0;
  double tolerance = 0;
  std::uint64_t patience = 0;
  double max_seconds = 0;
  std::uint64_t restarts = 1;
  bool fixed_bias = false;
  std::uint64_t seed = 1;
  std::uint64_t threads = 0;  ///< 0: as many as this process may run

  bool check_gradients = false;
  std::string save;
  std::string checkpoint;
  std::uint64_t checkpoint_every = 0;  ///< iterations; 0: at the end only
  std::string resume;                  ///< a checkpoint, or ""
  std::string predictions;
  std::string log;
  std::uint64_t trace = 0;  ///< iterations whose updates are shown
  TraceFormat trace_format = TraceFormat::kText;
  Format format = Format::kText;
  std::string print;
  WeightsMode weights = WeightsMode::kAuto;
  std::vector<std::string> asserts;
  std::string config;
  bool quiet = false;
  PlotOptions plot;
  ProgressMode progress = ProgressMode::kAuto;

  std::uint64_t first_restart = 0;  ///< starts before it are left out: for what makes a run again

  std::set<std::string> given;        ///< names of the flags that the user set
  std::vector<std::string> gave_way;  ///< those of the preset's flags that contradict them

  bool is_given(const std::string& flag) const { return given.count(flag) > 0; }
  bool holds_out_validation() const { return !validation.empty() || validation_fraction > 0; }
  bool holds_out_test() const { return !test.empty() || test_fraction > 0; }
};

/// Whether standard output is text for people: all of the result.
bool tells_people(const TrainOptions& options);

/// Whether lines on standard error tell how far a run has come.
bool shows_progress(const TrainOptions& options);

/// Throws UsageError for the first rule that the options break by themselves, before any data is read.
void check(const TrainOptions& options);

/// Puts in place what one option says about others: the perceptron's layers and output.
void imply(TrainOptions& options);

/// Puts what the data decides in place of every `auto`: header, delimiter, features, target, task, output
/// activation, loss, learning rate. Throws UsageError if the options do not fit the task.
void resolve(TrainOptions& options, const Table& table);

/// The network that resolved options ask for, of `inputs` inputs, on `table`'s target.
Network make_network(const TrainOptions& options, std::size_t inputs, const Table& table);

}  // namespace nntrain
