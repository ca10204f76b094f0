#include "base/program.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/interruption.hpp"
#include "base/scratch_file.hpp"

namespace nntrain {
namespace {

/// The environment of this process with UTF-8 texts and English messages, whatever the user's language.
std::vector<std::string> environment_for_programs() {
  std::vector<std::string> variables = {"LC_ALL=C.UTF-8"};
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (!std::string_view(*variable).starts_with("LC_ALL=")) variables.emplace_back(*variable);
  }
  return variables;
}

/// The form that C functions expect: a null pointer marks the end.
std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

/// Uses files instead of pipes, so neither process waits for the other. The child has a process group of its
/// own: a Ctrl-C in the terminal does not reach it, so that what it makes can still be written.
pid_t start(const std::vector<std::string>& words, int input, int output, int errors) {
  std::vector<std::string> arguments = words;
  std::vector<std::string> variables = environment_for_programs();
  const std::vector<char*> argument_pointers = pointers_to(arguments);
  const std::vector<char*> variable_pointers = pointers_to(variables);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  pid_t child = 0;
  int error = ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  if (error == 0) error = ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  if (error == 0) error = ::posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
  if (error == 0) {
    error = ::posix_spawnp(&child, words.front().c_str(), &actions, &attributes, argument_pointers.data(),
                           variable_pointers.data());
  }
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  if (error != 0) throw DataError("cannot run " + words.front() + ": " + std::strerror(error));
  return child;
}

/// While it lives, a signal that ends the program kills the child process, too.
struct KilledOnSignal {
  explicit KilledOnSignal(pid_t child) { kill_on_signal(child); }
  ~KilledOnSignal() { kill_on_signal(0); }
  KilledOnSignal(const KilledOnSignal&) = delete;
  KilledOnSignal& operator=(const KilledOnSignal&) = delete;
};

std::string end_of(int status) {
  if (WIFEXITED(status)) return fmt::format("exit code {}", WEXITSTATUS(status));
  return fmt::format("signal {} ({})", WTERMSIG(status), ::strsignal(WTERMSIG(status)));
}

/// The status of the child process at its end. Throws Interrupted as check_time(), and ends the child then.
int wait_for(pid_t child, const std::string& name) {
  const KilledOnSignal killed(child);
  int status = 0;
  while (true) {
    const pid_t ended = ::waitpid(child, &status, noted_signal() == 0 ? 0 : WNOHANG);
    if (ended == child) return status;
    if (ended < 0 && errno != EINTR) throw DataError("cannot wait for " + name + ": " + std::strerror(errno));
    if (noted_signal() != 0 && milliseconds_left() == 0) {  // as check_time(), but on one rank, too
      ::kill(child, SIGKILL);
      ::waitpid(child, &status, 0);
      throw Interrupted();
    }
    if (ended == 0) ::poll(nullptr, 0, 10);
  }
}

}  // namespace

bool is_program(const std::string& name) {
  const char* const path = std::getenv("PATH");
  // posix_spawnp() takes an empty folder for the current one, too.
  std::string_view folders = path == nullptr ? "/bin:/usr/bin" : path;
  while (true) {
    const std::size_t length = std::min(folders.find(':'), folders.size());
    const std::string file = std::string(length == 0 ? "." : folders.substr(0, length)) + "/" + name;
    struct stat status {};
    if (::stat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) && ::access(file.c_str(), X_OK) == 0)
      return true;
    if (length == folders.size()) return false;
    folders.remove_prefix(length + 1);
  }
}

ProgramOutput run_program(const std::vector<std::string>& words, std::string_view input) {
  const ScratchFile given(input);
  const ScratchFile output("");
  const ScratchFile errors("");
  const int status =
      wait_for(start(words, given.descriptor(), output.descriptor(), errors.descriptor()), words.front());
  return {read_file(output.path()), read_file(errors.path()), WIFEXITED(status) && WEXITSTATUS(status) == 0,
          end_of(status)};
}

}  // namespace nntrain
