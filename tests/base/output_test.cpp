#include "base/output.hpp"

#include <filesystem>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"

using namespace nntrain;
using nntrain::test::read_file;
using nntrain::test::ScratchFolder;

TEST_CASE("a file appears whole and leaves nothing beside it") {
  const ScratchFolder scratch;
  write_file(scratch.path("out"), "first");
  write_file(scratch.path("out"), "second\n");
  CHECK(read_file(scratch.path("out")) == "second\n");
  CHECK(std::distance(std::filesystem::directory_iterator(scratch.folder()), {}) == 1);
}

TEST_CASE("a whole file that is given up half-way leaves the old one and nothing beside it") {
  const ScratchFolder scratch;
  const std::string path = scratch.file("out", "old");
  {
    WholeFile file(path);
    file.append(std::string(100'000, 'x'));
    CHECK(read_file(path) == "old");
    CHECK(std::filesystem::exists(path + ".nntrain-tmp"));
  }
  CHECK(read_file(path) == "old");
  { const WholeFile never(scratch.path("new")); }
  CHECK(std::distance(std::filesystem::directory_iterator(scratch.folder()), {}) == 1);
  WholeFile file(path);
  file.append("ne");
  file.append("w");
  file.finish();
  CHECK(read_file(path) == "new");
  CHECK(std::distance(std::filesystem::directory_iterator(scratch.folder()), {}) == 1);
}

TEST_CASE("a stray temporary file of a killed run is replaced") {
  const ScratchFolder scratch;
  (void)scratch.file("out.nntrain-tmp", "half");
  write_file(scratch.path("out"), "whole");
  CHECK(read_file(scratch.path("out")) == "whole");
  CHECK_FALSE(std::filesystem::exists(scratch.path("out.nntrain-tmp")));
}

TEST_CASE("symbolic links are followed and modes kept") {
  const ScratchFolder scratch;
  const std::string real = scratch.file("real", "old");
  ::chmod(real.c_str(), 0640);
  std::filesystem::create_symlink("real", scratch.path("link"));
  write_file(scratch.path("link"), "new");
  CHECK(std::filesystem::is_symlink(scratch.path("link")));
  CHECK(read_file(real) == "new");
  struct stat status {};
  REQUIRE(::stat(real.c_str(), &status) == 0);
  CHECK((status.st_mode & 07777U) == 0640U);
}

TEST_CASE("a new file has the mode that the umask leaves") {
  const ScratchFolder scratch;
  const mode_t old = ::umask(027);
  write_file(scratch.path("out"), "x");
  ::umask(old);
  struct stat status {};
  REQUIRE(::stat(scratch.path("out").c_str(), &status) == 0);
  CHECK((status.st_mode & 07777U) == 0640U);
}

TEST_CASE("what cannot be written is an error with its place and cause, and nothing is left") {
  const ScratchFolder scratch;
  const std::string missing = scratch.path("no/such/file");
  CHECK_THROWS_WITH(write_file(missing, "x"),
                    ContainsSubstring(missing) && ContainsSubstring("No such file or directory"));
  CHECK_THROWS_AS(check_writable(missing, Writing::kWhole), DataError);
  CHECK_THROWS_AS(check_writable(scratch.folder().string(), Writing::kGrowing), DataError);
  CHECK_THROWS_AS(write_file(scratch.folder().string(), "x"), DataError);
  CHECK_THROWS_AS(write_file("/dev/full", "x"), DataError);
  CHECK_NOTHROW(check_writable(scratch.path("fine"), Writing::kWhole));
  CHECK(std::filesystem::is_empty(scratch.folder()));
}

TEST_CASE("a growing file can be read while it grows") {
  const ScratchFolder scratch;
  GrowingFile file(scratch.path("log"));
  file.append("one\n");
  CHECK(read_file(scratch.path("log")) == "one\n");
  file.append("two\n");
  CHECK(read_file(scratch.path("log")) == "one\ntwo\n");
  CHECK_THROWS_AS(GrowingFile(scratch.path("no/log")), DataError);
}

TEST_CASE("a growing file tells whether its path leads to another one") {
  const ScratchFolder scratch;
  const GrowingFile file(scratch.path("r"));
  CHECK(file.is_at_its_path());
  write_file(scratch.path("r"), "");
  CHECK_FALSE(file.is_at_its_path());
  std::filesystem::remove(scratch.path("r"));
  CHECK_FALSE(file.is_at_its_path());
}

TEST_CASE("runs that write one file at a time each leave it whole") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("out");
  constexpr int kRuns = 4;
  for (int run = 0; run < kRuns; ++run) {
    if (::fork() == 0) {
      const std::string text(100'000, static_cast<char>('a' + run));
      for (int round = 0; round < 20; ++round) {
        try {
          write_file(path, text);
        } catch (const Error&) {
          ::_exit(1);
        }
      }
      ::_exit(0);
    }
  }
  for (int run = 0; run < kRuns; ++run) {
    int status = 0;
    REQUIRE(::wait(&status) > 0);
    CHECK(status == 0);
  }
  const std::string text = read_file(path);
  CHECK(text == std::string(100'000, text[0]));
  CHECK(std::distance(std::filesystem::directory_iterator(scratch.folder()), {}) == 1);
}

TEST_CASE("a log may grow in a folder where no new file can be made") {
  const ScratchFolder scratch;
  const std::string folder = scratch.path("closed");
  std::filesystem::create_directory(folder);
  const std::string log = scratch.file("closed/log", "old\n");
  ::chmod(log.c_str(), 0666);
  ::chmod(folder.c_str(), 0555);
  ::chmod(scratch.folder().c_str(), 0755);
  const bool is_root = ::getuid() == 0;  // who may write anywhere: access() asks for the real user
  const uid_t nobody = 65534;
  if (is_root) REQUIRE(::setreuid(nobody, 0) == 0);
  std::string refused;
  try {
    check_writable(log, Writing::kGrowing);
    refused = "a whole file";
    check_writable(log, Writing::kWhole);
    refused = "nothing";
  } catch (const DataError& error) {
    if (refused.empty()) refused = error.what();
  }
  if (is_root) REQUIRE(::setreuid(0, 0) == 0);
  CHECK(refused == "a whole file");
  ::chmod(folder.c_str(), 0755);
}
