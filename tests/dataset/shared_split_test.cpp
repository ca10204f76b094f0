// The rows of a shared table go where those of one process go.

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "dataset/assigned.hpp"
#include "dataset/split.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"
#include "support/thread_ranks.hpp"

namespace nntrain::test {
namespace {

struct SharedSplit {
  double validation = 0;
  double test = 0;
  SplitMode mode = SplitMode::kStratified;
};

/// The rows of each part, and the classes without a row to train on; or the error.
struct SplitText {
  SplitRows split;
  std::string text;
};

SplitText split_text(const Table& table, const Rows& rows, const SharedSplit& how) {
  try {
    SplitRows split = split_rows(table, rows, how.validation, how.test, how.mode, 3);
    const std::vector<std::string> absent = classes_without_rows(table, split.train);
    return {std::move(split), join(absent)};
  } catch (const Error& error) {
    return {{}, error.what() + error.remedy().text()};
  }
}

/// Cuts a table into consecutive parts at random, splits them on ranks, and compares.
void check_shared(RandomStream& random, const Table& table, const Rows& rows, const SharedSplit& how) {
  const SplitText expected = split_text(table, rows, how);
  const std::size_t count = 1 + random.below(5);
  std::vector<std::size_t> bounds = {0, table.rows()};
  for (std::size_t rank = 1; rank < count; ++rank) bounds.push_back(random.below(table.rows() + 1));
  std::sort(bounds.begin(), bounds.end());
  std::vector<SplitText> found(count);
  run_on_ranks(count, [&](Ranks& ranks) {
    const std::size_t begin = bounds[ranks.rank()];
    Rows here(bounds[ranks.rank() + 1] - begin);
    std::iota(here.begin(), here.end(), begin);
    Table part = rows_only(table, here, table.classes.size());
    part.share = share_of(ranks, part.rows());
    Rows own;
    for (const std::size_t row : rows) {
      if (row >= begin && row - begin < here.size()) own.push_back(row - begin);
    }
    SplitText& result = found[ranks.rank()];
    result = split_text(part, own, how);
    for (Rows* const one : {&result.split.train, &result.split.validation, &result.split.test}) {
      for (std::size_t& row : *one) row += begin;
    }
  });
  SplitRows joined;
  for (const SplitText& one : found) {
    CHECK(one.text == expected.text);
    joined.train.insert(joined.train.end(), one.split.train.begin(), one.split.train.end());
    joined.validation.insert(joined.validation.end(), one.split.validation.begin(),
                             one.split.validation.end());
    joined.test.insert(joined.test.end(), one.split.test.begin(), one.split.test.end());
  }
  CHECK(joined.train == expected.split.train);
  CHECK(joined.validation == expected.split.validation);
  CHECK(joined.test == expected.split.test);
}

}  // namespace

TEST_CASE("a shared table is split as one process splits it") {
  RandomStream random(11, RandomPurpose::kStart);
  for (int round = 0; round < rounds(100, 300, 3000); ++round) {
    INFO(round);
    const std::size_t classes = random.below(5);
    Table table = random_targets(random, 1 + random.below(120), classes);
    std::vector<std::string> texts;
    for (std::size_t row = 0; row < table.rows(); ++row) texts.push_back(fmt::format("{}", random.below(30)));
    table.hashed = column_of(texts);
    Rows rows = all_rows(table);
    if (round % 3 == 0) rows = some_rows(random, table.rows(), 0.7);
    const SharedSplit how{random.below(4) == 0 ? 0 : 0.4 * random.uniform(), 0.4 * random.uniform(),
                          std::vector<SplitMode>{SplitMode::kStratified, SplitMode::kRandom,
                                                 SplitMode::kOrdered, SplitMode::kHash}[random.below(4)]};
    check_shared(random, table, rows, how);
    if (round % 4 > 0) continue;
    texts.clear();
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::size_t part = random.below(2) * random.below(3);
      texts.emplace_back(words(SplitPart())[part].word);
    }
    table.split = column_of(texts);
    check_shared(random, table, rows, how);
  }
}

}  // namespace nntrain::test
