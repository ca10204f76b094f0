#include "dataset/feature_ranges.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <vector>

#include "base/error.hpp"
#include "base/workers.hpp"
#include "dataset/table_builder.hpp"

namespace nntrain {
namespace {

/// Each range needs memory.
constexpr std::size_t kMostRangeThreads = 64;

/// Threads read ranges in file order. A range goes through three steps: it is read from where a record seems
/// to start; in file order, this start is checked and its records are numbered; then the work is done. The
/// thread that completes the first range that is not finished yet finishes this one and those after it.
class RangeWorker {
 public:
  /// Keeps references to all.
  RangeWorker(RangeParts& parts, const ReadOptions& options, const RangeWork& work)
      : parts_(parts),
        work_(work),
        chain_(parts),
        threads_(threads_for(options)),
        end_(parts.ranges()),
        is_worked_on_(places_for(options)),
        records_(is_worked_on_.size()) {
    for (std::size_t i = 0; i < is_worked_on_.size(); ++i) {
      readers_.emplace_back(parts.first().plan, parts.missing());
    }
  }

  RangesFinished run() {
    const std::size_t ranges = end_;
    Workers workers(std::min(threads_, ranges));
    workers.run(ranges, [this](std::size_t number, std::size_t thread) { take(number, thread); });
    return {finished_records_, finished_ == ranges};
  }

 private:
  std::size_t place(std::size_t number) const { return number % is_worked_on_.size(); }

  /// Waits until a range may take the next step, or an earlier one has ended all. False then.
  template <typename F>
  bool wait_until(std::size_t number, const F& may_go_on) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return number >= end_ || may_go_on(); });
    return number < end_;
  }

  /// Lets no range from `number` on take a step.
  void end_before(std::size_t number) {
    const std::lock_guard lock(mutex_);
    end_ = std::min(end_, number);
    moved_.notify_all();
  }

  void take(std::size_t number, std::size_t thread) {
    try {
      if (!read(number) || !check(number) || !work(number, thread)) return;
    } catch (const std::exception&) {  // one reader will tell it
      return end_before(number);
    }
    finish(number);
  }

  bool read(std::size_t number) {
    if (!wait_until(number, [&] { return number < finished_ + is_worked_on_.size(); })) return false;
    PartToRead& part = parts_.part_of(number);
    {
      const std::lock_guard lock(mutex_);
      if (!open_again(part)) throw DataError("a file has changed");
    }
    readers_[place(number)].read(parts_, number);
    return true;
  }

  /// Sees to it that a range begins where the one before it ends, and numbers its records.
  bool check(std::size_t number) {
    if (!wait_until(number, [&] { return number == checked_; })) return false;
    RangeReader& reader = readers_[place(number)];
    if (!chain_.take(reader, number)) throw DataError("a range cannot be read");
    const std::lock_guard lock(mutex_);
    records_[place(number)] = {checked_records_, reader.rows().read};
    checked_records_ += reader.rows().read;
    ++checked_;
    moved_.notify_all();
    return true;
  }

  bool work(std::size_t number, std::size_t thread) {
    Table rows = rows_in_range(parts_, readers_[place(number)]);
    work_.work({rows, records_[place(number)].before, place(number), thread});
    return true;
  }

  void finish(std::size_t number) {
    std::unique_lock lock(mutex_);
    is_worked_on_[place(number)] = true;
    if (is_finishing_) return;
    is_finishing_ = true;
    while (finished_ < end_ && is_worked_on_[place(finished_)]) {
      lock.unlock();
      try {
        work_.finish(place(finished_));
      } catch (...) {
        end_before(0);
        throw;
      }
      lock.lock();
      is_worked_on_[place(finished_)] = false;
      finished_records_ += records_[place(finished_)].count;
      ++finished_;
      moved_.notify_all();
    }
    is_finishing_ = false;
  }

  struct Records {
    std::size_t before;
    std::size_t count;
  };

  RangeParts& parts_;
  const RangeWork& work_;
  RangeChain chain_;
  std::size_t threads_;
  std::deque<RangeReader> readers_;

  std::mutex mutex_;  // guards the members below, and opens the files
  std::condition_variable moved_;
  std::size_t end_;                 // ranges from here on take no step
  std::vector<bool> is_worked_on_;  // by place; not finished yet
  std::vector<Records> records_;    // by place
  std::size_t checked_ = 0;         // number of ranges
  std::size_t checked_records_ = 0;
  std::size_t finished_ = 0;  // number of ranges
  std::size_t finished_records_ = 0;
  bool is_finishing_ = false;
};

}  // namespace

std::size_t threads_for(const ReadOptions& options) {
  return std::min(threads_asked(options.threads), kMostRangeThreads);
}

std::size_t places_for(const ReadOptions& options) {
  return 2 * threads_for(options);
}

Table rows_in_range(RangeParts& parts, RangeReader& reader) {
  Table rows = parts.first().table.without_rows();
  TableBuilder builder(parts.first().plan, rows);
  builder.found() = reader.found();
  builder.append(reader.rows());
  builder.finish_columns();
  return rows;
}

RangesFinished work_on_ranges(RangeParts& parts, const ReadOptions& options, const RangeWork& work) {
  return RangeWorker(parts, options, work).run();
}

}  // namespace nntrain
