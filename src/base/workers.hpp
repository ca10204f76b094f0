#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace nntrain {

/// Threads that share the tasks of one loop after another. They spin for some hundred microseconds before
/// they sleep, so short loops in close succession are fast, too. A call during a loop, from a task or from
/// another thread, runs all its tasks on its own thread.
class Workers {
 public:
  /// The work of task number `task` on thread number `thread`; 0 is the calling thread.
  using Task = std::function<void(std::size_t task, std::size_t thread)>;

  /// `threads` >= 1, including the calling thread; fewer where the system starts no more.
  explicit Workers(std::size_t threads);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// Workers with the calling thread only.
  static Workers& caller();

  std::size_t size() const { return threads_.size() + 1; }

  /// Runs the tasks 0 .. tasks - 1 once each and returns when all are done. The thread of a task can differ
  /// between calls: no result may depend on it. If tasks fail, throws the exception of the one with the
  /// lowest number after all are done.
  void run(std::size_t tasks, const Task& task);

  /// The same for long tasks that can use threads themselves. Each task gets workers with one thread; a
  /// single task gets all of these.
  void side_by_side(std::size_t tasks, const std::function<void(std::size_t task, Workers& own)>& task);

 private:
  /// The failed task with the lowest number and its exception.
  struct Failure {
    std::mutex noting;
    std::size_t task = 0;
    std::exception_ptr thrown;

    void note(std::size_t failed);  // the exception is std::current_exception()
  };
  void work(std::size_t thread);
  void take_tasks(std::size_t thread);

  // claims_ has the number of tasks in the upper half and the next task in the lower half. It is one word: a
  // thread that wakes up late, between two loops or in a later one, never takes a task twice.
  static constexpr int kNumberBits = 32;
  static constexpr std::uint64_t kNumberMask = 0xffffffffU;

  std::vector<std::thread> threads_;
  std::atomic<bool> is_busy_{false};  // a loop is running
  const Task* task_ = nullptr;
  Failure* failure_ = nullptr;
  std::atomic<std::uint64_t> claims_{0};
  std::atomic<std::uint64_t> done_{0};  // tasks of the current loop
  std::atomic<std::uint64_t> loop_{0};  // the number of loops; the threads wait for it to change
  std::atomic<bool> is_over_{false};
};

/// How many threads this process can keep busy, as thread_limit() says.
std::size_t available_threads();

/// `number`, or available_threads() for 0.
std::size_t threads_asked(std::size_t number);

}  // namespace nntrain
