#include "report/advice.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "base/interruption.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "math/moments.hpp"
#include "math/pairwise_sum.hpp"
#include "metrics/scoring.hpp"
#include "network/propagation.hpp"
#include "report/perceptron_at_rest.hpp"
#include "report/scales.hpp"
#include "training/batches.hpp"

namespace nntrain {
namespace {

constexpr double kSameOutput = 0.01;         // range of a unit's outputs that hardly differ
constexpr double kNoR2 = 0.02;               // up to it, nothing is learned
constexpr std::size_t kFewRows = 10;         // with fewer held-out rows there is no advice on them
constexpr std::size_t kErrorRows = 20;       // the same for their errors
constexpr double kFarAbove = 2;              // ratio of their mean error to that of the training rows
constexpr double kBeyondChance = 3;          // standard errors from one to the other
constexpr double kOtherRate = 2;             // ratio of learning rates that makes a difference
constexpr std::size_t kFewUpdates = 1000;    // of a network that learns something, usually
constexpr std::size_t kHiddenUnits = 5;      // --hidden, where there is no hidden layer
constexpr std::size_t kMoreStarts = 4;       // one round of trying the same again, with more starts
constexpr std::size_t kLonger = 10;          // and longer
constexpr std::size_t kLongEnough = 10'000;  // iterations that are enough if there is one start

const Samples& samples_of(const RunResult& result) {
  return result.train().split.samples;
}

/// The training rows of all ranks.
std::size_t count_rows(const RunResult& result) {
  return samples_of(result).row_share().all;
}

/// Of a column of what the training rows have.
Moments column_moments(const RunResult& result, const BlockMatrix& matrix, std::size_t column) {
  return moments_of(samples_of(result).row_share(), [&](std::size_t row) { return matrix.at(row, column); });
}

bool has_option(const RunResult& result, const std::string& flag, const std::string& json) {
  return std::any_of(result.options.begin(), result.options.end(),
                     [&](const OptionValue& one) { return one.flag == flag && one.json == json; });
}

/// Whether the weights began as those of a file: other layers would not fit them.
bool begins_from_file(const RunResult& result) {
  return !has_option(result, "init-from", "null");
}

/// Whether some units are steps without a rule that trains them: such weights are measured.
bool is_only_measured(const RunResult& result) {
  const std::vector<Layer>& layers = result.model.network.layers();
  return result.recipe.optimizer.kind != OptimizerKind::kPerceptron &&
         std::any_of(layers.begin(), layers.end(),
                     [](const Layer& layer) { return !can_be_trained(layer.activation); });
}

/// Where the remedy is other weights: the file of --init-from, or one that the user may write.
std::string file_of_weights(const RunResult& result) {
  return begins_from_file(result) ? result.start : "a file for --init-from";
}

/// A column of numbers that needs scaling.
struct OffScale {
  std::string name;
  Moments moments;

  std::string text() const { return scale_text(name, moments); }
};

/// The input that needs scaling most; none if --scale standard was given.
std::optional<OffScale> input_off_scale(const RunResult& result) {
  if (has_option(result, "scale", "\"standard\"")) return {};
  const BlockMatrix& inputs = samples_of(result).inputs;
  std::optional<OffScale> worst;
  std::size_t input = 0;
  for (const InputColumn& column : result.model.preprocessing.columns()) {
    if (!column.is_text) {
      const Moments moments = column_moments(result, inputs, input);
      const bool is_worse = !worst || scale_factor(moments) > scale_factor(worst->moments);
      if (is_worse && are_off_scale(moments)) worst = {column.name, moments};
    }
    input += column.width();
  }
  return worst;
}

/// The target, if it needs scaling, and no scale was given.
std::optional<OffScale> target_off_scale(const RunResult& result) {
  if (result.table.task != Task::kRegress || !has_option(result, "scale-target", "\"none\"")) return {};
  const Moments moments = column_moments(result, result.train().split.truth, 0);
  if (!are_off_scale(moments)) return {};
  return OffScale{result.table.target, moments};
}

/// Whether a network input differs between the training rows.
bool inputs_vary(const RunResult& result) {
  const BlockMatrix& inputs = samples_of(result).inputs;
  const RowShare share = samples_of(result).row_share();
  for (std::size_t input = 0; input < inputs.columns(); ++input) {
    const double first = inputs.rows() > 0 ? inputs.at(0, input) : 0;
    if (!share.is_shared() && inputs.rows() > 1 && inputs.at(1, input) != first) return true;
    const auto [least, most] = range_of(share, [&, input](std::size_t row) { return inputs.at(row, input); });
    if (least != most) return true;
  }
  return false;
}

/// Whether the loss left all bounds.
bool has_blown_up(const RunResult& result) {
  return result.training.stop == StopReason::kDiverged || result.risen_from;
}

/// The smallest and the largest output of a unit.
struct OutputRange {
  double min = HUGE_VAL;
  double max = -HUGE_VAL;

