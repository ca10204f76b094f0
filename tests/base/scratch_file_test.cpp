#include "base/scratch_file.hpp"

#include <filesystem>

#include "support/catch.hpp"
#include "support/run_program.hpp"

using namespace nntrain;
using namespace nntrain::test;

TEST_CASE("a scratch file can be read by its path, again and again, while it lives") {
  const std::string text = "a\nb" + std::string(100'000, 'c');
  std::string path;
  {
    const ScratchFile file(text);
    path = file.path();
    CHECK(read_file(path) == text);
    CHECK(read_file(path) == text);
    const ScratchFile other("other");
    CHECK(read_file(other.path()) == "other");
    CHECK(read_file(path) == text);
  }
  CHECK_FALSE(std::filesystem::exists(path));
}
