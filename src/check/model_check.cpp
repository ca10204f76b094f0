#include "check/model_check.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file_pattern.hpp"
#include "base/input.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/ordered_reader.hpp"
#include "dataset/read_table.hpp"
#include "dataset/split.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kLongestList = 600;  // characters of a finding

/// How predict would read and use the rows.
struct Use {
  const Model& model;
  std::string model_path;
  ReadOptions read;
  UnseenMode unseen;
};

/// Counts the cells of one column.
class ColumnCounter {
 public:
  ColumnCounter(std::string name, bool is_text, const std::vector<std::string>& texts,
                const std::optional<Seen>& then) {
    change_.name = std::move(name);
    change_.is_text = is_text;
    change_.is_read = true;
    change_.then = then;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      change_.texts.push_back({texts[i], 0, then ? then->counts[i] : 0});
      index_of_.emplace(texts[i], i);
    }
  }

  void add_missing(std::size_t cells = 1) { change_.missing += cells; }

  /// NaN: missing.
  void add_number(double value, std::size_t row) {
    values_.push_back(value);
    if (std::isnan(value)) return add_missing();
    ++change_.values;
    if (!change_.then || (value >= change_.then->min && value <= change_.then->max)) return;
    if (change_.outside++ == 0 || beyond(value) > beyond(change_.farthest)) {
      change_.farthest = value;
      change_.farthest_row = row;
    }
  }

  void add_text(const std::string& text, std::size_t row) {
    const auto known = index_of_.find(text);
    if (known == index_of_.end()) return add_unseen(text, row);
    ++change_.values;
    ++change_.texts[known->second].cells;
  }

  void add_unseen(const std::string& text, std::size_t row) {
    ++change_.values;
    UnseenCells& unseen = change_.unseen[text];
    if (unseen.cells++ == 0) unseen.first_row = row;
  }

  /// The column, when all cells were added.
  ColumnChange finish() {
    if (!change_.is_text) {
      change_.now = seen_numbers(values_.size(), [this](std::size_t i) { return values_[i]; });
      if (change_.now && change_.then) change_.shift = mean_shift(*change_.then, *change_.now);
    } else if (change_.then) {
      for (TextChange& one : change_.texts) {
        one.shift = share_shift(one.then, change_.then->values, one.cells, change_.values);
        if (one.shift.is_beyond(change_.shift)) change_.shift = one.shift;
      }
    }
    return std::move(change_);
  }

 private:
  double beyond(double value) const { return std::max(value - change_.then->max, change_.then->min - value); }

  ColumnChange change_;
  std::map<std::string, std::size_t> index_of_;
  std::vector<double> values_;
};

Finding refusal_for(const Use& use, FindingCode code, const Error& error) {
  const std::string command = fmt::format("nntrain predict {}", shell_word(use.model_path));
  return {code, error.what(), error.remedy().of_command(command), true};
}

/// Reads rows as predict does, except that it goes on at missing cells and unseen texts.
class RowsForModel {
 public:
  /// `columns`: the indices of the model's columns to read.
  RowsForModel(const Use& use, const std::vector<std::size_t>& columns)
      : use_(use), columns_(columns), like_(table_like(use.model, use.model_path)) {
    const ModelTarget& target = use.model.target;
    std::vector<Column> features;
    for (const std::size_t k : columns) {
      const InputColumn& column = use.model.preprocessing.columns()[k];
      features.push_back(like_.features[k]);
      counters_.emplace_back(column.name, column.is_text, column.levels, column.seen);
    }
    like_.features = std::move(features);
    counters_.emplace_back(target.name, target.task == Task::kClassify, target.labels(), target.seen);
  }