  void join(double low, double high) {
    min = std::min(min, low);
    max = std::max(max, high);
  }
};

/// Of each unit of each hidden layer, for the training rows of this rank.
std::vector<OutputRange> output_ranges(const RunResult& result, std::span<const double> parameters) {
  const Network& network = result.model.network;
  const Samples& samples = samples_of(result);
  Workspace workspace(network);
  std::vector<OutputRange> ranges;
  for (std::size_t l = 0; l + 1 < network.layers().size(); ++l)
    ranges.resize(ranges.size() + network.layers()[l].outputs);
  for (std::size_t block = 0; block < samples.inputs.block_count(); ++block) {
    check_time();
    forward({network, parameters, samples, block, workspace});
    auto range = ranges.begin();
    for (std::size_t l = 0; l + 1 < network.layers().size(); ++l) {
      for (std::size_t unit = 0; unit < network.layers()[l].outputs; ++unit) {
        const double* const outputs = workspace.activations(l) + unit * kBlockRows;
        const auto [low, high] = std::minmax_element(outputs, outputs + samples.inputs.block_rows(block));
        (range++)->join(*low, *high);
      }
    }
  }
  return ranges;
}

/// The number of hidden units of a network with these parameters whose outputs hardly differ between the
/// training rows.
std::size_t count_same_units(const RunResult& result, std::span<const double> parameters) {
  Ranks& ranks = *samples_of(result).row_share().ranks;
  const std::vector<OutputRange> own = output_ranges(result, parameters);
  std::vector<OutputRange> all(own.size());
  for (const std::vector<OutputRange>& some : ranks.gather_lists(std::span<const OutputRange>(own))) {
    for (std::size_t unit = 0; unit < all.size(); ++unit) all[unit].join(some[unit].min, some[unit].max);
  }
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [](const OutputRange& unit) { return unit.max - unit.min < kSameOutput; }));
}

double one_digit(double number) {
  return parse_number(fmt::format("{:.0e}", number)).value;
}

/// The rows of a step over which the loss is summed: 1 for a mean.
std::size_t rows_summed(const RunResult& result) {
  const std::size_t rows = count_rows(result);
  const std::size_t batch = result.recipe.plan.batch_size;
  if (result.recipe.optimizer.kind == OptimizerKind::kPerceptron)
    return rows;  // the advice is --optimizer gd
  if (!is_sum(result.recipe.objective.loss.kind)) return 1;
  return batch == 0 ? rows : std::min(batch, rows);
}

/// A learning rate to begin with, for inputs of size 1; 0 for an optimizer without a rate. Gradient descent
/// converges if the rate is below 2 / the curvature. The curvature of a linear unit's mean squared error is
/// at most twice the sum of its squared inputs (LeCun et al., "Efficient BackProp", 1998); probabilities are
/// flatter, with slopes of at most 1/4.
double rate_to_begin_with(const RunResult& result) {
  const OptimizerOptions& optimizer = result.recipe.optimizer;
  if (optimizer.kind == OptimizerKind::kAdam) return result.recipe.plan.batch_size == 0 ? 0.01 : 0.003;
  const bool is_descent = optimizer.kind == OptimizerKind::kGradientDescent;
  if (!is_descent && optimizer.kind != OptimizerKind::kPerceptron) return 0;
  std::size_t widest = std::max(result.model.preprocessing.columns().size(), kHiddenUnits);
  for (const Layer& layer : result.model.network.layers()) {
    if (&layer != &result.model.network.layers().back()) widest = std::max(widest, layer.outputs);
  }
  const bool is_linear = result.model.network.layers().back().activation == Activation::kIdentity;
  const double rate = (is_linear ? 0.5 : 4) * (1 - (is_descent ? optimizer.momentum : 0)) /
                      static_cast<double>(1 + widest) / static_cast<double>(rows_summed(result));
  return one_digit(rate);
}

