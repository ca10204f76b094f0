#pragma once

#include <future>
#include <string>
#include <vector>

#include "base/ranks.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// The hashes of files that ranks read in parts: a file is hashed by one of them, on a thread of its own,
/// while they read.
class FileHashes {
 public:
  /// Begins. The paths are the same on all ranks.
  FileHashes(Ranks& ranks, std::vector<std::string> paths);

  /// Waits, and writes the hashes into the files of a table: those with these paths. All ranks call it
  /// together. False, on all of them, if one cannot read a file.
  bool tell(std::vector<TablePart>& parts);

 private:
  Ranks& ranks_;
  std::size_t files_;
  std::future<std::vector<std::string>> own_;  // of the files rank, rank + ranks ...
};

}  // namespace nntrain
