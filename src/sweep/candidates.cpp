#include "sweep/candidates.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace nntrain {
namespace {

/// The number of each row's group. Rows of one group are not told apart.
using RowGroups = std::vector<std::size_t>;

/// The groups of rows that an option tells apart, too.
RowGroups told_apart(const RowGroups& groups, const SweepTable& table, std::size_t option) {
  std::map<std::pair<std::size_t, std::uint32_t>, std::size_t> numbers;
  RowGroups result;
  for (std::size_t row = 0; row < groups.size(); ++row)
    result.push_back(
        numbers.emplace(std::pair(groups[row], table.code(option, row)), numbers.size()).first->second);
  return result;
}

bool has_result(const SweepResult& row) {
  return row.status == SweepStatus::kDone || row.status == SweepStatus::kTime;
}

/// The number of groups; of `with_result` only of those with such a row.
std::size_t count_groups(const RowGroups& groups, const SweepTable& table, bool with_result) {
  std::set<std::size_t> numbers;
  for (std::size_t row = 0; row < groups.size(); ++row) {
    if (!with_result || has_result(table.rows()[row])) numbers.insert(groups[row]);
  }
  return numbers.size();
}

/// Adds the options among `among` that tell more rows apart to `axes`.
void add_axes(const SweepTable& table, const std::vector<std::size_t>& among, bool with_result,
              RowGroups& groups, std::vector<std::size_t>& axes) {
  for (const std::size_t option : among) {
    if (std::find(axes.begin(), axes.end(), option) != axes.end()) continue;
    RowGroups finer = told_apart(groups, table, option);
    if (count_groups(finer, table, with_result) == count_groups(groups, table, with_result)) continue;
    groups = std::move(finer);
    axes.push_back(option);
  }
}

/// The options in which rows differ, but for the seed, and the path of the table, of which all have the hash.
/// Those that a refused row lacks are last.
std::vector<std::size_t> varying_options(const SweepTable& table) {
  std::vector<std::size_t> options;
  for (std::size_t i = 0; i < table.options.size(); ++i) {
    if (table.options[i] != "seed" && table.options[i] != "data" && table.varies(i)) options.push_back(i);
  }
  std::stable_partition(options.begin(), options.end(), [&](std::size_t option) {
    for (std::size_t row = 0; row < table.rows().size(); ++row) {
      if (table.rows()[row].status == SweepStatus::kRefused && table.text(option, row).empty()) return false;
    }
    return true;
  });
  return options;
}

}  // namespace

Candidates candidates_of(const SweepTable& table) {
  Candidates candidates;
  RowGroups groups(table.rows().size());
  std::vector<std::size_t> options = varying_options(table);
  std::vector<std::size_t> in_order = options;
  std::sort(in_order.begin(), in_order.end());  // ties: none
  add_axes(table, in_order, true, groups, candidates.axes);
  add_axes(table, options, false, groups, candidates.axes);
  std::sort(candidates.axes.begin(), candidates.axes.end());  // ties: none
  std::map<std::size_t, CandidateRows> by_group;
  for (std::size_t row = 0; row < groups.size(); ++row) by_group[groups[row]].push_back(row);
  const auto is_earlier = [&](std::size_t a, std::size_t b) {
    return table.rows()[a].number < table.rows()[b].number;
  };
  for (auto& [group, rows] : by_group) {
    std::sort(rows.begin(), rows.end(), is_earlier);  // ties: none, each row has a number of its own
    candidates.rows.push_back(std::move(rows));
  }
  // ties: none
  std::sort(candidates.rows.begin(), candidates.rows.end(),
            [&](const CandidateRows& a, const CandidateRows& b) { return is_earlier(a.front(), b.front()); });
  return candidates;
}

bool have_results(const SweepTable& table, const CandidateRows& rows) {
  return std::all_of(rows.begin(), rows.end(), [&](std::size_t row) {
    const std::vector<double>& values = table.rows()[row].values;
    return has_result(table.rows()[row]) &&
           std::any_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
  });
}

CandidateRows with_other_seeds(const SweepTable& table, const CandidateRows& rows) {
  CandidateRows others;
  std::set<std::uint64_t> seeds;
  for (const std::size_t row : rows) {
    if (seeds.insert(table.seed(row)).second) others.push_back(row);
  }
  return others;
}

Side side_of(const SweepTable& table, const CandidateRows& rows) {
  const std::string part = table.part();
  Side side{.kind = SideKind::kResult, .path = table.path};
  side.parts = part == "train" ? std::vector<std::string>{part} : std::vector<std::string>{"train", part};
  for (const std::size_t row : rows) {
    const SweepResult& from = table.rows()[row];
    const std::vector<double>& rows_of = table.held_out(row);
    const std::size_t folds = from.values.size() / table.repeats(row);
    double held_out = 0;
    for (const double count : rows_of) held_out += count / static_cast<double>(rows_of.size());
    for (std::size_t i = 0; i < from.values.size(); ++i) {
      ComparedRun run{.seed = table.seed(row), .split = table.split(row)};
      const double in_part = i < rows_of.size() ? rows_of[i] : from.train_rows;
      // All folds of a cross-validation have the same rows in both parts together.
      const double trained = std::round(from.train_rows + (table.is_cv() ? held_out - in_part : 0));
      if (table.is_cv()) {
        run.repeat = i / folds + 1;
        run.fold = i % folds + 1;
        run.split += fmt::format("/{}", i);
      }
      if (part != "train") run.parts.push_back({"train", {{{"rows", trained}}, {}, {}, {}}});
      run.parts.push_back({part, {{{"rows", in_part}, {table.metric(), from.values[i]}}, {}, {}, {}}});
      side.runs.push_back(std::move(run));
    }
  }
  return side;
}

MetricSpread spread_in(const SweepTable& table, const CandidateRows& rows) {
  const std::string part = table.part();
  const Side side = side_of(table, rows);
  std::vector<double> values;
  std::map<std::string, std::vector<double>> by_split;
  double ratios = 0;
  double hits = 0;
  double total = 0;
  for (const ComparedRun& run : side.runs) {
    const Measures& measures = run.find(part)->measures;
    const double count = metric(measures, "rows");
    values.push_back(metric(measures, table.metric()));
    by_split[run.split].push_back(values.back());
    ratios += count / metric(run.find("train")->measures, "rows");
    hits += std::isnan(values.back()) ? 0 : std::round(values.back() * count);
    total += std::isnan(values.back()) ? 0 : count;
  }
  const bool is_held_out = part != "train" && by_split.size() > 1;
  const double ratio = is_held_out ? ratios / static_cast<double>(values.size()) : 0;
  MetricSpread spread = spread_of(values, ratio);
  if (is_held_out && by_split.size() < values.size()) {  // the same rows for several seeds are no new ones
    std::vector<double> means;
    for (const auto& [split, of_split] : by_split) means.push_back(spread_of(of_split, 0).mean);
    spread.interval = spread_of(std::move(means), ratio).interval;
  }
  if (is_held_out && table.metric() == "accuracy" && total > 0) {
    double repeats = 0;  // of the same rows, more or less
    for (const std::size_t row : rows) repeats += static_cast<double>(table.is_cv() ? table.repeats(row) : 1);
    widen(spread, wilson_of_share(hits / total, total / repeats));
  }
  cut(spread, range_of(table.metric()));
  return spread;
}

}  // namespace nntrain
