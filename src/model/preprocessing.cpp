#include "model/preprocessing.hpp"

#include <algorithm>
#include <utility>

#include "model/input_writer.hpp"

namespace nntrain {
std::size_t Preprocessing::input_count() const {
  std::size_t count = 0;
  for (const InputColumn& column : columns_) count += column.width();
  return count;
}

std::vector<std::string> Preprocessing::input_names() const {
  std::vector<std::string> names;
  for (const InputColumn& column : columns_) {
    if (!column.is_text) names.push_back(column.name);
    for (const std::string& level : column.levels) names.push_back(column.name + "=" + level);
  }
  return names;
}

BlockMatrix Preprocessing::inputs(const Table& table, std::span<const std::size_t> rows,
                                  UnseenMode unseen) const {
  BlockMatrix inputs(input_count());
  inputs.grow_to(rows.size());
  InputWriter(table, columns_, unseen).write(rows, inputs, 0);
  return inputs;
}

void Preprocessing::check(const Table& table, std::span<const std::size_t> rows, UnseenMode unseen) const {
  InputWriter(table, columns_, unseen).check(rows);
}

bool Preprocessing::is_identity(const Table& table) const {
  for (std::size_t feature = 0; feature < columns_.size(); ++feature) {
    const InputColumn& column = columns_[feature];
    if (column.is_text || column.centre != 0 || column.divisor != 1 || table.features[feature].missing > 0) {
      return false;
    }
  }
  return true;
}

std::vector<BlockMatrix> Preprocessing::take_inputs(Table& table, const RowLists& parts,
                                                    UnseenMode unseen) const {
  std::vector<BlockMatrix> taken;
  if (parts.size() == 1 && parts.front().size() == table.rows() && is_identity(table)) {
    taken.push_back(std::move(table.cells));
    table.cells = BlockMatrix();
    return taken;
  }
  for (std::size_t part = 0; part < parts.size(); ++part) taken.emplace_back(input_count());
  const InputWriter writer(table, columns_, unseen);
  const auto has_fewer_spare = [](const BlockMatrix& a, const BlockMatrix& b) {
    return a.spare_blocks() < b.spare_blocks();
  };
  for (std::size_t block = 0; block < table.cells.block_count(); ++block) {
    const std::size_t end = (block + 1) * kBlockRows;
    for (std::size_t part = 0; part < parts.size(); ++part) {
      const std::size_t first = taken[part].rows();
      const auto rest = parts[part].subspan(first);
      const auto here =
          static_cast<std::size_t>(std::lower_bound(rest.begin(), rest.end(), end) - rest.begin());
      taken[part].grow_to(first + here);
      writer.write(rest.first(here), taken[part], first);
    }
    table.cells.give_block(block, *std::min_element(taken.begin(), taken.end(), has_fewer_spare));
  }
  table.cells = BlockMatrix();
  return taken;
}

}  // namespace nntrain
