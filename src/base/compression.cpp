#include "base/compression.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace nntrain {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kGzipStart = "\x1F\x8B"sv;
constexpr std::string_view kZstdStart = "\x28\xB5\x2F\xFD"sv;
constexpr std::string_view kSkippableEnd = "\x2A\x4D\x18"sv;  // behind a byte of 50 .. 5F

bool is_skippable_begin(char c) {
  return (static_cast<unsigned char>(c) & 0xF0U) == 0x50U;
}

std::map<std::string, Compression>& compressed_pipes() {
  static std::map<std::string, Compression> pipes;
  return pipes;
}

/// How the file of this name is compressed, or the pipe was.
Compression compression_at(const std::string& path) {
  const auto pipe = compressed_pipes().find(path);
  if (pipe != compressed_pipes().end()) return pipe->second;
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return Compression::kNone;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Compression::kNone;
  const Compression compression = compression_of_file(descriptor);
  ::close(descriptor);
  return compression;
}

}  // namespace

Compression compression_of(std::string_view head) {
  if (head.starts_with(kGzipStart)) return Compression::kGzip;
  if (head.starts_with(kZstdStart)) return Compression::kZstd;
  if (!head.empty() && is_skippable_begin(head.front()) && head.substr(1).starts_with(kSkippableEnd))
    return Compression::kZstd;
  return Compression::kNone;
}

bool may_become_compressed(std::string_view head) {
  if (head.empty() || kGzipStart.starts_with(head) || kZstdStart.starts_with(head)) return true;
  return is_skippable_begin(head.front()) && kSkippableEnd.starts_with(head.substr(1));
}

Compression compression_of_file(int descriptor) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return Compression::kNone;
  std::array<char, kCompressionHead> head{};
  const off_t position = std::max<off_t>(::lseek(descriptor, 0, SEEK_CUR), 0);
  const ssize_t got = ::pread(descriptor, head.data(), head.size(), position);
  return compression_of({head.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))});
}

std::string_view compression_name(Compression compression) {
  return compression == Compression::kGzip ? "gzip" : "zstd";
}

std::string_view decompressing_program(Compression compression) {
  return compression == Compression::kGzip ? "zcat" : "zstdcat";
}

void note_compressed_pipe(const std::string& path, Compression compression) {
  compressed_pipes()[path] = compression;
}

std::string_view program_before(std::string_view filter, const std::string& path) {
  if (filter.empty() || filter.starts_with("zcat") || filter.starts_with("zstd")) return "";
  const Compression compression = compression_at(path);
  return compression == Compression::kNone ? "" : decompressing_program(compression);
}

}  // namespace nntrain
