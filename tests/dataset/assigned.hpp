#pragma once

#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/random.hpp"
#include "dataset/table.hpp"

namespace nntrain::test {

using Rows = std::vector<std::size_t>;

/// A table with these class indices, or values for a regression (0 classes).
inline Table table_of(const std::vector<double>& targets, std::size_t classes) {
  Table table;
  table.path = "t.csv";
  table.task = classes > 0 ? Task::kClassify : Task::kRegress;
  table.targets = BlockMatrix(1);
  for (std::size_t c = 0; c < classes; ++c) table.classes.push_back({fmt::format("c{}", c), 0});
  for (const double target : targets) {
    table.targets.append({&target, 1});
    if (classes > 0) ++table.classes[static_cast<std::size_t>(target)].count;
  }
  return table;
}

/// A column of texts.
inline KeptColumn column_of(const std::vector<std::string>& texts) {
  KeptColumn column{"g", "g", {}};
  for (const std::string& text : texts) column.texts.add(text);
  return column;
}

/// The table with these rows only, in this order.
inline Table rows_only(const Table& table, const Rows& rows, std::size_t classes) {
  std::vector<double> targets;
  for (const std::size_t row : rows) targets.push_back(table.targets.at(row, 0));
  Table part = table_of(targets, classes);
  for (KeptColumn Table::*const column : {&Table::group, &Table::fold, &Table::split, &Table::hashed}) {
    if (!(table.*column).is_given()) continue;
    part.*column = KeptColumn{"g", "g", {}};
    for (const std::size_t row : rows) (part.*column).texts.add((table.*column).texts[row]);
  }
  return part;
}

/// Random targets: of classes, or numbers of a regression (0 classes).
inline Table random_targets(RandomStream& random, std::size_t rows, std::size_t classes) {
  std::vector<double> targets;
  for (std::size_t row = 0; row < rows; ++row)
    targets.push_back(classes > 0 ? static_cast<double>(random.below(1 + random.below(classes)))
                                  : static_cast<double>(random.below(20)) / 4);
  return table_of(targets, classes);
}

/// Each of 0 .. rows - 1 with the probability `share`.
inline Rows some_rows(RandomStream& random, std::size_t rows, double share) {
  Rows some;
  for (std::size_t row = 0; row < rows; ++row) {
    if (random.uniform() < share) some.push_back(row);
  }
  return some;
}

}  // namespace nntrain::test
