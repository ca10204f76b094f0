#include "sweep/row_places.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/quote.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostWaiting = std::size_t{1} << 16;

FileError cannot_read(const std::string& path) {
  return FileError(fmt::format("cannot read {}: {}", shown_path(path), std::strerror(errno)));
}

}  // namespace

RowPlace place_of(const ResultsReader& reader) {
  return {reader.lines().offset(), reader.bytes().size()};
}

RowBytes::RowBytes(const std::string& path) : path_(path), file_(open_to_read(path)) {}

RowBytes::RowBytes(const ResultsReader& reader)
    : path_(reader.lines().path()), file_(::fcntl(reader.lines().descriptor(), F_DUPFD_CLOEXEC, 0)) {
  if (file_ < 0) throw cannot_read(path_);
}

RowBytes::RowBytes(RowBytes&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)) {}

RowBytes::~RowBytes() {
  if (file_ >= 0) ::close(file_);
}

std::string_view RowBytes::read(const RowPlace& place) {
  bytes_.resize(place.length);
  if (::lseek(file_, static_cast<off_t>(place.offset), SEEK_SET) < 0) throw cannot_read(path_);
  std::size_t size = 0;
  while (size < place.length) {
    const std::size_t got = read_some(file_, path_, bytes_.data() + size, place.length - size);
    if (got == 0)
      throw FileError(shown_path(path_) + " has been cut by another program", "give the same command again");
    size += got;
  }
  return bytes_;
}

std::unique_ptr<GrowingFile> open_at_its_path(const std::string& path) {
  while (true) {
    auto file = std::make_unique<GrowingFile>(path);
    if (file->is_at_its_path()) return file;
  }
}

void WholeLines::append(std::string_view text) {
  waiting_ += text;
  size_ += text.size();
  if (waiting_.size() < kMostWaiting) return;
  file_.append(waiting_);
  waiting_.clear();
}

RowPlace WholeLines::append_row(std::string_view line) {
  const RowPlace place{size_, line.size()};
  append(line);
  append("\n");
  return place;
}

void WholeLines::finish() {
  file_.append(waiting_);
  waiting_.clear();
  file_.finish();
}

}  // namespace nntrain
