#include "dataset/range_file.hpp"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/quote.hpp"

namespace nntrain {

std::optional<RangeFile> RangeFile::open(const std::string& path) {
  struct stat status {};
  // To open a pipe, and then to leave it, would end the program that writes into it.
  if (path == "-" || ::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return {};
  RangeFile file(path, descriptor, 0);
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return {};
  file.size_ = static_cast<std::size_t>(status.st_size);
  return file;
}

RangeFile::RangeFile(const std::string& path, int descriptor, std::size_t size)
    : path_(path), descriptor_(descriptor), size_(size) {}

RangeFile::RangeFile(RangeFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

RangeFile::~RangeFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool RangeFile::has_kept_its_size() const {
  struct stat status {};
  return ::fstat(descriptor_, &status) == 0 && static_cast<std::size_t>(status.st_size) == size_;
}

void RangeFile::read(std::size_t offset, std::size_t count, char* buffer) const {
  while (count > 0) {
    const ssize_t got = ::pread(descriptor_, buffer, count, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) throw DataError(fmt::format("cannot read {}", shown_path(path_)));
    const auto bytes = static_cast<std::size_t>(got);
    buffer += bytes;
    offset += bytes;
    count -= bytes;
  }
}

}  // namespace nntrain
