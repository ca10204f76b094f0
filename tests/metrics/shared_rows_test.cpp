#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/random.hpp"
#include "math/ranks_sum.hpp"
#include "metrics/measure.hpp"
#include "metrics/scoring.hpp"
#include "support/catch.hpp"
#include "support/thread_ranks.hpp"

using namespace nntrain;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
const std::vector<std::size_t> kRanks = {1, 2, 3, 5, 8};

/// Outputs and truth of all rows.
struct Rows {
  explicit Rows(std::size_t columns) : outputs(columns), truth(1) {}
  BlockMatrix outputs;
  BlockMatrix truth;
};

BlockMatrix own_rows(const BlockMatrix& all, const RowShare& share) {
  BlockMatrix own(all.columns());
  own.grow_to(share.rows);
  for (std::size_t row = 0; row < share.rows; ++row) {
    for (std::size_t c = 0; c < all.columns(); ++c) own.set(row, c, all.at(share.begin + row, c));
  }
  return own;
}

bool are_same(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

/// Throws if another number is different.
void compare(const Measures& found, const Measures& whole, std::size_t ranks) {
  if (found.confusion.counts != whole.confusion.counts) throw std::runtime_error("another confusion matrix");
  for (std::size_t i = 0; i < whole.metrics.size(); ++i) {
    const Metric& expected = whole.metrics[i];
    const Metric& metric = found.metrics.at(i);
    if (metric.name == expected.name && are_same(metric.value, expected.value)) continue;
    throw std::runtime_error(
        fmt::format("{} on {} ranks: {} instead of {}", expected.name, ranks, metric.value, expected.value));
  }
}

/// Measures the rows on any number of ranks by measure(outputs, truth, share, workers).
template <typename F>
void check_on_ranks(const Rows& rows, const F& measure) {
  Workers two(2);
  const Measures whole = measure(rows.outputs, rows.truth, RowShare(), two);
  for (const std::size_t count : kRanks) {
    CHECK_NOTHROW(run_on_ranks(count, [&](Ranks& ranks) {
      const RowShare share = dealt_share(ranks, rows.truth.rows());
      Workers workers(1 + count % 2);
      compare(measure(own_rows(rows.outputs, share), own_rows(rows.truth, share), share, workers), whole,
              count);
    }));
  }
}

std::vector<std::string> numbered_labels(std::size_t classes) {
  std::vector<std::string> labels;
  for (std::size_t c = 0; c < classes; ++c) labels.push_back(fmt::format("{}", c));
  return labels;
}

void check_classes(const Rows& rows, bool are_probabilities, const Threshold& threshold = {}) {
  const std::size_t classes = rows.outputs.columns() == 1 ? 2 : rows.outputs.columns();
  check_on_ranks(rows, [&](const BlockMatrix& outputs, const BlockMatrix& truth, const RowShare& share,
                           Workers& workers) {
    return measure_classes(outputs, truth, numbered_labels(classes), are_probabilities, threshold, 0.25,
                           workers, share);
  });
}

void check_values(const Rows& rows) {
  check_on_ranks(rows, [&](const BlockMatrix& outputs, const BlockMatrix& truth, const RowShare& share,
                           Workers&) { return measure_values(outputs, truth, 0.25, {}, share); });
}

/// What the scores of a case are like.
enum class Scores { kAll, kTies, kConstant, kMostlyConstant, kSigned };
constexpr Scores kScores[] = {Scores::kAll, Scores::kTies, Scores::kConstant, Scores::kMostlyConstant,
                              Scores::kSigned};

double score(Scores kind, RandomStream& random) {
  switch (kind) {
    case Scores::kAll:
      break;
    case Scores::kTies:
      return static_cast<double>(random.below(5)) / 4;
    case Scores::kConstant:
      return 0.5;
    case Scores::kMostlyConstant:
      return random.below(10) > 0 ? 1 : random.uniform();
    case Scores::kSigned: {
      constexpr double kOdd[] = {0.0, -0.0, kInfinity, -kInfinity, -1.5};
      return random.below(2) == 0 ? kOdd[random.below(5)] : random.uniform() - 0.5;
    }
  }
  return random.uniform();
}

Rows class_rows(std::size_t count, std::size_t columns, Scores kind, std::uint64_t seed) {
  RandomStream random(seed, RandomPurpose::kStart);
  Rows rows(columns);
  for (std::size_t row = 0; row < count; ++row) {
    std::vector<double> outputs(columns);
    for (double& output : outputs) output = score(kind, random);
    rows.outputs.append(outputs);
    const auto actual = static_cast<double>(random.below(columns == 1 ? 2 : columns));
    rows.truth.append({&actual, 1});
  }
  return rows;
}

const std::vector<std::size_t> kCounts = {1, 2, 127, 128, 129, 300, 1000, 1024, 5003};

}  // namespace

