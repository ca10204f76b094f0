#include "sweep/selection_warnings.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kFewPairs = 5;  // of fewer, the interval depends on chance itself

/// Flags that choose which rows are held out, and how often.
constexpr std::array<std::string_view, 11> kSplitOptions = {
    "folds",         "fold-column", "repeats",    "validation", "validation-fraction", "test",
    "test-fraction", "split",       "split-seed", "group",      "split-column"};

/// The options that choose held-out rows, and in which two rows of a table differ.
std::vector<std::string> other_splits(const SweepTable& table, std::size_t a, std::size_t b) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < table.options.size(); ++i) {
    const std::string& name = table.options[i];
    const bool is_of_split =
        std::find(kSplitOptions.begin(), kSplitOptions.end(), name) != kSplitOptions.end();
    if (is_of_split && table.code(i, a) != table.code(i, b)) names.push_back(printable(name));
  }
  return names;
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

/// The text of an option in a row; "" if there is none.
std::string setting_in(const SweepTable& table, const char* option, std::size_t row) {
  const std::size_t column = table.find(option);
  return column == table.options.size() ? "" : table.text(column, row);
}

}  // namespace

CandidateRows rows_of(const SweepTable& table, const Candidate& one) {
  return with_other_seeds(table, CandidateRows(one.numbers.begin(), one.numbers.end()));
}

std::size_t first_row(const Candidate& one) {
  return static_cast<std::size_t>(one.numbers.front());
}

std::string why_not_paired(const SweepTable& table, const CandidateRows& best, const CandidateRows& rows) {
  std::set<std::uint64_t> seeds;
  for (const std::size_t row : best) seeds.insert(table.seed(row));
  const bool have_one =
      std::any_of(rows.begin(), rows.end(), [&](std::size_t row) { return seeds.contains(table.seed(row)); });
  if (const std::vector<std::string> names = other_splits(table, best.front(), rows.front()); !names.empty())
    return fmt::format("out other rows than the best: no interval; the same rows for all: one value of {}",
                       join(names));
  if (!have_one && (rows.size() > 1 || best.size() > 1))
    return "no seed of the best: no interval; the same seeds for all, also in each block:  --grid "
           "'seed=1..10'";
  if (!have_one) return "out other rows than the best: no interval; the same rows for all:  --split-seed 1";
  return "out other rows than the best, as rows with missing cells are left out: no interval; the same rows "
         "for all:  --missing mean, or a file without missing cells";
}

/// That no run began or ended well, and why; "" if one did, as far as the file tells.
std::string why_no_run(const SweepTable& table) {
  const SweepReasons& reasons = table.reasons;
  if (reasons.runs == 0 || reasons.runs < table.rows().size()) return "";
  const std::string others = fmt::format(", {} of them for this reason", reasons.alike);
  if (reasons.runs == 1) return "the one run failed or was refused: " + reasons.first;
  return fmt::format("all {} failed or were refused{}: {}", counted(reasons.runs, "run"),
                     reasons.alike < reasons.runs ? others : "", reasons.first);
}

void warn_of_table(const SweepTable& table, Selection& selection) {
  const std::vector<Candidate>& all = selection.candidates;
  std::vector<std::string>& warnings = selection.warnings;
  if (table.rows().size() < table.runs)
    warnings.push_back(fmt::format("{} has {} of the {} runs of the sweep: the others are not looked at",
                                   shown_path(table.path), table.rows().size(), table.runs));
  const std::size_t without = table.reasons.without_memory;
  const std::string memory =
      without > 0 ? fmt::format(" ({} for lack of memory)", counted(without, "run")) : "";
  const auto out = std::count_if(all.begin(), all.end(),
                                 [](const Candidate& one) { return one.standing == Standing::kOut; });
  if (const std::string why = why_no_run(table); !why.empty())
    warnings.push_back(why);
  else if (out > 0)
    warnings.push_back(fmt::format(
        "{} of {} {} out: a run diverged, failed{} or was refused, or its {} is not defined", out,
        counted(all.size(), "candidate"), out == 1 ? "is" : "are", memory, printable(table.field)));
  const auto partial = std::count_if(all.begin(), all.end(), [](const Candidate& one) {
    return one.standing != Standing::kOut && !one.is_whole();
  });
  if (partial > 0)
    warnings.push_back(fmt::format(
        "{} is not defined in each {} of {} of {}: {} behind all others; a mean over few values is luck",
        printable(table.field), table.is_cv() ? "fold" : "run", partial, counted(all.size(), "candidate"),
        partial == 1 ? "it comes" : "they come"));
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
  for (const auto& [why, count] : pairs.not_paired) {
    const bool is_held_out = why.starts_with("out ");
    const std::string who = count == 1 ? "a candidate" : counted(count, "candidate");
    const char* const verb = is_held_out ? (count == 1 ? "holds" : "hold") : (count == 1 ? "has" : "have");
    warnings.push_back(fmt::format("{} {} {}", who, verb, why));
  }
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

void look_at_test_rows(const SweepTable& table, const CandidateRows& best, Selection& selection) {
  const std::size_t row = best.front();
  const ParsedNumber fraction = parse_number(setting_in(table, "test-fraction", row));
  const bool has_fraction = fraction.status == NumberStatus::kOk && fraction.value > 0;
  selection.has_test_rows = has_fraction || !setting_in(table, "test", row).empty();
  const std::string split = setting_in(table, "split", row);
  if (!has_fraction || best.size() < 2 || !setting_in(table, "split-seed", row).empty() ||
      !setting_in(table, "split-column", row).empty() || split == "ordered")
    return;
  selection.seed_of_test = setting_in(table, "seed", row);
  selection.warnings.push_back(
      fmt::format("each seed holds out other test rows: those of seed {} are measured, and runs with other "
                  "seeds have trained on some of them; the same test rows for all:  --split-seed 1",
                  printable(selection.seed_of_test)));
}

void warn_of_equal_runs(const SweepTable& table, Selection& selection) {
  std::size_t count = 0;
  std::string first;
  for (const Candidate& one : selection.candidates) {
    std::map<std::uint64_t, std::uint64_t> row_of;  // by seed
    for (const std::uint64_t row : one.numbers) {
      const auto at = static_cast<std::size_t>(row);
      const auto [found, is_new] = row_of.emplace(table.seed(at), row);
      if (is_new || ++count > 1) continue;
      std::vector<std::string> texts;
      for (std::size_t i = 0; i < selection.axes.size(); ++i)
        texts.push_back(fmt::format("{} {}", printable(selection.axes[i]),
                                    one.settings[i].empty() ? "-" : printable(one.settings[i], 30)));
      if (table.find("seed") != table.options.size()) texts.push_back(fmt::format("seed {}", found->first));
      first = fmt::format("runs {} and {} are the same: {}",
                          table.rows()[static_cast<std::size_t>(found->second)].number,
                          table.rows()[at].number, join(texts));
    }
  }
  if (count == 0) return;
  selection.warnings.push_back(count == 1
                                   ? first + "; they count once"
                                   : fmt::format("{}; {} more {} like an earlier one; equal runs count once",
                                                 first, count - 1, count == 2 ? "is" : "are"));
}

}  // namespace nntrain
