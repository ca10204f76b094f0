#include "base/interruption.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <limits>

#include <sys/resource.h>
#include <unistd.h>

namespace nntrain {
namespace {

constexpr StopSignal kSignals[] = {{SIGHUP, "SIGHUP", ExitCode::kHungUp},
                                   {SIGINT, "SIGINT", ExitCode::kInterrupted},
                                   {SIGTERM, "SIGTERM", ExitCode::kTerminated},
                                   {SIGXCPU, "SIGXCPU", ExitCode::kCpuTime}};

/// The program answers a signal within a second: this is for what check_time() is in, the rest for the files.
constexpr std::int64_t kMillisecondsForMore = 500;

std::atomic<bool> is_first_noted{false};
std::atomic<int> noted{0};
std::atomic<std::int64_t> end_of_time{std::numeric_limits<std::int64_t>::max()};  // as from milliseconds()
std::atomic<const char*> to_remove{nullptr};
std::atomic<int> to_end{0};  // a process
static_assert(std::atomic<std::int64_t>::is_always_lock_free);

std::int64_t milliseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

/// Notes a signal if none is noted yet. A signal handler may call it.
bool note(int number) {
  int none = 0;
  if (!noted.compare_exchange_strong(none, number)) return false;
  end_of_time = milliseconds() + kMillisecondsForMore;
  return true;
}

/// Only calls what a signal handler may call.
extern "C" void on_signal(int number) {
  if (is_first_noted && note(number)) return;
  if (number == SIGXCPU && noted != 0) return;  // the kernel sends it again and again
  if (const char* const path = to_remove) ::unlink(path);
  if (const int process = to_end) ::kill(process, SIGKILL);
  die_of_signal(number);
}

}  // namespace

const StopSignal& stop_signal(int number) {
  return *std::find_if(std::begin(kSignals), std::end(kSignals),
                       [&](const StopSignal& one) { return one.number == number; });
}

void die_of_signal(int number) {
  struct sigaction usual {};
  usual.sa_handler = SIG_DFL;
  ::sigaction(number, &usual, nullptr);
  const rlimit no_core{0, 0};  // as SIGXCPU would leave one
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::raise(number);
  ::_exit(128 + number);  // the first process of a container does not die of its own signal
}

void end_on_signals() {
  for (const StopSignal& one : kSignals) {
    struct sigaction action {};
    if (::sigaction(one.number, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    action = {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_NODEFER;  // not SA_RESTART: what waits for a pipe must end
    ::sigaction(one.number, &action, nullptr);
  }
}

void note_first_signal() {
  is_first_noted = true;
}

int noted_signal() {
  return noted.load(std::memory_order_relaxed);
}

int agree_on_signal(Ranks& ranks) {
  if (!ranks.are_many()) return noted_signal();
  for (const int number : ranks.gather_one(noted_signal())) {
    if (number == 0) continue;
    note(number);
    return number;
  }
  return 0;
}

void check_signal() {
  if (noted_signal() != 0) throw Interrupted();
}

void check_time() {
  if (noted_signal() != 0 && milliseconds_left() == 0 && !Ranks::all().are_many()) throw Interrupted();
}

int milliseconds_left() {
  return static_cast<int>(std::clamp<std::int64_t>(end_of_time - milliseconds(), 0, kMillisecondsForMore));
}

void kill_on_signal(int process) {
  to_end = process;
}

void remove_on_signal(const char* path) {
  to_remove = path;
}

}  // namespace nntrain
