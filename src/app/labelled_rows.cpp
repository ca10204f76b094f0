#include "app/labelled_rows.hpp"

#include <utility>

#include "base/error.hpp"
#include "dataset/split.hpp"
#include "model/make_samples.hpp"

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

LabelledRows read_labelled(UseOptions& options, const Model& model, const std::string& name,
                           bool with_sha256) {
  const Table like = table_like(model, options.model);
  ReadOptions read = resolve(options, model, like);
  read.sha256 = with_sha256;
  LabelledRows rows{read_like(read, like), {}};
  const std::vector<std::size_t> all = all_rows(rows.table);
  model.preprocessing.check(rows.table, all, options.unseen);
  Split& split = rows.splits.emplace_back();
  split.name = name;
  split.samples = make_samples(rows.table, all, model);
  split.truth = truth_of(rows.table, all);
  split.samples.inputs =
      std::move(model.preprocessing.take_inputs(rows.table, {all}, options.unseen).front());
  split.path = rows.table.path;
  return rows;
}

}  // namespace nntrain
