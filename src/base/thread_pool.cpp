#include "base/thread_pool.hpp"

#include <algorithm>
#include <utility>

#include <sched.h>

namespace nntrain {
namespace {

constexpr int kSpins = 20'000;  // looks at the value: some ten microseconds

/// Waits until `value` is no longer `old`: awake for a while, then asleep.
template <typename T>
void wait_for_change(const std::atomic<T>& value, T old) {
  for (int spin = 0; spin < kSpins; ++spin) {
    if (value.load(std::memory_order_acquire) != old) return;
  }
  value.wait(old, std::memory_order_acquire);
}

}  // namespace

ThreadPool::ThreadPool(std::size_t threads) {
  for (std::size_t thread = 1; thread < threads; ++thread) {
    threads_.emplace_back([this, thread] { work(thread); });
  }
}

ThreadPool::~ThreadPool() {
  is_over_.store(true, std::memory_order_relaxed);
  loop_.fetch_add(1, std::memory_order_release);
  loop_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

ThreadPool& ThreadPool::caller() {
  static ThreadPool pool(1);
  return pool;
}

void ThreadPool::take_tasks(std::size_t thread) {
  for (;;) {
    const std::size_t task = next_.fetch_add(1, std::memory_order_relaxed);
    if (task >= tasks_) return;
    try {
      (*task_)(task, thread);
    } catch (...) {
      const std::lock_guard lock(failing_);
      if (!failure_) failure_ = std::current_exception();
    }
  }
}

void ThreadPool::work(std::size_t thread) {
  for (std::uint64_t seen = 0;; ++seen) {
    wait_for_change(loop_, seen);
    if (is_over_.load(std::memory_order_relaxed)) return;
    take_tasks(thread);
    if (at_work_.fetch_sub(1, std::memory_order_acq_rel) == 1) at_work_.notify_one();
  }
}

void ThreadPool::run(std::size_t tasks, const Task& task) {
  if (threads_.empty() || tasks < 2) {
    for (std::size_t t = 0; t < tasks; ++t) task(t, 0);
    return;
  }
  task_ = &task;
  tasks_ = tasks;
  next_.store(0, std::memory_order_relaxed);
  at_work_.store(threads_.size(), std::memory_order_relaxed);
  loop_.fetch_add(1, std::memory_order_release);
  loop_.notify_all();
  take_tasks(0);
  for (std::size_t left = at_work_.load(std::memory_order_acquire); left > 0;
       left = at_work_.load(std::memory_order_acquire)) {
    wait_for_change(at_work_, left);
  }
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

std::size_t available_threads() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof(set), &set) != 0)
    return std::max(1U, std::thread::hardware_concurrency());
  return static_cast<std::size_t>(std::max(1, CPU_COUNT(&set)));
}

}  // namespace nntrain
