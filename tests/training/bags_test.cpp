#include "training/bags.hpp"

#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "base/error.hpp"
#include "dataset/read_table.hpp"
#include "support/catch.hpp"
#include "training/lines.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

Table orchard(const std::string& group = "", const std::string& target = "") {
  ReadOptions read;
  read.path = NNTRAIN_SOURCE_DIR "/data/orchard.csv";
  read.missing = MissingMode::kMean;
  read.group = group;
  if (!target.empty()) read.target = target;
  return read_table(read);
}

std::vector<std::size_t> first_rows(std::size_t count) {
  std::vector<std::size_t> rows(count);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

}  // namespace

TEST_CASE("K networks in turn hold out each row once, in equal shares of each class") {
  const Table table = orchard();
  const std::vector<std::size_t> rows = first_rows(200);
  const Bags bags(table, rows, {0.2}, 12);
  for (const std::uint64_t repeat : {0U, 1U}) {
    std::vector<int> times(rows.size());
    std::map<double, std::set<std::size_t>> per_class;  // the numbers of rows that networks hold out
    for (std::uint64_t network = 5 * repeat; network < 5 * repeat + 5; ++network) {
      const std::vector<std::size_t> held_out = bags.held_out(network);
      CHECK(held_out.size() == 40);
      CHECK(bags.trained(network).size() == 160);
      std::map<double, std::size_t> counts;
      for (const std::size_t row : held_out) {
        ++times[row];
        ++counts[table.targets.at(row, 0)];
      }
      for (const auto& [of_class, count] : counts) per_class[of_class].insert(count);
    }
    CHECK(times == std::vector<int>(rows.size(), 1));
    for (const auto& [of_class, counts] : per_class) CHECK(*counts.rbegin() - *counts.begin() <= 1);
  }
  CHECK(bags.held_out(0) != bags.held_out(5));  // another repeat
  CHECK(bags.held_out(0) != Bags(table, rows, {0.2, SplitMode::kStratified, 2}, 1).held_out(0));
}

TEST_CASE("the share of a bag is 1 / K for the nearest K") {
  const Table table = orchard();
  const std::vector<std::size_t> rows = first_rows(120);
  for (const auto& [share, count] : std::map<double, std::size_t>{{0.5, 60}, {0.4, 40}, {0.3, 40}, {0.1, 12}})
    CHECK(Bags(table, rows, {share}, 1).held_out(0).size() == count);
  CHECK(!Bags(table, rows, {0}, 3).are_given());
}

TEST_CASE("a group is never on both sides") {
  const Table table = orchard("orchard");
  const std::vector<std::size_t> rows = first_rows(table.rows());
  const Bags bags(table, rows, {0.33}, 3);
  for (std::uint64_t network = 0; network < 3; ++network) {
    std::set<std::string> held_out;
    for (const std::size_t row : bags.held_out(network)) held_out.emplace(table.group.texts[row]);
    for (const std::size_t row : bags.trained(network))
      REQUIRE(held_out.count(std::string(table.group.texts[row])) == 0);
  }
}

TEST_CASE("bags of a number are spread over small and large values") {
  const Table table = orchard("", "sugar");
  const std::vector<std::size_t> rows = first_rows(100);
  const Bags bags(table, rows, {0.5}, 1);
  // Of each pair of neighbors by value one is held out: the sums of both sides are alike.
  double held_out = 0;
  double trained = 0;
  for (const std::size_t row : bags.held_out(0)) held_out += table.targets.at(row, 0);
  for (const std::size_t row : bags.trained(0)) trained += table.targets.at(row, 0);
  CHECK(std::abs(held_out - trained) < 0.02 * trained);
}

TEST_CASE("too few rows for the bags, or rows without weight, are told with what helps") {
  const Table table = orchard();
  const std::vector<std::size_t> few = first_rows(5);
  CHECK_THROWS_WITH(Bags(table, few, {0.1}, 2), ContainsSubstring("--bag 0.1"));
  const Bags bags(table, few, {0.2}, 5);
  Split train = split_of("train", rows_of({{1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}}));
  train.samples.weights = BlockMatrix(1);
  for (std::size_t row = 0; row < 5; ++row)
    train.samples.weights.append(std::vector<double>{bags.held_out(2).front() == row ? 0.0 : 2.0});
  CHECK_THROWS_WITH(bags.splits(train, 2), ContainsSubstring("network 3 holds out have weight 0"));
  const Splits splits = bags.splits(train, 1);
  CHECK(splits[0].samples.total_weight == 6);
  CHECK(splits[1].samples.total_weight == 2);
  CHECK(splits[1].truth.at(0, 0) == train.truth.at(bags.held_out(1).front(), 0));
}
