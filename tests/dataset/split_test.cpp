#include "dataset/split.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/random.hpp"
#include "dataset/assigned.hpp"
#include "dataset/stratify.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// Classes of very different sizes >= 1, in random order.
Table random_table(RandomStream& random, std::size_t classes) {
  std::vector<double> targets;
  for (std::size_t c = 0; c < classes; ++c) {
    const std::uint64_t most = random.below(2) == 0 ? 3 : 60;
    for (std::uint64_t left = 1 + random.below(most); left > 0; --left)
      targets.push_back(static_cast<double>(c));
  }
  Rows order(targets.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  random.shuffle(order);
  std::vector<double> shuffled;
  for (const std::size_t row : order) shuffled.push_back(targets[row]);
  return table_of(shuffled, classes);
}

std::size_t rounded(double fraction, std::size_t rows) {
  return static_cast<std::size_t>(fraction * static_cast<double>(rows) + 0.5);
}

void check_partition(const SplitRows& split, std::size_t rows) {
  Rows all;
  for (const Rows* part : {&split.train, &split.validation, &split.test}) {
    CHECK(std::is_sorted(part->begin(), part->end()));
    all.insert(all.end(), part->begin(), part->end());
  }
  std::sort(all.begin(), all.end());
  Rows expected(rows);
  std::iota(expected.begin(), expected.end(), std::size_t{0});
  CHECK(all == expected);
}

}  // namespace

TEST_CASE("every split parts the rows in the sizes asked for, and again the same") {
  RandomStream random(7, RandomPurpose::kStart);
  for (int round = 0; round < 200; ++round) {
    INFO(round);
    const Table table = random_table(random, 2 + random.below(8));
    const std::size_t rows = table.rows();
    const double validation = 0.4 * random.uniform();
    const double test = 0.4 * random.uniform();
    const std::size_t held_out = rounded(validation, rows) + rounded(test, rows);
    if (rounded(validation, rows) == 0 || rounded(test, rows) == 0 || held_out + table.classes.size() > rows)
      continue;
    for (const SplitMode mode : {SplitMode::kStratified, SplitMode::kRandom, SplitMode::kOrdered}) {
      const SplitRows split = split_rows(table, validation, test, mode, 3);
      check_partition(split, rows);
      CHECK(split.validation.size() == rounded(validation, rows));
      CHECK(split.test.size() == rounded(test, rows));
      const SplitRows again = split_rows(table, validation, test, mode, 3);
      CHECK(again.train == split.train);
      CHECK(again.test == split.test);
      if (mode == SplitMode::kStratified) CHECK(classes_without_rows(table, split.train).empty());
    }
  }
}

TEST_CASE("a stratified split gives each class its share of each part") {
  RandomStream random(8, RandomPurpose::kStart);
  int checked = 0;
  for (int round = 0; round < 500; ++round) {
    INFO(round);
    const std::size_t count = 1 + random.below(12);
    std::vector<std::size_t> classes;
    for (std::size_t c = 0; c < count; ++c) classes.push_back(random.below(random.below(2) == 0 ? 5 : 200));
    const std::size_t rows = std::accumulate(classes.begin(), classes.end(), std::size_t{0});
    const auto with_rows = static_cast<std::size_t>(
        std::count_if(classes.begin(), classes.end(), [](std::size_t size) { return size > 0; }));
    if (rows < 3) continue;
    SplitSizes parts{};
    parts[1] = random.below(rows / 2);
    parts[2] = random.below(rows - parts[1]);
    parts[0] = rows - parts[1] - parts[2];
    if (parts[0] < with_rows) continue;
    ++checked;
    const std::vector<SplitSizes> counts = stratify(classes, parts);
    SplitSizes sums{};
    bool shares_suffice = true;
    for (std::size_t c = 0; c < count; ++c) {
      shares_suffice = shares_suffice && (classes[c] == 0 || classes[c] * parts[0] >= rows);
    }
    for (std::size_t c = 0; c < count; ++c) {
      CHECK(std::accumulate(counts[c].begin(), counts[c].end(), std::size_t{0}) == classes[c]);
      if (classes[c] > 0) CHECK(counts[c][0] > 0);
      for (std::size_t p = 0; p < 3; ++p) {
        sums[p] += counts[c][p];
        const double share = static_cast<double>(classes[c] * parts[p]) / static_cast<double>(rows);
        if (shares_suffice) CHECK(std::abs(static_cast<double>(counts[c][p]) - share) < 1);
      }
    }
    CHECK(sums == parts);
  }
  CHECK(checked > 100);
}

