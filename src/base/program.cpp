#include "base/program.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sstream>

#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/scratch_file.hpp"

namespace nntrain {
namespace {

/// Files in place of pipes: neither side ever waits for the other.
pid_t start(const std::vector<std::string>& words, int input, int output, int errors) {
  std::vector<std::string> copies = words;  // posix_spawn's signature wants them so
  std::vector<char*> arguments;
  for (std::string& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
  pid_t child = 0;
  const int error =
      ::posix_spawnp(&child, words.front().c_str(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw DataError("cannot run " + words.front() + ": " + std::strerror(error));
  return child;
}

}  // namespace

bool is_program(const std::string& name) {
  const char* const path = std::getenv("PATH");
  // As posix_spawnp() looks for it: an empty folder is the present one.
  std::istringstream folders(std::string(path == nullptr ? "/bin:/usr/bin" : path).append(":"));
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (folder.empty()) folder = ".";
    const std::string file = folder.append("/").append(name);
    struct stat status {};
    if (::stat(file.c_str(), &status) == 0 && S_ISREG(status.st_mode) && ::access(file.c_str(), X_OK) == 0)
      return true;
  }
  return false;
}

ProgramAnswer run_program(const std::vector<std::string>& words, std::string_view input) {
  const ScratchFile given(input);
  const ScratchFile output("");
  const ScratchFile errors("");
  const pid_t child = start(words, given.descriptor(), output.descriptor(), errors.descriptor());
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw DataError("lost sight of " + words.front() + ": " + std::strerror(errno));
  }
  return {read_file(output.path()), read_file(errors.path()), WIFEXITED(status) && WEXITSTATUS(status) == 0};
}

}  // namespace nntrain