/// The updates of the weights in an iteration: one for each batch.
std::size_t updates_per_iteration(const RunResult& result) {
  const std::size_t size = result.recipe.plan.batch_size;
  return size == 0 ? 1 : batches_of(count_rows(result), size);
}

/// Why nothing was learned, and the flags against it.
struct Reasons {
  std::vector<std::string> why{};
  std::vector<std::string> flags{};

  void add(const std::string& reason, const std::vector<std::string>& more) {
    if (!reason.empty()) why.push_back(reason);
    flags.insert(flags.end(), more.begin(), more.end());
  }
};

void add_scales(const RunResult& result, Reasons& reasons) {
  if (const auto input = input_off_scale(result))
    reasons.add("the inputs need scaling (" + input->text() + ")", {"--scale", "standard"});
  if (const auto target = target_off_scale(result))
    reasons.add("the target needs scaling (" + target->text() + ")", {"--scale-target", "standard"});
}

void add_network(const RunResult& result, Reasons& reasons) {
  const bool is_perceptron = result.recipe.optimizer.kind == OptimizerKind::kPerceptron;
  const Network& network = result.model.network;
  if (network.layers().size() == 1) {
    const std::string reason = "without a hidden layer the network draws one straight line";
    if (begins_from_file(result)) return reasons.add(reason, {});
    reasons.add(reason, {"--hidden", std::to_string(kHiddenUnits)});
    if (is_perceptron)
      reasons.add("", {"--optimizer", "gd", "--learning-rate", shortest(rate_to_begin_with(result))});
    return;
  }
  std::size_t units = 0;
  for (const Layer& layer : network.layers()) units += layer.outputs;
  units -= network.outputs();
  units *= result.model.network_count();
  std::size_t same = 0;
  for (std::size_t number = 0; number < result.model.network_count(); ++number)
    same += count_same_units(result, result.model.parameters_of(number));
  if (2 * same < units) return;
  reasons.add(fmt::format("{} of {} hidden units answer every row alike", same, units), {});
}

/// The learning rate and the number of updates.
void add_steps(const RunResult& result, Reasons& reasons) {
  if (result.recipe.optimizer.kind == OptimizerKind::kPerceptron) return;
  const double rate = result.recipe.optimizer.learning_rate;
  const bool diverged = has_blown_up(result);
  const std::size_t summed = rows_summed(result);
  double better = rate_to_begin_with(result);
  if (diverged && reasons.flags.empty()) better = std::min(better, one_digit(rate / 10));
  const bool is_other = better > 0 && (rate > kOtherRate * better || rate < better / kOtherRate);
  if (is_other && rate > better) {  // likely the cause of all else
    reasons.why.insert(reasons.why.begin(),
                       summed > 1
                           ? fmt::format("the loss {} is summed over {} rows, so the step grows with them",
                                         name_of(result.recipe.objective.loss), summed)
                           : fmt::format("steps at rate {} may be too long", shortest(rate)));
  }
  const std::size_t updates = result.training.iterations * updates_per_iteration(result);
  const bool are_few = result.training.stop == StopReason::kIterations && updates < kFewUpdates && !diverged;
  if (are_few || (is_other && rate < better && !diverged)) {
    reasons.add(better > 0
                    ? fmt::format("{} at rate {} may be too few", counted(updates, "update"), shortest(rate))
                    : counted(updates, "update") + " may be too few",
                {});
  }
  if (is_other) reasons.add("", {"--learning-rate", shortest(better)});
  if (are_few) {
    const std::size_t per_iteration = updates_per_iteration(result);
    reasons.add("", {"--iterations", std::to_string((kFewUpdates + per_iteration - 1) / per_iteration)});
  }
}