  void read_into(ModelCheck& result) {
    constexpr std::size_t kRowsAtATime = 8192;
    ReadOptions read = use_.read;
    if (read.missing == MissingMode::kError) read.missing = MissingMode::kMean;
    read.features_only = true;
    FeatureStream rows(options_like(read, like_, read.path), like_);
    while (rows.has_more()) {
      const Table piece = rows.next(kRowsAtATime);
      add(piece, result.rows);
      result.rows += piece.rows_read;
      result.rows_dropped += piece.rows_dropped();
      check_inputs(piece, result);
    }
    std::size_t k = 0;
    for (const std::size_t column : columns_) result.columns[column] = counters_[k++].finish();
    if (!has_target_) return;
    result.columns.push_back(counters_.back().finish());
    result.columns.back().is_target = true;
  }

 private:
  void add(const Table& piece, std::size_t rows_before) {
    for (std::size_t k = 0; k < columns_.size(); ++k) {
      const Column& feature = piece.features[k];
      counters_[k].add_missing(feature.lacking);
      for (std::size_t row = 0; row < piece.rows(); ++row) {
        const double value = piece.cells.at(row, k);
        const std::size_t number = rows_before + piece.row_number(row);
        if (!feature.is_text)
          counters_[k].add_number(value, number);
        else if (std::isnan(value))
          counters_[k].add_missing();
        else
          counters_[k].add_text(feature.levels[static_cast<std::size_t>(value)], number);
      }
    }
    for (std::size_t row = 0; row < piece.target_texts.size(); ++row)
      add_target(std::string(piece.target_texts[row]), rows_before + piece.row_number(row));
  }

  void add_target(const std::string& text, std::size_t row) {
    has_target_ = true;
    ColumnCounter& counter = counters_.back();
    if (text.empty()) return counter.add_missing();
    if (use_.model.target.task == Task::kClassify) return counter.add_text(text, row);
    const ParsedNumber number = parse_number(text);
    number.status == NumberStatus::kOk ? counter.add_number(number.value, row)
                                       : counter.add_unseen(text, row);
  }

  /// Notes what else predict refuses. The rest has findings of its own.
  void check_inputs(const Table& piece, ModelCheck& result) const {
    const Preprocessing& preprocessing = use_.model.preprocessing;
    const bool is_complete = columns_.size() == preprocessing.columns().size();
    const bool has_holes = std::any_of(piece.features.begin(), piece.features.end(),
                                       [](const Column& column) { return column.missing > 0; });
    const bool is_told = !result.findings.empty();
    if (!is_complete || is_told || (has_holes && !like_.can_fill)) return;
    try {
      preprocessing.check(piece, all_rows(piece), UnseenMode::kZero);
    } catch (const DataError& error) {
      result.findings.push_back(refusal_for(use_, FindingCode::kRefused, error));
    }
  }

  const Use& use_;
  const std::vector<std::size_t>& columns_;
  Table like_;
  std::vector<ColumnCounter> counters_;  // one per column, then the target
  bool has_target_ = false;
};

/// Reads the columns that can be read. Those that cannot become findings.
void read_columns(const Use& use, ModelCheck& result) {
  const std::vector<InputColumn>& all = use.model.preprocessing.columns();
  std::vector<std::size_t> columns(all.size());
  std::iota(columns.begin(), columns.end(), 0);
  for (const InputColumn& column : all) {
    ColumnChange& change = result.columns.emplace_back();
    change.name = column.name;
    change.is_text = column.is_text;
    change.then = column.seen;
  }
  while (!columns.empty()) {
    std::vector<std::size_t> lacking;
    result.rows = result.rows_dropped = 0;
    Finding finding{FindingCode::kRefused, ""};
    try {
      return RowsForModel(use, columns).read_into(result);
    } catch (const FileError&) {
      throw;
    } catch (const LacksColumns& error) {
      finding = refusal_for(use, FindingCode::kMissingColumn, error);
      lacking = error.features;
    } catch (const BadCell& error) {
      finding = refusal_for(use, FindingCode::kOtherType, error);
      lacking = {error.slot};
    } catch (const Error& error) {
      finding = refusal_for(use, FindingCode::kRefused, error);
    }
    for (const std::size_t slot : lacking) {
      finding.columns.push_back(all[columns[slot]].name);
      columns[slot] = all.size();
    }
    std::erase(columns, all.size());
    result.findings.push_back(std::move(finding));
    if (lacking.empty() || !can_be_read_again(use.read.path)) return;
  }
}

