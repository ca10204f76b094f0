#include "evaluation/runs.hpp"

#include <algorithm>
#include <limits>

#include "base/fingerprint.hpp"
#include "base/random.hpp"
#include "metrics/class_metric.hpp"

namespace nntrain {
namespace {

const SplitResult* find_part(const TrialResult& result, std::string_view part) {
  for (const SplitResult& one : result.results) {
    if (one.split.name == part) return &one;
  }
  return nullptr;
}

/// The counts behind a share of rows: accuracy, precision[...], recall[...].
struct ShareCounts {
  std::size_t hits = 0;
  std::size_t total = 0;
};

/// None for other metrics, and if there are no such rows.
std::optional<ShareCounts> counts_of(const Measures& measures, std::string_view metric) {
  const ConfusionMatrix& confusion = measures.confusion;
  if (confusion.classes == 0) return {};
  ShareCounts counts;
  if (metric == "accuracy") {
    for (std::size_t c = 0; c < confusion.classes; ++c) counts.hits += confusion.at(c, c);
    for (const std::size_t count : confusion.counts) counts.total += count;
  } else {
    const std::optional<ClassMetric> found = class_metric_called(metric, measures);
    if (!found || (found->kind != ClassMetric::Kind::kRecall && found->kind != ClassMetric::Kind::kPrecision))
      return {};
    const std::size_t of_class = found->actual;
    counts.hits = confusion.at(of_class, of_class);
    for (std::size_t other = 0; other < confusion.classes; ++other) {
      counts.total += found->kind == ClassMetric::Kind::kRecall ? confusion.at(of_class, other)
                                                                : confusion.at(other, of_class);
    }
  }
  if (counts.total == 0) return {};
  return counts;
}

/// The same, added over the runs that count.
std::optional<ShareCounts> added_shares(const Runs& runs, std::string_view part, std::string_view metric) {
  ShareCounts sum;
  for (std::size_t run = 0; run < runs.count(); ++run) {
    const SplitResult* const one = find_part(runs.results[run], part);
    if (!runs.counts(run) || one == nullptr) continue;
    const std::optional<ShareCounts> counts = counts_of(one->measures, metric);
    if (!counts) continue;
    sum.hits += counts->hits;
    sum.total += counts->total;
  }
  if (sum.total == 0) return {};
  return sum;
}

/// The confusion matrix of all rows that the folds of a repeat held out. It has no counts without such folds.
ConfusionMatrix added_confusion(const Runs& runs, std::size_t repeat) {
  ConfusionMatrix sum;
  for (std::size_t run = 0; run < runs.count(); ++run) {
    if (!runs.is_in_repeat(run, repeat) || !runs.counts(run)) continue;
    const ConfusionMatrix& one = find_part(runs.results[run], kCvPart)->measures.confusion;
    if (one.classes == 0) continue;  // a signal left no time to measure it
    if (sum.classes == 0) {
      sum = one;
      continue;
    }
    for (std::size_t i = 0; i < sum.counts.size(); ++i) sum.counts[i] += one.counts[i];
  }
  return sum;
}

/// The mean over the seeds of each fold of each repeat.
std::vector<double> means_of_folds(const Runs& runs, const std::vector<double>& values) {
  const std::size_t folds = runs.folds * runs.repeats;  // of one seed
  std::vector<double> means;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<double> of_fold;
    for (std::size_t run = fold; run < values.size(); run += folds) of_fold.push_back(values[run]);
    means.push_back(spread_of(std::move(of_fold), 0).mean);
  }
  return means;
}

/// The mean over the runs of the rows in this part for each training row.
double held_out_per_train(const Runs& runs, std::string_view part) {
  double sum = 0;
  double count = 0;
  for (std::size_t run = 0; run < runs.count(); ++run) {
    const SplitResult* const one = find_part(runs.results[run], part);
    if (!runs.counts(run) || one == nullptr) continue;
    sum += metric(one->measures, "rows") / metric(runs.results[run].train().measures, "rows");
    ++count;
  }
  return count > 0 ? sum / count : 0;
}

void forget_rows_of(SplitResult& part) {
  part.outputs = BlockMatrix();
  part.split.truth = BlockMatrix();
  part.split.rows = std::vector<std::size_t>();  // with {} it would keep its memory
  part.split.kept = std::vector<KeptColumn>();
}

}  // namespace

bool Runs::counts(std::size_t run) const {
  const StopReason stop = results[run].training.stop;
  return stop != StopReason::kDiverged && stop != StopReason::kSignal;
}

