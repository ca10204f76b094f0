#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>

#include <fcntl.h>

#include "app/commands.hpp"
#include "base/error.hpp"
#include "base/interruption.hpp"
#include "base/launched_ranks.hpp"
#include "base/limits.hpp"
#include "base/ranks.hpp"
#include "base/resources.hpp"
#include "base/slow_ranks.hpp"
#include "math/kernels.hpp"

namespace {

using nntrain::ExitCode;

/// Ends the program, and the work with other ranks, for an error.
ExitCode fail(ExitCode code, const char* message, const char* remedy = "") {
  return nntrain::leave_ranks({code, message, remedy, true});
}

/// Names the limit that holds. What the command had in memory is free again; if that is too little to ask for
/// the limit, the message goes without.
ExitCode fail_without_memory() {
  constexpr const char* kLess = "use fewer rows, columns or units, or one thread:  --threads 1";
  constexpr const char* kMoreOrLess =
      "raise this limit, or use fewer rows, columns or units, or one thread:  --threads 1";
  std::array<char, 512> message{"out of memory"};
  bool is_of_machine = true;
  try {
    const nntrain::MemoryLimit limit = nntrain::memory_limit();
    is_of_machine = limit.is_of_machine;
    std::snprintf(message.data(), message.size(), "out of memory: %s allows no more", limit.giver.c_str());
  } catch (const std::bad_alloc&) {
  }
  return fail(ExitCode::kData, message.data(), is_of_machine ? kLess : kMoreOrLess);
}

/// Subnormal numbers must not be flushed to zero: the bits would depend on how the program was linked.
bool keeps_subnormals() {
  volatile double smallest = 5e-324;
  volatile double one = 1;
  return smallest * one != 0;
}

/// A file must not get the number of a closed standard stream: messages would go into it. A stream that is
/// open in the wrong direction still fails when it is used.
void occupy_standard_streams() {
  for (const int stream : {0, 1, 2}) {
    if (::fcntl(stream, F_GETFD) < 0)
      static_cast<void>(::open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY));
  }
}

ExitCode run(int count, char* words[]) {
  nntrain::seconds_of_command();
  occupy_standard_streams();
  std::signal(SIGXFSZ, SIG_IGN);  // a file size limit becomes an error of write()
  nntrain::end_on_signals();
  nntrain::reserve_sparingly();
  try {
    if (!keeps_subnormals()) return fail(ExitCode::kBug, "this build flushes subnormal numbers to zero");
    nntrain::join_ranks();
    nntrain::slow_down_ranks();  // if the environment asks for it
    nntrain::kernels();          // refuses a wrong NNTRAIN_KERNELS before any work
    const nntrain::Arguments arguments(words + (count > 0 ? 1 : 0), words + count);
    return nntrain::leave_ranks({nntrain::run_command(arguments)});
  } catch (const nntrain::Error& error) {
    if (error.code() == ExitCode::kClosedPipe) return nntrain::leave_ranks({error.code(), "", "", true});
    const int signal = nntrain::noted_signal();
    return fail(signal == 0 ? error.code() : nntrain::stop_signal(signal).exit_code, error.what(),
                error.remedy().text().c_str());
  } catch (const nntrain::Interrupted&) {
    return nntrain::leave_ranks({nntrain::stop_signal(nntrain::noted_signal()).exit_code, "", "", true});
  } catch (const std::bad_alloc&) {
    return fail_without_memory();
  } catch (const std::exception& error) {
    std::array<char, 512> message{};
    std::snprintf(message.data(), message.size(), "a bug in nntrain: %s", error.what());
    return fail(ExitCode::kBug, message.data());
  }
}

}  // namespace

int main(int count, char* words[]) {
  const ExitCode code = run(count, words);
  // A shell's loop goes on after a program that ends by itself: this one dies of its signal, also of one that
  // the parent process ignores.
  const int signal = code == ExitCode::kClosedPipe ? SIGPIPE : nntrain::noted_signal();
  // A launcher tells the code of ranks that end, and numbers of its own for those that die.
  if (signal != 0 && !nntrain::Ranks::all().are_many()) nntrain::die_of_signal(signal);
  return static_cast<int>(code);
}