/// The same settings with more starts and longer training, once. Adds no flag if that was tried.
void add_another_try(const RunResult& result, Reasons& reasons) {
  const TrainingPlan& plan = result.recipe.plan;
  const bool is_drawn = !begins_from_file(result) && result.recipe.ensemble == 1;
  const bool waits = result.training.stop == StopReason::kPatience;
  const bool is_tried = is_drawn ? result.recipe.restarts > kMoreStarts : plan.iterations >= kLongEnough;
  if (is_tried) return reasons.add("the features may not tell the target", {});
  reasons.add(waits ? fmt::format("patience {} stopped training after {}", plan.patience,
                                  counted(result.training.iterations, "iteration"))
                    : "the start may be unlucky, or the inputs tell nothing about the target",
              {});
  if (is_drawn) reasons.add("", {"--restarts", std::to_string(result.recipe.restarts + kMoreStarts)});
  if (waits) reasons.add("", {"--patience", std::to_string(kLonger * plan.patience)});
  if (result.training.stop == StopReason::kIterations)
    reasons.add("", {"--iterations", std::to_string(kLonger * plan.iterations)});
}

/// Those of these flags, with values, that the user gave, as they were given.
std::vector<std::string> given_of(const RunResult& result, const std::vector<std::string>& flags) {
  std::vector<std::string> given;
  for (const OptionValue& option : result.options) {
    if (!option.is_given || std::find(flags.begin(), flags.end(), "--" + option.flag) == flags.end())
      continue;
    std::string value = option.json;
    std::erase(value, '"');
    given.push_back("--" + option.flag + " " + value);
  }
  return given;
}

/// Why nothing was learned, most likely cause first, and all flags against it at once.
Advice advice_on_nothing_learned(const std::string& what, const RunResult& result) {
  const bool vary = inputs_vary(result);
  if (!vary && !has_blown_up(result))
    return {what + "; no feature differs between the training rows", "other features"};
  if (is_only_measured(result)) {
    return {what + "; the weights of step units are measured, not trained",
            "other weights in " + file_of_weights(result)};
  }
  if (result.training.iterations == 0 && result.training.stop == StopReason::kIterations) {
    return {what + "; no update was made",
            Remedy(RemedyId::kNothingLearned, {{"", {"--iterations", std::to_string(kFewUpdates)}}})};
  }
  for (const auto& one : {input_off_scale(result), target_off_scale(result)}) {
    if (vary && one && !can_be_scaled(one->moments))
      return {what + "; " + one->text(), in_another_unit("'" + printable(one->name) + "'")};
  }
  Reasons reasons;
  if (vary) add_scales(result, reasons);
  if (vary) add_network(result, reasons);
  add_steps(result, reasons);
  if (reasons.flags.empty()) add_another_try(result, reasons);
  const std::string why = what + "; " + join(reasons.why, "; ", std::string::npos);
  const bool had_preset =
      has_option(result, "preset", "\"modern\"") || has_option(result, "preset", "\"best\"");
  if (reasons.flags.empty() && begins_from_file(result))
    return {why, "other weights in " + result.start + ", other features or more rows"};
  if (reasons.flags.empty())
    return {why, std::string("other features, more --hidden units") +
                     (had_preset ? "" : ", --preset modern") + " or more rows"};
  std::vector<Way> ways = {{"", reasons.flags}};
  if (!had_preset && vary && !begins_from_file(result)) ways.push_back({"", {"--preset", "modern"}});
  return {why, Remedy(RemedyId::kNothingLearned, ways), given_of(result, reasons.flags)};
}

/// The label of the class with the most rows.
std::string largest_class(const Measures& measures) {
  const auto largest =
      std::max_element(measures.classes.begin(), measures.classes.end(),
                       [](const ClassMeasures& a, const ClassMeasures& b) { return a.rows < b.rows; });
  return measures.labels[static_cast<std::size_t>(largest - measures.classes.begin())];
}

