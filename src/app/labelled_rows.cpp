#include "app/labelled_rows.hpp"

#include <utility>
#include <vector>

#include "base/error.hpp"
#include "dataset/split.hpp"

namespace nntrain {
namespace {

Table read_like(const ReadOptions& read, const Table& like) {
  try {
    return read_table_like(read, like, read.path);
  } catch (const LacksColumns& error) {
    throw ModelError(error.what(), error.remedy());
  }
}

}  // namespace

LabelledRows read_labelled(const UseOptions& resolved, const Model& model, const std::string& name,
                           bool with_sha256) {
  const Table like = table_like(model, resolved.model);
  ReadOptions read = reading_like(resolved, like);
  read.sha256 = with_sha256;
  std::vector<Table> tables;
  tables.push_back(read_like(read, like));
  Splits splits = take_splits(tables, {{name, all_rows(tables.front())}}, model, resolved.unseen);
  return {std::move(tables.front()), std::move(splits.front())};
}

}  // namespace nntrain
