#pragma once

#include <string>
#include <vector>

#include "math/block_matrix.hpp"
#include "network/samples.hpp"

namespace nntrain {

/// Rows that are used for one purpose: "train", "validation" or "test".
struct Split {
  std::string name;
  Samples samples;
  BlockMatrix truth;              ///< N x 1: the class number of each row, or its value
  std::vector<std::size_t> rows;  ///< their numbers in the table of --data; none if they are of another file
  std::size_t dropped = 0;        ///< rows of that other file that were left out for missing cells
  std::string path{};             ///< of that file; "": the rows are of --data
  std::string sha256{};           ///< of its bytes, where it was asked for
};

/// From the least to the most held-out: the rows trained on are the first.
using Splits = std::vector<Split>;

/// The split called `name`, or null.
inline const Split* find_split(const Splits& splits, const std::string& name) {
  for (const Split& split : splits) {
    if (split.name == name) return &split;
  }
  return nullptr;
}

}  // namespace nntrain
