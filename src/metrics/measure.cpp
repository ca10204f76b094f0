#include "metrics/measure.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <iterator>
#include <limits>

#include "math/blocks_sum.hpp"
#include "math/kernels.hpp"
#include "math/ranks_sum.hpp"
#include "math/rounding.hpp"
#include "metrics/class_metric.hpp"
#include "metrics/class_output.hpp"
#include "metrics/scoring.hpp"

namespace nntrain {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// All rows that are measured: those of `share`, or those of these outputs.
RowShare all_rows_of(const BlockMatrix& outputs, const RowShare& share) {
  return share.is_shared() ? share : whole(outputs.rows());
}

/// The same bits as in the training loss: first the outputs of a block in order, then the blocks in the tree.
/// target(block, output) points to the kBlockRows targets of an output in a block.
template <typename F>
void add_squared_errors(const BlockMatrix& outputs, const F& target, BlocksSum& sum) {
  std::array<double, kBlockRows> error{};
  for (std::size_t block = 0; block < outputs.block_count(); ++block) {
    double part = 0;
    for (std::size_t o = 0; o < outputs.columns(); ++o) {
      part += kernels().squared_error(outputs.block(block) + o * kBlockRows, target(block, o), nullptr,
                                      error.data(), outputs.block_rows(block));
    }
    sum.push(part);
  }
}

void add_class_squared_errors(const BlockMatrix& outputs, const BlockMatrix& targets, BlocksSum& sum) {
  const bool single = outputs.columns() == 1;
  std::array<double, kBlockRows> one_hot{};
  const auto target = [&](std::size_t block, std::size_t output) {
    const double* const numbers = targets.block(block);
    if (single) return numbers;
    const auto number = static_cast<double>(output);
    for (std::size_t row = 0; row < kBlockRows; ++row) one_hot[row] = numbers[row] == number ? 1 : 0;
    return static_cast<const double*>(one_hot.data());
  };
  add_squared_errors(outputs, target, sum);
}

/// The mean of a member over the classes, or over those that have rows.
double class_mean(const std::vector<ClassMeasures>& classes, double ClassMeasures::*member,
                  bool with_rows_only = false) {
  double sum = 0;
  std::size_t n = 0;
  for (const ClassMeasures& one : classes) {
    if (with_rows_only && one.rows == 0) continue;
    sum += one.*member;
    ++n;
  }
  return sum / static_cast<double>(n);
}

/// What the metrics of a classification are computed from.
struct ClassFigures {
  double rows;
  double loss;
  double squared_errors;
  double correct;
  double largest;  ///< rows of the largest class
  Interval interval;
  const std::vector<ClassMeasures>& classes;
  double specificity;
  Agreement agreement;
  Ranking ranking;
  double log_loss;
  double calibration_error;
};

/// What the metrics of a regression are computed from; NaN where it is not needed.
struct ValueFigures {
  double rows;
  double loss;
  double squared_errors = kUndefined;
  double absolute_errors = kUndefined;
  double relative_errors = kUndefined;  ///< sum of |error / target|; NaN if a target is 0
  double largest_error = kUndefined;    ///< without its sign
  double error_spread = kUndefined;     ///< sum of squared differences of the errors from their mean
  double spread = kUndefined;           ///< the same of the targets; 0 if they come from rounding

  /// The share of the spread that is not in `rest`. NaN if there is no spread.
  double explained(double rest) const { return spread > 0 ? 1 - rest / spread : kUndefined; }
};

/// The work that a metric of classes needs besides the confusion matrix: a pass over the rows.
enum class Work { kCounts, kSquares, kRanking, kLogLoss, kCalibration };  // kCounts: none

/// A metric's name, and how it is computed.
template <typename Figures>
struct MetricRule {
  const char* name;
  double (*value)(const Figures& figures);
  Goal goal = Goal::kNone;
  Work work = Work::kCounts;

