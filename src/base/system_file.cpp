#include "base/system_file.hpp"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace nntrain {

std::string system_text(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return "";
  std::string text;
  std::array<char, 4096> part{};
  for (;;) {
    const ssize_t size = ::read(file, part.data(), part.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) text.clear();
    if (size <= 0) break;
    text.append(part.data(), static_cast<std::size_t>(size));
  }
  ::close(file);
  return text;
}

}  // namespace nntrain
