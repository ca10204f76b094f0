#include "sweep/selection.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "compare/compare.hpp"
#include "compare/run_pairs.hpp"
#include "sweep/candidates.hpp"
#include "sweep/loss_kind.hpp"
#include "sweep/selection_warnings.hpp"

namespace nntrain {
namespace {

/// A candidate of these rows. Its numbers are their indices in the table, until number() is called.
Candidate candidate_of(const SweepTable& table, const Candidates& all, const CandidateRows& rows) {
  Candidate one;
  for (const std::size_t axis : all.axes) one.settings.push_back(table.text(axis, rows.front()));
  one.numbers.assign(rows.begin(), rows.end());
  for (const std::size_t row : rows) {
    if (have_results(table, {row})) ++one.ended;
  }
  for (const std::size_t row : with_other_seeds(table, rows)) {
    const std::vector<double>& values = table.rows()[row].values;
    one.values += values.size();
    one.defined += static_cast<std::size_t>(
        std::count_if(values.begin(), values.end(), [](double value) { return std::isfinite(value); }));
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

/// Puts the numbers of the runs in place of their indices. So that many candidates need little memory, they
/// never have both.
void number(const SweepTable& table, Candidate& one) {
  for (std::uint64_t& row : one.numbers) row = table.rows()[static_cast<std::size_t>(row)].number;
}

/// Sets the difference from the best, and the standing. The definition is that of nntrain compare.
void compare_with_best(Candidate& said, const CandidateRows& best_rows, const Side& best,
                       const SweepTable& table, Pairs& pairs) {
  const CandidateRows rows = rows_of(table, said);
  try {
    Comparison comparison = compare_runs(best, side_of(table, rows), table.part(), {table.metric()}, true);
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
    ++pairs.not_paired[why_not_paired(table, best_rows, rows)];
  }
  const auto& [low, high] = said.difference;
  if (std::isnan(low)) return;
  const bool is_lower_better = goal_of(table.metric()) == Goal::kLower;
  said.standing = (is_lower_better ? low > 0 : high < 0) ? Standing::kWorse : Standing::kNotToldApart;
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
    if (!is_a_out && a.share_defined() != b.share_defined()) return a.share_defined() > b.share_defined();
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
    const CandidateRows best_rows = rows_of(table, all.front());
    const Side best = side_of(table, best_rows);
    Pairs pairs;
    for (Candidate& one : all) {
      if (one.standing != Standing::kUnknown) continue;
      if (table.metric() == "loss" &&
          !have_comparable_losses(table, first_row(all.front()), first_row(one))) {
        ++pairs.other_losses;
        continue;
      }
      compare_with_best(one, best_rows, best, table, pairs);
    }
    warn_of_pairs(pairs, selection);
    warn_of_losses(pairs, table, selection);
    look_at_test_rows(table, best_rows, selection);
  }
  warn_of_equal_runs(table, selection);
  for (Candidate& one : all) number(table, one);
  return selection;
}

Selection select_best(const std::string& results) {
  return select_best(read_sweep_table(results));
}

}  // namespace nntrain
