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

/// The program under test: this build's, or the one in the environment variable NNTRAIN_UNDER_TEST.
const std::string& program_under_test();

/// The program of another build: that in NNTRAIN_TO_COMPARE, else CMake's NNTRAIN_OTHER_BUILD; "": none.
std::string program_to_compare();

/// Whether the program under test is this build's, and a release build. Other builds are slow (sanitizers, no
/// optimization): they skip the long tests.
bool is_release_build();

/// Whether tests may take long (scripts/test.sh --long, by the environment variable NNTRAIN_LONG).
bool is_long_run();

/// How many random cases a test tries: `few` where is_release_build() is false; in a long run `usual` there
/// and else `many`.
int rounds(int few, int usual, int many);

struct ProgramCall {
  std::vector<std::string> arguments;
  std::string input;                           ///< standard input
  std::string directory = NNTRAIN_SOURCE_DIR;  ///< where it runs
  std::vector<std::string> environment;        ///< NAME=value, in addition to the test's own
  std::string program = program_under_test();
};

/// Runs a program to its end. Returns its exit code and output.
ProgramResult run(const ProgramCall& call);

/// Runs nntrain with `arguments` in the repository's top folder.
ProgramResult nntrain(std::vector<std::string> arguments, std::string input = "");

/// Runs `sh -c script` in `directory`; nntrain is on its PATH.
ProgramResult shell(const std::string& script, const std::string& directory = NNTRAIN_SOURCE_DIR);

/// A new folder. The end of the test removes it with its files.
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

/// The bytes of a file. The test fails if it cannot be read.
std::string read_file(const std::string& path);

}  // namespace nntrain::test
