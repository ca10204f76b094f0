#include "sweep/selection.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "compare/compare.hpp"
#include "compare/run_pairs.hpp"
#include "sweep/candidates.hpp"
#include "sweep/loss_kind.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kFewPairs = 5;  // of fewer, the interval depends on chance itself

/// A candidate of these rows. Its numbers are their indices in the table, until number() is called.
Candidate candidate_of(const SweepTable& table, const Candidates& all, const CandidateRows& rows) {
  Candidate one;
  for (const std::size_t axis : all.axes) one.settings.push_back(table.text(axis, rows.front()));
  one.numbers.assign(rows.begin(), rows.end());
  for (const std::size_t row : rows) {
    if (have_results(table, {row})) ++one.ended;
  }
  if (!have_results(table, rows)) {
    one.standing = Standing::kOut;
    return one;
  }
  const MetricSpread spread = spread_in(table, with_other_seeds(table, rows));
  one.mean = spread.mean;
  one.sd = spread.sd;
  one.interval = spread.interval;
  return one;
}

/// The rows of a candidate before number(), with other seeds each.
CandidateRows rows_of(const SweepTable& table, const Candidate& one) {
  return with_other_seeds(table, CandidateRows(one.numbers.begin(), one.numbers.end()));
}

/// The index of its first row, before number().
std::size_t first_row(const Candidate& one) {
  return static_cast<std::size_t>(one.numbers.front());
}

/// Puts the numbers of the runs in place of their indices. So that many candidates need little memory, they
/// never have both.
void number(const SweepTable& table, Candidate& one) {
  for (std::uint64_t& row : one.numbers) row = table.rows()[static_cast<std::size_t>(row)].number;
}

/// What becomes of the comparisons with the best.
struct Pairs {
  std::size_t fewest = SIZE_MAX;  ///< pairs of values
  std::string unit;               ///< "fold", "seed"
  std::size_t single = 0;         ///< comparisons of one pair each
  std::size_t not_paired = 0;     ///< comparisons of runs that hold out other rows
  std::size_t other_losses = 0;   ///< candidates whose losses are other numbers
};

/// Sets the difference from the best, and the standing. The definition is that of nntrain compare.
void compare_with_best(Candidate& said, const Side& best, const Side& side, const SweepTable& table,
                       Pairs& pairs) {
  try {
    Comparison comparison = compare_runs(best, side, table.part(), {table.metric()}, true);
    MetricComparison& one = comparison.metrics.front();
    cut_at_range(one);
    said.difference = one.difference.interval;
    if (comparison.pairing.count_a < 2) {
      ++pairs.single;
    } else if (comparison.pairing.count_a < pairs.fewest) {
      pairs.fewest = comparison.pairing.count_a;
      pairs.unit = comparison.pairing.unit;
    }
  } catch (const UsageError&) {
    ++pairs.not_paired;
  }
  const auto& [low, high] = said.difference;
  if (std::isnan(low)) return;
  const bool is_lower_better = goal_of(table.metric()) == Goal::kLower;
  said.standing = (is_lower_better ? low > 0 : high < 0) ? Standing::kWorse : Standing::kNotToldApart;
}

/// Whether all have the same seeds.
bool have_same_seeds(const SweepTable& table, const std::vector<Candidate>& all) {
  std::set<std::set<std::uint64_t>> kinds;
  for (const Candidate& one : all) {
    std::set<std::uint64_t> seeds;
    for (const std::size_t row : rows_of(table, one)) seeds.insert(table.seed(row));
    if (one.standing != Standing::kOut) kinds.insert(std::move(seeds));
  }
  return kinds.size() < 2;
}

void warn_of_table(const SweepTable& table, Selection& selection) {
  const std::vector<Candidate>& all = selection.candidates;
  std::vector<std::string>& warnings = selection.warnings;
  if (table.rows().size() < table.runs)
    warnings.push_back(fmt::format("{} has {} of the {} runs of the sweep: the others are not looked at",
                                   shown_path(table.path), table.rows().size(), table.runs));
  const auto out = std::count_if(all.begin(), all.end(),
                                 [](const Candidate& one) { return one.standing == Standing::kOut; });
  if (out > 0)
    warnings.push_back(
        fmt::format("{} of {} {} out: a run diverged, failed or was refused, or its {} is not defined", out,
                    counted(all.size(), "candidate"), out == 1 ? "is" : "are", printable(table.field)));
  if (table.part() == "train")
    warnings.emplace_back(
        "these are training rows: the best of them may be the worst on new rows; hold out some:  --folds 5 "
        "or  --validation-fraction 0.2");
  if (!have_same_seeds(table, all))
    warnings.emplace_back("the candidates have other seeds: some means are over luckier runs than others");
}

