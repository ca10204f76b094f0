#include "base/output.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/interruption.hpp"
#include "base/quote.hpp"
#include "base/ranks.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr int kMostLinks = 40;
constexpr mode_t kNewFileMode = 0666;  // without the bits of the umask

DataError cannot_write(const std::string& path, int error) {
  return DataError("cannot write " + printable(path, 1000) + ": " + std::strerror(error),
                   error == EISDIR ? "name a file in it" : "");
}

[[noreturn]] void fail_writing(const std::string& path, int error) {
  if (error == EPIPE) throw DataError::closed_pipe(path);
  throw cannot_write(path, error);
}

/// After a signal, the longest wait for a reader that takes nothing.
constexpr int kMillisecondsForReader = 200;

/// Waits until a descriptor takes some bytes; after a signal, not for a reader that has stalled. False then.
bool wait_for_reader(int file) {
  pollfd ready{file, POLLOUT, 0};
  return ::poll(&ready, 1,
                noted_signal() == 0 ? -1 : std::max(milliseconds_left(), kMillisecondsForReader)) != 0;
}

/// The end of a chain of symbolic links. The file need not exist.
std::string follow_links(const std::string& path) {
  std::filesystem::path target = path;
  std::error_code error;
  for (int links = 0; std::filesystem::is_symlink(target, error); ++links) {
    if (links == kMostLinks) throw cannot_write(path, ELOOP);
    const std::filesystem::path next = std::filesystem::read_symlink(target, error);
    if (error) break;
    target = next.is_absolute() ? next : target.parent_path() / next;
  }
  return target.string();
}

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

bool is_special(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

/// The standard stream that already writes to `path` (for example /dev/stdout), or -1. Opening the path again
/// would overwrite a redirected file.
int standard_stream(const std::string& path) {
  struct stat target {};
  if (::stat(path.c_str(), &target) != 0) return -1;
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
    struct stat status {};
    const bool open = ::fstat(stream, &status) == 0;
    if (open && status.st_dev == target.st_dev && status.st_ino == target.st_ino) return stream;
  }
  return -1;
}

/// A descriptor for writing to `path`: a copy of a standard stream, or the file opened with `flags`. Throws
/// DataError.
int open_to_write(const std::string& path, int flags) {
  const int stream = standard_stream(path);
  if (noted_signal() != 0) flags |= O_NONBLOCK;  // nothing waits for the reader of a pipe
  const int file = stream >= 0 ? ::dup(stream)
                               : ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | flags, kNewFileMode);
  if (file < 0) throw cannot_write(path, errno);
  return file;
}

/// Writes the rename to the disk. Some file systems cannot sync a folder; this is not an error.
void sync_folder(const std::string& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return;
  ::fsync(file);
  ::close(file);
}

bool lock(int file, int operation) {
  int result = 0;
  do {
    result = ::flock(file, operation);
  } while (result != 0 && errno == EINTR);
  return result == 0;
}

/// Whether a lock has failed because the file system has none, as some network file systems.
bool has_no_locks(int error) {
  return error == ENOLCK || error == ENOSYS || error == EOPNOTSUPP;
}

/// Opens and locks a temporary file, so that two runs with the same target take turns. Where the file system
/// has no locks, each process has a file of its own, with another name. Returns -1 and sets errno on failure.
int open_locked(std::string& temporary) {
  const int flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  while (true) {
    const int file = ::open(temporary.c_str(), flags, kNewFileMode);
    if (file < 0) return -1;
    struct stat opened {};
    struct stat there {};
    const bool locked = lock(file, LOCK_EX) && ::fstat(file, &opened) == 0;
    // The other run may have renamed the file to its target during the wait.
    if (locked && ::stat(temporary.c_str(), &there) == 0 && there.st_ino == opened.st_ino) return file;
    const int error = errno;
    if (!locked) ::unlink(temporary.c_str());
    ::close(file);
    if (!locked && has_no_locks(error)) {
      temporary += fmt::format("-{}", ::getpid());
      return ::open(temporary.c_str(), flags, kNewFileMode);
    }
    errno = error;
    if (!locked) return -1;
  }
}

/// Closes a copy of the descriptor: each close() reports what a network file system could not write.
bool is_flushed(int file) {
  const int copy = ::dup(file);
  return copy >= 0 && ::close(copy) == 0;
}