/// Adds the findings in the columns that were read.
class ChangeFinder {
 public:
  ChangeFinder(const Use& use, ModelCheck& result) : use_(use), result_(result) {}

  void find_all() {
    find_missing();
    find_unseen();
    find_outside();
    find_moved_means();
    find_moved_shares();
    if (!use_.model.tells_seen()) {
      add({FindingCode::kNoRanges,
           fmt::format(
               "{} does not tell what its training rows had: ranges, means and shares are not compared",
               shown_path(use_.model_path)),
           fmt::format("train it anew, and save it:  nntrain train --like {} --save FILE",
                       shell_word(use_.model_path))});
    }
  }

 private:
  void add(Finding finding) { result_.findings.push_back(std::move(finding)); }
  static std::string name(const ColumnChange& column) {
    return fmt::format("{}'{}'", column.is_target ? "the target " : "", printable(column.name));
  }
  /// One finding with a sentence for each column that has one; none if no column has.
  template <typename F>
  void add_sentences(FindingCode code, const std::string& lead, const F& sentence, const Remedy& remedy = {},
                     bool stops = false) {
    std::vector<std::string> sentences;
    Finding finding{code, "", remedy, stops};
    for (const ColumnChange& column : result_.columns) {
      const std::string text = sentence(column);
      if (text.empty()) continue;
      sentences.push_back(text);
      finding.columns.push_back(column.name);
    }
    if (sentences.empty()) return;
    finding.text = lead + join(sentences, ", ", kLongestList);
    add(std::move(finding));
  }

  void find_missing();
  void find_unseen();
  void find_outside();
  void find_moved_means();
  void find_moved_shares();

  const Use& use_;
  ModelCheck& result_;
};

void ChangeFinder::find_missing() {
  const MissingMode mode = use_.read.missing;
  const bool can_fill = table_like(use_.model, use_.model_path).can_fill;
  const bool stops = mode == MissingMode::kError || (mode == MissingMode::kMean && !can_fill);
  std::vector<Way> ways = {{"to leave such rows out", {"--missing", "drop"}}};
  if (can_fill) ways.insert(ways.begin(), {"to fill in the mean of training", {"--missing", "mean"}});
  add_sentences(
      FindingCode::kMissingCells, "values are missing: ",
      [&](const ColumnChange& column) -> std::string {
        if (column.is_target || column.missing == 0) return "";
        const bool is_new = column.then && column.then->missing == 0;
        if (!stops && !is_new) return "";
        return fmt::format("{} in {}{}", name(column), counted(column.missing, "row"),
                           is_new ? " (in no training row)" : "");
      },
      stops ? Remedy(RemedyId::kMissingInUse, ways) : Remedy(), stops);
}

/// "'blue' in 3 rows (the first is row 7), 2 more", in the order of the rows.
std::string unseen_text(const ColumnChange& column) {
  constexpr std::size_t kMost = 3;
  std::vector<std::pair<std::string, UnseenCells>> unseen(column.unseen.begin(), column.unseen.end());
  // ties: in the order of the texts
  std::stable_sort(unseen.begin(), unseen.end(),
                   [](const auto& a, const auto& b) { return a.second.first_row < b.second.first_row; });
  std::vector<std::string> shown;
  for (const auto& [text, cells] : unseen) {
    if (shown.size() == kMost) break;
    shown.push_back(fmt::format("'{}' in {} (the first is row {})", printable(text),
                                counted(cells.cells, "row"), cells.first_row));
  }
  if (unseen.size() > kMost) shown.push_back(fmt::format("{} more", unseen.size() - kMost));
  return join(shown, ", ", kLongestList);
}

