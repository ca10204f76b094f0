#include "sweep/results_file.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/quote.hpp"

namespace nntrain {
namespace {

constexpr const char* kAnotherFile = "name another file:  --results FILE";

DataError of_another_sweep(const std::string& path, const std::string& difference, bool some_fit) {
  return DataError(fmt::format("{} has {}", shown_path(path), difference),
                   some_fit
                       ? fmt::format("to keep only the rows that fit:  --extend      or {}", kAnotherFile)
                       : kAnotherFile);
}

/// What the user does where a change of the file fails, as on a full disk: no row is lost.
DataError with_way_on(const DataError& error) {
  return DataError(error.what(), "the rows in it are safe: once it can be written, the same command goes on");
}

}  // namespace

ResultsFile::ResultsFile(const std::string& path, ResultsPlan plan, bool extends)
    : path_(path),
      plan_(std::move(plan)),
      format_(results_format(path)),
      header_(header_line(format_, plan_.columns)),
      places_(plan_.rows.size()) {
  if (!has_part(path))
    throw DataError("cannot write results to " + shown_path(path) + ": it is no regular file", kAnotherFile);
  check_writable(path, Writing::kWhole);
  file_ = open_at_its_path(path);
  begin(extends);
}

/// Takes what the file has, or begins a new one.
void ResultsFile::begin(bool extends) {
  while (is_begun(path_)) {
    if (take_rows(extends)) return;
    // Before the new file is locked, another sweep may have written it: it is read again.
    file_ = open_at_its_path(path_);
  }
  forget_rows();
  file_->cut(0);
  file_->append(header_);
  end_ = header_.size();
}

void ResultsFile::forget_rows() {
  order_.clear();
  places_.assign(plan_.rows.size(), {});
  count_ = 0;
  kept_ = 0;
}

/// Looks at all rows before it changes anything. Returns false if it has replaced the file by one without the
/// rows that are not kept.
bool ResultsFile::take_rows(bool extends) {
  forget_rows();
  ResultsReader reader(path_);
  if (reader.format() != format_)
    throw DataError(shown_path(path_) + " has results in the other format, CSV or JSON lines", kAnotherFile);
  const PlanIndex index(plan_);
  Fit fit{index.difference_of_columns(reader), "", false};
  order_ = index.other_order(reader);
  const std::string other_order =
      order_.empty() ? "" : std::exchange(fit.columns, "");  // rows may fit by their keys
  bool is_to_change = !fit.columns.empty() || !order_.empty();
  while (reader.next()) is_to_change |= !take_row(reader, index, fit);
  if (fit.difference.empty()) fit.difference = other_order;
  if (!fit.difference.empty() && !extends) throw of_another_sweep(path_, fit.difference, fit.some_fit);
  if (!fit.difference.empty() && !fit.some_fit)
    throw DataError(fmt::format("no row of {} fits this sweep: it has {}", shown_path(path_), fit.difference),
                    kAnotherFile);
  kept_ = count_;
  end_ = reader.lines().end();
  if (is_to_change) {
    replace(extends);
  } else {
    file_->cut(end_);
  }
  return !is_to_change;
}

/// The row of the plan that has the key of the present row, and none so far: that with its number, or the
/// first.
std::optional<std::size_t> ResultsFile::free_row(const ResultsReader& reader, const PlanIndex& index) const {
  std::vector<std::size_t> rows = index.with_key(reader.key());
  std::erase_if(rows, [this](std::size_t row) { return has(row); });
  if (rows.empty()) return {};
  const auto same = std::find_if(rows.begin(), rows.end(),
                                 [&](std::size_t row) { return plan_.rows[row].number == reader.number(); });
  return same == rows.end() ? rows.front() : *same;
}

/// Keeps the present row if it is one of the plan. Returns whether it stays as it is.
bool ResultsFile::take_row(const ResultsReader& reader, const PlanIndex& index, Fit& fit) {
  std::string origin = index.difference_of_origin(reader);
  if (origin.empty()) origin = fit.columns;
  const std::string grid = index.difference_of_grid(reader);
  if (fit.difference.empty()) fit.difference = origin.empty() ? grid : origin;
  std::optional<std::size_t> row;
  if (origin.empty()) row = grid.empty() ? index.with_number(reader.number()) : free_row(reader, index);
  if (!row) {
    ++dropped_;
    return false;
  }
  fit.some_fit = true;
  if (is_repeated(reader.status())) return false;
  place(*row, place_of(reader));
  return grid.empty();
}

void ResultsFile::place(std::size_t row, const RowPlace& place) {
  if (!has(row)) ++count_;
  places_[row] = place;
}

void ResultsFile::append(std::size_t row, const std::vector<std::string>& cells) {
  const std::string line = row_line(format_, plan_.columns, cells);
  try {
    if (file_->size() > end_) file_->cut(end_);  // a piece of a row that could not be written
    file_->append(line);
  } catch (const DataError& error) {
    throw with_way_on(error);
  }
  place(row, {end_, line.size() - 1});
  end_ += line.size();
}

/// Whether the file has the rows by number, and nothing else.
bool ResultsFile::is_sorted() const {
  std::uint64_t at = header_.size();
  for (const RowPlace& place : places_) {
    if (place.length == 0) continue;
    if (place.offset != at) return false;
    at = place.end();
  }
  return at == end_;
}

/// Replaces the file by one with the rows sorted by number.
void ResultsFile::replace(bool renumbers) {
  try {
    write_sorted(renumbers);
  } catch (const FileError&) {  // it cannot be read
    throw;
  } catch (const DataError& error) {
    throw with_way_on(error);
  }
}

void ResultsFile::write_sorted(bool renumbers) {
  RowBytes rows(path_);
  WholeLines sorted(path_);
  sorted.append(header_);
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (!has(i)) continue;
    const std::string_view line = rows.read(places_[i]);
    std::string text = order_.empty() ? std::string(line) : reordered(format_, line, order_);
    if (renumbers) text = renumbered(format_, text, {plan_.rows[i].number, plan_.runs, plan_.sweep});
    places_[i] = sorted.append_row(text);
  }
  sorted.finish();
  end_ = sorted.size();
}

void ResultsFile::finish() {
  const std::unique_ptr<GrowingFile> file = std::exchange(file_, nullptr);
  if (!file) return;
  if (!file->is_at_its_path())
    throw DataError(shown_path(path_) + " has been moved or removed by another program, with the rows in it",
                    "move it back, and the same command goes on; without it, the sweep begins again");
  if (is_complete() && !is_sorted()) replace(false);
  file->finish();
}

}  // namespace nntrain