bool Runs::is_in_repeat(std::size_t run, std::size_t repeat) const {
  const PlannedRun& plan = plans[run];
  return plan.seed == plans.front().seed && plan.place && plan.place->repeat == repeat;
}

std::vector<std::string> Runs::parts() const {
  std::vector<std::string> names;
  for (const SplitResult& one : results.front().results) names.push_back(one.split.name);
  return names;
}

std::uint64_t fold_seed(std::uint64_t seed, const FoldPlace& place) {
  RandomStream random(seed, RandomPurpose::kFoldStart, place.repeat);
  std::uint64_t drawn = 0;
  for (std::size_t fold = 0; fold <= place.fold; ++fold) drawn = random.next();
  return drawn >> 32U;
}

void forget_rows(TrialResult& result) {
  for (std::size_t i = 0; i + 1 < result.results.size(); ++i) forget_rows_of(result.results[i]);
}

void forget_all_rows(TrialResult& result) {
  for (SplitResult& one : result.results) forget_rows_of(one);
}

std::string split_hash(const Split& split, const std::vector<Table>& tables) {
  std::vector<double> numbers;
  for (const std::size_t row : split.rows) numbers.push_back(static_cast<double>(row));
  if (split.table > 0) {
    for (const char digit : tables[split.table].sha256) numbers.push_back(digit);
  }
  return fingerprint(numbers);
}

MetricSpread spread_in(const Runs& runs, std::string_view part, std::string_view metric) {
  std::vector<double> values;
  for (std::size_t run = 0; run < runs.count(); ++run) {
    const SplitResult* const one = find_part(runs.results[run], part);
    values.push_back(runs.counts(run) && one != nullptr ? defined_metric(one->measures, metric)
                                                        : MetricSpread::kNone);
  }
  const bool is_held_out =
      part != "train" && std::find(runs.moving.begin(), runs.moving.end(), part) != runs.moving.end();
  const double ratio = is_held_out ? held_out_per_train(runs, part) : 0;
  MetricSpread spread = spread_of(values, ratio);
  // The same folds for several seeds are no new ones.
  if (runs.is_cv() && runs.folds_stand)
    spread.interval = spread_of(means_of_folds(runs, values), ratio).interval;
  const std::optional<ShareCounts> counts = is_held_out ? added_shares(runs, part, metric) : std::nullopt;
  if (counts) {
    const auto total = static_cast<double>(counts->total);
    const std::size_t in_repeat = std::max<std::size_t>(1, runs.folds);
    const double repeats = static_cast<double>(runs.count()) / static_cast<double>(in_repeat);
    widen(spread, wilson_of_share(static_cast<double>(counts->hits) / total, total / repeats));
  }
  cut(spread, range_of(metric));
  return spread;
}

std::optional<SplitResult> pooled(const Runs& runs, std::size_t repeat) {
  struct Place {
    std::size_t row;  // its number in the file
    const SplitResult* part;
    std::size_t position;
  };
  std::vector<Place> places;
  const TrialResult* one = nullptr;
  for (std::size_t run = 0; run < runs.count(); ++run) {
    if (!runs.is_in_repeat(run, repeat) || !runs.counts(run)) continue;
    one = &runs.results[run];
    const SplitResult* const part = find_part(*one, kCvPart);
    for (std::size_t i = 0; i < part->split.rows.size(); ++i)
      places.push_back({part->split.rows[i], part, i});
  }
  if (places.empty()) return {};
  // ties: none, a row is in one fold
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.row < b.row; });
  SplitResult all;
  all.split.name = kCvPart;
  all.outputs = BlockMatrix(places.front().part->outputs.columns());
  all.outputs.grow_to(places.size());
  all.split.truth = BlockMatrix(1);
  all.split.truth.grow_to(places.size());
  for (std::size_t row = 0; row < places.size(); ++row) {
    const auto& [number, part, position] = places[row];
    all.split.rows.push_back(number);
    all.split.truth.set(row, 0, part->split.truth.at(position, 0));
    for (std::size_t o = 0; o < all.outputs.columns(); ++o)
      all.outputs.set(row, o, part->outputs.at(position, o));
  }
  const std::vector<std::string> labels = one->model.target.labels();
  constexpr double kNoLoss = std::numeric_limits<double>::quiet_NaN();
  all.measures = labels.empty() ? measure_values(all.outputs, all.split.truth, kNoLoss)
                                : measure_counted(all.outputs, all.split.truth, labels,
                                                  are_probabilities(one->model.network),
                                                  added_confusion(runs, repeat), kNoLoss);
  return all;
}

}  // namespace nntrain
