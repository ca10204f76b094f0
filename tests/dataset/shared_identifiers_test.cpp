// Warnings on the columns of a table that ranks share are those of one process.

#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

#include "dataset/identifiers.hpp"
#include "support/catch.hpp"
#include "support/cut_table.hpp"
#include "support/thread_ranks.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// A value of one kind of column: counting, distinct, constant, or anything; now and then an odd one.
double odd_cell(RandomStream& random, std::uint64_t kind, std::size_t row, std::size_t rows) {
  const auto number = static_cast<double>(row);
  if (random.below(4 * rows) == 0) return random.below(2) == 0 ? std::numeric_limits<double>::quiet_NaN() : 3;
  if (kind == 0) return number;
  if (kind == 1) return (row % 2 == 0 ? number : -number) * 5;
  if (kind == 2) return random.below(2) == 0 ? 0.0 : -0.0;
  return random.uniform();
}

Table odd_table(RandomStream& random, std::size_t rows) {
  Table table;
  table.path = "t.csv";
  table.has_header = true;
  table.task = Task::kRegress;
  table.target = table.target_item = "y";
  std::vector<std::uint64_t> kinds;
  for (const char* const name : {"id", "a", "row", "b"}) {
    Column& column = table.features.emplace_back();
    column.name = column.item = name;
    kinds.push_back(random.below(4));
  }
  table.cells = BlockMatrix(4);
  table.targets = BlockMatrix(1);
  const bool is_constant = random.below(2) == 0;
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<double> cells;
    for (const std::uint64_t kind : kinds) cells.push_back(odd_cell(random, kind, row, rows));
    table.cells.append(cells);
    const double target = is_constant && random.below(2 * rows) > 0 ? 7 : random.uniform();
    table.targets.append({&target, 1});
  }
  return table;
}

std::string warnings(const Table& table) {
  return warning_on_identifiers(table) + "|" + warning_on_constant_target(table);
}

}  // namespace

TEST_CASE("shared identifiers: ranks find the columns that one process finds", "[ranks]") {
  RandomStream random(12, RandomPurpose::kSplit);
  std::set<std::string> seen;
  for (int round = 0; round < 300; ++round) {
    const std::size_t rows = 1 + static_cast<std::size_t>(random.below(40));
    const std::size_t ranks = 1 + static_cast<std::size_t>(random.below(5));
    const Table whole = odd_table(random, rows);
    const std::string expected = warnings(whole);
    seen.insert(expected);
    const std::vector<std::size_t> cuts = random_cuts(random, rows, ranks);
    run_on_ranks(ranks, [&](Ranks& own) {
      const std::size_t begin = cuts[own.rank()];
      const Table table = cut_table(whole, own, begin, cuts[own.rank() + 1] - begin);
      if (warnings(table) != expected)
        throw std::runtime_error(warnings(table) + "\ninstead of\n" + expected);
    });
  }
  CHECK(seen.size() > 10);
}