  /// wanted: names; empty: all.
  bool is_measured(bool are_probabilities, std::span<const std::string> wanted = {}) const {
    const bool is_of_probabilities = work == Work::kLogLoss || work == Work::kCalibration;
    return (are_probabilities || !is_of_probabilities) &&
           (wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end());
  }
};

constexpr MetricRule<ClassFigures> kClassMetrics[] = {
    {"rows", [](const ClassFigures& f) { return f.rows; }},
    {"loss", [](const ClassFigures& f) { return f.loss; }, Goal::kLower},
    {"mse", [](const ClassFigures& f) { return f.squared_errors / f.rows; }, Goal::kLower, Work::kSquares},
    {"accuracy", [](const ClassFigures& f) { return f.correct / f.rows; }, Goal::kHigher},
    {"correct", [](const ClassFigures& f) { return f.correct; }},
    {"accuracy_low", [](const ClassFigures& f) { return f.interval.low; }},
    {"accuracy_high", [](const ClassFigures& f) { return f.interval.high; }},
    {"majority", [](const ClassFigures& f) { return f.largest / f.rows; }},
    {"balanced_accuracy",
     [](const ClassFigures& f) { return class_mean(f.classes, &ClassMeasures::recall, true); },
     Goal::kHigher},
    {"macro_precision",
     [](const ClassFigures& f) { return class_mean(f.classes, &ClassMeasures::precision); }, Goal::kHigher},
    {"macro_recall", [](const ClassFigures& f) { return class_mean(f.classes, &ClassMeasures::recall); },
     Goal::kHigher},
    {"macro_f1", [](const ClassFigures& f) { return class_mean(f.classes, &ClassMeasures::f1); },
     Goal::kHigher},
    {"mcc", [](const ClassFigures& f) { return f.agreement.mcc; }, Goal::kHigher},
    {"kappa", [](const ClassFigures& f) { return f.agreement.kappa; }, Goal::kHigher},
    {"specificity", [](const ClassFigures& f) { return f.specificity; }, Goal::kHigher},
    {"auc", [](const ClassFigures& f) { return f.ranking.auc; }, Goal::kHigher, Work::kRanking},
    {"average_precision", [](const ClassFigures& f) { return f.ranking.average_precision; }, Goal::kHigher,
     Work::kRanking},
    {"log_loss", [](const ClassFigures& f) { return f.log_loss; }, Goal::kLower, Work::kLogLoss},
    {"ece", [](const ClassFigures& f) { return f.calibration_error; }, Goal::kLower, Work::kCalibration}};

constexpr MetricRule<ValueFigures> kValueMetrics[] = {
    {"rows", [](const ValueFigures& f) { return f.rows; }},
    {"loss", [](const ValueFigures& f) { return f.loss; }, Goal::kLower},
    {"mse", [](const ValueFigures& f) { return f.squared_errors / f.rows; }, Goal::kLower},
    {"rmse", [](const ValueFigures& f) { return std::sqrt(f.squared_errors / f.rows); }, Goal::kLower},
    {"mae", [](const ValueFigures& f) { return f.absolute_errors / f.rows; }, Goal::kLower},
    {"mape", [](const ValueFigures& f) { return f.relative_errors / f.rows; }, Goal::kLower},
    {"max_error", [](const ValueFigures& f) { return f.largest_error; }, Goal::kLower},
    {"r2", [](const ValueFigures& f) { return f.explained(f.squared_errors); }, Goal::kHigher},
    {"explained_variance", [](const ValueFigures& f) { return f.explained(f.error_spread); }, Goal::kHigher}};

template <typename Rules>
std::vector<std::string> names_of(const Rules& rules, bool are_probabilities) {
  std::vector<std::string> names;
  for (const auto& rule : rules) {
    if (rule.is_measured(are_probabilities)) names.emplace_back(rule.name);
  }
  return names;
}

template <typename Rules, typename Figures>
Metrics metrics_by(const Rules& rules, const Figures& figures, bool are_probabilities,
                   std::span<const std::string> wanted = {}) {
  Metrics metrics;
  for (const auto& rule : rules) {
    if (rule.is_measured(are_probabilities, wanted)) metrics.push_back({rule.name, rule.value(figures)});
  }
  return metrics;
}

template <typename Rules>
Goal goal_in(const Rules& rules, std::string_view name) {
  const auto found =
      std::find_if(std::begin(rules), std::end(rules), [&](const auto& rule) { return name == rule.name; });
  return found == std::end(rules) ? Goal::kNone : found->goal;
}

double ratio(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// Of two classes the recall of the first one. More: the mean over the classes of the share of the rows
/// outside the class that are not predicted as it. 0/0 is 0.
double specificity_of(const ConfusionMatrix& confusion, const std::vector<ClassMeasures>& classes) {
  if (confusion.classes == 2) return classes.front().recall;
  std::size_t rows = 0;
  for (const ClassMeasures& one : classes) rows += one.rows;
  double sum = 0;
  for (std::size_t c = 0; c < confusion.classes; ++c) {
    std::size_t wrongly = 0;  // predicted as c
    for (std::size_t actual = 0; actual < confusion.classes; ++actual)
      wrongly += actual == c ? 0 : confusion.at(actual, c);
    const std::size_t outside = rows - classes[c].rows;
    sum += ratio(outside - wrongly, outside);
  }
  return sum / static_cast<double>(confusion.classes);
}

}  // namespace

Measures measure_classes(const BlockMatrix& outputs, const BlockMatrix& targets,
                         const std::vector<std::string>& labels, bool are_probabilities,
                         const Threshold& threshold, double loss, Workers& workers, const RowShare& share) {
  return measure_counted(outputs, targets, labels, are_probabilities,
                         count_confusion(outputs, targets, labels.size(), threshold, share), loss, workers,
                         {}, share);
}

Measures measure_counted(const BlockMatrix& outputs, const BlockMatrix& targets,
                         const std::vector<std::string>& labels, bool are_probabilities,
                         const ConfusionMatrix& confusion, double loss, Workers& workers,
                         std::span<const std::string> wanted, const RowShare& share) {
  const RowShare rows = all_rows_of(outputs, share);
  const std::vector<ClassMeasures> classes = measure_each_class(confusion);
  std::size_t correct = 0;
  std::size_t largest = 0;
  for (std::size_t c = 0; c < labels.size(); ++c) {
    correct += confusion.at(c, c);
    largest = std::max(largest, classes[c].rows);
  }
  std::vector<Work> works;
  for (const auto& rule : kClassMetrics) {
    if (rule.work == Work::kCounts || !rule.is_measured(are_probabilities, wanted)) continue;
    if (std::find(works.begin(), works.end(), rule.work) == works.end()) works.push_back(rule.work);
  }
  const auto needs = [&works](Work work) {
    return std::find(works.begin(), works.end(), work) != works.end();
  };
  // A single sigmoid is already the probability of the second class.
  const bool divide = are_probabilities && outputs.columns() > 1 && !works.empty();
  const BlockMatrix divided = divide ? class_probabilities(outputs) : BlockMatrix();
  const BlockMatrix& scores = divide ? divided : outputs;
  Ranking ranking{kUndefined, kUndefined};
  if (needs(Work::kRanking)) ranking = measure_ranking(scores, targets, workers, rows);
  BlocksSum squared_errors(rows);
  LogLoss log_losses(rows);
  CalibrationError calibration_error(rows);
  workers.run(works.size(), [&](std::size_t task, std::size_t) {
    switch (works[task]) {
      case Work::kCounts:
      case Work::kRanking:  // it shares its work itself
        break;
      case Work::kSquares:
        add_class_squared_errors(outputs, targets, squared_errors);
        break;
      case Work::kLogLoss:
        log_losses.add(scores, targets);
        break;
      case Work::kCalibration:
        calibration_error.add(scores, targets);
        break;
    }
  });
  const ClassFigures figures{
      .rows = static_cast<double>(rows.all),
      .loss = loss,
      .squared_errors = needs(Work::kSquares) ? squared_errors.total() : kUndefined,
      .correct = static_cast<double>(correct),
      .largest = static_cast<double>(largest),
      .interval = wilson_interval(correct, rows.all),
      .classes = classes,
      .specificity = specificity_of(confusion, classes),
      .agreement = agreement_of(confusion),
      .ranking = ranking,
      .log_loss = needs(Work::kLogLoss) ? log_losses.mean() : kUndefined,
      .calibration_error = needs(Work::kCalibration) ? calibration_error.mean() : kUndefined};
  return {metrics_by(kClassMetrics, figures, are_probabilities, wanted), labels, confusion, classes};
}

double measure_metric(const std::string& name, const BlockMatrix& outputs, const BlockMatrix& targets,
                      const std::vector<std::string>& labels, bool are_probabilities,
                      const Threshold& threshold, const RowShare& share) {
  if (labels.empty()) return metric(measure_values(outputs, targets, kUndefined, {&name, 1}, share), name);
  return metric(measure_counted(outputs, targets, labels, are_probabilities,
                                count_confusion(outputs, targets, labels.size(), threshold, share),
                                kUndefined, Workers::caller(), {&name, 1}, share),
                name);
}

namespace {

/// The largest of the sizes that ranks give, each one >= 0; NaN if one of them is.
double largest_of(const std::vector<double>& sizes) {
  double largest = 0;
  for (const double size : sizes) {
    if (size > largest || std::isnan(size)) largest = size;  // NaN stays
  }
  return largest;
}

/// Whether the targets of all rows are the same, but for rounding.
bool are_targets_equal(const BlockMatrix& targets, const RowShare& rows) {
  double least = std::numeric_limits<double>::infinity();
  double most = -least;
  for (std::size_t row = 0; row < targets.rows(); ++row) {
    least = std::min(least, targets.at(row, 0));
    most = std::max(most, targets.at(row, 0));
  }
  for (const auto& [low, high] : rows.ranks->gather_one(Interval{least, most})) {
    least = std::min(least, low);
    most = std::max(most, high);
  }
  return are_equal_but_for_rounding(least, most);
}

}  // namespace

Measures measure_values(const BlockMatrix& outputs, const BlockMatrix& targets, double loss,
                        std::span<const std::string> wanted, const RowShare& share) {
  const RowShare rows = all_rows_of(outputs, share);
  const auto n = static_cast<double>(rows.all);
  const auto is_wanted = [&](std::initializer_list<const char*> names) {
    return wanted.empty() || std::any_of(names.begin(), names.end(), [&](const char* name) {
             return std::find(wanted.begin(), wanted.end(), name) != wanted.end();
           });
  };
  const auto target = [&](std::size_t row) { return targets.at(row, 0); };
  const auto error = [&](std::size_t row) { return outputs.at(row, 0) - targets.at(row, 0); };
  const auto sum_of = [&](const auto& value) { return sum_rows(rows, value); };
  const auto sum_of_squares = [&](const auto& value) {  // of the differences from the mean
    const double mean = sum_of(value) / n;
    return sum_of([&](std::size_t row) { return (value(row) - mean) * (value(row) - mean); });
  };
  ValueFigures figures{.rows = n, .loss = loss};
  if (is_wanted({"mse", "rmse", "r2"})) {
    BlocksSum sum(rows);
    add_squared_errors(
        outputs, [&](std::size_t block, std::size_t) { return targets.block(block); }, sum);
    figures.squared_errors = sum.total();
  }
  if (is_wanted({"mae"}))
    figures.absolute_errors = sum_of([&](std::size_t row) { return std::abs(error(row)); });
  if (is_wanted({"mape"})) {
    figures.relative_errors = sum_of(
        [&](std::size_t row) { return target(row) == 0 ? kUndefined : std::abs(error(row) / target(row)); });
  }
  if (is_wanted({"max_error"})) {
    double largest = 0;
    for (std::size_t row = 0; row < outputs.rows(); ++row) {
      const double size = std::abs(error(row));
      if (size > largest || std::isnan(size)) largest = size;  // NaN stays
    }
    figures.largest_error = largest_of(rows.ranks->gather_one(largest));
  }
  if (is_wanted({"explained_variance"})) figures.error_spread = sum_of_squares(error);
  if (is_wanted({"r2", "explained_variance"}))
    figures.spread = are_targets_equal(targets, rows) ? 0 : sum_of_squares(target);
  return {metrics_by(kValueMetrics, figures, true, wanted), {}, {}, {}};
}

std::string why_undefined(std::string_view metric) {
  if (metric == "mape") return "a target there is 0";
  if (metric == "r2" || metric == "explained_variance") return "their target has a single value";
  if (metric == "auc" || metric == "average_precision") return "a class has no row there";
  return "an output is too large";
}

Measures not_measured(std::size_t rows, const std::vector<std::string>& labels, bool are_probabilities,
                      double loss) {
  Measures measures{{}, labels, {}, {}, false};
  for (const std::string& name :
       labels.empty() ? value_metric_names() : class_metric_names(are_probabilities))
    measures.metrics.push_back({name, kUndefined});
  for (Metric& metric : measures.metrics) {
    if (metric.name == "rows") metric.value = static_cast<double>(rows);
    if (metric.name == "loss") metric.value = loss;
  }
  return measures;
}

std::vector<std::string> class_metric_names(bool are_probabilities) {
  return names_of(kClassMetrics, are_probabilities);
}

std::vector<std::string> value_metric_names() {
  return names_of(kValueMetrics, true);
}

std::vector<std::string> telling_metric_names() {
  std::vector<std::string> all = class_metric_names(true);
  for (const std::string& name : value_metric_names()) {
    if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
  }
  std::erase_if(all, [](const std::string& name) { return goal_of(name) == Goal::kNone; });
  return all;
}

bool comes_from_counts(std::string_view name) {
  const auto found = std::find_if(std::begin(kClassMetrics), std::end(kClassMetrics),
                                  [&](const auto& rule) { return name == rule.name; });
  return found == std::end(kClassMetrics) ? name.ends_with(']') : found->work == Work::kCounts;
}

Goal goal_of(std::string_view name) {
  if (is_metric_of_one_class(name)) return Goal::kHigher;
  const Goal goal = goal_in(kClassMetrics, name);
  return goal == Goal::kNone ? goal_in(kValueMetrics, name) : goal;
}

bool is_better(Goal goal, double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return !std::isnan(a);
  return goal == Goal::kHigher ? a > b : a < b;
}

std::optional<double> find_metric(const Measures& measures, std::string_view name) {
  const std::optional<double> single = find_metric(measures.metrics, name);
  if (single) return single;
  const std::optional<ClassMetric> found = find_class_metric(name, measures.labels);
  if (!found) return {};
  if (!measures.is_complete) return kUndefined;
  const ClassMeasures& one = measures.classes[found->actual];
  switch (found->kind) {
    case ClassMetric::Kind::kPrecision:
      return one.precision;
    case ClassMetric::Kind::kRecall:
      return one.recall;
    case ClassMetric::Kind::kF1:
      return one.f1;
    case ClassMetric::Kind::kConfusion:
      break;
  }
  return static_cast<double>(measures.confusion.at(found->actual, found->predicted));
}

std::optional<ClassMetric> class_metric_called(std::string_view name, const Measures& measures) {
  if (name == "specificity" && measures.labels.size() == 2)
    return ClassMetric{ClassMetric::Kind::kRecall, 0, 0};
  return find_class_metric(name, measures.labels);
}

double defined_metric(const Measures& measures, std::string_view name) {
  const std::optional<ClassMetric> of_class = class_metric_called(name, measures);
  if (!of_class || of_class->kind == ClassMetric::Kind::kConfusion || !measures.is_complete)
    return metric(measures, name);
  std::size_t predicted = 0;
  for (std::size_t actual = 0; actual < measures.confusion.classes; ++actual)
    predicted += measures.confusion.at(actual, of_class->actual);
  const std::size_t rows = measures.classes[of_class->actual].rows;
  const bool is_defined = of_class->kind == ClassMetric::Kind::kRecall      ? rows > 0
                          : of_class->kind == ClassMetric::Kind::kPrecision ? predicted > 0
                                                                            : rows + predicted > 0;
  return is_defined ? metric(measures, name) : kUndefined;
}

Interval range_of(std::string_view metric) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (metric == "r2" || metric == "explained_variance") return {-kInfinity, 1};
  if (metric == "mcc" || metric == "kappa") return {-1, 1};
  for (const std::string_view other :
       {"loss", "mse", "rmse", "mae", "mape", "max_error", "log_loss", "rows", "correct"}) {
    if (metric == other) return {0, kInfinity};
  }
  if (metric.starts_with("confusion[")) return {0, kInfinity};
  return {0, 1};
}