/// Gives the new file the mode of the file that it replaces, if any.
bool keep_mode(const std::string& target, int file) {
  struct stat status {};
  return ::stat(target.c_str(), &status) != 0 || ::fchmod(file, status.st_mode & 07777U) == 0;
}

}  // namespace

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    // After a signal, nothing waits for a stalled pipe: if it takes a byte, it takes PIPE_BUF.
    const bool is_in_haste = noted_signal() != 0;
    if (is_in_haste && !wait_for_reader(file)) {
      errno = ETIMEDOUT;
      return false;
    }
    const std::size_t size = is_in_haste ? std::min<std::size_t>(text.size(), PIPE_BUF) : text.size();
    const ssize_t written = ::write(file, text.data(), size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {  // a nonblocking descriptor
      wait_for_reader(file);
      continue;
    }
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool writes() {
  return Ranks::all().is_first();
}

void write_standard_output(std::string_view text) {
  if (!writes() || write_all(STDOUT_FILENO, text)) return;
  fail_writing("standard output", errno);
}

bool finds_reader(const std::function<void()>& write) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    write();
  } catch (const DataError& error) {
    if (error.code() != ExitCode::kClosedPipe) throw;
    return false;
  }
  return true;
}

void write_standard_error(std::string_view text) {
  if (writes()) static_cast<void>(write_all(STDERR_FILENO, text));
}

void print_warning(const std::string& message) {
  write_standard_error("nntrain: warning: " + message + "\n");
}

void check_writable(const std::string& path, Writing way) {
  if (!writes()) return;
  const std::string target = follow_links(path);
  struct stat status {};
  if (::stat(target.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) throw cannot_write(path, EISDIR);
    if (::access(target.c_str(), W_OK) != 0) throw cannot_write(path, errno);
    if (!S_ISREG(status.st_mode) || way == Writing::kGrowing) return;
  } else if (errno == ENAMETOOLONG) {
    throw cannot_write(path, errno);
  }
  const std::string folder = folder_of(target);
  if (::stat(folder.c_str(), &status) != 0) throw cannot_write(path, errno);
  if (!S_ISDIR(status.st_mode)) throw cannot_write(path, ENOTDIR);
  if (::access(folder.c_str(), W_OK | X_OK) != 0) throw cannot_write(path, errno);
}

WholeFile::WholeFile(const std::string& path) : path_(path) {
  if (!writes()) return;
  if (!has_part(path)) {
    file_ = open_to_write(path, 0);
    return;
  }
  target_ = follow_links(path);
  temporary_ = temporary_of(path);
  file_ = open_locked(temporary_);
  if (file_ < 0) throw cannot_write(errno == ENOENT ? path : temporary_, errno);
  remove_on_signal(temporary_.c_str());
  if (::ftruncate(file_, 0) != 0) give_up(errno);
}

WholeFile::~WholeFile() {
  if (file_ >= 0) close_unfinished();
}

void WholeFile::close_unfinished() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  remove_on_signal(nullptr);
  ::close(file_);
  file_ = -1;
}

void WholeFile::give_up(int error) {
  close_unfinished();
  if (temporary_.empty()) fail_writing(path_, error);
  throw cannot_write(path_, error);
}

void WholeFile::append(std::string_view text) {
  if (writes() && !write_all(file_, text)) give_up(errno);
}

void WholeFile::finish(const std::string& like) {
  if (!writes()) return;
  const std::string folder = folder_of(target_);
  if (temporary_.empty()) {
    if (!is_flushed(file_)) give_up(errno);
  } else {
    if (!keep_mode(like.empty() ? target_ : like, file_) || ::fsync(file_) != 0 || !is_flushed(file_))
      give_up(errno);
    // After its rename, another run may have a file of this name.
    remove_on_signal(nullptr);
    // The last close() releases the lock: rename the file first, before another run can continue.
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) give_up(errno);
  }
  ::close(file_);
  file_ = -1;
  if (!temporary_.empty()) sync_folder(folder);
}

void write_file(const std::string& path, std::string_view text) {
  WholeFile file(path);
  file.append(text);
  file.finish();
}

