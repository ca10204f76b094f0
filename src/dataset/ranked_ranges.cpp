#include "dataset/ranked_ranges.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <vector>

#include "base/shared_errors.hpp"
#include "base/workers.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kLeastRangesPerTurn = 8;  // 2 MiB, so that ranks seldom talk

/// How far a rank has come with its ranges of a turn.
struct RankedTurn {
  std::size_t count = 0;    ///< ranges to read
  std::size_t ranges = 0;   ///< that are read, or worked on; fewer where one cannot be
  std::size_t records = 0;  ///< in these
  std::size_t begin = 0;    ///< where their records begin in their file, and end
  std::size_t end = 0;
  bool is_guess = false;  ///< the start of the first range is not known

  bool is_whole() const { return ranges == count; }
};

class RankedRanges {
 public:
  /// Keeps references to all.
  RankedRanges(Ranks& ranks, RangeParts& parts, const ReadOptions& options, const RankedWork& work)
      : ranks_(ranks),
        parts_(parts),
        work_(work),
        workers_(threads_for(options)),
        most_(ranges_per_turn()),
        before_(most_),
        texts_(most_) {
    for (std::size_t i = 0; i < most_; ++i) readers_.emplace_back(parts.first().plan, parts.missing());
  }

  RangesFinished run() {
    RangesFinished done;
    while (next_ < parts_.ranges()) {
      read_turn();
      done.rows += work_on_turn(done.rows);
      if (has_stopped_) return done;
      const std::size_t read = first();
      const std::size_t last = read + count();
      next_ += most_ * ranks_.size();
      for (std::size_t range = read; range < last; ++range) close_unless_next(parts_.part_of(range));
    }
    done.are_all = true;
    return done;
  }

 private:
  /// Several for each thread, but as many for each rank.
  std::size_t ranges_per_turn() const {
    const std::size_t several = std::max(ranks_.most(2 * workers_.size()), kLeastRangesPerTurn);
    return std::min(several, (parts_.ranges() + ranks_.size() - 1) / ranks_.size());
  }

  /// The ranges of this rank in the turn, from first() on.
  std::size_t first() const { return std::min(next_ + ranks_.rank() * most_, parts_.ranges()); }
  std::size_t count() const { return std::min(most_, parts_.ranges() - first()); }

  /// All ranks read; then, in file order, one that has begun at another place than where the one before has
  /// ended reads again. So turns_ is known on all ranks, up to one that is not whole.
  void read_turn() {
    std::optional<std::size_t> begin;
    if (ranks_.is_first()) begin = end_;
    turns_ = ranks_.gather_one(read(begin));
    for (std::size_t rank = 0; rank < turns_.size(); ++rank) {
      const RankedTurn& turn = turns_[rank];
      if (turn.count == 0) continue;
      if (turn.is_guess && turn.begin != end_) {
        turns_[rank] = ranks_.gather_one(rank == ranks_.rank() ? read(end_) : RankedTurn())[rank];
      }
      end_ = turns_[rank].end;
      if (!turns_[rank].is_whole()) return;
    }
  }

  /// Reads the ranges; the first begins at `begin`, or where a record seems to start.
  RankedTurn read(std::optional<std::size_t> begin) {
    RankedTurn turn{count()};
    if (turn.count == 0) return turn;
    try {
      workers_.run(turn.count, [this](std::size_t i, std::size_t) { read_one(i); });
      turn.is_guess = !begin && !parts_.begins_file(first());
      turn.begin = begin.value_or(turn.is_guess ? readers_.front().begin() : 0);
      chain(turn);
    } catch (const std::exception&) {  // one reader will tell it
    }
    return turn;
  }

  /// Closes a file that this rank does not read in the next turn.
  void close_unless_next(PartToRead& part) const {
    if (part.end_range <= first()) part.file.reset();
  }

  void read_one(std::size_t i) {
    PartToRead& part = parts_.part_of(first() + i);
    {
      const std::lock_guard lock(opening_);
      if (!open_again(part)) return;
    }
    readers_[i].read(parts_, first() + i);
  }

  /// Sees to it that each range begins where the one before it ends, and numbers their records.
  void chain(RankedTurn& turn) {
    RangeChain chain(parts_);
    chain.begin_at(turn.begin);
    for (std::size_t i = 0; i < turn.count; ++i) {
      if (!parts_.part_of(first() + i).file || !chain.take(readers_[i], first() + i)) return;
      before_[i] = turn.records;
      turn.records += chain.has_records() ? readers_[i].rows().read : 0;
      turn.end = chain.end();
      ++turn.ranges;
    }
  }

