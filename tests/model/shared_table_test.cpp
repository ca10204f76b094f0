// What ranks find out about a table that they share is what one process finds out, bit by bit.

#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "dataset/split.hpp"
#include "model/make_samples.hpp"
#include "model/preprocessing.hpp"
#include "support/catch.hpp"
#include "support/cut_table.hpp"
#include "support/thread_ranks.hpp"

using namespace nntrain;
using namespace nntrain::test;
using Rows = std::vector<std::size_t>;

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

std::string bits_of(double number) {
  return fmt::format("{:x},", std::bit_cast<std::uint64_t>(number));
}

/// A table with numbers, nearly constant ones, texts and holes; a target of three classes, or a number.
Table random_table(RandomStream& random, std::size_t rows, bool has_classes, bool has_weights) {
  Table table;
  table.path = "t.csv";
  table.task = has_classes ? Task::kClassify : Task::kRegress;
  table.target = table.target_item = "y";
  if (has_classes) table.classes = {{"a", 0}, {"b", 0}, {"c", 0}};
  for (const char* const name : {"x", "constant", "zeros", "colour"}) {
    Column& column = table.features.emplace_back();
    column.name = column.item = name;
  }
  table.features[3].is_text = true;
  table.features[3].levels = {"red", "blue", "green"};
  table.features[3].level_lines = {2, 3, 4};
  table.cells = BlockMatrix(4);
  table.targets = BlockMatrix(1);
  const auto holes = [&](double value) { return random.below(11) == 0 ? kMissing : value; };
  for (std::size_t row = 0; row < rows; ++row) {
    const double cells[] = {holes(random.uniform() * 1e6), holes(0.1),
                            holes(random.below(2) == 0 ? 0.0 : -0.0),
                            holes(static_cast<double>(random.below(2)))};
    table.cells.append(cells);
    for (std::size_t c = 0; c < 4; ++c) table.features[c].missing += std::isnan(cells[c]) ? 1U : 0U;
    const double target = has_classes ? static_cast<double>(random.below(2)) : random.uniform() - 7;
    table.targets.append({&target, 1});
    if (has_weights) table.weights.push_back(random.uniform());
  }
  return table;
}

std::string text_of(const Seen& seen) {
  std::string text = fmt::format("{}+{}:", seen.values, seen.missing);
  for (const double one : {seen.min, seen.max, seen.mean, seen.deviation}) text += bits_of(one);
  for (const std::size_t count : seen.counts) text += fmt::format("{},", count);
  return text;
}

/// All numbers that come from the training rows, or the error.
std::string fitted(const Table& table, const Rows& rows, ScaleMode scale) {
  std::string text;
  try {
    Preprocessing preprocessing = fit_preprocessing(table, rows, scale, MissingMode::kMean);
    preprocessing.note_seen(table, rows);
    for (const InputColumn& column : preprocessing.columns()) {
      text += column.name + ":" + bits_of(column.centre) + bits_of(column.divisor);
      for (const std::string& level : column.levels) text += level + ",";
      for (const double fill : column.fills) text += bits_of(fill);
      text += (column.seen ? text_of(*column.seen) : "nothing seen") + "\n";
    }
    const TargetScale target = fit_target(table, rows, table.classes.empty() ? scale : ScaleMode::kNone);
    text += bits_of(target.centre) + bits_of(target.divisor);
    const std::optional<Seen> seen = seen_target(table, rows);
    text += seen ? text_of(*seen) : "none";
    const std::string weights = table.classes.empty() ? "" : "balanced";
    for (const double weight : class_weights(weights, table, rows)) text += bits_of(weight);
  } catch (const Error& error) {
    text += fmt::format("{} {}", static_cast<int>(error.code()), error.what());
  }
  return text;
}

/// Whether the cells can be inputs of a model of the rows `fitted_on`; "" or the error.
std::string checked(const Table& table, const Rows& fitted_on, const Rows& rows, UnseenMode unseen,
                    MissingMode missing) {
  try {
    const Preprocessing preprocessing = fit_preprocessing(table, fitted_on, ScaleMode::kMinMax, missing);
    preprocessing.check(table, rows, unseen);
  } catch (const Error& error) {
    return fmt::format("{} {} {}", static_cast<int>(error.code()), error.what(), error.remedy().text());
  }
  return "";
}

