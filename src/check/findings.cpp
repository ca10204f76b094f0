#include "check/findings.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "base/input.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "check/relations.hpp"
#include "dataset/identifiers.hpp"
#include "report/scales.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kFewestInClass = 10;
constexpr double kSmallShare = 0.05;     // of the rows
constexpr std::size_t kFewestRows = 20;  // fewer say nothing about order and classes
constexpr double kSortedChanges = 0.1;   // of the changes of class that rows in any order have
constexpr double kBeyondChance = 10;     // how many times more rows repeat than by chance

std::string quoted_name(const std::string& name) {
  return fmt::format("'{}'", printable(name));
}

std::string plural(std::size_t count, const char* one, const char* several) {
  return count == 1 ? one : several;
}

std::string to_leave_out(std::size_t count) {
  return plural(count, "to leave it out", "to leave them out");
}

/// Collects the findings in a table.
class Finder {
 public:
  Finder(const Table& table, const std::vector<ColumnSummary>& columns)
      : table_(table), columns_(columns), skipped_(table.features.size()) {}

  std::vector<Finding> take() {
    std::stable_sort(findings_.begin(), findings_.end(),
                     [](const Finding& a, const Finding& b) { return a.code < b.code; });
    return std::move(findings_);
  }

  void find_missing(MissingMode missing);
  void find_useless();
  void find_pairs();
  void find_tellers();
  void find_repeats(const Table* test);
  void find_order();
  void find_rare_classes();
  void find_outliers();
  void find_scales();
  void find_notes() {
    for (const std::string& note : table_.notes) findings_.push_back({FindingCode::kReadOtherwise, note});
    const std::string texts = warning_on_number_texts(table_);
    if (!texts.empty()) findings_.push_back({FindingCode::kReadOtherwise, texts});
  }

 private:
  std::size_t target() const { return table_.features.size(); }
  bool is_number(std::size_t column) const { return !columns_[column].is_text; }
  std::string name(std::size_t column) const { return quoted_name(columns_[column].name); }
  /// A finding about features that can be left out; one sentence for each.
  void add_to_drop(FindingCode code, const std::vector<std::size_t>& features,
                   const std::vector<std::string>& sentences, const std::string& lead, bool stops = false);
  bool can_drop_rows() const;
  bool may_repeat_by_chance() const;
  void add_scales(FindingCode code, const std::string& what, const std::vector<std::size_t>& off,
                  const char* flag);

  const Table& table_;
  const std::vector<ColumnSummary>& columns_;
  std::vector<bool> skipped_;   // features that a finding says to leave out anyway
  std::vector<bool> repeated_;  // the same, and those that follow from another one
  std::vector<Finding> findings_;
};

void Finder::add_to_drop(FindingCode code, const std::vector<std::size_t>& features,
                         const std::vector<std::string>& sentences, const std::string& lead, bool stops) {
  if (features.empty()) return;
  Finding finding{code, join(sentences, ", ", 600), {}, stops};
  for (const std::size_t feature : features) finding.columns.push_back(table_.features[feature].name);
  if (features.size() < table_.features.size())
    finding.remedy = Remedy({table_.drop(lead, features)});
  else
    finding.remedy = "train on other columns:  --features LIST";
  findings_.push_back(std::move(finding));
}

/// Whether training can learn from the rows without a missing cell.
bool Finder::can_drop_rows() const {
  double first = 0;
  bool has_row = false;
  for (std::size_t row = 0; row < table_.rows(); ++row) {
    bool is_complete = true;
    for (std::size_t feature = 0; is_complete && feature < target(); ++feature)
      is_complete = !std::isnan(table_.cells.at(row, feature));
    if (!is_complete) continue;
    const double value = table_.targets.at(row, 0);
    if (table_.task == Task::kRegress || (has_row && value != first)) return true;
    first = value;
    has_row = true;
  }
  return false;
}

