#include "sweep/selection_report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "base/markdown.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "base/text_table.hpp"
#include "compare/compare_report.hpp"
#include "model/receipt.hpp"
#include "report/markdown_report.hpp"
#include "report/text_lines.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostShown = 10;
/// The metrics of test rows that text shows; JSON has all.
constexpr std::array<std::string_view, 8> kShownOfTest = {"rows", "loss", "accuracy", "balanced_accuracy",
                                                          "auc",  "rmse", "mae",      "r2"};

std::string metric_of_field(const std::string& field) {
  return field.substr(field.find('.') + 1);
}

/// "0.98 to 0.99", or "none"
std::string bounds_text(const std::string& field, const Interval& interval, bool is_difference) {
  if (std::isnan(interval.low)) return "none";
  const std::string metric = metric_of_field(field);
  const auto number = [&](double value) {
    return is_difference ? signed_number(metric, value) : compared_number(metric, value);
  };
  return number(interval.low) + " to " + number(interval.high);
}

/// A value of an option; blanks would not show where there is none.
std::string setting_text(const std::string& value) {
  constexpr std::size_t kLongest = 30;
  return value.empty() ? "-" : printable(value, kLongest);
}

/// Whether the table tells how many values are behind each mean: some of those that it shows are not whole.
bool shows_values(const Selection& selection) {
  const std::size_t shown = std::min(selection.candidates.size(), kMostShown);
  return std::any_of(selection.candidates.begin(),
                     selection.candidates.begin() + static_cast<std::ptrdiff_t>(shown),
                     [](const Candidate& one) { return one.standing != Standing::kOut && !one.is_whole(); });
}

/// The heads, then a line for each of the best candidates.
std::vector<std::vector<std::string>> candidate_rows(const Selection& selection) {
  std::vector<std::string> heads = {"rank"};
  for (const std::string& axis : selection.axes) heads.push_back(printable(axis));
  heads.emplace_back("runs");
  const bool has_values = shows_values(selection);
  if (has_values) heads.emplace_back("values");
  heads.insert(heads.end(), {printable(selection.field), "95% CI", "from the best", "standing"});
  std::vector<std::vector<std::string>> rows = {heads};
  for (std::size_t i = 0; i < std::min(selection.candidates.size(), kMostShown); ++i) {
    const Candidate& one = selection.candidates[i];
    const bool is_out = one.standing == Standing::kOut;
    std::vector<std::string> cells = {is_out ? "" : std::to_string(i + 1)};
    for (const std::string& value : one.settings) cells.push_back(setting_text(value));
    const std::size_t runs = one.numbers.size();
    cells.push_back(one.ended == runs ? std::to_string(runs) : fmt::format("{} of {}", one.ended, runs));
    if (has_values)
      cells.push_back(is_out           ? ""
                      : one.is_whole() ? std::to_string(one.values)
                                       : fmt::format("{} of {}", one.defined, one.values));
    cells.push_back(is_out ? "" : compared_number(metric_of_field(selection.field), one.mean));
    cells.push_back(is_out ? "" : bounds_text(selection.field, one.interval, false));
    const bool has_difference = !is_out && one.standing != Standing::kBest;
    cells.push_back(has_difference ? bounds_text(selection.field, one.difference, true) : "");
    cells.emplace_back(name_of(one.standing));
    rows.push_back(cells);
  }
  return rows;
}

std::string more_candidates_text(const Selection& selection) {
  if (selection.candidates.size() <= kMostShown) return "";
  return fmt::format("and {} more: --format json has all\n",
                     counted(selection.candidates.size() - kMostShown, "candidate"));
}

/// "r.csv (40 of 40 runs: 36 done, 2 diverged, 2 refused; 4 of them were there; done in 2.341 s)"
std::string results_text(const SweepReport& report) {
  std::vector<std::string> parts;
  std::size_t rows = 0;
  for (const auto& [status, count] : report.rows) {
    parts.push_back(fmt::format("{} {}", count, name_of(status)));
    rows += count;
  }
  std::string text = fmt::format("{} ({} of {}", shown_path(report.results), rows,
                                 counted(static_cast<std::size_t>(report.runs), "run"));
  if (!parts.empty()) text += ": " + join(parts);
  if (report.kept > 0)
    text += fmt::format("; {} of them {} there", report.kept, report.kept == 1 ? "was" : "were");
  return text + fmt::format("; done in {:.3f} s)", report.seconds);
}

