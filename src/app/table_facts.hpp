#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "dataset/table.hpp"

namespace nntrain {

/// What presets look at in a table.
struct TableFacts {
  Task task = Task::kAuto;  ///< kClassify or kRegress
  std::size_t rows = 0;
  std::optional<std::size_t> groups{};  ///< of rows that stay together: with --group, or --split hash:COLUMN
  std::optional<std::size_t> folds{};   ///< with --fold-column
  std::optional<std::array<std::size_t, 3>> parts{};  ///< with --split-column: the rows of words(SplitPart)
};

/// All ranks that share the table call it together: then it has no groups and folds.
TableFacts facts_of(const Table& table);

}  // namespace nntrain
