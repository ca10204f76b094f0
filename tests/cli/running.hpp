#pragma once

#include <chrono>
#include <csignal>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/expect.hpp"

namespace nntrain::test {

/// A run of nntrain in parallel to this one.
class RunningProgram {
 public:
  explicit RunningProgram(const Words& arguments) {
    std::vector<char*> words = {const_cast<char*>(program_under_test().c_str())};
    for (const std::string& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    process_ = ::fork();
    if (process_ != 0) return;
    ::dup2(::open("/dev/null", O_WRONLY), STDOUT_FILENO);
    ::execv(program_under_test().c_str(), words.data());
    ::_exit(127);
  }

  bool has_ended() {
    if (!ended_ && ::waitpid(process_, &status_, WNOHANG) == process_) ended_ = true;
    return ended_;
  }

  /// Whether it has been running for so long. It may have ended.
  bool is_running_for(double seconds) const {
    return std::chrono::steady_clock::now() - begun_ > std::chrono::duration<double>(seconds);
  }

  /// Sends it a signal, and returns its status of waitpid() once it has ended.
  int end_by(int signal) {
    if (!has_ended()) {
      ::kill(process_, signal);
      REQUIRE(::waitpid(process_, &status_, 0) == process_);
      ended_ = true;
    }
    return status_;
  }

  /// Returns whether it was still running.
  bool kill() {
    if (has_ended()) return false;
    ::kill(process_, SIGKILL);
    REQUIRE(::waitpid(process_, &status_, 0) == process_);
    ended_ = true;
    return WIFSIGNALED(status_);
  }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  pid_t process_ = -1;
  int status_ = 0;
  bool ended_ = false;
};

}  // namespace nntrain::test