/// How good predictions must be to be better than a constant answer.
struct Margins {
  double of_share = 0;  ///< in standard errors of the largest class's share
  double of_r2 = 0;
};

/// The accuracy by the usual rule: a threshold may trade accuracy for recall.
double usual_accuracy(const SplitResult& one, const Model& model) {
  if (!model.target.threshold) return metric(one.measures, "accuracy");
  const ConfusionMatrix confusion = count_confusion(one.outputs, one.split.truth, 2, {}, one.row_share());
  return static_cast<double>(confusion.at(0, 0) + confusion.at(1, 1)) / static_cast<double>(one.all_rows());
}

/// "accuracy 0.55 is no better than ...", or "" if it is better. The standard error of a share p of n rows is
/// sqrt(p (1 - p) / n) (Wald; Agresti, "Categorical Data Analysis", 2013, section 1.3).
std::string what_is_poor(const SplitResult& one, const Model& model, const Margins& margins) {
  const Measures& measures = one.measures;
  const std::size_t rows = one.all_rows();
  if (!measures.labels.empty()) {
    const double accuracy = usual_accuracy(one, model);
    const double majority = metric(measures, "majority");
    const double error = std::sqrt(majority * (1 - majority) / static_cast<double>(rows));
    if (accuracy > majority + margins.of_share * error || (accuracy > majority && accuracy == 1)) return "";
    return fmt::format("accuracy {} is {} better than always predicting '{}' ({})", share_text(accuracy),
                       accuracy > majority ? "hardly" : "no", printable(largest_class(measures)),
                       share_text(majority));
  }
  const double r2 = metric(measures, "r2");
  if (!(r2 <= margins.of_r2)) return "";
  const double rounded = std::abs(r2) < 5e-5 ? 0 : r2;
  return fmt::format("predictions are {} better than always predicting the mean (R2 {:.4f})",
                     rounded > 0 ? "hardly" : "no", rounded);
}

/// The standard error of the mean of error(row) over the rows of all ranks.
template <typename F>
double standard_error(const RowShare& share, double mean, const F& error) {
  const auto n = static_cast<double>(share.all);
  const double squares = sum_rows(share, [&](std::size_t row) {
    const double difference = error(row) - mean;
    return difference * difference;
  });
  return std::sqrt(squares / (n - 1) / n);
}

/// The squared error of a row, over its outputs.
double squared_error(const SplitResult& one, std::size_t row) {
  const double truth = one.split.truth.at(row, 0);
  double sum = 0;
  for (std::size_t o = 0; o < one.outputs.columns(); ++o) {
    const double target = one.outputs.columns() == 1 ? truth : truth == static_cast<double>(o) ? 1 : 0;
    sum += (one.outputs.at(row, o) - target) * (one.outputs.at(row, o) - target);
  }
  return sum;
}

/// What makes a network fit its training rows less closely, of what this run does not have.
std::string what_helps(const RunResult& result) {
  const Recipe& recipe = result.recipe;
  const bool has_hidden = result.model.network.layers().size() > 1;
  const bool can_be_smaller = has_hidden && !begins_from_file(result);
  const bool has_validation =
      recipe.bag > 0 || std::any_of(result.results.begin(), result.results.end(),
                                    [](const SplitResult& one) { return one.split.name == "validation"; });
  const OptimizerKind optimizer = recipe.optimizer.kind;
  std::vector<std::string> flags;
  if (input_off_scale(result)) flags.emplace_back("--scale standard");
  if (recipe.plan.patience == 0)
    flags.emplace_back(has_validation ? "--patience 20" : "--patience 20 with --validation-fraction 0.2");
  if (recipe.objective.l2 == 0 && optimizer != OptimizerKind::kPerceptron) flags.emplace_back("--l2");
  if (recipe.objective.dropout == 0 && has_hidden && !needs_all_rows(optimizer))
    flags.emplace_back("--dropout");
  if (can_be_smaller) flags.emplace_back("fewer --hidden units");
  return join(flags) + (flags.empty() ? "more rows" : " or more rows");
}

