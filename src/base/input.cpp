#include "base/input.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/fail_together.hpp"
#include "base/file_pattern.hpp"
#include "base/quote.hpp"
#include "base/ranks.hpp"
#include "base/scratch_file.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

FileError failure(const char* action, const std::string& path, int error) {
  return FileError(
      fmt::format("cannot {} {}: {}", action, shown_path(path), std::generic_category().message(error)));
}

/// "; did you mean 'data/banknotes.txt'?" if the folder has a file with a similar name.
std::string neighbour(const std::string& path) {
  const std::filesystem::path wanted(path);
  const std::filesystem::path folder = wanted.parent_path();
  std::error_code error;
  std::vector<std::string> names;
  for (std::filesystem::directory_iterator entry(folder.empty() ? "." : folder, error), end;
       entry != end && !error; entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());  // ties: none, file names are unique
  return printable(did_you_mean(wanted.filename().string(), names, (folder / "").string()), 1000);
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

/// Each rank would get a part of what comes through a pipe.
void refuse_pipe_of_ranks(const std::string& path) {
  struct stat status {};
  if (path == "-" || !Ranks::all().are_many() || ::stat(path.c_str(), &status) != 0) return;
  if (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode)) return;
  throw UsageError(
      fmt::format("{} is no regular file, and several processes cannot all read it", shown_path(path)),
      "write it to a file first, or give it as standard input:  -");
}

}  // namespace

int open_to_read(const std::string& path) {
  refuse_pipe_of_ranks(path);
  const int file = path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    const int error = errno;
    throw FileError(failure("open", path, error).what() +
                    (error == ENOENT ? neighbour(path) : std::string()));
  }
  struct stat status {};
  if (::fstat(file, &status) == 0 && S_ISDIR(status.st_mode)) {
    if (file > 0) ::close(file);
    throw FileError(fmt::format("{} is a directory, not a file", shown_path(path)), "name a file in it");
  }
  return file;
}

bool is_readable(const std::string& path) {
  const std::vector<std::string> files = files_if_any(path);
  return !files.empty() && std::all_of(files.begin(), files.end(), [](const std::string& file) {
    return ::access(file.c_str(), R_OK) == 0;
  });
}

bool is_same_pipe(const std::string& a, const std::string& b) {
  const auto find = [](const std::string& path, struct stat& status) {
    return (path == "-" ? ::fstat(0, &status) : ::stat(path.c_str(), &status)) == 0 &&
           (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode));
  };
  struct stat of_a {};
  struct stat of_b {};
  return find(a, of_a) && find(b, of_b) && of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

bool can_be_read_again(const std::string& path) {
  return path != "-" && !is_same_pipe(path, path);
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

bool has_input(int file) {
  pollfd ready{file, POLLIN, 0};
  return ::poll(&ready, 1, 0) > 0;
}

void share_standard_input() {
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  Ranks& ranks = Ranks::all();
  static bool is_shared = false;
  if (!ranks.are_many() || std::exchange(is_shared, true)) return;
  const ScratchFile spool("");
  std::vector<std::byte> piece(kPiece);
  while (true) {
    std::size_t size = 0;
    fail_together([&] {
      auto* const bytes = reinterpret_cast<char*>(piece.data());
      if (ranks.is_first()) size = read_some(STDIN_FILENO, "-", bytes, kPiece);
    });
    size = ranks.of_first(size);
    if (size == 0) break;
    ranks.broadcast(std::span(piece).first(size));
    fail_together([&] { spool.append({reinterpret_cast<const char*>(piece.data()), size}); });
  }
  if (::dup2(spool.descriptor(), STDIN_FILENO) < 0) throw failure("read", "-", errno);
}

std::string read_file(const std::string& path, const std::function<void(std::string_view)>& look_at) {
  if (path == "-") share_standard_input();
  const Descriptor file(open_to_read(path));
  std::string text;
  std::array<char, 65536> buffer{};
  while (const std::size_t got = read_some(file.number, path, buffer.data(), buffer.size())) {
    if (text.empty() && look_at) look_at({buffer.data(), got});
    text.append(buffer.data(), got);
  }
  return text;
}

std::string read_start(const std::string& path, std::size_t size) {
  if (path == "-") share_standard_input();
  const Descriptor file(open_to_read(path));
  std::string text(size, '\0');
  std::size_t length = 0;
  while (const std::size_t got = read_some(file.number, path, text.data() + length, size - length))
    length += got;
  text.resize(length);
  return text;
}

void read_again(const std::string& text) {
  const ScratchFile file(text);
  if (::dup2(file.descriptor(), STDIN_FILENO) < 0) throw failure("read", "-", errno);
}

bool have_same_bytes(const std::string& a, const std::string& b) {
  struct stat of_a {};
  struct stat of_b {};
  const auto is_regular = [](const std::string& path, struct stat& status) {
    return path != "-" && ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
  };
  if (!is_regular(a, of_a) || !is_regular(b, of_b)) return false;
  if (of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino) return true;
  if (of_a.st_size != of_b.st_size) return false;
  std::ifstream first(a, std::ios::binary);
  std::ifstream second(b, std::ios::binary);
  using Bytes = std::istreambuf_iterator<char>;
  return first && second && std::equal(Bytes(first), Bytes(), Bytes(second), Bytes());
}

bool share_a_file(const std::string& a, const std::string& b) {
  const std::vector<std::string> others = files_if_any(b);
  for (const std::string& one : files_if_any(a)) {
    for (const std::string& other : others) {
      if (have_same_bytes(one, other)) return true;
    }
  }
  return false;
}

}  // namespace nntrain
