#include "compare/run_pairs.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "evaluation/runs.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kFewRuns = 5;  // of fewer, the interval depends on chance itself

/// Seed, repeat and fold.
using RunKey = std::tuple<std::uint64_t, std::uint64_t, std::uint64_t>;
using RunsByKey = std::map<RunKey, const ComparedRun*>;

bool has_seeds(const Side& side) {
  return std::any_of(side.runs.begin(), side.runs.end(),
                     [&](const ComparedRun& run) { return run.seed != side.runs.front().seed; });
}

/// "fold 2 of repeat 1" or "seed 3"
std::string run_name(const ComparedRun& run) {
  return run.fold > 0 ? fmt::format("fold {} of repeat {}", run.fold, run.repeat)
                      : fmt::format("seed {}", run.seed);
}

/// The runs in order. One seed on each side need not be the same one.
RunsByKey runs_by_key(const Side& side, bool by_seed) {
  RunsByKey runs;
  for (const ComparedRun& run : side.runs) {
    if (!runs.emplace(RunKey(by_seed ? run.seed : 0, run.repeat, run.fold), &run).second)
      throw DataError(fmt::format("{} has {} twice", side_name(side), run_name(run)),
                      "run the command that wrote it again");
  }
  return runs;
}

const Measures& measures_in(const ComparedRun& run, const std::string& part) {
  return run.find(part)->measures;
}

double rows_in(const ComparedRun& run, const std::string& part) {
  return metric(measures_in(run, part), "rows");
}

/// Runs that hold out the same rows.
using Group = std::vector<const ComparedRun*>;

/// What is compared: groups of runs. Those of A and B belong together, if they are paired.
struct RunGroups {
  std::vector<Group> groups;
  double held_out_per_train = 0;
};

struct BothGroups {
  RunGroups a;
  RunGroups b;
};

/// Groups runs by their held-out rows, of which `by` knows the hashes. If all hold out the same ones, each is
/// a group of its own, or all are one: `is_one_sample`.
RunGroups grouped(const std::vector<const ComparedRun*>& runs, const Side& side, const std::string& part,
                  const std::vector<const ComparedRun*>& by, bool is_one_sample) {
  std::set<std::string> distinct;
  for (const ComparedRun* const run : by) distinct.insert(run->split);
  RunGroups result;
  std::map<std::string, std::size_t> group_of;
  double ratios = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    ratios += runs[i]->find("train") == nullptr ? 0 : rows_in(*runs[i], part) / rows_in(*runs[i], "train");
    const auto [found, is_new] = group_of.emplace(by[i]->split, result.groups.size());
    const bool is_alone = distinct.size() == 1 && !is_one_sample;
    if (is_new || is_alone) result.groups.emplace_back();
    result.groups[is_alone ? i : found->second].push_back(runs[i]);
  }
  // Other parts than the most held-out one, whose rows the hash tells, are taken to move with the seed.
  const bool moves = part != "train" && (distinct.size() > 1 || part != side.parts.back());
  result.held_out_per_train = moves ? ratios / static_cast<double>(runs.size()) : 0;
  return result;
}