TEST_CASE("some rows are split like a table that has only these") {
  RandomStream random(9, RandomPurpose::kStart);
  int checked = 0;
  for (int round = 0; round < 100; ++round) {
    INFO(round);
    const std::size_t classes = random.below(5);
    Table table = random_targets(random, 40 + random.below(60), classes);
    std::vector<std::string> texts;
    for (std::size_t row = 0; row < table.rows(); ++row) texts.push_back(fmt::format("{}", random.below(30)));
    table.hashed = column_of(texts);
    if (round % 2 == 0) table.group = column_of(texts);
    const Rows rows = some_rows(random, table.rows(), 0.7);
    const Table part = rows_only(table, rows, classes);
    for (const SplitMode mode :
         {SplitMode::kStratified, SplitMode::kRandom, SplitMode::kOrdered, SplitMode::kHash}) {
      const SplitRows split = split_rows(table, rows, 0.2, 0.3, mode, 4);
      const SplitRows expected = split_rows(part, 0.2, 0.3, mode, 4);
      const auto in_table = [&](Rows of_part) {
        for (std::size_t& row : of_part) row = rows[row];
        return of_part;
      };
      CHECK(split.train == in_table(expected.train));
      CHECK(split.validation == in_table(expected.validation));
      CHECK(split.test == in_table(expected.test));
      ++checked;
    }
  }
  CHECK(checked == 400);
  CHECK(split_rows(table_of({0, 1, 0}, 2), Rows{0, 2}, 0, 0, SplitMode::kRandom, 1).train == Rows{0, 2});
}

TEST_CASE("whole groups go to the parts, and each part gets one") {
  RandomStream random(10, RandomPurpose::kStart);
  int checked = 0;
  for (int round = 0; round < 300; ++round) {
    INFO(round);
    const std::size_t classes = random.below(5);
    Table table = random_targets(random, 10 + random.below(90), classes);
    const std::size_t groups = 1 + random.below(random.below(2) == 0 ? 6 : 60);
    std::vector<std::string> texts;
    for (std::size_t row = 0; row < table.rows(); ++row)
      texts.push_back(fmt::format("g{}", random.below(1 + random.below(groups))));
    table.group = column_of(texts);
    const std::size_t count = std::set<std::string>(texts.begin(), texts.end()).size();
    const double validation = random.below(2) == 0 ? 0 : 0.1 + 0.3 * random.uniform();
    for (const SplitMode mode : {SplitMode::kStratified, SplitMode::kRandom, SplitMode::kOrdered}) {
      const std::size_t parts = validation > 0 ? 3 : 2;
      if (count < parts) {
        CHECK_THROWS_AS(split_rows(table, validation, 0.3, mode, 5), TrainingError);
        continue;
      }
      const SplitRows split = split_rows(table, validation, 0.3, mode, 5);
      check_partition(split, table.rows());
      CHECK(!split.train.empty());
      CHECK(!split.test.empty());
      CHECK(split.validation.empty() == (validation == 0));
      std::map<std::string, std::set<int>> parts_of;
      int part = 0;
      for (const Rows* rows : {&split.train, &split.validation, &split.test}) {
        for (const std::size_t row : *rows) parts_of[texts[row]].insert(part);
        ++part;
      }
      for (const auto& [group, its_parts] : parts_of) CHECK(its_parts.size() == 1);
      ++checked;
    }
  }
  CHECK(checked > 500);
}

TEST_CASE("groups in order are cut where the sizes are met best") {
  Table table = table_of(std::vector<double>(10, 0), 0);
  const auto test_rows = [&](const std::vector<std::string>& texts, double fraction) {
    table.group = column_of(texts);
    return split_rows(table, 0, fraction, SplitMode::kOrdered, 1).test;
  };
  CHECK(test_rows({"a", "a", "a", "b", "b", "b", "c", "c", "c", "c"}, 0.3) == Rows{6, 7, 8, 9});
  CHECK(test_rows({"a", "a", "a", "b", "b", "b", "c", "c", "c", "c"}, 0.6) == Rows{3, 4, 5, 6, 7, 8, 9});
  CHECK(test_rows({"a", "b", "b", "b", "b", "b", "b", "b", "b", "b"}, 0.1) ==
        Rows{1, 2, 3, 4, 5, 6, 7, 8, 9});
  CHECK(test_rows({"a", "b", "a", "a", "a", "a", "a", "a", "a", "c"}, 0.2) == Rows{1, 9});
}

TEST_CASE("stratified groups keep the shares of the classes where groups are small") {
  RandomStream random(14, RandomPurpose::kStart);
  for (int round = 0; round < 20; ++round) {
    INFO(round);
    Table table = random_targets(random, 400, 3);
    std::vector<std::string> texts;
    for (std::size_t row = 0; row < table.rows(); ++row)
      texts.push_back(fmt::format("{}", random.below(150)));
    table.group = column_of(texts);
    const SplitRows split = split_rows(table, 0.1, 0.2, SplitMode::kStratified, 1);
    for (const auto& [rows, fraction] :
         {std::pair(&split.train, 0.7), std::pair(&split.validation, 0.1), std::pair(&split.test, 0.2)}) {
      CHECK(std::abs(static_cast<double>(rows->size()) - fraction * 400) < 5);
      for (std::size_t c = 0; c < 3; ++c) {
        const auto of_class = std::count_if(rows->begin(), rows->end(), [&](std::size_t row) {
          return table.targets.at(row, 0) == static_cast<double>(c);
        });
        CHECK(std::abs(static_cast<double>(of_class) -
                       fraction * static_cast<double>(table.classes[c].count)) < 5);
      }
    }
  }
}

