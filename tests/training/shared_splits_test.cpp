// Rows of a table that ranks share become the samples of one process, each on the rank that has its block.

#include <cmath>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

#include "math/ranks_sum.hpp"
#include "report/predictions.hpp"
#include "report/write_predictions.hpp"
#include "support/catch.hpp"
#include "support/cut_table.hpp"
#include "support/run_program.hpp"
#include "support/thread_ranks.hpp"
#include "training/split.hpp"

using namespace nntrain;
using namespace nntrain::test;
using Rows = std::vector<std::size_t>;

namespace {

void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(what);
}

/// Two columns, one with texts and holes; two classes; row weights and kept texts, if they are asked for.
Table random_rows(RandomStream& random, std::size_t rows, bool has_weights, bool is_plain) {
  Table table;
  table.path = "t.csv";
  table.task = Task::kClassify;
  table.target = table.target_item = "y";
  table.classes = {{"no", 0}, {"yes", 0}};
  for (const char* const name : {"x", "colour"}) {
    Column& column = table.features.emplace_back();
    column.name = column.item = name;
  }
  if (!is_plain) {
    table.features[1].is_text = true;
    table.features[1].levels = {"red", "blue", "green"};
    table.features[1].level_lines = {2, 3, 4};
  }
  table.kept.push_back({"id", "id", {}});
  table.cells = BlockMatrix(2);
  table.targets = BlockMatrix(1);
  for (std::size_t row = 0; row < rows; ++row) {
    const bool is_hole = !is_plain && random.below(9) == 0;
    const double cells[] = {random.uniform(), is_hole ? std::numeric_limits<double>::quiet_NaN()
                                                      : static_cast<double>(random.below(3))};
    table.cells.append(cells);
    table.features[1].missing += is_hole ? 1U : 0U;
    const auto target = static_cast<double>(random.below(2));
    table.targets.append({&target, 1});
    if (has_weights) table.weights.push_back(random.uniform());
    table.kept.front().texts.add(std::string(static_cast<std::size_t>(random.below(9)), 'a'));
  }
  return table;
}

Model model_of(const Table& table, const Rows& rows, ScaleMode scale) {
  Preprocessing preprocessing = fit_preprocessing(table, rows, scale, MissingMode::kMean);
  const std::size_t inputs = preprocessing.input_count();
  return {.reading = {},
          .preprocessing = std::move(preprocessing),
          .target = {table.target, table.target_item, table.task, table.classes, {}, {}, {}},
          .weights_item = {},
          .class_weights = {},
          .loss = Loss::kSse,
          .network = Network({inputs, 1}, {Activation::kSigmoid}, true),
          .parameters = {}};
}

/// Takes the parts of a table, and those of another file with the rows `other`.
Splits take(Table& table, const Table& other, const std::vector<Rows>& parts, ScaleMode scale) {
  const Model model = model_of(table, parts[0], scale);
  std::vector<SplitSpec> specs = {{"train", parts[0]}, {"validation", parts[1]}, {"test", parts[2]}};
  specs.push_back({"test", {}, 1, true});
  const auto others = [&](std::size_t) { return cut_table(other, Ranks::alone(), 0, other.rows()); };
  return take_splits(table, others, specs, model, UnseenMode::kZero);
}

void require_rows_of(const BlockMatrix& own, const BlockMatrix& whole, std::size_t begin, const char* what) {
  require(own.columns() == whole.columns(), what);
  for (std::size_t row = 0; row < own.rows(); ++row) {
    for (std::size_t c = 0; c < own.columns(); ++c) require(own.at(row, c) == whole.at(begin + row, c), what);
  }
}

void require_share_of(const Split& own, const Split& whole, Ranks& ranks) {
  const RowShare share = own.samples.row_share();
  const RowShare dealt = dealt_share(ranks, whole.rows.size());
  require(share.begin == dealt.begin && share.rows == dealt.rows && share.all == dealt.all, "share");
  require(own.samples.rows() == share.rows && own.truth.rows() == share.rows, "rows");
  require(own.samples.total_weight == whole.samples.total_weight, "total weight");
  require_rows_of(own.samples.inputs, whole.samples.inputs, share.begin, "inputs");
  require_rows_of(own.samples.targets, whole.samples.targets, share.begin, "targets");
  require_rows_of(own.samples.weights, whole.samples.weights, share.begin, "weights");
  require_rows_of(own.truth, whole.truth, share.begin, "truth");
  for (std::size_t row = 0; row < share.rows; ++row) {
    require(own.rows[row] == whole.rows[share.begin + row], "row numbers");
    require(own.kept.front().texts[row] == whole.kept.front().texts[share.begin + row], "kept texts");
  }
}

