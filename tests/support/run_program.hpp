#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nntrain::test {

struct ProgramResult {
  int exit_code = -1;  ///< 128 + signal if a signal ended it
  std::string out;
  std::string err;
};

/// The program under test: this build's, or the one that the environment variable NNTRAIN_UNDER_TEST names.
const std::string& program_under_test();

/// Another build's program, to compare with: the one that NNTRAIN_TO_COMPARE names, else the one that CMake
/// was told (NNTRAIN_OTHER_BUILD); "": none.
std::string program_to_compare();

/// Whether the program under test is this build's, and a release. Sanitizers and missing optimisation make
/// everything slow: the long tests run only then.
bool is_release_build();

struct ProgramCall {
  std::vector<std::string> arguments;
  std::string input;                           ///< standard input
  std::string directory = NNTRAIN_SOURCE_DIR;  ///< where it runs
  std::vector<std::string> environment;        ///< NAME=value, on top of the test's own
  std::string program = program_under_test();
};

/// Runs a program to its end and returns what it said.
ProgramResult run(const ProgramCall& call);

/// nntrain with `arguments`, in the repository's top folder.
ProgramResult nntrain(std::vector<std::string> arguments, std::string input = "");

/// What `sh -c script` prints in the repository's top folder; nntrain is on its PATH.
ProgramResult shell(const std::string& script, const std::string& directory = NNTRAIN_SOURCE_DIR);

/// A fresh folder that is removed with its files at the end of the test.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  const std::filesystem::path& folder() const { return folder_; }

  /// Writes `text` to the file `name` and returns its path.
  std::string file(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path folder_;
};

/// The whole file, byte by byte; fails the test if it cannot be read.
std::string read_file(const std::string& path);

}  // namespace nntrain::test