TEST_CASE("metrics of classes have the bits of the whole on any number of ranks", "[ranks]") {
  std::uint64_t seed = 0;
  for (const std::size_t count : kCounts) {
    for (const std::size_t columns : std::vector<std::size_t>{1, 2, 3, 5}) {
      for (const Scores kind : kScores) {
        const Rows rows = class_rows(count, columns, kind, ++seed);
        check_classes(rows, kind != Scores::kSigned);
        if (columns <= 2) check_classes(rows, false, 0.3);
      }
    }
  }
}

TEST_CASE("scores in the order of the rows, and classes that some ranks lack, change no bit on ranks",
          "[ranks]") {
  for (const bool is_rising : {false, true}) {
    Rows rows(1);
    constexpr std::size_t kCount = 4000;
    for (std::size_t row = 0; row < kCount; ++row) {
      const double place = static_cast<double>(is_rising ? row : kCount - row) / kCount;
      const double actual = row < 1500 || (row > 3000 && row % 7 == 0) ? 1 : 0;
      rows.outputs.append({&place, 1});
      rows.truth.append({&actual, 1});
    }
    check_classes(rows, true);
  }
}

TEST_CASE("a class without rows, and no other class, are the same on any number of ranks", "[ranks]") {
  for (const double actual : {0.0, 1.0, 2.0}) {
    for (const std::size_t columns : std::vector<std::size_t>{1, 3}) {
      Rows rows = class_rows(700, columns, Scores::kAll, 3);
      for (std::size_t row = 0; row < 700; ++row)
        rows.truth.set(row, 0, columns == 1 ? std::min(actual, 1.0) : actual);
      check_classes(rows, true);
    }
  }
}

TEST_CASE("one score that is not a number makes the ranking undefined on all ranks", "[ranks]") {
  for (const std::size_t place : std::vector<std::size_t>{0, 500, 999}) {
    for (const std::size_t columns : std::vector<std::size_t>{1, 3}) {
      Rows rows = class_rows(1000, columns, Scores::kTies, 5);
      rows.outputs.set(place, columns - 1, kNan);
      check_classes(rows, columns == 1);
    }
  }
}

TEST_CASE("each metric by itself has the bits of the whole on ranks", "[ranks]") {
  const Rows rows = class_rows(1111, 3, Scores::kTies, 8);
  const std::vector<std::string> labels = numbered_labels(3);
  std::vector<std::string> names = class_metric_names(true);
  names.insert(names.end(), {"recall[1]", "precision[2]", "f1[0]", "confusion[1][2]"});
  std::erase(names, "loss");
  for (const std::string& name : names) {
    const double whole = measure_metric(name, rows.outputs, rows.truth, labels, true, {});
    CHECK_NOTHROW(run_on_ranks(3, [&](Ranks& ranks) {
      const RowShare share = dealt_share(ranks, rows.truth.rows());
      const double found = measure_metric(name, own_rows(rows.outputs, share), own_rows(rows.truth, share),
                                          labels, true, {}, share);
      if (!are_same(found, whole)) throw std::runtime_error("another " + name);
    }));
  }
}

TEST_CASE("metrics of a regression have the bits of the whole on any number of ranks", "[ranks]") {
  RandomStream random(9, RandomPurpose::kStart);
  for (const std::size_t count : kCounts) {
    Rows rows(1);
    for (std::size_t row = 0; row < count; ++row) {
      const double output = random.uniform() * 3 - 1;
      const double truth = random.uniform() * 2 - 1;
      rows.outputs.append({&output, 1});
      rows.truth.append({&truth, 1});
    }
    check_values(rows);
    rows.truth.set(count / 2, 0, 0);  // mape is undefined
    check_values(rows);
    rows.outputs.set(count - 1, 0, -100);  // the largest error
    check_values(rows);
    rows.outputs.set(count / 3, 0, kNan);
    check_values(rows);
    for (std::size_t row = 0; row < count; ++row) rows.truth.set(row, 0, 1.5);  // r2 is undefined
    check_values(rows);
  }
}
