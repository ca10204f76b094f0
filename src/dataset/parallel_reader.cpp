#include "dataset/parallel_reader.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <utility>
#include <vector>

#include "base/resources.hpp"
#include "base/sha256.hpp"
#include "base/workers.hpp"
#include "dataset/open_table.hpp"
#include "dataset/range_reader.hpp"
#include "dataset/table_builder.hpp"

namespace nntrain {
namespace {

/// More threads would wait: one thread at a time joins ranges. Each range also needs memory.
constexpr std::size_t kMostThreads = 16;
constexpr std::size_t kRangesPerCheck = 16;  // ranges

/// Threads read ranges in file order and at most 2 * threads_ ranges ahead. The thread that completes the
/// first range that is not in the table yet appends this one and the complete ones after it.
class ParallelReader {
 public:
  /// Keeps references to both.
  ParallelReader(RangeParts& parts, const ReadOptions& options)
      : parts_(parts),
        chain_(parts),
        options_(options),
        open_(parts.first()),
        all_bytes_(parts.bytes()),
        count_(parts.ranges()),
        threads_(std::min({threads_asked(options.threads), kMostThreads, count_})),
        builder_(open_.plan, open_.table),
        is_read_(2 * threads_) {
    for (std::size_t i = 0; i < is_read_.size(); ++i) readers_.emplace_back(open_.plan, parts.missing());
  }

  /// False if one reader must read the files in order.
  bool read() {
    Workers workers(threads_);
    workers.run(count_, [this](std::size_t number, std::size_t) { read_one(number); });
    if (has_failed_) return false;
    builder_.finish();
    if (options_.sha256) open_.table.join_hashes();
    return true;
  }

 private:
  std::size_t place(std::size_t number) const { return number % is_read_.size(); }

  void read_one(std::size_t number) {
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
  bool join(std::size_t number) {
    try {
      return append(number);
    } catch (const std::exception&) {
      return false;
    }
  }

  bool append(std::size_t number) {
    PartToRead& part = parts_.part_of(number);
    if (number == part.first_range) {
      open_.table.parts.push_back({part.plan.path, lines_});
      if (options_.sha256) hash_.emplace();
    }
    if (number % kRangesPerCheck == 0 && is_memory_short())
      return false;  // one reader will tell how far it came
    RangeReader& reader = readers_[place(number)];
    if (!chain_.take(reader, number)) return false;
    if (chain_.has_records() && !append(reader)) return false;
    if (number + 1 < part.end_range) return true;
    bytes_before_ += part.size;
    if (hash_) open_.table.parts.back().sha256 = hash_->hex();
    return true;
  }

  bool append(RangeReader& reader) {
    if (hash_) hash_->update(reader.lines().text_from(chain_.begin()));
    if (!builder_.join(reader.found(), reader.rows(), lines_)) return false;
    lines_ += reader.lines().line();
    if (options_.progress)
      options_.progress({bytes_before_ + chain_.end(), all_bytes_, open_.table.rows_read});
    return true;
  }

  RangeParts& parts_;
  RangeChain chain_;
  const ReadOptions& options_;
  TablePlan& open_;
  std::size_t all_bytes_;
  std::size_t count_;
  std::size_t threads_;
  TableBuilder builder_;
  std::optional<Sha256> hash_;    // of the file that is joined
  std::size_t lines_ = 0;         // before the next record to append, in all files
  std::size_t bytes_before_ = 0;  // in earlier files
  std::deque<RangeReader> readers_;

  std::mutex mutex_;  // guards the members below, and opens the files
  std::condition_variable is_joined_;
  std::vector<bool> is_read_;  // per reader
  std::size_t joined_ = 0;     // number of ranges
  bool is_joining_ = false;
  bool has_failed_ = false;
};

}  // namespace

std::optional<Table> read_in_ranges(const ReadOptions& options, const Table* first, const RangeSizes& sizes) {
  InputPlace input(options.path);
  std::optional<RangeParts> parts = RangeParts::open(options, first, sizes);
  if (!parts) return {};
  input.go_back();
  if (!ParallelReader(*parts, options).read()) return {};
  input.pass_over();
  return std::move(parts->first().table);
}

}  // namespace nntrain