/// "cv.accuracy, the higher the better, as a mean over 20 seeds"
std::string field_text(const Selection& selection) {
  const bool is_lower_better = goal_of(metric_of_field(selection.field)) == Goal::kLower;
  std::string text =
      fmt::format("{}, the {} the better", printable(selection.field), is_lower_better ? "lower" : "higher");
  if (selection.seeds > 1) text += fmt::format(", as a mean over {}", counted(selection.seeds, "seed"));
  return text;
}

std::size_t count_of(const Selection& selection, Standing standing) {
  return static_cast<std::size_t>(
      std::count_if(selection.candidates.begin(), selection.candidates.end(),
                    [&](const Candidate& one) { return one.standing == standing; }));
}

/// "12 by hidden, learning-rate; 3 not told apart from the best, 7 worse, 1 out"
std::string candidates_text(const Selection& selection) {
  std::vector<std::string> parts;
  for (const auto& [standing, what] :
       {std::pair(Standing::kNotToldApart, "not told apart from the best"),
        std::pair(Standing::kWorse, "worse"), std::pair(Standing::kUnknown, "without an interval"),
        std::pair(Standing::kOut, "out")}) {
    if (const std::size_t count = count_of(selection, standing); count > 0)
      parts.push_back(fmt::format("{} {}", count, what));
  }
  std::vector<std::string> axes;
  for (const std::string& axis : selection.axes) axes.push_back(printable(axis));
  return std::to_string(selection.candidates.size()) + (axes.empty() ? "" : " by " + join(axes)) +
         (parts.empty() ? "" : "; " + join(parts));
}

/// "hidden 5, learning-rate 0.1 (runs 3, 7, 11 and 17 more)"
std::string best_text(const Selection& selection) {
  constexpr std::size_t kFew = 3;
  if (!selection.has_best()) return "none: no candidate has results of all its runs";
  const Candidate& best = selection.candidates.front();
  std::vector<std::string> settings;
  for (std::size_t i = 0; i < selection.axes.size(); ++i)
    settings.push_back(fmt::format("{} {}", printable(selection.axes[i]), setting_text(best.settings[i])));
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < std::min(best.numbers.size(), kFew); ++i)
    numbers.push_back(std::to_string(best.numbers[i]));
  const std::size_t more = best.numbers.size() - numbers.size();
  return fmt::format("{}({} {}{})", settings.empty() ? "" : join(settings) + " ",
                     best.numbers.size() == 1 ? "run" : "runs", join(numbers),
                     more > 0 ? fmt::format(" and {} more", more) : "");
}

/// What tells how good the best one is.
std::string what_tells(const SweepReport& report) {
  const std::string& seed = report.selection.seed_of_test;
  if (report.test.empty() && report.selection.has_test_rows)
    return fmt::format(
        "test rows are held out, and the sweep's command without --shard, with --results {}, "
        "measures it in them",
        shell_word(report.results));
  if (report.test.empty()) return "rows that took no part tell how good it is:  --test-fraction 0.2";
  if (seed.empty()) return "the test rows, which took no part, tell how good it is";
  return fmt::format(
      "the test rows are those of seed {}; runs with other seeds have trained on some of them: --split-seed "
      "1 "
      "keeps them apart",
      printable(seed));
}

/// "3, 7, 9 and 20 more"
std::string numbers_text(const std::vector<std::uint64_t>& numbers) {
  constexpr std::size_t kMost = 20;
  std::vector<std::string> shown;
  for (std::size_t i = 0; i < std::min(numbers.size(), kMost); ++i)
    shown.push_back(std::to_string(numbers[i]));
  const std::size_t more = numbers.size() - shown.size();
  return join(shown) + (more > 0 ? fmt::format(" and {} more", more) : "");
}

