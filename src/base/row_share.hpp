#pragma once

#include <cstddef>

#include "base/ranks.hpp"

namespace nntrain {

/// Which rows of a list this rank has: the rows begin .. begin + rows - 1 of `all`. The next rank has those
/// after them, so that the rows of all ranks, in the order of the ranks, are the list. A rank may have none.
struct RowShare {
  Ranks* ranks = &Ranks::alone();
  std::size_t begin = 0;
  std::size_t rows = 0;
  std::size_t all = 0;

  std::size_t end() const { return begin + rows; }
  /// Whether other ranks have other rows.
  bool is_shared() const { return ranks->are_many(); }
};

/// All of `rows` rows, on this rank.
inline RowShare whole(std::size_t rows) {
  return {&Ranks::alone(), 0, rows, rows};
}

/// That of a rank which has `rows` rows. All ranks call it together.
inline RowShare share_of(Ranks& ranks, std::size_t rows) {
  RowShare share{&ranks, 0, rows, 0};
  std::size_t rank = 0;
  for (const std::size_t count : ranks.gather_one(rows)) {
    if (rank++ < ranks.rank()) share.begin += count;
    share.all += count;
  }
  return share;
}

}  // namespace nntrain
