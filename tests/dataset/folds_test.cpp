#include "dataset/folds.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "dataset/assigned.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace nntrain::test {
namespace {

constexpr SplitMode kDrawn[] = {SplitMode::kStratified, SplitMode::kRandom, SplitMode::kOrdered};

Rows sizes_of(const Rows& folds, std::size_t count) {
  Rows sizes(count);
  for (const std::size_t fold : folds) ++sizes[fold];
  return sizes;
}

/// The rows of each class in each fold, fold by fold.
std::vector<double> class_counts(const Table& table, const Rows& folds, std::size_t count) {
  std::vector<double> counts(count * table.classes.size());
  for (std::size_t row = 0; row < folds.size(); ++row)
    ++counts[folds[row] * table.classes.size() + static_cast<std::size_t>(table.targets.at(row, 0))];
  return counts;
}

Rows folds_of_all(const Table& table, const FoldPlan& plan, std::uint64_t repeat = 0) {
  return folds_of(table, all_rows(table), plan, repeat);
}

std::vector<std::string> as_texts(const std::vector<double>& numbers) {
  std::vector<std::string> texts;
  for (const double number : numbers) texts.push_back(fmt::format("{}", number));
  return texts;
}

}  // namespace

TEST_CASE("stratified folds have the class counts of scikit-learn's StratifiedKFold") {
  const auto golden = read_golden("folds.txt");
  int cases = 0;
  for (; golden.count(fmt::format("classes.{}.y", cases)) > 0; ++cases) {
    INFO(cases);
    const std::vector<double>& y = golden.at(fmt::format("classes.{}.y", cases));
    const std::vector<double>& counts = golden.at(fmt::format("classes.{}.counts", cases));
    const auto classes = static_cast<std::size_t>(*std::max_element(y.begin(), y.end())) + 1;
    const Table table = table_of(y, classes);
    const std::size_t folds = counts.size() / classes;
    const FoldPlan plan{folds, SplitMode::kStratified, 3};
    CHECK(class_counts(table, folds_of_all(table, plan), folds) == counts);
    CHECK(class_counts(table, folds_of_all(table, plan, 1), folds) == counts);
  }
  CHECK(cases == 40);
}

TEST_CASE("stratified folds of groups are those of scikit-learn's StratifiedGroupKFold") {
  const auto golden = read_golden("folds.txt");
  int cases = 0;
  for (; golden.count(fmt::format("groups.{}.y", cases)) > 0; ++cases) {
    INFO(cases);
    const std::vector<double>& y = golden.at(fmt::format("groups.{}.y", cases));
    const std::vector<double>& folds = golden.at(fmt::format("groups.{}.folds", cases));
    Table table = table_of(y, static_cast<std::size_t>(*std::max_element(y.begin(), y.end())) + 1);
    table.group = column_of(as_texts(golden.at(fmt::format("groups.{}.groups", cases))));
    const auto count = static_cast<std::size_t>(*std::max_element(folds.begin(), folds.end())) + 1;
    const Rows found = folds_of_all(table, {count, SplitMode::kStratified, 7});
    CHECK(std::vector<double>(found.begin(), found.end()) == folds);
  }
  CHECK(cases == 40);
}

TEST_CASE("folds are as even as can be, and depend on their rows, seed and repeat alone") {
  RandomStream random(11, RandomPurpose::kStart);
  for (int round = 0; round < 100; ++round) {
    INFO(round);
    const std::size_t classes = random.below(5);
    const Table table = random_targets(random, 5 + random.below(60), classes);
    const Rows rows = some_rows(random, table.rows(), 0.8);
    const std::size_t count = 2 + random.below(4);
    if (rows.size() < count) continue;
    for (const SplitMode mode : kDrawn) {
      const FoldPlan plan{count, mode, 5};
      const Rows folds = folds_of(table, rows, plan, 2);
      REQUIRE(folds.size() == rows.size());
      for (std::size_t fold = 0; fold < count; ++fold)
        CHECK(sizes_of(folds, count)[fold] == rows.size() / count + (fold < rows.size() % count ? 1 : 0));
      CHECK(folds_of(table, rows, plan, 2) == folds);
      CHECK(folds_of_all(rows_only(table, rows, classes), plan, 2) == folds);
      if (mode == SplitMode::kOrdered) CHECK(std::is_sorted(folds.begin(), folds.end()));
    }
  }
}

TEST_CASE("another repeat or seed draws other folds") {
  RandomStream random(12, RandomPurpose::kStart);
  for (const std::size_t classes : Rows{0, 3}) {
    const Table table = random_targets(random, 100, classes);
    for (const SplitMode mode : {SplitMode::kStratified, SplitMode::kRandom}) {
      const Rows folds = folds_of_all(table, {5, mode, 1});
      CHECK(folds_of_all(table, {5, mode, 1}, 1) != folds);
      CHECK(folds_of_all(table, {5, mode, 2}) != folds);
    }
  }
}