/// The mean of a metric over the runs of a group in which it is defined; NaN: none.
double mean_in(const Group& group, const std::string& part, const std::string& name) {
  double sum = 0;
  double count = 0;
  for (const ComparedRun* const run : group) {
    const double value = defined_metric(measures_in(*run, part), name);
    if (std::isnan(value)) continue;
    sum += value;
    ++count;
  }
  return sum / count;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// The values of a metric in the groups of both sides, without those that are not defined; if they are
/// paired, in either.
struct ValuePairs {
  std::vector<double> a;
  std::vector<double> b;
};

ValuePairs values_of(const RunGroups& a, const RunGroups& b, const std::string& part, const std::string& name,
                     bool is_paired) {
  ValuePairs values;
  for (const Group& group : a.groups) values.a.push_back(mean_in(group, part, name));
  for (const Group& group : b.groups) values.b.push_back(mean_in(group, part, name));
  if (is_paired) {
    ValuePairs both;
    for (std::size_t i = 0; i < values.a.size(); ++i) {
      if (std::isnan(values.a[i]) || std::isnan(values.b[i])) continue;
      both.a.push_back(values.a[i]);
      both.b.push_back(values.b[i]);
    }
    return both;
  }
  for (std::vector<double>* const list : {&values.a, &values.b})
    std::erase_if(*list, [](double value) { return std::isnan(value); });
  return values;
}

/// Holds the difference of accuracies to what the rows allow: where B is right on k more rows than A, at
/// least k rows are right on one side only. Interval and p are no narrower than mcnemar_difference() of
/// these: of the folds of a repeat together, their means over the repeats; of groups that are no folds, of
/// all together. Else folds that agree by chance would be sure of a few rows.
void hold_to_rows(Difference& difference, const BothGroups& groups, const std::string& part) {
  struct Discordant {
    double only_a = 0;
    double only_b = 0;
    double rows = 0;
  };
  std::map<std::uint64_t, Discordant> repeats;
  for (std::size_t i = 0; i < groups.a.groups.size(); ++i) {
    const double rows = rows_in(*groups.a.groups[i].front(), part);
    const double more = rows * (mean_in(groups.b.groups[i], part, "accuracy") -
                                mean_in(groups.a.groups[i], part, "accuracy"));
    if (std::isnan(more)) continue;
    Discordant& repeat = repeats[groups.a.groups[i].front()->repeat];
    (more > 0 ? repeat.only_b : repeat.only_a) += std::abs(more);
    repeat.rows += rows;
  }
  constexpr double kMostRows = 1e15;  // of a file that nobody has edited
  const auto count = [&](double rows) {
    return static_cast<std::size_t>(std::llround(std::min(rows, kMostRows)));
  };
  Difference least{0, {0, 0}, 0};
  const double share = 1 / static_cast<double>(repeats.size());
  for (const auto& [number, repeat] : repeats) {
    const Difference rows =
        mcnemar_difference(count(repeat.only_a), count(repeat.only_b), count(repeat.rows));
    least.interval.low += share * rows.interval.low;
    least.interval.high += share * rows.interval.high;
    least.p += share * rows.p;
  }
  difference.interval = {std::min(difference.interval.low, least.interval.low),
                         std::max(difference.interval.high, least.interval.high)};
  difference.p = std::max(difference.p, least.p);
}

std::string files_of(const Side& a, const Side& b) {
  return fmt::format("{} and {}", side_name(a), side_name(b));
}

void refuse_other_data(const Side& a, const Side& b) {
  if (a.sha256 == b.sha256) return;
  throw UsageError(
      fmt::format("{} are results on other data: {} and {} have other bytes", files_of(a, b),
                  shown_path(a.data), shown_path(b.data)),
      "run both on the same file      or, if both files have the same rows, compare what --predictions wrote "
      "     or, for runs that have nothing to do with each other:  --unpaired");
}

/// Throws UsageError if the runs do not hold out the same rows.
void refuse_other_split(const Side& a, const Side& b, const ComparedRun& of_a, const ComparedRun& of_b,
                        const std::string& part) {
  const bool is_known =
      !of_a.split.empty() && !of_b.split.empty() && part == a.parts.back() && part == b.parts.back();
  if ((!is_known || of_a.split == of_b.split) && rows_in(of_a, part) == rows_in(of_b, part)) return;
  throw UsageError(fmt::format("{} hold out other rows for {}", files_of(a, b), run_name(of_a)),
                   "run both with the same --folds, --test-fraction, --test, --missing, --split, --group and "
                   "--split-seed      or, "
                   "for other splits:  --unpaired");
}

void warn_of_runs(const Side& a, const Side& b, std::size_t not_counted, std::size_t paired,
                  Comparison& comparison) {
  if (not_counted > 0)
    comparison.warnings.push_back(fmt::format(
        "{} diverged, or a signal stopped {}: {} left out on both sides", counted(not_counted, "run"),
        not_counted == 1 ? "it" : "them", not_counted == 1 ? "it is" : "they are"));
  for (const Side* const side : {&a, &b}) {
    const std::size_t left = side->runs.size() - paired;
    if (left > 0)
      comparison.warnings.push_back(fmt::format("{} of {} in {} have no partner: left out", left,
                                                counted(side->runs.size(), "run"), side_name(*side)));
  }
}

std::vector<const ComparedRun*> counting_runs(const Side& side, std::vector<std::string>& warnings) {
  std::vector<const ComparedRun*> runs;
  for (const auto& [key, run] : runs_by_key(side, true)) {
    if (run->counts) runs.push_back(run);
  }
  if (const std::size_t left = side.runs.size() - runs.size(); left > 0)
    warnings.push_back(fmt::format("{} in {} diverged, or a signal stopped {}: left out",
                                   counted(left, "run"), side_name(side), left == 1 ? "it" : "them"));
  if (runs.empty())
    throw DataError(fmt::format("no run in {} has ended well: all diverged or were stopped", side_name(side)),
                    "run it again      or, if it diverged, with a smaller --learning-rate");
  return runs;
}

BothGroups paired_groups(const Side& a, const Side& b, const std::string& part, Comparison& comparison) {
  refuse_other_data(a, b);
  const bool by_seed = has_seeds(a) || has_seeds(b);
  const RunsByKey runs_a = runs_by_key(a, by_seed);
  const RunsByKey runs_b = runs_by_key(b, by_seed);
  std::vector<const ComparedRun*> of_a;
  std::vector<const ComparedRun*> of_b;
  std::size_t paired = 0;
  for (const auto& [key, run] : runs_a) {
    const auto partner = runs_b.find(key);
    if (partner == runs_b.end()) continue;
    ++paired;
    refuse_other_split(a, b, *run, *partner->second, part);
    if (!run->counts || !partner->second->counts) continue;
    of_a.push_back(run);
    of_b.push_back(partner->second);
  }
  if (paired == 0)
    throw UsageError(fmt::format("{} have no seed in common", files_of(a, b)),
                     "run both with the same --seeds      or, for other seeds:  --unpaired");
  if (of_a.empty())
    throw DataError(fmt::format("no pair of runs in {} has ended well: one of each diverged or was stopped",
                                files_of(a, b)),
                    "run them again      or, if they diverged, with a smaller --learning-rate");
  warn_of_runs(a, b, paired - of_a.size(), paired, comparison);
  return {grouped(of_a, a, part, of_a, false), grouped(of_b, b, part, of_a, false)};
}

/// Whether all runs of both sides hold out the same rows of the same file.
bool have_same_rows(const Side& a, const Side& b) {
  std::set<std::string> splits;
  for (const Side* const side : {&a, &b}) {
    for (const ComparedRun& run : side->runs) splits.insert(run.split);
  }
  return a.sha256 == b.sha256 && splits.size() == 1;
}

/// Runs that hold out the same rows tell about these rows alone. So they are one sample where the other side
/// has other rows.
BothGroups unpaired_groups(const Side& a, const Side& b, const std::string& part, Comparison& comparison) {
  const bool is_one_sample = !have_same_rows(a, b);
  const auto groups_of = [&](const Side& side) {
    const std::vector<const ComparedRun*> runs = counting_runs(side, comparison.warnings);
    RunGroups groups = grouped(runs, side, part, runs, is_one_sample);
    if (runs.size() > 1 && groups.groups.size() == 1)
      comparison.warnings.push_back(fmt::format(
          "all runs in {} hold out the same rows: they count as one, without an interval; hold out "
          "others for each seed:  --test-fraction 0.2 without --split-seed, or nntrain cv",
          side_name(side)));
    return groups;
  };
  return {groups_of(a), groups_of(b)};
}

/// "fold", "seed" or "run"
std::string unit_of(const Side& a, const Side& b) {
  return a.is_cv() ? "fold" : has_seeds(a) || has_seeds(b) ? "seed" : "run";
}

}  // namespace

