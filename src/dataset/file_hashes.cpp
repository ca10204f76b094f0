#include "dataset/file_hashes.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include "base/byte_writer.hpp"
#include "base/error.hpp"
#include "base/sha256.hpp"
#include "dataset/range_lines.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kHashedAtOnce = std::size_t{1} << 20;  // bytes

std::string hash_of_file(const std::string& path) {
  const std::optional<RangeFile> file = RangeFile::open(path);
  if (!file) throw DataError("a file has changed");
  Sha256 hash;
  std::string bytes;
  for (std::size_t begin = 0; begin < file->size(); begin += bytes.size()) {
    bytes.resize(std::min(kHashedAtOnce, file->size() - begin));
    file->read(begin, bytes.size(), bytes.data());
    hash.update(bytes);
  }
  return hash.hex();
}

}  // namespace

FileHashes::FileHashes(Ranks& ranks, std::vector<std::string> paths) : ranks_(ranks), files_(paths.size()) {
  if (ranks.rank() >= files_) return;
  own_ = std::async([paths = std::move(paths), first = ranks.rank(), step = ranks.size()] {
    std::vector<std::string> hashes;
    for (std::size_t file = first; file < paths.size(); file += step)
      hashes.push_back(hash_of_file(paths[file]));
    return hashes;
  });
}

bool FileHashes::tell(std::vector<TablePart>& parts) {
  ByteWriter own;
  bool has_failed = parts.size() != files_;
  try {
    if (own_.valid()) {
      for (const std::string& hash : own_.get()) own.add_text(hash);
    }
  } catch (const std::exception&) {
    has_failed = true;
  }
  if (ranks_.any(has_failed)) return false;
  const std::vector<Ranks::Bytes> all = ranks_.gather(own.bytes());
  std::vector<ByteReader> readers(all.begin(), all.end());
  for (std::size_t file = 0; file < parts.size(); ++file) {
    parts[file].sha256 = readers[file % ranks_.size()].next_text();
  }
  return true;
}

}  // namespace nntrain
