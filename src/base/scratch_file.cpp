#include "base/scratch_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

#include "base/error.hpp"
#include "base/output.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

std::string folder() {
  const char* const named = std::getenv("TMPDIR");
  return named == nullptr || *named == 0 ? "/tmp" : named;
}

[[noreturn]] void fail(int error) {
  throw DataError(
      "cannot write a temporary file in " + printable(folder(), 1000) + ": " + std::strerror(error),
      "name another folder by the environment variable TMPDIR");
}

}  // namespace

ScratchFile::ScratchFile(std::string_view text) {
  std::string name = folder() + "/nntrain-XXXXXX";
  file_ = ::mkstemp(name.data());
  if (file_ < 0) fail(errno);
  ::unlink(name.c_str());
  if (write_all(file_, text)) return;
  const int error = errno;
  ::close(file_);
  fail(error);
}

void ScratchFile::append(std::string_view text) const {
  if (::lseek(file_, 0, SEEK_END) < 0 || !write_all(file_, text)) fail(errno);
}

ScratchFile::~ScratchFile() {
  ::close(file_);
}

std::string ScratchFile::path() const {
  return "/dev/fd/" + std::to_string(file_);
}

int ScratchFile::descriptor() const {
  if (::lseek(file_, 0, SEEK_SET) < 0) fail(errno);
  return file_;
}

}  // namespace nntrain