std::string sweep_lines(const SweepReport& report) {
  std::string out = line("results", results_text(report));
  if (!report.missing.empty()) out += line("missing", numbers_text(report.missing));
  if (!report.shard.empty())
    return out + line("shard",
                      report.shard +
                          "; all shards together tell the best:  nntrain sweep --merge FILES --results FILE");
  return out + line("selected by", field_text(report.selection)) +
         line("candidates", candidates_text(report.selection));
}

std::string best_lines(const SweepReport& report) {
  std::string out = line("best", best_text(report.selection));
  if (!report.selection.has_best()) return out;
  for (const Metric& metric : report.test) {
    if (std::find(kShownOfTest.begin(), kShownOfTest.end(), metric.name) == kShownOfTest.end()) continue;
    const bool is_count = metric.name == "rows";
    out += line("test " + printable(metric.name),
                is_count ? fmt::format("{:.0f}", metric.value) : compared_number(metric.name, metric.value));
  }
  if (const std::string about = about_best(report); !about.empty()) out += line("about", about);
  if (!report.command.empty()) out += line("command", report.command);
  return out;
}

}  // namespace

std::string about_best(const SweepReport& report) {
  const std::size_t rivals = report.selection.candidates.size() - count_of(report.selection, Standing::kOut);
  if (rivals < 2) return "";
  return fmt::format("the best of {} looks better than it is: luck helped to choose it; {}",
                     counted(rivals, "candidate"), what_tells(report));
}

std::vector<std::string> all_warnings(const SweepReport& report) {
  std::vector<std::string> warnings = report.warnings;
  warnings.insert(warnings.end(), report.selection.warnings.begin(), report.selection.warnings.end());
  return warnings;
}

SweepReport report_on(const SweepTable& table) {
  SweepReport report;
  report.selection = select_best(table);
  report.results = table.path;
  report.runs = table.runs;
  report.without_memory = table.reasons.without_memory;
  for (const Word<SweepStatus>& word : words(SweepStatus())) {
    const auto count = std::count_if(table.rows().begin(), table.rows().end(),
                                     [&](const SweepResult& row) { return row.status == word.value; });
    if (count > 0) report.rows.emplace_back(word.value, static_cast<std::size_t>(count));
  }
  return report;
}

std::string sweep_text(const SweepReport& report) {
  if (!report.shard.empty()) return sweep_lines(report);
  // rank, axes, runs, perhaps values, mean, and two intervals
  std::string sides(report.selection.axes.size() + (shows_values(report.selection) ? 6 : 5), '>');
  sides += '<';
  return sweep_lines(report) + '\n' + text_table(candidate_rows(report.selection), sides) +
         more_candidates_text(report.selection) + '\n' + best_lines(report);
}

std::string sweep_markdown(const SweepReport& report) {
  if (!report.shard.empty())
    return markdown_heading("sweep", report.results, report.status == RunStatus::kDone,
                            std::string(name_of(report.status))) +
           "\n" + markdown_list(sweep_lines(report)) + markdown_warnings(all_warnings(report));
  std::vector<std::vector<std::string>> rows = candidate_rows(report.selection);
  for (std::vector<std::string>& cells : rows) {
    for (std::string& cell : cells) cell = markdown_text(cell);
  }
  const std::vector<std::string> heads = rows.front();
  rows.erase(rows.begin());
  const bool is_good =
      report.selection.has_best() && report.status == RunStatus::kDone && report.missing.empty();
  const std::string more = more_candidates_text(report.selection);
  return markdown_heading("sweep", report.results, is_good, std::string(name_of(report.status))) + "\n" +
         markdown_list(best_lines(report)) + "\n" + markdown_table(heads, rows, 0) +
         (more.empty() ? "" : "\n" + more) + markdown_warnings(all_warnings(report)) +
         markdown_section("Details", markdown_list(sweep_lines(report)));
}

}  // namespace nntrain
