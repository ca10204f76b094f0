#include "dataset/parallel_reader.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "base/resources.hpp"
#include "base/workers.hpp"
#include "dataset/open_table.hpp"

namespace nntrain {
namespace {

/// More threads would wait: one thread at a time joins ranges. Each range also needs memory.
constexpr std::size_t kMostThreads = 16;
constexpr std::size_t kRangesPerCheck = 16;  // ranges

}  // namespace

ParallelReader::ParallelReader(RangeParts& parts, const ReadOptions& options, RangeSpan span)
    : parts_(parts),
      chain_(parts),
      options_(options),
      open_(parts.first()),
      span_(span),
      all_bytes_(bytes_of_span()),
      threads_(
          std::min({threads_asked(options.threads), kMostThreads, std::max<std::size_t>(span.size(), 1)})),
      builder_(open_.plan, open_.table),
      is_read_(2 * threads_),
      joined_(span.begin) {
  for (std::size_t i = 0; i < is_read_.size(); ++i) readers_.emplace_back(open_.plan, parts.missing());
}

std::size_t ParallelReader::bytes_of_span() const {
  std::size_t bytes = 0;
  for (std::size_t number = span_.begin; number < span_.end; ++number) {
    const Range range = parts_.bytes_of(parts_.part_of(number), number);
    bytes += range.end - range.begin;
  }
  return bytes;
}

bool ParallelReader::read(std::optional<std::size_t> begin) {
  if (span_.size() == 0) return true;
  begin_ = parts_.begins_file(span_.begin) ? 0 : begin;
  if (begin_) chain_.begin_at(*begin_);
  Workers workers(threads_);
  workers.run(span_.size(), [this](std::size_t task, std::size_t) { read_one(span_.begin + task); });
  return !has_failed_;
}

void ParallelReader::read_one(std::size_t number) {
  PartToRead& part = parts_.part_of(number);
  {
    std::unique_lock lock(mutex_);
    is_joined_.wait(lock, [&] { return has_failed_ || number < joined_ + is_read_.size(); });
    if (!has_failed_ && !open_again(part)) {
      has_failed_ = true;
      is_joined_.notify_all();
    }
    if (has_failed_) return;
  }
  readers_[place(number)].read(parts_, number);
  std::unique_lock lock(mutex_);
  is_read_[place(number)] = true;
  if (is_joining_) return;
  is_joining_ = true;
  while (!has_failed_ && is_read_[place(joined_)]) {
    lock.unlock();
    const bool is_in_order = join(joined_);
    lock.lock();
    is_read_[place(joined_)] = false;
    ++joined_;
    if (!is_in_order) has_failed_ = true;
    is_joined_.notify_all();
  }
  is_joining_ = false;
}

/// Appends the next range to the table. One thread at a time calls it. False on failure.
bool ParallelReader::join(std::size_t number) {
  try {
    return (begin_ || find_begin(number)) && append(number);
  } catch (const std::exception&) {
    return false;
  }
}

/// Takes for the start what seems to be one. False if there is none in the range.
bool ParallelReader::find_begin(std::size_t number) {
  RangeReader& reader = readers_[place(number)];
  reader.seek(parts_, number);
  if (reader.has_failed() || reader.begin() >= parts_.bytes_of(parts_.part_of(number), number).end)
    return false;
  begin_ = reader.begin();
  chain_.begin_at(*begin_);
  return true;
}

bool ParallelReader::append(std::size_t number) {
  PartToRead& part = parts_.part_of(number);
  if (number == part.first_range) {
    open_.table.parts.push_back({part.plan.path, lines_});
    if (options_.sha256) hash_.emplace();
  }
  if (number % kRangesPerCheck == 0 && is_memory_short())
    return false;  // one reader will tell how far it came
  RangeReader& reader = readers_[place(number)];
  if (!chain_.take(reader, number)) return false;
  const Range range = parts_.bytes_of(part, number);
  bytes_before_ += range.end - range.begin;
  if (chain_.has_records() && !append(reader)) return false;
  if (hash_ && number + 1 == part.end_range) open_.table.parts.back().sha256 = hash_->hex();
  return true;
}

bool ParallelReader::append(RangeReader& reader) {
  if (hash_) hash_->update(reader.lines().text_from(chain_.begin()));
  if (!builder_.join(reader.found(), reader.rows(), lines_)) return false;
  lines_ += reader.lines().line();
  if (options_.progress) options_.progress({bytes_before_, all_bytes_, open_.table.rows_read});
  return true;
}

std::optional<Table> read_in_ranges(const ReadOptions& options, const Table* first, const RangeSizes& sizes) {
  InputPlace input(options.path);
  std::optional<RangeParts> parts = RangeParts::open(options, first, sizes);
  if (!parts) return {};
  input.go_back();
  {
    ParallelReader reader(*parts, options, {0, parts->ranges()});
    if (!reader.read()) return {};
    reader.builder().finish();
  }
  input.pass_over();
  if (options.sha256) parts->first().table.join_hashes();
  return std::move(parts->first().table);
}

}  // namespace nntrain