void warn_of_pairs(const Pairs& pairs, Selection& selection) {
  std::vector<std::string>& warnings = selection.warnings;
  if (pairs.single > 0)
    warnings.emplace_back(
        "one value each: chance may have made the order, and no interval tells; several:  --folds 5 or  "
        "--grid 'seed=1..10'");
  if (pairs.not_paired > 0)
    warnings.push_back(
        fmt::format("{} other rows than the best or have other seeds: no interval; the same rows for all:  "
                    "--split-seed 1",
                    pairs.not_paired == 1 ? "a candidate holds out"
                                          : counted(pairs.not_paired, "candidate") + " hold out"));
  if (pairs.fewest < kFewPairs)
    warnings.push_back(fmt::format("only {} each: so few tell little about chance; more of them:  {}",
                                   counted(pairs.fewest, pairs.unit),
                                   pairs.unit == "fold" ? "--repeats 5" : "--grid 'seed=1..10'"));
}

void warn_of_losses(const Pairs& pairs, const SweepTable& table, Selection& selection) {
  if (pairs.other_losses == 0) return;
  const std::size_t task = table.find("task");
  const bool is_number =
      task < table.options.size() && table.text(task, first_row(selection.candidates.front())) == "regress";
  selection.warnings.push_back(fmt::format(
      "{} a loss that cannot be compared with that of the best (another loss, other weights or another scale "
      "of the "
      "target, or a sum over other numbers of rows): the order says nothing; select by a metric:  --select "
      "{}",
      pairs.other_losses == 1 ? "a candidate has" : counted(pairs.other_losses, "candidate") + " have",
      is_number ? "rmse" : "accuracy"));
}

/// Puts the best first. Before number().
void order(const SweepTable& table, Goal goal, std::vector<Candidate>& all) {
  const auto first = [&](const Candidate& one) -> const SweepResult& {
    return table.rows()[static_cast<std::size_t>(one.numbers.front())];
  };
  // ties: none, each has a first run of its own
  std::sort(all.begin(), all.end(), [&](const Candidate& a, const Candidate& b) {
    const bool is_a_out = a.standing == Standing::kOut;
    if (is_a_out != (b.standing == Standing::kOut)) return !is_a_out;
    if (is_better(goal, a.mean, b.mean)) return true;
    if (is_better(goal, b.mean, a.mean)) return false;
    return first(a).number < first(b).number;
  });
}

}  // namespace

Selection select_best(const SweepTable& table) {
  const Goal goal = goal_of(table.metric());
  if (goal == Goal::kNone)
    throw DataError(fmt::format("{} selects by {}, of which no value is better than another",
                                shown_path(table.path), printable(table.field)),
                    "sweep again with another --select");
  Candidates candidates = candidates_of(table);
  Selection selection;
  selection.field = table.field;
  for (const std::size_t axis : candidates.axes) selection.axes.push_back(table.options[axis]);
  std::vector<Candidate>& all = selection.candidates;
  all.reserve(candidates.rows.size());
  for (CandidateRows& each : candidates.rows) {
    const CandidateRows rows = std::move(each);
    all.push_back(candidate_of(table, candidates, rows));
    selection.seeds = std::max(selection.seeds, with_other_seeds(table, rows).size());
  }
  order(table, goal, all);
  warn_of_table(table, selection);
  if (!all.empty() && all.front().standing != Standing::kOut) {
    all.front().standing = Standing::kBest;
    const Side best = side_of(table, rows_of(table, all.front()));
    Pairs pairs;
    for (Candidate& one : all) {
      if (one.standing != Standing::kUnknown) continue;
      if (table.metric() == "loss" &&
          !have_comparable_losses(table, first_row(all.front()), first_row(one))) {
        ++pairs.other_losses;
        continue;
      }
      compare_with_best(one, best, side_of(table, rows_of(table, one)), table, pairs);
    }
    warn_of_pairs(pairs, selection);
    warn_of_losses(pairs, table, selection);
  }
  for (Candidate& one : all) number(table, one);
  return selection;
}

Selection select_best(const std::string& results) {
  return select_best(read_sweep_table(results));
}

}  // namespace nntrain
