#include "report/log_file.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <utility>

#include <fmt/format.h>

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

LogFile::LogFile(const std::string& path, std::vector<std::string> parts, bool with_accuracy,
                 const std::string& metric, bool with_restart, bool with_prefix, const SavedCheckpoint* from)
    : path_(path),
      file_(path),
      json_lines_(path.ends_with(".jsonl")),
      parts_(std::move(parts)),
      with_accuracy_(with_accuracy),
      with_metric_(metric != "loss" && metric != "accuracy"),
      with_restart_(with_restart) {
  if (with_restart) names_.emplace_back("start");
  names_.emplace_back("iteration");
  for (const std::string& part : parts_) {
    const std::string prefix = part == "train" ? "" : part + "_";
    names_.push_back(prefix + "loss");
    if (with_accuracy) names_.push_back(prefix + "accuracy");
    if (with_metric_) names_.push_back(prefix + metric);
  }
  for (std::string& name : names_) name = json_lines_ ? json_text(name) : csv_cell(printable(name, 1000));
  if (with_prefix || from != nullptr) hash_.emplace();
  if (from != nullptr && file_.is_regular()) keep_rows(*from);
  file_.cut(bytes_);
}

LogFile::Place LogFile::place_of(const Checkpoint& checkpoint) {
  const SeriesState& search = checkpoint.search;  // what a log tells
  return {search.next, search.state ? search.state->iterations : 0};
}

/// Finds the rows of the run in the checkpoint.
void LogFile::keep_rows(const SavedCheckpoint& from) {
  const Place place = place_of(from.checkpoint);
  const std::string where = place.iteration > 0 ? fmt::format("iteration {}", place.iteration)
                                                : fmt::format("start {}", place.restart + 1);
  const std::uint64_t size = file_.size();
  if (size == 0) {
    if (place > Place())
      gap_ = fmt::format("{} begins at {}: there are no rows from before", shown_path(path_), where);
    return;
  }
  if (from.log && size >= from.log->bytes) take_bytes(from.log->bytes);
  if (!from.log || bytes_ < from.log->bytes || hash_->hex() != from.log->sha256) {
    const std::string why = !from.log                            ? "that run had none"
                            : bytes_ == 0 && from.log->bytes > 0 ? "it is shorter"
                                                                 : "it has other rows";
    throw DataError(
        fmt::format("{} is not the log of the run in {}: {}", shown_path(path_), shown_path(from.path), why),
        "name another file:  --log FILE");
  }
  stored_ = from.log;
  if (!from.log->is_whole) gap_ = fmt::format("{} lacks rows before {}", shown_path(path_), where);
}

/// Counts the first `size` bytes of the file as kept.
void LogFile::take_bytes(std::uint64_t size) {
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

std::string LogFile::row_of(const std::vector<std::string>& values) const {
  if (!json_lines_) return join(values, ",", std::string::npos) + "\n";
  std::vector<std::string> members;
  for (std::size_t i = 0; i < values.size(); ++i)
    members.push_back(fmt::format("{}: {}", names_[i], values[i]));
  return "{" + join(members, ", ", std::string::npos) + "}\n";
}

/// Counts the last row among the bytes before the next one.
void LogFile::settle_last_row() {
  if (hash_) hash_->update(last_row_);
  bytes_ += last_row_.size();
  last_row_.clear();
}

void LogFile::on_iteration(const IterationView& view) {
  if (lost_) return;
  const auto text = [this](double value) {
    return json_lines_ && !std::isfinite(value) ? "null" : shortest(value);
  };
  std::vector<std::string> values;
  if (with_restart_) values.push_back(std::to_string(view.restart + 1));
  values.push_back(std::to_string(view.iteration));
  for (const std::string& part : parts_) {
    const Split* const split = find_split(view.monitor.splits(), part);
    values.push_back(text(view.monitor.loss(*split)));
    if (with_accuracy_) values.push_back(text(view.monitor.accuracy(*split)));
    if (with_metric_) values.push_back(text(view.monitor.watched(*split)));
  }
  settle_last_row();
  last_row_ = row_of(values);
  if (bytes_ == 0 && !json_lines_) last_row_.insert(0, join(names_, ",", std::string::npos) + "\n");
  last_ = {view.restart, view.iteration};
  try {
    file_.append(last_row_);
  } catch (const DataError&) {
    lost_ = std::current_exception();
  }
}

std::optional<LogPrefix> LogFile::prefix(const Checkpoint& checkpoint) {
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

std::exception_ptr LogFile::finish() {
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