void Finder::find_missing(MissingMode missing) {
  Finding finding{FindingCode::kMissingCells, ""};
  std::vector<std::string> lacks;
  std::vector<std::size_t> empty;
  bool lack_features = false;
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    const ColumnSummary& one = columns_[column];
    if (one.values == 0) {
      empty.push_back(column);
      skipped_[column] = true;
    } else if (one.missing > 0) {
      const std::string which =
          column == target() ? fmt::format("the target {}", name(column)) : name(column);
      lacks.push_back(fmt::format("{} in {}", which, counted(one.missing, "row")));
      lack_features = lack_features || column < target();
      finding.columns.push_back(one.name);
    }
  }
  if (table_.lacking_weight > 0) {
    finding.columns.push_back(unquoted(table_.weights_item));
    lacks.push_back(fmt::format("the weights {} in {}", quoted_name(finding.columns.back()),
                                counted(table_.lacking_weight, "row")));
  }
  std::vector<std::string> names;
  for (const std::size_t column : empty) names.push_back(name(column));
  add_to_drop(FindingCode::kEmptyColumn, empty,
              {fmt::format("{} {} no value", join(names), plural(empty.size(), "has", "have"))},
              to_leave_out(empty.size()), missing != MissingMode::kMean);
  if (lacks.empty()) return;
  finding.text = "values are missing: " + join(lacks);
  finding.stops = missing == MissingMode::kError;
  if (finding.stops) {
    std::vector<Way> ways;
    if (lack_features) ways.push_back({"to fill in the mean", {"--missing", "mean"}});
    if (can_drop_rows()) ways.push_back({"to leave such rows out", {"--missing", "drop"}});
    finding.remedy = Remedy(std::move(ways));
  }
  findings_.push_back(std::move(finding));
}

void Finder::find_useless() {
  std::vector<std::size_t> constant;
  std::vector<std::string> sentences;
  for (std::size_t feature = 0; feature < target(); ++feature) {
    if (columns_[feature].distinct != 1) continue;
    constant.push_back(feature);
    sentences.push_back(name(feature) + " has the same value in every row");
    skipped_[feature] = true;
  }
  add_to_drop(FindingCode::kConstantColumn, constant, sentences, to_leave_out(constant.size()));
  const std::string nothing = warning_on_constant_target(table_);
  if (!nothing.empty())
    findings_.push_back({FindingCode::kConstantColumn,
                         nothing,
                         "train on another column:  --target NAME",
                         false,
                         {table_.target}});
  std::vector<std::size_t> features;
  std::vector<Identifier> identifiers;
  sentences.clear();
  for (const Identifier& one : identifiers_in(table_)) {
    if (skipped_[one.feature]) continue;
    identifiers.push_back(one);
    features.push_back(one.feature);
    sentences.push_back(name(one.feature) + " " + one.why);
    skipped_[one.feature] = true;
  }
  if (!identifiers.empty()) sentences.back() += ": " + what_they_tell(identifiers);
  add_to_drop(FindingCode::kIdentifier, features, sentences, to_leave_out(features.size()));
}

void Finder::find_pairs() {
  std::vector<std::size_t> same;
  std::vector<std::size_t> collinear;
  std::vector<std::string> same_texts;
  std::vector<std::string> collinear_texts;
  bool is_complete = true;
  const std::vector<Repeated> found = repeated_columns(table_, skipped_, is_complete);
  repeated_ = skipped_;
  for (const auto& [feature, other, is_same] : found) {
    repeated_[feature] = true;
    (is_same ? same : collinear).push_back(feature);
    if (is_same)
      same_texts.push_back(fmt::format("{} says the same as {} in every row", name(feature), name(other)));
    else
      collinear_texts.push_back(fmt::format("{} follows from {} (r = {:.6f})", name(feature), name(other),
                                            correlation(table_, other, feature)));
  }
  if (!is_complete && !collinear.empty())
    collinear_texts.insert(collinear_texts.begin(), "not all pairs of columns were compared");
  add_to_drop(FindingCode::kSameColumn, same, same_texts, to_leave_out(same.size()));
  add_to_drop(FindingCode::kCollinear, collinear, collinear_texts, to_leave_out(collinear.size()));
}