/// Calls f(table, rows) on each of several ranks, and throws unless it returns `expected` on all.
template <typename F>
void require_on_ranks(RandomStream& random, const Table& whole, const std::vector<Rows>& lists,
                      const std::string& expected, const F& f) {
  for (const std::size_t ranks : Rows{1, 2, 3, 5}) {
    const Rows cuts = random_cuts(random, whole.rows(), ranks);
    run_on_ranks(ranks, [&](Ranks& own) {
      const std::size_t begin = cuts[own.rank()];
      const std::size_t end = cuts[own.rank() + 1];
      const Table table = cut_table(whole, own, begin, end - begin);
      std::vector<Rows> here;
      for (const Rows& rows : lists) here.push_back(rows_within(rows, begin, end));
      const std::string text = f(table, here);
      if (text != expected) throw std::runtime_error(fmt::format("{}\ninstead of\n{}", text, expected));
    });
  }
}

Rows some_rows(RandomStream& random, std::size_t rows) {
  Rows some;
  for (std::size_t row = 0; row < rows; ++row) {
    if (random.below(3) > 0) some.push_back(row);
  }
  if (some.empty()) some.push_back(0);
  return some;
}

}  // namespace

TEST_CASE("shared table: what is fitted has the bits of one process", "[ranks]") {
  RandomStream random(5, RandomPurpose::kSplit);
  for (const std::size_t rows : Rows{1, 3, 40, 127, 500, 1000}) {
    for (const ScaleMode scale :
         {ScaleMode::kNone, ScaleMode::kStandard, ScaleMode::kMinMax, ScaleMode::kRobust}) {
      const Table whole = random_table(random, rows, random.below(2) == 0, false);
      const Rows training = some_rows(random, rows);
      require_on_ranks(
          random, whole, {training}, fitted(whole, training, scale),
          [&](const Table& table, const std::vector<Rows>& own) { return fitted(table, own[0], scale); });
    }
  }
}

TEST_CASE("shared table: all ranks throw the error of one process", "[ranks]") {
  RandomStream random(6, RandomPurpose::kSplit);
  std::size_t errors = 0;
  for (int round = 0; round < 30; ++round) {
    Table whole = random_table(random, 60, true, false);
    const auto odd = static_cast<std::size_t>(random.below(60));
    if (random.below(2) == 0) whole.cells.set(odd, 3, 2);      // a text that no training row has
    if (random.below(3) == 0) whole.cells.set(odd, 0, 1e308);  // a number too far from others
    Rows training = some_rows(random, 60);
    training.erase(std::remove(training.begin(), training.end(), odd), training.end());
    if (training.empty()) continue;
    const UnseenMode unseen = random.below(2) == 0 ? UnseenMode::kError : UnseenMode::kZero;
    const MissingMode missing = random.below(3) == 0 ? MissingMode::kError : MissingMode::kMean;
    const std::string expected = checked(whole, training, all_rows(whole), unseen, missing);
    errors += expected.empty() ? 0U : 1U;
    require_on_ranks(random, whole, {training, all_rows(whole)}, expected,
                     [&](const Table& table, const std::vector<Rows>& own) {
                       return checked(table, own[0], own[1], unseen, missing);
                     });
  }
  CHECK(errors > 5);
}

TEST_CASE("shared table: the weights of all rows are added up in one tree", "[ranks]") {
  RandomStream random(8, RandomPurpose::kSplit);
  for (const std::size_t rows : Rows{2, 128, 777}) {
    const Table whole = random_table(random, rows, true, true);
    const Rows training = some_rows(random, rows);
    const auto total = [&](const Table& table, const std::vector<Rows>& own) {
      const Model model{.reading = {},
                        .preprocessing = {},
                        .target = {},
                        .weights_item = {},
                        .class_weights = class_weights("balanced", table, own[0]),
                        .loss = Loss::kCrossEntropy,
                        .network = Network({1, 3}, {Activation::kSoftmax}, true),
                        .parameters = {}};
      return bits_of(make_samples(table, own[0], model).total_weight);
    };
    require_on_ranks(random, whole, {training}, total(whole, {training}), total);
  }
}
