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
/// they sleep, so that short loops that follow each other closely pay, too.
class ThreadPool {
 public:
  /// What task number `task` does on thread number `thread` (0 is the caller's).
  using Task = std::function<void(std::size_t task, std::size_t thread)>;

  /// A pool of `threads` >= 1 threads, the caller's among them.
  explicit ThreadPool(std::size_t threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  /// The pool of the calling thread alone; may be used by several callers at a time.
  static ThreadPool& caller();

  std::size_t size() const { return threads_.size() + 1; }

  /// Does the tasks 0 .. tasks - 1, each once, on whatever thread is free; returns when all are done. Which
  /// thread does which task may differ from call to call, so that no result may depend on it. Throws what one
  /// of the tasks has thrown, when the others are done.
  void run(std::size_t tasks, const Task& task);

 private:
  void work(std::size_t thread);
  void take_tasks(std::size_t thread);

  // Of claims_: the number of tasks in the upper half, the task that is taken next in the lower one. One
  // word, so that a thread that wakes up late, between two loops or within a later one, never takes a task
  // twice.
  static constexpr int kNumberBits = 32;
  static constexpr std::uint64_t kNumberMask = 0xffffffffU;

  std::vector<std::thread> threads_;
  const Task* task_ = nullptr;
  std::atomic<std::uint64_t> claims_{0};
  std::atomic<std::uint64_t> done_{0};  // tasks of the present loop
  std::atomic<std::uint64_t> loop_{0};  // counts the loops; the threads wait for the next one
  std::mutex failing_;
  std::exception_ptr failure_;  // the first that a task of the present loop has thrown
  std::atomic<bool> is_over_{false};
};

/// How many threads this process may run at a time.
std::size_t available_threads();

/// As many as were asked for; 0: as many as there are.
std::size_t threads_asked(std::size_t number);

}  // namespace nntrain
