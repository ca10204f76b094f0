#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/plot_flags.hpp"
#include "base/words.hpp"
#include "dataset/split.hpp"
#include "dataset/table.hpp"
#include "metrics/threshold.hpp"
#include "model/model.hpp"
#include "network/activation.hpp"
#include "network/initialization.hpp"
#include "network/loss.hpp"
#include "network/propagation.hpp"
#include "optimizer/make_optimizer.hpp"
#include "report/outputs.hpp"
#include "training/schedule.hpp"

namespace nntrain {

/// When to show the progress line. kAuto: on a terminal.
enum class ProgressMode { kAuto, kAlways, kNever };
constexpr auto words(ProgressMode) {
  return std::to_array<Word<ProgressMode>>(
      {{"auto", ProgressMode::kAuto}, {"always", ProgressMode::kAlways}, {"never", ProgressMode::kNever}});
}

/// What to write, and where.
struct Outputs : ReportOutputs {
  PlotOptions plot;
  ProgressMode progress = ProgressMode::kAuto;
};

/// The options of `nntrain train` and `cv`, from the command line, a config file, a preset, a checkpoint or a
/// model. The defaults are the lecture's. What the data decide is in Experiment.
struct TrainOptions {
  std::string preset;           ///< one of presets.hpp, or ""
  bool preset_waits = false;    ///< for the table, which decides what it comes to
  bool holds_out_none = false;  ///< its preset would hold out rows, but the table has too few
  std::string preset_text;      ///< for people: what it came to; "" without one, or with that of another run

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
  std::optional<std::uint64_t> split_seed;  ///< none: the seed

  std::vector<std::uint64_t> hidden = {5};                       ///< units of each hidden layer; empty: none
  std::vector<Activation> activations = {Activation::kSigmoid};  ///< of all hidden layers, or one for each
  std::optional<Activation> output_activation;                   ///< none: depends on the task
  bool no_bias = false;
  Initialization init;
  std::string init_from;

  std::optional<LossFunction> loss;  ///< none: depends on the task
  Backprop backprop = Backprop::kExact;
  OptimizerKind optimizer = OptimizerKind::kGradientDescent;
  std::optional<double> learning_rate;  ///< none: depends on the optimizer
  double momentum = 0;
  bool nesterov = false;
  std::uint64_t batch_size = 0;  ///< 0: all rows
  bool no_shuffle = false;
  std::uint64_t iterations = 1000;
  std::uint64_t planned_iterations = 0;  ///< of a run that is repeated up to where it was stopped; 0: all
  Schedule schedule = Schedule::kConstant;
  std::optional<double> l2 = 0;  ///< none: depends on the number of training rows
  double dropout = 0;
  double average = 0;
  double tolerance = 0;
  ThresholdPlan threshold;
  std::string metric = "loss";  ///< what patience, restarts and the log watch
  std::uint64_t patience = 0;
  double max_seconds = 0;
  std::uint64_t restarts = 1;
  std::uint64_t ensemble = 1;
  double bag = 0;
  bool refit = false;
  bool calibrate = false;
  bool fixed_bias = false;
  std::uint64_t seed = 1;
  std::vector<std::uint64_t> seeds;  ///< a run for each; empty: one run, with `seed`
  std::uint64_t threads = 0;         ///< 0: all available processors

  bool cross_validates = false;  ///< the command is cv, which has the next two
  std::uint64_t folds = 5;
  std::uint64_t repeats = 1;

  bool check_gradients = false;
  std::string resume;  ///< a checkpoint, or ""
  std::string config;
  std::string like;  ///< a model or a JSON result, or ""
  Outputs outputs;

  bool is_repeat = false;             ///< the flags are those of another run: its log is not repeated
  std::set<std::string> given;        ///< names of the flags that the user gave
  std::vector<std::string> warnings;  ///< about flags of a config file or a preset that contradict these

  bool is_given(const std::string& flag) const { return given.count(flag) > 0; }
  /// Whether there are validation rows; with --split-column there may be some.
  bool holds_out_validation() const {
    return !validation.empty() || validation_fraction > 0 || !read.split_column.empty();
  }
  /// Whether rows are held out from training, for what is decided after it or during it.
  bool holds_out_rows() const { return holds_out_validation() || bag > 0; }
  bool holds_out_test() const { return !test.empty() || test_fraction > 0; }
  /// Whether there are several runs of one recipe.
  bool is_many() const { return cross_validates || !seeds.empty(); }
};

/// Whether to show progress on standard error.
bool shows_progress(const Outputs& outputs);

}  // namespace nntrain
