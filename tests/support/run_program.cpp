#include "support/run_program.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace nntrain::test {
namespace {

struct Pipe {
  int read = -1;
  int write = -1;
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::runtime_error("pipe");
    read = ends[0];
    write = ends[1];
  }
};

void close_end(int& end) {
  if (end >= 0) ::close(end);
  end = -1;
}

[[noreturn]] void become(const ProgramCall& call, const Pipe& in, const Pipe& out, const Pipe& err) {
  ::dup2(in.read, 0);
  ::dup2(out.write, 1);
  ::dup2(err.write, 2);
  for (const int end : {in.read, in.write, out.read, out.write, err.read, err.write}) ::close(end);
  std::signal(SIGPIPE, SIG_DFL);
  if (::chdir(call.directory.c_str()) != 0) ::_exit(126);
  for (const std::string& pair : call.environment) ::putenv(const_cast<char*>(pair.c_str()));  // NOLINT
  std::vector<char*> arguments;
  arguments.push_back(const_cast<char*>(call.program.c_str()));  // NOLINT: execv's signature
  for (const std::string& a : call.arguments) arguments.push_back(const_cast<char*>(a.c_str()));  // NOLINT
  arguments.push_back(nullptr);
  ::execv(call.program.c_str(), arguments.data());
  ::_exit(127);
}

void drain(int& end, std::string& text) {
  std::array<char, 65536> buffer{};
  const ssize_t got = ::read(end, buffer.data(), buffer.size());
  if (got <= 0) {
    close_end(end);
  } else {
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

const std::string& program_under_test() {
  static const std::string program = [] {
    const char* const named = std::getenv("NNTRAIN_UNDER_TEST");
    return named == nullptr ? std::string(NNTRAIN_PROGRAM) : std::filesystem::absolute(named).string();
  }();
  return program;
}

std::string program_to_compare() {
  const char* const named = std::getenv("NNTRAIN_TO_COMPARE");
  return named == nullptr ? std::string(NNTRAIN_OTHER_PROGRAM) : std::filesystem::absolute(named).string();
}

bool is_release_build() {
  return std::getenv("NNTRAIN_UNDER_TEST") == nullptr && std::string(NNTRAIN_BUILD_TYPE) == "Release";
}

bool is_long_run() {
  return std::getenv("NNTRAIN_LONG") != nullptr;
}

int rounds(int few, int usual, int many) {
  if (is_release_build()) return is_long_run() ? many : usual;
  return is_long_run() ? usual : few;
}

ProgramResult run(const ProgramCall& call) {
  std::signal(SIGPIPE, SIG_IGN);
  Pipe in;
  Pipe out;
  Pipe err;
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) become(call, in, out, err);
  close_end(in.read);
  close_end(out.write);
  close_end(err.write);

  ProgramResult result;
  std::size_t written = 0;
  while (out.read >= 0 || err.read >= 0) {
    if (in.write >= 0 && written == call.input.size()) close_end(in.write);
    std::array<pollfd, 3> ends{{{in.write, POLLOUT, 0}, {out.read, POLLIN, 0}, {err.read, POLLIN, 0}}};
    if (::poll(ends.data(), ends.size(), -1) < 0) break;
    if (ends[0].revents != 0) {
      const std::size_t piece = std::min<std::size_t>(4096, call.input.size() - written);
      const ssize_t put = ::write(in.write, call.input.data() + written, piece);
      if (put < 0) close_end(in.write);
      if (put > 0) written += static_cast<std::size_t>(put);
    }
    if (ends[1].revents != 0) drain(out.read, result.out);
    if (ends[2].revents != 0) drain(err.read, result.err);
  }
  close_end(in.write);
  int status = 0;
  ::waitpid(child, &status, 0);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

ProgramResult nntrain(std::vector<std::string> arguments, std::string input) {
  ProgramCall call;
  call.arguments = std::move(arguments);
  call.input = std::move(input);
  return run(call);
}

ProgramResult shell(const std::string& script, const std::string& directory) {
  const char* const path = std::getenv("PATH");
  const std::string programs = std::filesystem::path(program_under_test()).parent_path().string();
  ProgramCall call;
  call.program = "/bin/sh";
  call.arguments = {"-c", script};
  call.directory = directory;
  call.environment = {"PATH=" + programs + ":" + (path != nullptr ? path : "/usr/bin:/bin")};
  return run(call);
}

ScratchFolder::ScratchFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "nntrain-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp " + name);
  folder_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string ScratchFolder::file(const std::string& name, const std::string& text) const {
  std::ofstream(folder_ / name, std::ios::binary) << text;
  return path(name);
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace nntrain::test