/// Three parts: of random rows; or one after another, as with --split ordered.
std::vector<Rows> random_parts(RandomStream& random, std::size_t rows, bool are_ordered) {
  std::vector<Rows> parts(3);
  for (std::size_t row = 0; row < rows; ++row)
    parts[are_ordered ? row * 3 / rows : static_cast<std::size_t>(random.below(3))].push_back(row);
  for (std::size_t part = 0; part < 3; ++part) {
    if (parts[part].empty()) parts[part].push_back(part);
  }
  return parts;
}

}  // namespace

TEST_CASE("shared splits: each rank has its blocks of the samples of one process", "[ranks]") {
  RandomStream random(9, RandomPurpose::kSplit);
  int round = 0;
  for (const std::size_t rows : Rows{9, 200, 1500, 3000}) {
    for (const std::size_t count : Rows{1, 2, 3, 5}) {
      const Table whole = random_rows(random, rows, round % 3 == 0, round % 2 == 0);
      const Table other = random_rows(random, 300, round % 3 == 0, round % 2 == 0);
      const ScaleMode scale = round % 4 == 0 ? ScaleMode::kNone : ScaleMode::kStandard;
      const std::vector<Rows> parts = random_parts(random, rows, ++round % 3 == 0);
      Table copy = cut_table(whole, Ranks::alone(), 0, rows);
      const Splits expected = take(copy, other, parts, scale);
      const Rows cuts = random_cuts(random, rows, count);
      run_on_ranks(count, [&](Ranks& ranks) {
        const std::size_t begin = cuts[ranks.rank()];
        const std::size_t end = cuts[ranks.rank() + 1];
        Table table = cut_table(whole, ranks, begin, end - begin);
        std::vector<Rows> own;
        for (const Rows& part : parts) own.push_back(rows_within(part, begin, end));
        const Splits splits = take(table, other, own, scale);
        require(splits.size() == expected.size(), "parts");
        for (std::size_t i = 0; i < splits.size(); ++i) require_share_of(splits[i], expected[i], ranks);
      });
    }
  }
}

TEST_CASE("shared splits: the first rank writes the predictions of all in the order of the file", "[ranks]") {
  RandomStream random(10, RandomPurpose::kSplit);
  const ScratchFolder scratch;
  for (const std::size_t count : Rows{2, 3, 5}) {
    const std::size_t rows = 40'000;
    const Table whole = random_rows(random, rows, false, false);
    const std::vector<Rows> parts = random_parts(random, rows, count == 3);
    const auto result_of = [](Splits splits, Model model) {
      TrialResult trial{std::move(model), {}, {}, {}, "", 0};
      for (Split& split : splits) {
        BlockMatrix outputs(1);
        outputs.resize(split.truth.rows());
        for (std::size_t row = 0; row < outputs.rows(); ++row)
          outputs.set(row, 0, 1 / static_cast<double>(split.rows[row] + 1));
        trial.results.push_back({std::move(split), std::move(outputs), {}});
      }
      return RunResult(std::move(trial));
    };
    Table copy = cut_table(whole, Ranks::alone(), 0, rows);
    const Model model = model_of(copy, parts[0], ScaleMode::kNone);
    const RunResult alone = result_of(take(copy, whole, parts, ScaleMode::kNone), model);
    const std::string expected = predictions_csv(alone);
    const std::string path = scratch.path("p.csv");
    const Rows cuts = random_cuts(random, rows, count);
    run_on_ranks(count, [&](Ranks& ranks) {
      const std::size_t begin = cuts[ranks.rank()];
      Table table = cut_table(whole, ranks, begin, cuts[ranks.rank() + 1] - begin);
      std::vector<Rows> own;
      for (const Rows& part : parts) own.push_back(rows_within(part, begin, cuts[ranks.rank() + 1]));
      const RunResult result = result_of(take(table, whole, own, ScaleMode::kNone), model);
      write_predictions(result, path, true);
    });
    CHECK(nntrain::test::read_file(path) == expected);
  }
}
