#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include "base/random.hpp"
#include "dataset/table.hpp"

namespace nntrain::test {

inline KeptColumn cut_column(const KeptColumn& whole, std::size_t begin, std::size_t rows) {
  KeptColumn part{whole.name, whole.item, {}};
  for (std::size_t row = begin; whole.texts.size() > 0 && row < begin + rows; ++row)
    part.texts.add(whole.texts[row]);
  return part;
}

/// The table of a rank that has read the rows begin .. begin + rows - 1 of `whole`. All ranks call it
/// together.
inline Table cut_table(const Table& whole, Ranks& ranks, std::size_t begin, std::size_t rows) {
  Table part;
  part.path = whole.path;
  part.parts = whole.parts;
  part.has_header = whole.has_header;
  part.rows_read = whole.rows_read;
  part.features = whole.features;
  part.target = whole.target;
  part.target_item = whole.target_item;
  part.weights_item = whole.weights_item;
  part.task = whole.task;
  part.classes = whole.classes;
  part.cells = BlockMatrix(whole.cells.columns());
  part.cells.resize(rows);
  part.targets = BlockMatrix(1);
  part.targets.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    part.targets.set(row, 0, whole.targets.at(begin + row, 0));
    for (std::size_t c = 0; c < whole.cells.columns(); ++c)
      part.cells.set(row, c, whole.cells.at(begin + row, c));
    if (!whole.weights.empty()) part.weights.push_back(whole.weights[begin + row]);
  }
  for (const KeptColumn& column : whole.kept) part.kept.push_back(cut_column(column, begin, rows));
  part.split = cut_column(whole.split, begin, rows);
  part.dropped.resize(begin);  // so that the rows have their numbers in the file
  std::iota(part.dropped.begin(), part.dropped.end(), std::size_t{1});
  part.share = share_of(ranks, rows);
  return part;
}

/// Where each of `ranks` parts of `rows` rows begins, and the end. Some parts may be empty.
inline std::vector<std::size_t> random_cuts(RandomStream& random, std::size_t rows, std::size_t ranks) {
  std::vector<std::size_t> cuts = {0, rows};
  while (cuts.size() < ranks + 1) cuts.push_back(static_cast<std::size_t>(random.below(rows + 1)));
  std::sort(cuts.begin(), cuts.end());
  return cuts;
}

/// The row indices of a rank's table among those of the whole one.
inline std::vector<std::size_t> rows_within(const std::vector<std::size_t>& rows, std::size_t begin,
                                            std::size_t end) {
  std::vector<std::size_t> own;
  for (const std::size_t row : rows) {
    if (begin <= row && row < end) own.push_back(row - begin);
  }
  return own;
}

}  // namespace nntrain::test
