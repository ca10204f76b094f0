#include "base/scratch_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

std::string folder() {
  const char* const named = std::getenv("TMPDIR");
  return named == nullptr || *named == 0 ? "/tmp" : named;
}

/// False with errno set if something could not be written.
bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
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

ScratchFile::~ScratchFile() {
  ::close(file_);
}

std::string ScratchFile::path() const {
  return "/dev/fd/" + std::to_string(file_);
}

}  // namespace nntrain
