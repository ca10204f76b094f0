#include "sweep/sweep_picture.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "metrics/spread.hpp"
#include "sweep/candidates.hpp"

namespace nntrain {
namespace {

/// The mean over the folds of a run, or its only value. NaN: it has none that can be drawn.
double value_of_run(const SweepTable& table, std::size_t row) {
  constexpr double kFarthest = 1e300;  // the arithmetic of axes overflows beyond
  const std::vector<double>& values = table.rows()[row].values;
  const bool is_whole =
      have_results(table, {row}) &&
      std::all_of(values.begin(), values.end(), [](double one) { return std::abs(one) <= kFarthest; });
  return is_whole ? spread_of(values, 0).mean : std::numeric_limits<double>::quiet_NaN();
}

CandidateRows rows_of_numbers(const SweepTable& table, const std::vector<std::uint64_t>& numbers) {
  CandidateRows rows;
  for (std::size_t row = 0; row < table.rows().size(); ++row) {
    if (std::find(numbers.begin(), numbers.end(), table.rows()[row].number) != numbers.end())
      rows.push_back(row);
  }
  return rows;
}

/// "run 12, fold 3 of repeat 1"
std::string value_name(const SweepTable& table, std::size_t row, std::size_t value) {
  const SweepResult& run = table.rows()[row];
  std::string name = fmt::format("run {}", run.number);
  if (!table.is_cv()) return name;
  const std::size_t repeats = table.repeats(row);
  const std::size_t folds = run.values.size() / repeats;
  name += fmt::format(", fold {}", value % folds + 1);
  return repeats > 1 ? fmt::format("{} of repeat {}", name, value / folds + 1) : name;
}

SpreadStrip strip_of(const Candidate& candidate, const SweepTable& table) {
  SpreadStrip strip{
      join(candidate.settings), {}, candidate.mean, {candidate.interval.low, candidate.interval.high}};
  for (const std::size_t row : with_other_seeds(table, rows_of_numbers(table, candidate.numbers))) {
    const std::vector<double>& values = table.rows()[row].values;
    const std::vector<double>& rows_behind = table.held_out(row);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!std::isfinite(values[i])) {
        ++strip.without;
        continue;
      }
      std::string tip = fmt::format("{}: {}", value_name(table, row, i), shortest(values[i]));
      if (i < rows_behind.size()) tip += fmt::format(" (n = {})", rows_behind[i]);
      strip.values.push_back({values[i], std::move(tip)});
    }
  }
  return strip;
}

}  // namespace

PicturedSweep picture_of(const Selection& selection) {
  PicturedSweep sweep;
  sweep.metric = selection.field;
  sweep.is_lower_better = goal_of(selection.field.substr(selection.field.find('.') + 1)) == Goal::kLower;
  sweep.axes = selection.axes;
  std::vector<const Candidate*> in_order;
  for (const Candidate& one : selection.candidates) in_order.push_back(&one);
  // ties: none, each has a first run of its own
  std::sort(in_order.begin(), in_order.end(),
            [](const Candidate* a, const Candidate* b) { return a->numbers.front() < b->numbers.front(); });
  sweep.candidates = in_order.size();
  for (const Candidate* const one : in_order) {
    if (one->standing == Standing::kOut) {
      ++sweep.out;
      continue;
    }
    if (selection.has_best() && selection.candidates.front().is_whole() && !one->is_whole()) {
      ++sweep.partial;  // its mean may be high by luck, and it is ranked behind all others
      continue;
    }
    sweep.points.push_back({one->settings,
                            one->mean,
                            {one->interval.low, one->interval.high},
                            one->standing == Standing::kBest});
  }
  return sweep;
}

void add_runs(PicturedSweep& sweep, const SweepTable& table) {
  if (sweep.candidates > kMostSweptGroups) return;
  const Candidates all = candidates_of(table);
  for (const CandidateRows& rows : all.rows) {
    SweptGroup group;
    for (const std::size_t axis : all.axes) group.settings.push_back(table.text(axis, rows.front()));
    for (const std::size_t row : with_other_seeds(table, rows)) {
      const double value = value_of_run(table, row);
      if (std::isnan(value)) {
        ++group.without;
      } else {
        group.values.push_back(value);
      }
    }
    sweep.groups.push_back(std::move(group));
  }
}

PicturedSpread spread_of(const Selection& selection, const SweepTable& table) {
  SpreadGroup group{"the best candidates, run by run", selection.field, join(selection.axes), "", {}};
  std::size_t left_out = 0;
  for (const Candidate& one : selection.candidates) {
    if (one.standing == Standing::kOut) continue;
    if (group.strips.size() < kMostSpreadCandidates) {
      group.strips.push_back(strip_of(one, table));
    } else {
      ++left_out;
    }
  }
  group.caption = "the best at the top";
  if (left_out > 0) group.caption += fmt::format("; {} left out", counted(left_out, "worse candidate"));
  return {{std::move(group)}};
}

}  // namespace nntrain