  /// Works on what was read, and finishes it. Returns the number of records that were finished.
  std::size_t work_on_turn(std::size_t records) {
    std::size_t own = records;
    for (std::size_t rank = 0; rank < ranks_.rank() && turns_[rank].is_whole(); ++rank)
      own += turns_[rank].records;
    const std::vector<RankedTurn> worked = ranks_.gather_one(work_on_own(own));
    std::size_t finished = 0;
    std::size_t senders = 0;
    while (senders < worked.size() && !has_stopped_) {
      finished += worked[senders].records;
      has_stopped_ = !worked[senders++].is_whole();
    }
    std::exception_ptr lost;
    for (std::size_t rank = 0; rank < senders; ++rank) hand_over(rank, worked[rank].ranges, lost);
    throw_together(ranks_, lost);
    return finished;
  }

  /// Works on the ranges of this rank, before which there are `records` others.
  RankedTurn work_on_own(std::size_t records) {
    const RankedTurn read = turns_[ranks_.rank()];
    std::vector<char> is_done(read.ranges);
    try {
      workers_.run(read.ranges, [&](std::size_t i, std::size_t thread) {
        Table rows = rows_in_range(parts_, readers_[i]);
        texts_[i] = work_.work({rows, records + before_[i], 0, thread});
        is_done[i] = 1;
      });
    } catch (const std::exception&) {  // one reader will tell it
    }
    RankedTurn worked{read.count};
    while (worked.ranges < read.ranges && is_done[worked.ranges] != 0) ++worked.ranges;
    worked.records = worked.ranges < read.ranges ? before_[worked.ranges] : read.records;
    return worked;
  }

  /// Rank 0 finishes what `rank` has of so many ranges. `lost`: why it cannot.
  void hand_over(std::size_t rank, std::size_t ranges, std::exception_ptr& lost) {
    for (std::size_t i = 0; i < ranges; ++i) {
      if (rank > 0 && ranks_.rank() == rank) {
        const std::size_t size = texts_[i].size();
        ranks_.send(0, std::as_bytes(std::span(&size, 1)));
        ranks_.send(0, texts_[i]);
      }
      if (ranks_.is_first()) finish(rank == 0 ? texts_[i] : received_from(rank), lost);
    }
  }

  Ranks::Bytes received_from(std::size_t rank) {
    std::size_t size = 0;
    ranks_.receive(rank, std::as_writable_bytes(std::span(&size, 1)));
    Ranks::Bytes bytes(size);
    ranks_.receive(rank, bytes);
    return bytes;
  }

  void finish(const Ranks::Bytes& bytes, std::exception_ptr& lost) const {
    if (lost) return;
    try {
      work_.finish(bytes);
    } catch (const std::exception&) {
      lost = std::current_exception();
    }
  }

  Ranks& ranks_;
  RangeParts& parts_;
  const RankedWork& work_;
  Workers workers_;
  std::size_t most_;          // ranges of a rank in a turn
  std::size_t next_ = 0;      // the first range of the turn
  std::size_t end_ = 0;       // of the records before the turn, in their file
  bool has_stopped_ = false;  // a range must be read in order
  std::deque<RangeReader> readers_;
  std::vector<std::size_t> before_;  // by range: records before it on this rank, in the turn
  std::vector<Ranks::Bytes> texts_;  // by range
  std::vector<RankedTurn> turns_;    // by rank: what was read
  std::mutex opening_;               // of files
};

}  // namespace

RangesFinished work_on_ranges(Ranks& ranks, RangeParts& parts, const ReadOptions& options,
                              const RankedWork& work) {
  return RankedRanges(ranks, parts, options, work).run();
}

bool have_same_ranges(Ranks& ranks, const std::optional<RangeParts>& parts) {
  struct Sizes {
    std::size_t bytes = 0;
    std::size_t ranges = 0;
  };
  const std::vector<Sizes> all = ranks.gather_one(parts ? Sizes{parts->bytes(), parts->ranges()} : Sizes());
  return std::all_of(all.begin(), all.end(), [&](const Sizes& one) {
    return one.ranges > 0 && one.ranges == all.front().ranges && one.bytes == all.front().bytes;
  });
}

}  // namespace nntrain