/// "the mse of the test rows, 0.2, is far above ...", or "" if it is not, or may be by chance.
std::string what_is_overfitted(const RunResult& result) {
  const SplitResult& held_out = result.most_held_out();
  const RowShare share = held_out.row_share();
  if (&held_out == &result.train() || share.all < kErrorRows) return "";
  const bool of_logarithms = term_of(result.recipe.objective.loss.kind) == LossTerm::kLogarithm;
  const std::string name = of_logarithms ? "log_loss" : "mse";
  const double trained = metric(result.train().measures, name);
  const double found = metric(held_out.measures, name);
  if (!(found > kFarAbove * trained)) return "";
  const double deviation = standard_error(share, found, [&](std::size_t row) {
    return of_logarithms ? row_log_loss(held_out.outputs, held_out.split.truth, row)
                         : squared_error(held_out, row);
  });
  if (!(found - trained > kBeyondChance * deviation)) return "";
  return fmt::format("the {} of the {} rows, {:.3g}, is far above that of the training rows, {:.3g}",
                     of_logarithms ? "log loss" : "mse", held_out.split.name, found, trained);
}

std::optional<Advice> find_advice(const RunResult& result) {
  const bool are_measured = std::all_of(result.results.begin(), result.results.end(),
                                        [](const SplitResult& one) { return one.measures.is_complete; });
  if (!are_measured) return {};
  if (const std::optional<PerceptronAtRest> rest = perceptron_at_rest(result))
    return Advice{rest->what, rest->help};
  if (result.risen_from && result.training.stop != StopReason::kDiverged)
    return advice_on_nothing_learned(fmt::format("the training loss rose from {:.3g} to {:.3g}",
                                                 *result.risen_from, metric(result.train().measures, "loss")),
                                     result);
  if (result.training.stop == StopReason::kDiverged) {
    const bool is_finite = std::isfinite(metric(result.train().measures, "loss"));
    const std::string& watched = result.recipe.plan.watched.metric;
    std::string where = "before it";
    if (!is_finite && begins_from_file(result) && !input_off_scale(result) && !target_off_scale(result))
      return Advice{"the loss at the start is not finite: the weights are too large",
                    "smaller weights in " + result.start};
    if (result.training.best_iteration)
      where = watched == "loss" ? "of the lowest validation loss"
                                : "of the best validation " + printable(watched);
    return advice_on_nothing_learned(
        is_finite
            ? fmt::format("training diverged in iteration {}; the weights are those {}",
                          result.training.iterations + 1, where)
            : "the loss at the start is not finite: the weights or the values of the data are too large",
        result);
  }
  const std::string poor = what_is_poor(result.train(), result.model, {1, kNoR2});
  if (!poor.empty()) return advice_on_nothing_learned("the " + poor, result);
  if (is_only_measured(result)) return {};  // what helps helps training
  const SplitResult& held_out = result.most_held_out();
  const std::string poor_held_out = what_is_poor(held_out, result.model, {});
  const bool one_class = find_metric(held_out.measures, "majority") == 1;
  if (poor_held_out.empty()) {
    const std::string overfitted = what_is_overfitted(result);
    if (overfitted.empty()) return {};
    return Advice{overfitted, what_helps(result)};
  }
  if (one_class || held_out.all_rows() < kFewRows) return {};
  const auto input = input_off_scale(result);
  return Advice{
      fmt::format("the {} {}; the training rows do better: {}the network is overfitted, or the held-out rows "
                  "are different",
                  held_out.split.name, poor_held_out,
                  input ? "the inputs need scaling (" + input->text() + "), or " : ""),
      what_helps(result)};
}

}  // namespace

std::string Advice::text() const {
  if (remedy.ways().empty()) return what + ": try " + remedy.text();
  std::vector<std::string> ways;
  for (const Way& way : remedy.ways()) ways.push_back(way.text());
  if (!replaced.empty()) ways.front() += " (instead of " + join(replaced, " ", std::string::npos) + ")";
  return what + ": try " + join(ways, ", or ", std::string::npos);
}

std::optional<Advice> advice_on(const RunResult& result) {
  try {
    return find_advice(result);
  } catch (const Interrupted&) {
    return {};
  }
}

}  // namespace nntrain
