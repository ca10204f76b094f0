#include "app/table_facts.hpp"

#include <set>
#include <string_view>

#include "dataset/split_mode.hpp"

namespace nntrain {
namespace {

/// The number of different texts, or none where the column is not given.
std::optional<std::size_t> texts_in(const KeptColumn& column) {
  if (!column.is_given()) return std::nullopt;
  std::set<std::string_view> texts;
  for (std::size_t row = 0; row < column.texts.size(); ++row) texts.insert(column.texts[row]);
  return texts.size();
}

}  // namespace

TableFacts facts_of(const Table& table) {
  TableFacts facts{.task = table.task, .rows = table.all_rows()};
  facts.groups = texts_in(table.group.is_given() ? table.group : table.hashed);
  facts.folds = texts_in(table.fold);
  if (!table.split.is_given()) return facts;
  facts.parts.emplace();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::optional<SplitPart> part = value_called<SplitPart>(table.split.texts[row]);
    if (part) ++facts.parts->at(static_cast<std::size_t>(*part));
  }
  table.row_share().ranks->add_counts(*facts.parts);
  return facts;
}

}  // namespace nntrain
