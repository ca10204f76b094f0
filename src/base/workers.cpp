#include "base/workers.hpp"

#include <algorithm>
#include <new>
#include <system_error>

#include "base/limits.hpp"
#include "base/processors.hpp"

namespace nntrain {
namespace {

constexpr int kSpins = 1000;        // some ten microseconds
constexpr int kYields = 200;        // some hundred, if no other thread wants to run
constexpr int kPatience = 40;       // about one: so long the caller waits before it takes tasks of others
constexpr int kLongPatience = 400;  // and the others: their looks cost the caller time

/// Tells the processor that this thread waits in a loop.
void pause_briefly() {
#if defined(__x86_64__)
  asm volatile("pause");
#elif defined(__aarch64__)
  asm volatile("isb");
#endif
}

/// Whether `is_so` of the value holds within `spins` looks at it.
template <typename T, typename F>
bool holds_soon(const std::atomic<T>& value, int spins, const F& is_so) {
  for (int spin = 0; spin < spins; ++spin) {
    if (is_so(value.load(std::memory_order_acquire))) return true;
    pause_briefly();
  }
  return false;
}

template <typename T>
bool changes_soon(const std::atomic<T>& value, T old, int spins) {
  return holds_soon(value, spins, [old](T now) { return now != old; });
}

/// Waits until `value` differs from `old`: first it spins, then it lets other threads run, then it sleeps,
/// and tells so in `asleep`. Who changes the value and then finds nobody asleep need not wake anybody: both
/// are sequentially consistent.
template <typename T>
void wait_for_change(const std::atomic<T>& value, T old, std::atomic<int>& asleep) {
  if (changes_soon(value, old, kSpins)) return;
  for (int i = 0; i < kYields; ++i) {
    if (value.load(std::memory_order_acquire) != old) return;
    std::this_thread::yield();
  }
  asleep.fetch_add(1);
  value.wait(old);
  asleep.fetch_sub(1);
}

}  // namespace

/// The number of a loop, whether it is spread, and its number of tasks, in one word: a thread that wakes up
/// late, between two loops or in a later one, never takes a task twice. The number grows by 1 each time, for
/// years.
class Workers::Round {
 public:
  static constexpr std::uint64_t kMostTasks = 0xffff;

  explicit Round(std::uint64_t word) : word_(word) {}
  Round next(std::uint64_t tasks, bool is_spread) const {
    return Round(((number() + 1) << kNumberShift) | (is_spread ? kSpread : 0) | tasks);
  }

  std::uint64_t word() const { return word_; }
  std::uint64_t tasks() const { return word_ & kMostTasks; }
  /// Whether a thread that has seen `other` has missed one between them.
  bool is_after_next(const Round& other) const { return number() > other.number() + 1; }
  bool is_spread() const { return (word_ & kSpread) != 0; }

  /// Takes a task of a share of `size` tasks: its number there, or `size` if none is left.
  std::uint64_t take(std::atomic<std::uint64_t>& taken, std::uint64_t size) const {
    std::uint64_t old = taken.load(std::memory_order_relaxed);
    for (;;) {
      const std::uint64_t its_number = old >> kNumberShift;
      if (its_number > number()) return size;  // this round is over
      const std::uint64_t count = its_number == number() ? old & kMostTasks : 0;
      if (count == size) return size;
      if (taken.compare_exchange_weak(old, number() << kNumberShift | (count + 1), std::memory_order_acq_rel,
                                      std::memory_order_relaxed))
        return count;
    }
  }

 private:
  static constexpr int kNumberShift = 17;
  static constexpr std::uint64_t kSpread = 0x10000;

  std::uint64_t number() const { return word_ >> kNumberShift; }