Comparison compare_runs(const Side& a, const Side& b, const std::string& part,
                        const std::vector<std::string>& metrics, bool is_paired) {
  Comparison comparison{.part = part};
  const BothGroups groups =
      is_paired ? paired_groups(a, b, part, comparison) : unpaired_groups(a, b, part, comparison);
  const double ratio = (groups.a.held_out_per_train + groups.b.held_out_per_train) / 2;
  std::set<std::uint64_t> repeats;
  for (const Group& group : groups.a.groups) repeats.insert(group.front()->repeat);
  const std::size_t fewest = std::min(groups.a.groups.size(), groups.b.groups.size());
  comparison.pairing = {.is_paired = is_paired,
                        .unit = unit_of(a, b),
                        .count_a = groups.a.groups.size(),
                        .count_b = groups.b.groups.size(),
                        .repeats = a.is_cv() ? repeats.size() : 0,
                        .held_out_per_train = ratio,
                        .is_over_starts = ratio == 0 && fewest > 1};
  if (fewest > 1 && fewest < kFewRuns)
    comparison.warnings.push_back(fmt::format("only {}: so few tell little about chance; more of them:  {}",
                                              counted(fewest, comparison.pairing.unit),
                                              a.is_cv() ? "nntrain cv --repeats 5" : "--seeds 1..10"));
  std::vector<std::string> undefined;
  for (const std::string& name : metrics) {
    const ValuePairs values = values_of(groups.a, groups.b, part, name, is_paired);
    const std::size_t defined = std::min(values.a.size(), values.b.size());
    if (defined > 0 && (values.a.size() < groups.a.groups.size() || values.b.size() < groups.b.groups.size()))
      undefined.push_back(fmt::format("{} ({} of {})", printable(name), defined, fewest));
    MetricComparison one{.name = name, .a = mean_of(values.a), .b = mean_of(values.b)};
    one.difference = is_paired ? paired_difference(values.a, values.b, ratio)
                               : welch_difference(values.a, values.b, groups.a.held_out_per_train,
                                                  groups.b.held_out_per_train);
    const bool has_interval = !std::isnan(one.difference.interval.low);
    if (has_interval && is_paired && ratio > 0 && name == "accuracy" && !one.difference.are_equal)
      hold_to_rows(one.difference, groups, part);
    one.method = !has_interval ? CompareMethod::kNone
                 : !is_paired  ? CompareMethod::kWelch
                 : ratio > 0   ? CompareMethod::kNadeauBengio
                               : CompareMethod::kStudent;
    comparison.metrics.push_back(std::move(one));
  }
  if (!undefined.empty())
    comparison.warnings.push_back(fmt::format("not defined in each {}, and compared in the others alone: {}",
                                              comparison.pairing.unit, join(undefined)));
  return comparison;
}

}  // namespace nntrain