TEST_CASE("the place of a text is a part of a seed's meaning") {
  // Computed by a program of its own (FNV-1a, splitmix64 and xoshiro256** in Python).
  CHECK(hash_share("", 1, RandomPurpose::kSplit) == 0.20865573247825508);
  CHECK(hash_share("id7", 1, RandomPurpose::kSplit) == 0.2162675310210621);
  CHECK(hash_share("id7", 9, RandomPurpose::kFold) == 0.8906317062361293);
  CHECK(hash_share("p\xC3\xA4r", 1, RandomPurpose::kSplit) == 0.736842812437782);
}

TEST_CASE("rounding moves places between classes where it must") {
  // The largest remainders fill the parts before the last class gets its place: another class must move.
  CHECK(stratify({4, 4, 8}, {10, 3, 3}) == std::vector<SplitSizes>{{3, 0, 1}, {2, 1, 1}, {5, 2, 1}});
}

TEST_CASE("a class keeps a training row, at the cost of another's share") {
  CHECK(stratify({1, 1, 8}, {5, 3, 2}) == std::vector<SplitSizes>{{1, 0, 0}, {1, 0, 0}, {3, 3, 2}});
  // 3 rows are the share of the class of 7; 2 rows are less than that of the class of 5.
  CHECK(stratify({1, 1, 5, 7}, {6, 0, 8}) ==
        std::vector<SplitSizes>{{1, 0, 0}, {1, 0, 0}, {2, 0, 3}, {2, 0, 5}});
}

TEST_CASE("ordered: the last rows are the test rows, those before them the validation rows") {
  const SplitRows split = split_rows(table_of({1, 2, 3, 4, 5, 6}, 0), 0.34, 0.17, SplitMode::kOrdered, 1);
  CHECK(split.train == Rows{0, 1, 2});
  CHECK(split.validation == Rows{3, 4});
  CHECK(split.test == Rows{5});
}

TEST_CASE("a regression is not stratified, and the seed decides") {
  const Table table = table_of(std::vector<double>(100, 1.5), 0);
  const SplitRows random = split_rows(table, 0.2, 0, SplitMode::kRandom, 1);
  CHECK(split_rows(table, 0.2, 0, SplitMode::kStratified, 1).validation == random.validation);
  CHECK(split_rows(table, 0.2, 0, SplitMode::kRandom, 2).validation != random.validation);
  CHECK(random.test.empty());
  CHECK(random.validation.size() == 20);
}

TEST_CASE("the rows drawn are part of a seed's meaning") {
  const Table table = table_of({0, 1, 0, 1, 0, 1, 0, 1, 0, 1}, 2);
  CHECK(split_rows(table, 0.2, 0.2, SplitMode::kRandom, 1).test == Rows{2, 3});
  CHECK(split_rows(table, 0.2, 0.2, SplitMode::kStratified, 1).test == Rows{2, 9});
}

TEST_CASE("the size of a part is that of the exact decimal fraction, halves up") {
  for (std::size_t rows = 20; rows <= 120; rows += 10) {
    const Table table = table_of(std::vector<double>(rows, 0), 0);
    for (std::size_t thousandths = 50; thousandths < 950; thousandths += 5) {
      INFO(thousandths << " thousandths of " << rows);
      const double fraction = static_cast<double>(thousandths) / 1000;
      const SplitRows split = split_rows(table, 0, fraction, SplitMode::kOrdered, 1);
      CHECK(split.test.size() == (thousandths * rows + 500) / 1000);
    }
  }
}

TEST_CASE("too few rows are a failed training") {
  const Table table = table_of({0, 1, 0}, 2);
  CHECK_THROWS_AS(split_rows(table, 0.1, 0, SplitMode::kRandom, 1), TrainingError);
  CHECK_THROWS_AS(split_rows(table, 0, 0.1, SplitMode::kRandom, 1), TrainingError);
  CHECK_THROWS_AS(split_rows(table, 0.9, 0, SplitMode::kRandom, 1), TrainingError);
  CHECK_THROWS_AS(split_rows(table, 0.5, 0.5, SplitMode::kOrdered, 1), TrainingError);
  CHECK_THROWS_AS(split_rows(table, 0.6, 0, SplitMode::kStratified, 1), TrainingError);
  CHECK(split_rows(table, 0.6, 0, SplitMode::kRandom, 1).train.size() == 1);
}

TEST_CASE("classes without rows are named") {
  const Table table = table_of({0, 1, 2, 0}, 3);
  CHECK(classes_without_rows(table, Rows{0, 3}) == std::vector<std::string>{"c1", "c2"});
  CHECK(classes_without_rows(table, all_rows(table)).empty());
}
