#include "base/input.hpp"

#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/quote.hpp"

namespace nntrain {
namespace {

DataError failure(const char* action, const std::string& path, int error) {
  return DataError(
      fmt::format("cannot {} {}: {}", action, shown_path(path), std::generic_category().message(error)));
}

struct Descriptor {
  explicit Descriptor(int file) : number(file) {}
  ~Descriptor() {
    if (number > 0) ::close(number);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  const int number;
};

}  // namespace

int open_to_read(const std::string& path) {
  const int file = path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw failure("open", path, errno);
  struct stat status {};
  if (::fstat(file, &status) == 0 && S_ISDIR(status.st_mode)) {
    if (file > 0) ::close(file);
    throw DataError(fmt::format("{} is a directory, not a file", shown_path(path)));
  }
  return file;
}

std::size_t read_some(int file, const std::string& path, char* buffer, std::size_t size) {
  while (true) {
    const ssize_t got = ::read(file, buffer, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      pollfd ready{file, POLLIN, 0};
      ::poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      throw failure("read", path, errno);
    }
  }
}

std::string read_file(const std::string& path) {
  const Descriptor file(open_to_read(path));
  std::string text;
  std::array<char, 65536> buffer{};
  while (const std::size_t got = read_some(file.number, path, buffer.data(), buffer.size())) {
    text.append(buffer.data(), got);
  }
  return text;
}

}  // namespace nntrain
