#include "base/workers.hpp"

#include <new>
#include <system_error>

#include "base/limits.hpp"

namespace nntrain {
namespace {

constexpr int kSpins = 200'000;  // some hundred microseconds

/// Waits until `value` differs from `old`: first it spins, then it sleeps.
template <typename T>
void wait_for_change(const std::atomic<T>& value, T old) {
  for (int spin = 0; spin < kSpins; ++spin) {
    if (value.load(std::memory_order_acquire) != old) return;
  }
  value.wait(old, std::memory_order_acquire);
}

}  // namespace

Workers::Workers(std::size_t threads) {
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
  loop_.fetch_add(1, std::memory_order_release);
  loop_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

Workers& Workers::caller() {
  static Workers workers(1);
  return workers;
}

void Workers::take_tasks(std::size_t thread) {
  std::uint64_t done = 0;
  for (;;) {
    const std::uint64_t claim = claims_.fetch_add(1, std::memory_order_acq_rel);
    const std::uint64_t number = claim & kNumberMask;
    const std::uint64_t tasks = claim >> kNumberBits;
    if (number >= tasks) break;
    try {
      (*task_)(number, thread);
    } catch (...) {
      failure_->note(number);
    }
    ++done;
  }
  if (done == 0) return;
  done_.fetch_add(done, std::memory_order_acq_rel);
  if (thread > 0) done_.notify_one();
}

void Workers::work(std::size_t thread) {
  std::uint64_t seen = 0;
  for (;;) {
    wait_for_change(loop_, seen);
    seen = loop_.load(std::memory_order_acquire);
    if (is_over_.load(std::memory_order_relaxed)) return;
    take_tasks(thread);
  }
}

void Workers::Failure::note(std::size_t failed) {
  const std::lock_guard lock(noting);
  if (thrown && task < failed) return;
  task = failed;
  thrown = std::current_exception();
}

void Workers::run(std::size_t tasks, const Task& task) {
  Failure failure;
  if (threads_.empty() || tasks < 2 || is_busy_.exchange(true, std::memory_order_acquire)) {
    for (std::size_t t = 0; t < tasks; ++t) {
      try {
        task(t, 0);
      } catch (...) {
        failure.note(t);
      }
    }
    if (failure.thrown) std::rethrow_exception(failure.thrown);
    return;
  }
  task_ = &task;
  failure_ = &failure;
  done_.store(0, std::memory_order_relaxed);
  claims_.store(static_cast<std::uint64_t>(tasks) << kNumberBits, std::memory_order_release);
  loop_.fetch_add(1, std::memory_order_release);
  loop_.notify_all();
  take_tasks(0);
  // A thread that has not woken up yet has no task. Nobody waits for it.
  for (std::uint64_t done = done_.load(std::memory_order_acquire); done < tasks;
       done = done_.load(std::memory_order_acquire)) {
    wait_for_change(done_, done);
  }
  is_busy_.store(false, std::memory_order_release);
  if (failure.thrown) std::rethrow_exception(failure.thrown);
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

}  // namespace nntrain