void Finder::find_tellers() {
  if (table_.rows() < kFewestOfClass) return;
  std::vector<std::size_t> tellers;
  std::vector<std::string> sentences;
  for (std::size_t feature = 0; feature < target(); ++feature) {
    if (skipped_[feature]) continue;
    if (table_.task == Task::kClassify) {
      if (!tells_classes(table_, feature)) continue;
      sentences.push_back(
          fmt::format("{} alone tells the class in at least {:.1f} % of the rows of each class",
                      name(feature), 100 * kTold));
    } else {
      if (!is_number(feature) || !are_collinear(table_, feature, target())) continue;
      sentences.push_back(fmt::format("{} alone tells the target (r = {:.6f})", name(feature),
                                      correlation(table_, feature, target())));
    }
    tellers.push_back(feature);
  }
  add_to_drop(FindingCode::kTellsTarget, tellers, sentences,
              "if new rows have no such value before their target is known");
}

/// Whether rows of these columns may be alike although nobody copied them: all have few values.
bool Finder::may_repeat_by_chance() const {
  const std::size_t many = std::max<std::size_t>(10, table_.rows() / 10);
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    if (column < target() && skipped_[column]) continue;
    if (is_number(column) && columns_[column].distinct.value_or(many) >= many) return false;
  }
  return true;
}

void Finder::find_repeats(const Table* test) {
  const bool is_same_file = test != nullptr && share_a_file(test->path, table_.path);
  if (is_same_file) {
    findings_.push_back({FindingCode::kTestRows,
                         fmt::format("{} has the rows of {}: they tell nothing about new rows",
                                     shown_path(test->path), shown_path(table_.path)),
                         "leave them out of one of the two files"});
  }
  if (may_repeat_by_chance()) return;
  const auto rows = static_cast<double>(table_.rows());
  const auto are_chance = [&](std::size_t found, double pairs) {
    const double expected = pairs * chance_of_equal_rows(table_, repeated_);
    return static_cast<double>(found) <= kBeyondChance * expected;
  };
  const Repeats repeats = repeated_rows(table_, skipped_);
  if (repeats.count > 0 && !are_chance(repeats.count, rows * (rows - 1) / 2)) {
    Finding finding{
        FindingCode::kRepeatedRows,
        fmt::format("{} of {} rows {} an earlier row (row {} is like row {}): if a copy is held out, "
                    "the result looks better than it is",
                    repeats.count, table_.rows(), plural(repeats.count, "repeats", "repeat"),
                    table_.row_number(repeats.first), table_.row_number(repeats.same_as)),
        "if they are copies, leave them out of the file"};
    if (are_repeated_lines(table_, repeats.count))
      finding.remedy = Remedy({{"if they are copies", {}, "awk '!seen[$0]++'", table_.path}}, true);
    findings_.push_back(std::move(finding));
  }
  if (test == nullptr || is_same_file) return;
  const Repeats also = rows_also_in(table_, *test, skipped_);
  if (also.count == 0 || are_chance(also.count, rows * static_cast<double>(test->rows()))) return;
  findings_.push_back(
      {FindingCode::kTestRows,
       fmt::format(
           "{} of the {} rows of {} {} in {}, too (its row {} is like row {}): they tell nothing about "
           "new rows",
           also.count, test->rows(), shown_path(test->path), plural(also.count, "is", "are"),
           shown_path(table_.path), test->row_number(also.first), table_.row_number(also.same_as)),
       "leave them out of one of the two files"});
}

void Finder::find_order() {
  if (table_.task != Task::kClassify || table_.rows() < kFewestRows) return;
  const auto rows = static_cast<double>(table_.rows());
  double expected = rows - 1;
  for (const ClassLabel& one : table_.classes) {
    const auto count = static_cast<double>(one.count);
    expected -= count * (count - 1) / rows;
  }
  std::size_t changes = 0;
  for (std::size_t row = 1; row < table_.rows(); ++row) {
    if (table_.targets.at(row, 0) != table_.targets.at(row - 1, 0)) ++changes;
  }
  if (static_cast<double>(changes) > kSortedChanges * expected) return;
  findings_.push_back(
      {FindingCode::kSortedRows,
       fmt::format("the rows are sorted by class: it changes {}, and about {:.0f} times if rows "
                   "stand in any order, so that the last rows are of few classes",
                   changes == 1 ? "once" : fmt::format("{} times", changes), expected),
       "train holds out rows of each class, unless --split says otherwise"});
}

