#include "base/program.hpp"

#include <cstdlib>
#include <filesystem>

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"

using namespace nntrain;
using namespace nntrain::test;

TEST_CASE("a program gets its input and hands back what it says") {
  const ProgramOutput answer = run_program({"sh", "-c", "cat; echo odd >&2"}, "one\ntwo\n");
  CHECK(answer.output == "one\ntwo\n");
  CHECK(answer.errors == "odd\n");
  CHECK(answer.is_done);
}

TEST_CASE("input and output may be larger than any pipe") {
  const std::string text(5'000'000, 'x');
  CHECK(run_program({"cat"}, text).output == text);
}

TEST_CASE("a program that fails or is killed is not done") {
  const ProgramOutput failed = run_program({"sh", "-c", "exit 3"}, "");
  CHECK_FALSE(failed.is_done);
  CHECK(failed.end == "exit code 3");
  const ProgramOutput killed = run_program({"sh", "-c", "kill -9 $$"}, "");
  CHECK_FALSE(killed.is_done);
  CHECK(killed.end == "signal 9 (Killed)");
}

TEST_CASE("a program's texts are in UTF-8, whatever the user's language is") {
  const char* const before = std::getenv("LC_ALL");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("LC_ALL", "de_DE", 1);
  CHECK(run_program({"sh", "-c", "echo $LC_ALL"}, "").output == "C.UTF-8\n");
  before == nullptr ? ::unsetenv("LC_ALL") : ::setenv("LC_ALL", kept.c_str(), 1);
}

TEST_CASE("what is no program is told") {
  CHECK(is_program("sh"));
  CHECK_FALSE(is_program("no-such-program-anywhere"));
  CHECK_THROWS_AS(run_program({"no-such-program-anywhere"}, ""), DataError);
}

TEST_CASE("a program is found where it would be run from, and a folder is none") {
  const std::string path = std::getenv("PATH");
  const ScratchFolder scratch;
  std::filesystem::create_directory(scratch.path("sh"));
  ::setenv("PATH", scratch.folder().c_str(), 1);
  CHECK_FALSE(is_program("sh"));
  ::unsetenv("PATH");
  CHECK(is_program("sh"));
  ::setenv("PATH", path.c_str(), 1);
}