Interval wilson_interval(std::size_t correct, std::size_t total) {
  const auto n = static_cast<double>(total);
  return wilson_of_share(static_cast<double>(correct) / n, n);
}

Interval wilson_of_share(double p, double n) {
  constexpr double z = 1.959963984540054;  // the 97.5 % quantile of the normal distribution
  const double centre = p + z * z / (2 * n);
  const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  const double scale = 1 + z * z / n;
  // If all or none are correct, one bound is exactly 1 or 0. Rounding must not move it outside.
  return {p == 0 ? 0.0 : (centre - half) / scale, p == 1 ? 1.0 : (centre + half) / scale};
}

ConfusionMatrix count_confusion(const BlockMatrix& outputs, const BlockMatrix& targets, std::size_t classes,
                                const Threshold& threshold, const RowShare& share) {
  ConfusionMatrix confusion{classes, std::vector<std::size_t>(classes * classes)};
  for (std::size_t row = 0; row < outputs.rows(); ++row) {
    const auto actual = static_cast<std::size_t>(targets.at(row, 0));
    ++confusion.counts[actual * classes + predicted_class(outputs, row, threshold)];
  }
  share.ranks->add_counts(confusion.counts);
  return confusion;
}

Agreement agreement_of(const ConfusionMatrix& confusion) {
  double rows = 0;
  double correct = 0;
  double by_chance = 0;  // these three: sums over the classes of products of counts
  double of_actual = 0;
  double of_predicted = 0;
  for (std::size_t c = 0; c < confusion.classes; ++c) {
    double actual = 0;
    double predicted = 0;
    for (std::size_t other = 0; other < confusion.classes; ++other) {
      actual += static_cast<double>(confusion.at(c, other));
      predicted += static_cast<double>(confusion.at(other, c));
    }
    rows += actual;
    correct += static_cast<double>(confusion.at(c, c));
    by_chance += actual * predicted;
    of_actual += actual * actual;
    of_predicted += predicted * predicted;
  }
  const double above_chance = correct * rows - by_chance;
  const double variances = (rows * rows - of_actual) * (rows * rows - of_predicted);
  const double most = rows * rows - by_chance;
  return {variances == 0 ? 0 : above_chance / std::sqrt(variances),
          most == 0 ? kUndefined : above_chance / most};
}

std::vector<ClassMeasures> measure_each_class(const ConfusionMatrix& confusion) {
  std::vector<std::size_t> actual(confusion.classes);
  std::vector<std::size_t> predicted(confusion.classes);
  for (std::size_t a = 0; a < confusion.classes; ++a) {
    for (std::size_t p = 0; p < confusion.classes; ++p) {
      actual[a] += confusion.at(a, p);
      predicted[p] += confusion.at(a, p);
    }
  }
  std::vector<ClassMeasures> classes;
  for (std::size_t c = 0; c < confusion.classes; ++c) {
    const std::size_t correct = confusion.at(c, c);
    classes.push_back({actual[c], ratio(correct, predicted[c]), ratio(correct, actual[c]),
                       ratio(2 * correct, actual[c] + predicted[c])});
  }
  return classes;
}

}  // namespace nntrain
