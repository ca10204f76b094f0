#include "base/interruption.hpp"

#include <atomic>
#include <csignal>

namespace nntrain {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM};

std::atomic<int> came{0};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void note_signal(int number) {
  came = number;
}

}  // namespace

Interruption::Interruption() {
  came = 0;
  for (const int number : kSignals) {
    struct sigaction before {};
    if (::sigaction(number, nullptr, &before) != 0 || before.sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = note_signal;
    action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);  // a second signal ends the program
    ::sigaction(number, &action, nullptr);
  }
}

Interruption::~Interruption() {
  for (const int number : kSignals) {
    struct sigaction now {};
    if (::sigaction(number, nullptr, &now) == 0 && now.sa_handler == note_signal)
      std::signal(number, SIG_DFL);
  }
}

int Interruption::signal() const {
  return came;
}

}  // namespace nntrain
