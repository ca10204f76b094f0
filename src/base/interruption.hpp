#pragma once

#include <exception>
#include <string_view>

#include "base/exit_code.hpp"
#include "base/ranks.hpp"

namespace nntrain {

/// A signal that asks the program to end, or SIGXCPU: the soft limit of processor time is reached.
struct StopSignal {
  int number;
  std::string_view name;  ///< "SIGTERM"
  ExitCode exit_code;     ///< 128 + number, as shells report it
};

/// The stop signal with this number.
const StopSignal& stop_signal(int number);

/// Ends the program by this signal, as if it had not been caught, but without a core file. A signal handler
/// may call it.
[[noreturn]] void die_of_signal(int number);

/// Thrown where a signal cuts work short.
struct Interrupted : std::exception {};

/// From now on a stop signal (SIGHUP, SIGINT, SIGTERM or SIGXCPU) ends the program at once, and removes the
/// file of remove_on_signal(). Signals that are ignored stay ignored.
void end_on_signals();

/// From now on the first stop signal is only noted, so that what there is can be written; system calls that
/// wait end with EINTR. A second one ends the program at once, but SIGXCPU, which the kernel repeats after
/// each further second of processor time. Call end_on_signals() before.
void note_first_signal();

/// The number of the noted signal, 0 if there was none. Any thread may call this and the functions below.
int noted_signal();

/// The signal of the lowest rank that has noted one, 0 if none has; notes it on all. Ranks may get it at
/// different times, or only one of them: where all go the same way, they decide by this, not by
/// noted_signal().
int agree_on_signal(Ranks& ranks);

/// Throws Interrupted if there is a noted signal: for work that no result needs, such as one more step.
void check_signal();

/// Throws Interrupted if there is a noted signal and the time since it is over: for work that a result would
/// be better with, such as metrics. Of several ranks none throws: the others would wait for it.
void check_time();

/// The milliseconds after a noted signal that are left for check_time(), >= 0.
int milliseconds_left();

/// A child process that a signal kills when it ends the program; 0: none.
void kill_on_signal(int process);

/// The path of a temporary file that a signal removes when it ends the program; nullptr: none. There is one
/// at a time. The text must live until the next call.
void remove_on_signal(const char* path);

}  // namespace nntrain