void ChangeFinder::find_unseen() {
  const auto of = [](bool is_target) {
    return [is_target](const ColumnChange& column) -> std::string {
      if (column.is_target != is_target || column.unseen.empty()) return "";
      return fmt::format("{} has {}", name(column), unseen_text(column));
    };
  };
  const bool stops = use_.unseen == UnseenMode::kError;
  const Remedy zero(RemedyId::kUnseenText,
                    {{"to set the column's inputs to 0 for such cells", {"--unseen", "zero"}}});
  add_sentences(FindingCode::kUnseenText, "no training row has these texts: ", of(false),
                stops ? zero : Remedy(), stops);
  // predict only copies the target
  if (use_.model.target.task == Task::kClassify)
    add_sentences(FindingCode::kUnseenText, "the model has no such class: ", of(true));
  else
    add_sentences(FindingCode::kOtherType, "not a number: ", of(true));
}

void ChangeFinder::find_outside() {
  add_sentences(FindingCode::kOutOfRange,
                "values outside the range of training: ", [&](const ColumnChange& column) -> std::string {
                  if (column.outside == 0) return "";
                  return fmt::format("{} in {} (the farthest is {} in row {}; training had {} to {})",
                                     name(column), counted(column.outside, "row"), shortest(column.farthest),
                                     column.farthest_row, shortest(column.then->min),
                                     shortest(column.then->max));
                });
}

/// ": 12.3 standard errors, 0.66 deviations", without what is infinite: all training rows are alike.
std::string shift_text(const Shift& shift) {
  std::vector<std::string> parts;
  for (const auto& [value, unit] :
       {std::pair(shift.errors, "standard errors"), std::pair(shift.deviations, "deviations")}) {
    if (std::isfinite(value)) parts.push_back(fmt::format("{:.3g} {}", std::abs(value), unit));
  }
  return parts.empty() ? "" : ": " + join(parts);
}

void ChangeFinder::find_moved_means() {
  add_sentences(FindingCode::kMeanMoved, "", [&](const ColumnChange& column) -> std::string {
    if (column.is_text || !column.shift.is_large()) return "";
    return fmt::format("{} has the mean {:.4g} instead of {:.4g}{}", name(column), column.now->mean,
                       column.then->mean, shift_text(column.shift));
  });
}

void ChangeFinder::find_moved_shares() {
  add_sentences(FindingCode::kSharesMoved, "", [&](const ColumnChange& column) -> std::string {
    const TextChange* most = nullptr;
    for (const TextChange& one : column.texts) {
      if (one.shift.is_large() && (most == nullptr || one.shift.is_beyond(most->shift))) most = &one;
    }
    if (most == nullptr) return "";
    const auto percent = [](std::size_t part, std::size_t all) {
      return 100 * static_cast<double>(part) / static_cast<double>(all);
    };
    return fmt::format("{} is '{}' in {:.1f} % of the rows instead of {:.1f} %{}", name(column),
                       printable(most->text), percent(most->cells, column.values),
                       percent(most->then, column.then->values), shift_text(most->shift));
  });
}

}  // namespace

bool ModelCheck::is_read() const {
  return std::any_of(columns.begin(), columns.end(),
                     [](const ColumnChange& column) { return column.is_read; });
}

bool ModelCheck::predicts() const {
  return std::none_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.stops; });
}

ModelCheck check_for_model(const Model& model, const std::string& model_path, const ReadOptions& read,
                           UnseenMode unseen) {
  static_cast<void>(files_named_by(read.path));  // no file is no finding
  const Use use{model, model_path, read, unseen};
  ModelCheck result;
  result.path = read.path;
  if (model.target.seen) result.training_rows = model.target.seen->values;
  read_columns(use, result);
  ChangeFinder(use, result).find_all();
  return result;
}

}  // namespace nntrain