TEST_CASE("the folds drawn are part of a seed's meaning") {
  const Table table = table_of({0, 1, 0, 1, 0, 1, 0, 1, 0, 1}, 2);
  CHECK(folds_of_all(table, {2, SplitMode::kRandom, 1}) == Rows{0, 0, 0, 1, 1, 1, 1, 0, 1, 0});
  CHECK(folds_of_all(table, {2, SplitMode::kStratified, 1}) == Rows{0, 0, 0, 1, 1, 1, 0, 0, 1, 1});
  CHECK(folds_of_all(table, {2, SplitMode::kStratified, 1}, 1) == Rows{0, 1, 1, 1, 0, 0, 0, 0, 1, 1});
}

TEST_CASE("each fold of a regression has one of every K neighboring targets") {
  RandomStream random(13, RandomPurpose::kStart);
  std::vector<double> targets;
  for (int row = 0; row < 53; ++row) targets.push_back(static_cast<double>((row * 20) % 53));
  const Table table = table_of(targets, 0);
  const Rows folds = folds_of_all(table, {5, SplitMode::kStratified, 4});
  std::map<double, std::size_t> fold_of;
  for (std::size_t row = 0; row < folds.size(); ++row) fold_of[targets[row]] = folds[row];
  for (std::size_t from = 0; from < 50; from += 5) {
    std::set<std::size_t> block;
    for (std::size_t k = 0; k < 5; ++k) block.insert(fold_of.at(static_cast<double>(from + k)));
    CHECK(block.size() == 5);
  }
}

TEST_CASE("the fold column's texts follow each other by value, or by bytes") {
  Table table = table_of({0, 1, 0, 1, 0}, 2);
  table.fold = column_of({"10", "9", "-1", "9", "1e1"});
  CHECK(fold_count(table, {}) == 4);
  CHECK(folds_of_all(table, {}) == Rows{2, 1, 0, 1, 3});
  table.fold = column_of({"10", "9", "b", "9", "10"});
  CHECK(fold_count(table, {}) == 3);
  CHECK(folds_of_all(table, {}) == Rows{0, 1, 2, 1, 0});
  CHECK_THROWS_AS(folds_of(table, Rows{0, 1, 3}, {}, 0), TrainingError);  // no row of fold b
  table.fold = column_of({"a", "a", "a", "a", "a"});
  CHECK_THROWS_AS(folds_of_all(table, {}), TrainingError);
}

TEST_CASE("folds by hash keep a row's fold when rows are added") {
  std::vector<std::string> ids;
  for (int row = 0; row < 400; ++row) ids.push_back(fmt::format("id{}", row / 2));
  Table table = table_of(std::vector<double>(ids.size(), 0), 0);
  table.hashed = column_of(ids);
  const FoldPlan plan{5, SplitMode::kHash, 1};
  const Rows folds = folds_of_all(table, plan);
  for (std::size_t row = 0; row < folds.size(); row += 2) CHECK(folds[row] == folds[row + 1]);
  for (const std::size_t size : sizes_of(folds, 5)) CHECK(std::abs(static_cast<double>(size) - 80) < 35);
  RandomStream random(1, RandomPurpose::kStart);
  const Rows some = some_rows(random, ids.size(), 0.9);
  const Rows of_some = folds_of(table, some, plan, 0);
  for (std::size_t i = 0; i < some.size(); ++i) CHECK(of_some[i] == folds[some[i]]);
  CHECK(folds_of_all(table, plan, 1) != folds);
}

TEST_CASE("too few folds, rows or groups are a failed training") {
  Table table = table_of({0, 1, 0, 1}, 2);
  CHECK_THROWS_AS(folds_of_all(table, {1, SplitMode::kRandom, 1}), TrainingError);
  CHECK_THROWS_AS(folds_of_all(table, {0, SplitMode::kRandom, 1}), TrainingError);
  CHECK_THROWS_AS(folds_of_all(table, {5, SplitMode::kOrdered, 1}), TrainingError);
  CHECK(folds_of_all(table, {4, SplitMode::kOrdered, 1}) == Rows{0, 1, 2, 3});
  table.group = column_of({"a", "b", "a", "b"});
  for (const SplitMode mode : kDrawn) {
    CHECK_THROWS_AS(folds_of_all(table, {3, mode, 1}), TrainingError);
    CHECK(folds_of_all(table, {2, mode, 1})[0] != folds_of_all(table, {2, mode, 1})[1]);
  }
}

}  // namespace nntrain::test
