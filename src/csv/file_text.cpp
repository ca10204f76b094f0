#include "csv/file_text.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/quote.hpp"
#include "csv/decompressor.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kCompressedPiece = std::size_t{1} << 16;  // bytes per read of compressed data
constexpr const char* kAnotherCopy = "fetch the file again, or make it again";

}  // namespace

FileText::FileText(const std::string& path, bool hash) : path_(path) {
  if (hash) hash_.emplace();
  descriptor_ = open_to_read(path_);
  struct stat status {};
  may_wait_ = ::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode);
  try {
    read_head();
    if (compression_ != Compression::kNone) begin_decompressing();
  } catch (...) {
    if (descriptor_ > 0) ::close(descriptor_);
    throw;
  }
}

FileText::~FileText() {
  if (descriptor_ > 0) ::close(descriptor_);
}

/// A pipe may give less than that: whoever writes to it may wait until the first line is used.
void FileText::read_head() {
  bytes_.resize(kCompressionHead);
  while (left_.size() < kCompressionHead && may_become_compressed(left_)) {
    const std::size_t got = read_file(bytes_.data() + left_.size(), kCompressionHead - left_.size());
    left_ = {bytes_.data(), left_.size() + got};
    if (got == 0) break;
  }
  compression_ = compression_of(left_);
}

void FileText::begin_decompressing() {
  if (!can_decompress()) {
    throw DataError(
        fmt::format("{} is compressed by {}, and this nntrain was built without zlib and libzstd",
                    shown_path(path_), compression_name(compression_)),
        Remedy(RemedyId::kConvert, {{"", {}, std::string(decompressing_program(compression_)), path_}}));
  }
  if (may_wait_ || path_ == "-") note_compressed_pipe(path_, compression_);
  decompressor_ = compression_ == Compression::kGzip ? make_gzip_decompressor() : make_zstd_decompressor();
  const std::size_t head = left_.size();
  bytes_.resize(kCompressedPiece);
  left_ = {bytes_.data(), head};
}

std::size_t FileText::read_file(char* buffer, std::size_t size) {
  const std::size_t got = read_some(descriptor_, path_, buffer, size);
  if (hash_) hash_->update({buffer, got});
  bytes_read_ += got;
  return got;
}

bool FileText::needs_file() const {
  return left_.empty() && !is_over_ && !(decompressor_ && decompressor_->has_more());
}

bool FileText::has_input() const {
  return nntrain::has_input(descriptor_);
}

std::size_t FileText::take(char* text, std::size_t size) {
  if (is_over_) return 0;
  if (decompressor_) return decompress(text, size);
  std::size_t taken = 0;
  if (left_.empty()) {
    taken = read_file(text, size);
    is_over_ = taken == 0;
  } else {
    taken = left_.copy(text, size);
    left_.remove_prefix(taken);
  }
  return taken;
}

std::size_t FileText::decompress(char* text, std::size_t size) {
  if (needs_file()) {
    left_ = {bytes_.data(), read_file(bytes_.data(), bytes_.size())};
    if (left_.empty()) {
      end();
      return 0;
    }
  }
  try {
    return decompressor_->decompress(left_, text, size);
  } catch (const DamagedData& damage) {
    is_over_ = true;
    const std::size_t place = bytes_read_ - left_.size();
    const std::string_view kind = compression_name(compression_);
    if (*damage.what() == '\0') {
      throw DataError(fmt::format("{} has other bytes behind its {} data, which ends at byte {}",
                                  shown_path(path_), kind, place),
                      kAnotherCopy);
    }
    throw DataError(fmt::format("{} is damaged: its {} data is wrong near byte {} ({})", shown_path(path_),
                                kind, place, damage.what()),
                    kAnotherCopy);
  } catch (const TooLargeWindow&) {
    is_over_ = true;
    throw DataError(fmt::format("{} takes more than {} MiB of memory to decompress (it was made with "
                                "--long or --ultra)",
                                shown_path(path_), kLargestWindow >> 20),
                    Remedy(RemedyId::kConvert, {{"", {}, "zstdcat --long=31", path_}}));
  }
}

void FileText::end() {
  is_over_ = true;
  if (decompressor_->may_end()) return;
  throw DataError(fmt::format("{} is cut off: it ends inside of its {} data, at byte {}", shown_path(path_),
                              compression_name(compression_), bytes_read_),
                  kAnotherCopy);
}

}  // namespace nntrain
