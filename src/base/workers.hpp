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
/// they sleep, so that short loops that follow each other closely pay, too. Who comes while they are at work,
/// be it a task of theirs or another thread, does its tasks by itself.
class Workers {
 public:
  /// What task number `task` does on thread number `thread` (0 is the caller's).
  using Task = std::function<void(std::size_t task, std::size_t thread)>;

  /// `threads` >= 1 of them, the caller's among them.
  explicit Workers(std::size_t threads);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// The calling thread alone.
  static Workers& caller();

  std::size_t size() const { return threads_.size() + 1; }

  /// Does the tasks 0 .. tasks - 1, each once, on whatever thread is free; returns when all are done. Which
  /// thread does which task may differ from call to call, so that no result may depend on it. Throws what the
  /// failed task of the lowest number has thrown, when all are done.
  void run(std::size_t tasks, const Task& task);

  /// The same for long tasks that could use threads themselves: as many tasks at a time as there are threads,
  /// each on workers of one thread; a single task on all of these.
  void side_by_side(std::size_t tasks, const std::function<void(std::size_t task, Workers& own)>& task);

 private:
  /// The failed task of the lowest number, and what it threw.
  struct Failure {
    std::mutex noting;
    std::size_t task = 0;
    std::exception_ptr thrown;

    void note(std::size_t failed);  // what is being caught
  };
  void work(std::size_t thread);
  void take_tasks(std::size_t thread);

  // Of claims_: the number of tasks in the upper half, the task that is taken next in the lower one. One
  // word, so that a thread that wakes up late, between two loops or within a later one, never takes a task
  // twice.
  static constexpr int kNumberBits = 32;
  static constexpr std::uint64_t kNumberMask = 0xffffffffU;

  std::vector<std::thread> threads_;
  std::atomic<bool> is_busy_{false};  // with a loop
  const Task* task_ = nullptr;
  Failure* failure_ = nullptr;
  std::atomic<std::uint64_t> claims_{0};
  std::atomic<std::uint64_t> done_{0};  // tasks of the present loop
  std::atomic<std::uint64_t> loop_{0};  // counts the loops; the threads wait for the next one
  std::atomic<bool> is_over_{false};
};

/// How many threads this process may run at a time.
std::size_t available_threads();

/// As many as were asked for; 0: as many as there are.
std::size_t threads_asked(std::size_t number);

}  // namespace nntrain