bool is_file_of_stream(const std::string& path, int stream) {
  struct stat of_path {};
  struct stat of_stream {};
  const bool is_there =
      path == "-" ? ::fstat(STDIN_FILENO, &of_path) == 0 : ::stat(path.c_str(), &of_path) == 0;
  return is_there && ::fstat(stream, &of_stream) == 0 && S_ISREG(of_path.st_mode) &&
         of_path.st_dev == of_stream.st_dev && of_path.st_ino == of_stream.st_ino;
}

bool same_file(const std::string& a, const std::string& b) {
  struct stat status_a {};
  struct stat status_b {};
  const bool has_a = ::stat(a.c_str(), &status_a) == 0;
  const bool has_b = ::stat(b.c_str(), &status_b) == 0;
  if (has_a != has_b) return false;
  if (has_a)
    return S_ISREG(status_a.st_mode) && status_a.st_dev == status_b.st_dev &&
           status_a.st_ino == status_b.st_ino;
  std::error_code ignored;
  const auto place = [&ignored](const std::string& path) {
    return std::filesystem::weakly_canonical(std::filesystem::absolute(follow_links(path), ignored), ignored);
  };
  return place(a) == place(b);
}

std::string temporary_of(const std::string& path) {
  return follow_links(path) + ".nntrain-tmp";  // a fixed name: the next run replaces a leftover file
}

std::string part_of(const std::string& path) {
  return follow_links(path) + ".part";
}

bool has_part(const std::string& path) {
  return !is_special(path) && standard_stream(path) < 0;
}

std::string write_result(const std::string& path, std::string_view text, bool is_finished) {
  return write_result(
      path, [text](WholeFile& file) { file.append(text); }, is_finished);
}

std::string write_result(const std::string& path, const std::function<void(WholeFile&)>& write,
                         bool is_finished) {
  if (!is_finished && !has_part(path)) return "";
  const std::string part = part_of(path);
  std::string target = is_finished ? path : part;
  if (!writes()) return target;
  const bool may_have_part = is_finished && has_part(path);
  if (!is_finished && is_special(part)) ::unlink(part.c_str());
  WholeFile file(target);
  write(file);
  file.finish(path);
  if (may_have_part) ::unlink(part.c_str());
  return target;
}

GrowingFile::GrowingFile(const std::string& path)
    : path_(path), file_(writes() ? open_to_write(path, O_CREAT | O_APPEND) : -1) {
  if (!writes()) {
    is_regular_ = has_part(path);
    return;
  }
  struct stat status {};
  is_regular_ = ::fstat(file_, &status) == 0 && S_ISREG(status.st_mode) && standard_stream(path) < 0;
  if (!is_regular_ || lock(file_, LOCK_EX | LOCK_NB) || has_no_locks(errno)) return;
  const int error = errno;
  ::close(file_);
  if (error != EWOULDBLOCK) throw cannot_write(path, error);
  throw DataError("cannot write " + printable(path, 1000) + ": another run writes it", "name another file");
}

GrowingFile::~GrowingFile() {
  if (file_ >= 0) ::close(file_);
}

bool GrowingFile::is_at_its_path() const {
  if (!writes()) return true;
  struct stat opened {};
  struct stat there {};
  return ::fstat(file_, &opened) == 0 && ::stat(path_.c_str(), &there) == 0 &&
         opened.st_dev == there.st_dev && opened.st_ino == there.st_ino;
}

std::uint64_t GrowingFile::size() const {
  if (!writes()) return size_elsewhere_;
  struct stat status {};
  if (::fstat(file_, &status) != 0) throw cannot_write(path_, errno);
  return static_cast<std::uint64_t>(status.st_size);
}

void GrowingFile::cut(std::uint64_t size) {
  if (!writes()) {
    size_elsewhere_ = size;
    return;
  }
  if (is_regular_ && ::ftruncate(file_, static_cast<off_t>(size)) != 0) throw cannot_write(path_, errno);
}

void GrowingFile::append(std::string_view text) {
  if (!writes()) {
    size_elsewhere_ += text.size();
    return;
  }
  if (!write_all(file_, text)) fail_writing(path_, errno);
}

void GrowingFile::sync() {
  if (writes() && ::fsync(file_) != 0) throw cannot_write(path_, errno);
}

void GrowingFile::finish() {
  const int file = std::exchange(file_, -1);
  if (file >= 0 && ::close(file) != 0) throw cannot_write(path_, errno);
}

}  // namespace nntrain