void Finder::find_rare_classes() {
  if (table_.rows() < kFewestRows) return;  // then all are rare
  std::vector<std::string> shown;
  const double half_even = 0.5 / static_cast<double>(std::max<std::size_t>(1, table_.classes.size()));
  for (const ClassLabel& one : table_.classes) {
    const double share = static_cast<double>(one.count) / static_cast<double>(table_.rows());
    if (share >= half_even || (one.count >= kFewestInClass && share >= kSmallShare)) continue;
    shown.push_back(
        fmt::format("{} has {} ({:.1f} %)", quoted_name(one.label), counted(one.count, "row"), 100 * share));
  }
  if (shown.empty()) return;
  findings_.push_back(
      {FindingCode::kRareClass,
       fmt::format("{} with few rows: {}", plural(shown.size(), "a class", "classes"), join(shown)),
       Remedy({{"to let each class count the same", {"--class-weights", "balanced"}}}),
       false,
       {table_.target}});
}

void Finder::find_outliers() {
  std::vector<std::string> shown;
  std::vector<std::string> names;
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    const ColumnSummary& one = columns_[column];
    if (one.far == 0 || (column < target() && skipped_[column])) continue;
    shown.push_back(fmt::format("{} of {} (such as {} in row {}, with the mean {:.4g})",
                                counted(one.far, "value"), name(column),
                                shortest(cell_of(table_, one.farthest_row, column)),
                                table_.row_number(one.farthest_row), one.moments.mean));
    names.push_back(one.name);
  }
  if (shown.empty()) return;
  findings_.push_back({FindingCode::kOutliers,
                       fmt::format("beyond {:.0f} standard deviations: {}", ColumnSummary::kFar, join(shown)),
                       "if they are errors, correct them; if they mean a missing value, name them with --na",
                       false, names});
}

/// A finding about columns that need scaling: the farthest one, and how many others.
void Finder::add_scales(FindingCode code, const std::string& what, const std::vector<std::size_t>& off,
                        const char* flag) {
  if (off.empty()) return;
  const auto moments = [&](std::size_t column) { return columns_[column].moments; };
  const std::size_t worst = *std::max_element(off.begin(), off.end(), [&](std::size_t a, std::size_t b) {
    return scale_factor(moments(a)) < scale_factor(moments(b));
  });
  const std::string others = off.size() > 1 ? fmt::format("; so {} {}", plural(off.size() - 1, "does", "do"),
                                                          counted(off.size() - 1, "other column"))
                                            : "";
  Finding finding{
      code, fmt::format("{} scaling ({}){}", what, scale_text(columns_[worst].name, moments(worst)), others)};
  std::vector<std::string> impossible;
  for (const std::size_t column : off) {
    finding.columns.push_back(columns_[column].name);
    if (!can_be_scaled(moments(column))) impossible.push_back(name(column));
  }
  finding.remedy =
      impossible.empty() ? Remedy({{"", {flag, "standard"}}}) : Remedy(in_another_unit(join(impossible)));
  findings_.push_back(std::move(finding));
}

void Finder::find_scales() {
  std::vector<std::size_t> off;
  for (std::size_t feature = 0; feature < target(); ++feature) {
    const ColumnSummary& one = columns_[feature];
    const bool is_flag = one.distinct == 2 && one.moments.least == 0 && one.moments.most == 1;
    if (!skipped_[feature] && is_number(feature) && !is_flag && are_far_off_scale(one.moments))
      off.push_back(feature);
  }
  add_scales(FindingCode::kScales, "the inputs need", off, "--scale");
  if (table_.task == Task::kRegress && columns_[target()].distinct != 1 &&
      are_far_off_scale(columns_[target()].moments))
    add_scales(FindingCode::kTargetScale, "the target needs", {target()}, "--scale-target");
}

}  // namespace

bool fails(const Finding& finding, const std::vector<FindingCode>& fail_on) {
  return finding.stops || std::find(fail_on.begin(), fail_on.end(), finding.code) != fail_on.end();
}

std::vector<Finding> findings_in(const Table& table, const std::vector<ColumnSummary>& columns,
                                 MissingMode missing, const Table* test) {
  Finder finder(table, columns);
  finder.find_missing(missing);
  finder.find_notes();
  finder.find_useless();
  finder.find_pairs();
  finder.find_tellers();
  finder.find_repeats(test);
  finder.find_order();
  finder.find_rare_classes();
  finder.find_outliers();
  finder.find_scales();
  return finder.take();
}

}  // namespace nntrain
