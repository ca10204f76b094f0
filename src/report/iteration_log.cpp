#include "report/iteration_log.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/fail_together.hpp"
#include "base/json_text.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

std::string json_text(const std::string& text) {
  std::string json;
  append_json_text(json, text);
  return json;
}

}  // namespace

IterationLog::IterationLog(const LogKind& kind, const LogTarget& target, std::vector<std::string> names)
    : kind_(kind),
      path_(target.path),
      file_(target.path),
      json_lines_(target.path.ends_with(".jsonl")),
      with_restart_(target.with_restart),
      names_(std::move(names)) {
  names_.insert(names_.begin(), "iteration");
  if (with_restart_) names_.insert(names_.begin(), "start");
  constexpr std::size_t kLongest = 1000;  // characters of a name in CSV
  std::set<std::string> taken;  // an input may be called bias, and two may be equal where they are cut
  for (std::string& name : names_) {
    const std::string unique = free_name(json_lines_ ? name : printable(name, kLongest), taken);
    name = json_lines_ ? json_text(unique) : csv_cell(unique);
  }
  if (!json_lines_) header_ = join(std::exchange(names_, {}), ",", std::string::npos) + "\n";
  if (target.with_prefix || target.from != nullptr) hash_.emplace();
  fail_together([&] {
    if (target.from != nullptr && file_.is_regular() && writes()) keep_rows(*target.from);
  });
  if (!target.with_prefix) hash_.reset();  // it has told the kept rows
}

IterationLog::Place IterationLog::place_of(const Checkpoint& checkpoint) {
  const SeriesState& search = checkpoint.search;  // what a log tells
  return {search.next, search.state ? search.state->iterations : 0};
}

/// Finds the rows of the run in the checkpoint.
void IterationLog::keep_rows(const SavedCheckpoint& from) {
  const Place place = place_of(from.checkpoint);
  const std::string where = place.iteration > 0 ? fmt::format("iteration {}", place.iteration)
                                                : fmt::format("start {}", place.restart + 1);
  const std::optional<LogPrefix>& kept = from.logs.*kind_.prefix_of;
  const std::uint64_t size = file_.size();
  if (size == 0) {
    if (place > Place())
      gap_ = fmt::format("{} begins at {}: there are no rows from before", shown_path(path_), where);
    return;
  }
  if (kept && size >= kept->bytes) take_bytes(kept->bytes);
  if (!kept || bytes_ < kept->bytes || hash_->hex() != kept->sha256) {
    const std::string why = !kept                            ? "that run had none"
                            : bytes_ == 0 && kept->bytes > 0 ? "it is shorter"
                                                             : "it has other rows";
    throw DataError(fmt::format("{} is not {} of the run in {}: {}", shown_path(path_), kind_.what,
                                shown_path(from.path), why),
                    fmt::format("name another file:  --{} FILE", kind_.flag));
  }
  stored_ = kept;
  if (!kept->is_whole) gap_ = fmt::format("{} lacks rows before {}", shown_path(path_), where);
}

/// Counts the first `size` bytes of the file as kept.
void IterationLog::take_bytes(std::uint64_t size) {
  constexpr std::size_t kPiece = std::size_t{1} << 16;
  std::ifstream file(path_, std::ios::binary);
  std::string piece;
  while (bytes_ < size) {
    piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, size - bytes_)));
    if (!file.read(piece.data(), static_cast<std::streamsize>(piece.size()))) break;
    hash_->update(piece);
    bytes_ += piece.size();
  }
}

std::string IterationLog::cell(double value) const {
  return json_lines_ && !std::isfinite(value) ? "null" : shortest(value);
}

std::string IterationLog::row_of(const IterationView& view, std::span<const double> values) const {
  std::string row;
  std::size_t column = 0;
  const auto add = [&](const std::string& text) {
    if (column > 0) row += json_lines_ ? ", " : ",";
    if (json_lines_) row += names_[column] + ": ";
    row += text;
    ++column;
  };
  if (with_restart_) add(std::to_string(view.restart + 1));
  add(std::to_string(view.iteration));
  for (const double value : values) add(cell(value));
  return json_lines_ ? fmt::format("{{{}}}\n", row) : row + "\n";
}

/// Counts the last row among the bytes before the next one.
void IterationLog::settle_last_row() {
  if (hash_) hash_->update(last_row_);
  bytes_ += last_row_.size();
  last_row_.clear();
}

void IterationLog::write(const IterationView& view, std::span<const double> values) {
  if (is_lost()) return;
  settle_last_row();
  last_row_ = row_of(view, values);
  if (bytes_ == 0) last_row_.insert(0, header_);
  std::string().swap(header_);  // of many weights it is large
  last_ = {view.restart, view.iteration};
  try {
    file_.append(last_row_);
  } catch (const DataError&) {
    lost_ = std::current_exception();
  }
}

std::optional<LogPrefix> IterationLog::prefix(const Checkpoint& checkpoint) {
  if (!file_.is_regular()) return {};
  try {
    if (!lost_) file_.sync();
  } catch (const DataError&) {
    lost_ = std::current_exception();
  }
  if (!stored_) stored_ = {0, sha256_of(""), true};
  if (lost_) {
    stored_->is_whole = false;
    return stored_;
  }
  if (last_ < place_of(checkpoint)) settle_last_row();
  stored_ = {bytes_, hash_->hex(), true};
  return stored_;
}

std::exception_ptr IterationLog::finish() {
  if (!lost_) {
    try {
      file_.finish();
    } catch (const DataError&) {
      lost_ = std::current_exception();
    }
  }
  return lost_;
}

}  // namespace nntrain