  std::uint64_t word_;
};

Workers::Workers(std::size_t threads, Sharing sharing, Ranks& ranks)
    : sharing_(sharing), ranks_(ranks), shares_(threads) {
  caller_processor_.store(this_processor(), std::memory_order_relaxed);
  threads_.reserve(threads - 1);
  try {
    for (std::size_t thread = 1; thread < threads; ++thread) {
      threads_.emplace_back([this, thread] { work(thread); });
    }
  } catch (const std::system_error&) {  // the system starts no more: a limit of processes, or of memory
  } catch (const std::bad_alloc&) {
  }
}

Workers::~Workers() {
  is_over_.store(true, std::memory_order_relaxed);
  begin(Round(round_.load(std::memory_order_relaxed)).next(0, false));
  for (std::thread& thread : threads_) thread.join();
}

Workers& Workers::caller() {
  static Workers workers(1);
  return workers;
}

/// Does the tasks of a share until none is left. Returns how many it has done.
std::uint64_t Workers::take_share(const Round& round, std::size_t share, std::size_t thread) {
  const std::uint64_t shares = round.is_spread() ? shares_.size() : 1;
  const std::uint64_t begin = round.tasks() * share / shares;
  const std::uint64_t size = round.tasks() * (share + 1) / shares - begin;
  for (std::uint64_t done = 0;; ++done) {
    const std::uint64_t taken = round.take(shares_[share].taken, size);
    if (taken == size) return done;
    const std::size_t number = loop_.first + begin + taken;  // of this round: it cannot end before this task
    try {
      loop_.task(number, thread);
    } catch (...) {
      loop_.failure->note(number);
    }
  }
}

std::uint64_t Workers::take_from_others(const Round& round, std::size_t thread) {
  std::uint64_t done = 0;
  for (std::size_t k = 1; k < shares_.size(); ++k) {
    done += take_share(round, (thread + k) % shares_.size(), thread);
  }
  return done;
}

void Workers::note_done(std::uint64_t tasks) {
  if (tasks == 0) return;
  done_.fetch_add(tasks);
  if (caller_asleep_.load() > 0) done_.notify_one();
}

/// Moves a thread that has been late to another processor, if the caller holds its own.
void Workers::leave_caller(std::size_t thread) {
  const int processor = caller_processor_.load(std::memory_order_relaxed);
  if (processor >= 0 && this_processor() == processor) move_away_from(processor, thread);
}

void Workers::work(std::size_t thread) {
  move_away_from(caller_processor_.load(std::memory_order_relaxed), thread);
  std::uint64_t seen = 0;
  for (;;) {
    wait_for_change(round_, seen, asleep_);
    const Round before(seen);
    seen = round_.load(std::memory_order_acquire);
    if (is_over_.load(std::memory_order_relaxed)) return;
    const Round round(seen);
    if (round.is_after_next(before)) leave_caller(thread);
    note_done(take_share(round, round.is_spread() ? thread : 0, thread));
    if (round.is_spread() && !changes_soon(round_, seen, kLongPatience))
      note_done(take_from_others(round, thread));
  }
}

void Workers::Failure::note(std::size_t failed) {
  const std::lock_guard lock(noting);
  if (thrown && task < failed) return;
  task = failed;
  thrown = std::current_exception();
}

void Workers::begin(const Round& round) {
  if (round.is_spread()) {
    // Who falls asleep at this moment may miss the round: the caller does its tasks. An exchange would wait
    // for the line of the cache.
    round_.store(round.word(), std::memory_order_release);
  } else {
    round_.exchange(round.word());
  }
  if (asleep_.load() > 0) round_.notify_all();
}

void Workers::wait_until_done(std::uint64_t goal) {
  for (std::uint64_t done = done_.load(std::memory_order_acquire); done != goal;
       done = done_.load(std::memory_order_acquire)) {
    wait_for_change(done_, done, caller_asleep_);
  }
}

void Workers::run_round(const Loop& loop, std::size_t tasks, bool is_spread) {
  loop_ = loop;
  caller_processor_.store(this_processor(), std::memory_order_relaxed);
  const Round round = Round(round_.load(std::memory_order_relaxed)).next(tasks, is_spread);
  begin(round);
  std::uint64_t own = take_share(round, 0, 0);
  // A thread that has not woken up yet has no task. Nobody waits for it.
  const auto goal = [&] { return done_before_ + (tasks - own); };
  if (is_spread && !holds_soon(done_, kPatience, [&](std::uint64_t done) { return done == goal(); }))
    own += take_from_others(round, 0);
  wait_until_done(goal());
  done_before_ = goal();
}

void Workers::run_all(std::size_t tasks, Task task, bool is_spread) {
  Failure failure;
  if (threads_.empty() || tasks < 2 || is_busy_.exchange(true, std::memory_order_acquire)) {
    for (std::size_t t = 0; t < tasks; ++t) {
      try {
        task(t, 0);
      } catch (...) {
        failure.note(t);
      }
    }
  } else {
    for (std::size_t first = 0; first < tasks; first += Round::kMostTasks) {
      run_round({task, &failure, first}, std::min<std::size_t>(Round::kMostTasks, tasks - first), is_spread);
    }
    is_busy_.store(false, std::memory_order_release);
  }
  if (failure.thrown) std::rethrow_exception(failure.thrown);
}

void Workers::run(std::size_t tasks, Task task) {
  run_all(tasks, task, false);
}

void Workers::spread(std::size_t tasks, Task task) {
  run_all(tasks, task, true);
}

void Workers::side_by_side(std::size_t tasks,
                           const std::function<void(std::size_t task, Workers& own)>& task) {
  run(tasks, [&](std::size_t t, std::size_t) {
    Workers one(1);
    task(t, tasks == 1 ? *this : one);
  });
}

std::size_t available_threads() {
  return thread_limit();
}

std::size_t threads_asked(std::size_t number) {
  return number > 0 ? number : available_threads();
}

Sharing sharing_asked(std::size_t number) {
  return number > 0 ? Sharing::kAlways : Sharing::kIfFaster;
}

}  // namespace nntrain
