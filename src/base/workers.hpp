#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/function_ref.hpp"
#include "base/ranks.hpp"

namespace nntrain {

/// When threads share work that one thread could do as well.
enum class Sharing {
  kAlways,
  kIfFaster,  ///< as ThreadChoice measures
};

/// Threads that share the tasks of one loop after another. Between loops they spin for some ten microseconds,
/// then let others run, and then sleep, so short loops in close succession are fast, too. A call during a
/// loop, from a task or from another thread, runs all its tasks on its own thread.
class Workers {
 public:
  /// Numbers that different threads write stand this many bytes apart, else the threads would wait for one
  /// another: a line of the cache is in one place at a time. Intel's processors fetch lines in pairs.
  static constexpr std::size_t kApart = 128;

  /// The work of task number `task` on thread number `thread`; 0 is the calling thread.
  using Task = FunctionRef<void(std::size_t task, std::size_t thread)>;

  /// `threads` >= 1, including the calling thread; fewer where the system starts no more.
  /// `ranks`: the processes that share the work with these threads.
  explicit Workers(std::size_t threads, Sharing sharing = Sharing::kAlways, Ranks& ranks = Ranks::alone());
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// Workers with the calling thread only.
  static Workers& caller();

  std::size_t size() const { return threads_.size() + 1; }
  /// What the user of these shall do; run() and spread() always share.
  Sharing sharing() const { return sharing_; }
  Ranks& ranks() const { return ranks_; }

  /// Runs the tasks 0 .. tasks - 1 once each, in this order, and returns when all are done. The thread of a
  /// task can differ between calls: no result may depend on it. If tasks fail, throws the exception of the
  /// one with the lowest number after all are done.
  void run(std::size_t tasks, Task task);

  /// The same for short tasks in any order. Each thread begins with a part of the tasks that is the same in
  /// each call, so that what it needs for them is in its cache. When it has done them, it takes those that
  /// others have not begun after a microsecond. An object that `task` refers to should be changed between
  /// calls only where it must be: a change has to go from cache to cache.
  void spread(std::size_t tasks, Task task);

  /// The same as run() for long tasks that can use threads themselves. Each task gets workers with one
  /// thread and no other ranks; a single task gets all of these.
  void side_by_side(std::size_t tasks, const std::function<void(std::size_t task, Workers& own)>& task);

 private:
  /// The failed task with the lowest number and its exception.
  struct Failure {
    std::mutex noting;
    std::size_t task = 0;
    std::exception_ptr thrown;

    void note(std::size_t failed);  // the exception is std::current_exception()
  };
  /// How many tasks of a share are taken, and in which round, in one word.
  struct alignas(kApart) Share {
    std::atomic<std::uint64_t> taken{0};
  };
  class Round;
  /// A loop over the tasks from `first` on.
  struct Loop {
    Task task{};
    Failure* failure = nullptr;
    std::size_t first = 0;
  };

  void run_all(std::size_t tasks, Task task, bool is_spread);
  void run_round(const Loop& loop, std::size_t tasks, bool is_spread);
  void begin(const Round& round);
  void wait_until_done(std::uint64_t goal);
  std::uint64_t take_share(const Round& round, std::size_t share, std::size_t thread);
  std::uint64_t take_from_others(const Round& round, std::size_t thread);
  void note_done(std::uint64_t tasks);
  void leave_caller(std::size_t thread);
  void work(std::size_t thread);

  std::vector<std::thread> threads_;
  Sharing sharing_;
  Ranks& ranks_;
  std::vector<Share> shares_;          // one per thread
  std::atomic<int> asleep_{0};         // threads that wait for round_
  std::atomic<int> caller_asleep_{0};  // whether the caller waits for done_
  std::atomic<bool> is_over_{false};

  // Written by the caller for itself.
  alignas(kApart) std::atomic<bool> is_busy_{false};  // a loop is running
  std::uint64_t done_before_ = 0;                     // done_ at the end of the last round

  // Written by the caller for the others: what they need for a round comes to them together.
  alignas(kApart) std::atomic<std::uint64_t> round_{0};  // see Round; the threads wait for it to change
  Loop loop_;
  std::atomic<int> caller_processor_{-1};

  alignas(kApart) std::atomic<std::uint64_t> done_{0};  // tasks that others than the caller have done, ever
};

/// How many threads this process can keep busy, as thread_limit() says.
std::size_t available_threads();

/// `number`, or available_threads() for 0.
std::size_t threads_asked(std::size_t number);

/// How training shares: `number` threads as they are asked for, but for 0 as it is faster.
Sharing sharing_asked(std::size_t number);

}  // namespace nntrain
