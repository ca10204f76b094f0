#include "dataset/file_hashes.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/packer.hpp"
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
  std::vector<std::string> own;
  bool has_failed = parts.size() != files_;
  try {
    if (own_.valid()) own = own_.get();
  } catch (const std::exception&) {
    has_failed = true;
  }
  if (ranks_.any(has_failed)) return false;
  Packer packed;
  packed(own);
  std::size_t rank = 0;
  for (const Ranks::Bytes& bytes : ranks_.gather(packed.take())) {
    const auto hashes = Unpacker(bytes).next<std::vector<std::string>>();
    for (std::size_t i = 0; i < hashes.size(); ++i) parts[i * ranks_.size() + rank].sha256 = hashes[i];
    ++rank;
  }
  return true;
}

}  // namespace nntrain
