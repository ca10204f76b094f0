// The file of the program: what it needs where it runs, and what of it can be written or executed.
#include <cstring>
#include <vector>

#include <elf.h>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// The program headers of this build's program, a file of this machine's kind.
std::vector<Elf64_Phdr> program_headers() {
  const std::string bytes = read_file(NNTRAIN_PROGRAM);
  Elf64_Ehdr file{};
  REQUIRE(bytes.size() > sizeof(file));
  std::memcpy(&file, bytes.data(), sizeof(file));
  REQUIRE(bytes.compare(0, SELFMAG, ELFMAG) == 0);
  REQUIRE(file.e_phentsize == sizeof(Elf64_Phdr));
  REQUIRE(file.e_phoff + file.e_phnum * sizeof(Elf64_Phdr) <= bytes.size());
  std::vector<Elf64_Phdr> headers(file.e_phnum);
  std::memcpy(headers.data(), bytes.data() + file.e_phoff, headers.size() * sizeof(Elf64_Phdr));
  return headers;
}

const Elf64_Phdr* header_of(const std::vector<Elf64_Phdr>& headers, Elf64_Word type) {
  for (const Elf64_Phdr& header : headers) {
    if (header.p_type == type) return &header;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("the program needs no shared library, where it is linked statically") {
  if (std::string(NNTRAIN_IS_STATIC) != "ON") return;  // a build for sanitizers, or one that was asked for
  const std::vector<Elf64_Phdr> headers = program_headers();
  CHECK(header_of(headers, PT_INTERP) == nullptr);
  CHECK(header_of(headers, PT_DYNAMIC) == nullptr);
  const ProgramResult ldd = shell("ldd '" NNTRAIN_PROGRAM "'");
  CHECK(ldd.exit_code == 1);
  CHECK(contains(ldd.err, "not a dynamic executable"));
}

TEST_CASE("no part of the program can be both written and executed") {
  const std::vector<Elf64_Phdr> headers = program_headers();
  for (const Elf64_Phdr& header : headers) {
    CHECK((header.p_flags & (PF_W | PF_X)) != (PF_W | PF_X));
  }
  CHECK(header_of(headers, PT_GNU_STACK) != nullptr);  // without it the stack could be executed
  CHECK(header_of(headers, PT_GNU_RELRO) != nullptr);  // tables of addresses are read-only after the start
}

TEST_CASE("a write beyond an array ends the program") {
  if (!is_release_build() || std::string(NNTRAIN_IS_STATIC) != "ON") return;
  // A static program has these from the C library; so what counts is what our objects ask for.
  const std::string missing = shell("nm -u '" NNTRAIN_CORE "'").out;
  CHECK(contains(missing, "U __stack_chk_fail"));
  CHECK(contains(missing, "U __memcpy_chk"));  // by _FORTIFY_SOURCE
}

TEST_CASE("a setting that cannot be is refused when the build is configured") {
  if (!is_release_build()) return;
  const ScratchFolder scratch;
  const ProgramResult result =
      shell("cmake -S '" NNTRAIN_SOURCE_DIR "' -B . -DNNTRAIN_LINK=both 2>&1", scratch.path(""));
  CHECK(result.exit_code != 0);
  CHECK(contains(result.out, "NNTRAIN_LINK is 'both'; it can be: auto static dynamic"));
}

}  // namespace nntrain::test
