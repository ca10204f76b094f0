#include "dataset/share_table.hpp"

#include <cmath>
#include <vector>

#include "base/packer.hpp"

namespace nntrain {
namespace {

/// What a rank has read.
struct RankRows {
  std::size_t rows = 0;
  std::size_t read = 0;
  std::size_t lines = 0;
  std::vector<std::size_t> missing;  ///< per feature, as `lacking`
  std::vector<std::size_t> lacking;
  std::size_t lacking_target = 0;
  std::size_t lacking_weight = 0;
  std::vector<TablePart> parts;  ///< the files that begin there
};

Ranks::Bytes packed_rows(const Table& table, std::size_t lines, const ColumnFindings& found) {
  Packer bytes;
  bytes(table.rows(), table.rows_read, lines, table.lacking_target, table.lacking_weight);
  for (const Column& column : table.features) bytes(column.missing, column.lacking);
  bytes(table.parts.size());
  for (const TablePart& part : table.parts) bytes(part.path, part.lines_before);
  found.write(bytes);
  return bytes.take();
}

RankRows next_rows(Unpacker& bytes, std::size_t features) {
  RankRows of;
  bytes(of.rows, of.read, of.lines, of.lacking_target, of.lacking_weight);
  of.missing.resize(features);
  of.lacking.resize(features);
  for (std::size_t feature = 0; feature < features; ++feature)
    bytes(of.missing[feature], of.lacking[feature]);
  of.parts.resize(bytes.next<std::size_t>());
  for (TablePart& part : of.parts) bytes(part.path, part.lines_before);
  return of;
}

/// Sets the counts of a table without rows.
void forget_counts(Table& table) {
  table.rows_read = table.lacking_target = table.lacking_weight = 0;
  for (Column& column : table.features) column.missing = column.lacking = 0;
  table.parts.clear();
  table.share.all = 0;
}

void add_counts(const RankRows& of, std::size_t lines_before, Table& table) {
  table.rows_read += of.read;
  table.share.all += of.rows;
  for (std::size_t feature = 0; feature < table.features.size(); ++feature) {
    table.features[feature].missing += of.missing[feature];
    table.features[feature].lacking += of.lacking[feature];
  }
  table.lacking_target += of.lacking_target;
  table.lacking_weight += of.lacking_weight;
  for (const TablePart& part : of.parts) table.parts.push_back({part.path, part.lines_before + lines_before});
}

void renumber_column(BlockMatrix& values, std::size_t column, const std::vector<double>& index_here) {
  if (index_here.empty()) return;
  for (std::size_t block = 0; block < values.block_count(); ++block) {
    double* const cells = values.block(block) + column * kBlockRows;
    for (std::size_t row = 0; row < values.block_rows(block); ++row) {
      if (!std::isnan(cells[row])) cells[row] = index_here[static_cast<std::size_t>(cells[row])];
    }
  }
}

/// Tells the rows of this rank their place behind those that `table` counts. `indices_here` has, per column,
/// the index in the table of each level of this rank.
void place_rows(Table& table, const std::vector<std::vector<double>>& indices_here) {
  table.share.begin = table.share.all;
  table.share.rows = table.rows();
  table.read_before = table.rows_read;
  for (std::size_t& number : table.dropped) number += table.read_before;
  const std::size_t features = table.features.size();
  for (std::size_t slot = 0; slot < features; ++slot) renumber_column(table.cells, slot, indices_here[slot]);
  if (indices_here.size() > features) renumber_column(table.targets, 0, indices_here[features]);
}

}  // namespace

bool share_table(Ranks& ranks, TablePlan& open, std::size_t lines, ColumnFindings& found) {
  Table& table = open.table;
  const Ranks::Bytes own = packed_rows(table, lines, found);
  found = ColumnFindings(open.plan);
  forget_counts(table);
  table.share.ranks = &ranks;
  std::size_t lines_before = 0;
  std::size_t rank = 0;
  for (const Ranks::Bytes& packed : ranks.gather(own)) {
    Unpacker bytes(packed);
    const RankRows of = next_rows(bytes, table.features.size());
    const auto indices_here = found.add_later(ColumnFindings::read(bytes), lines_before);
    if (!indices_here) return false;
    if (rank++ == ranks.rank()) place_rows(table, *indices_here);
    add_counts(of, lines_before, table);
    lines_before += of.lines;
  }
  return true;
}

}  // namespace nntrain
