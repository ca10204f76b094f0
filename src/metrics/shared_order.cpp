#include "metrics/shared_order.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>

#include "base/in_turn.hpp"

namespace nntrain {
namespace {

using KeyList = std::vector<std::uint64_t>;

/// Of each rank, on average. The ranges of scores then have as many rows but for some percent.
constexpr std::size_t kSampledKeys = 256;

/// The keys of the rows here, not sorted: of the other rows, and of those in the class.
struct OwnKeys {
  std::array<KeyList, 2> sides;
  bool has_nan = false;
};

OwnKeys keys_of_rows(const BlockMatrix& scores, std::size_t column, const BlockMatrix& targets,
                     std::size_t positive) {
  OwnKeys keys;
  for (std::size_t row = 0; row < scores.rows(); ++row) {
    const double score = scores.at(row, column);
    if (std::isnan(score)) {
      keys.has_nan = true;
      break;
    }
    keys.sides[targets.at(row, 0) == static_cast<double>(positive) ? 1 : 0].push_back(key_of(score));
  }
  return keys;
}

/// What the ranks know together before they exchange keys.
struct Survey {
  bool has_nan = false;
  SideCounts all;
  KeyList bounds;  ///< ascending, fewer than there are ranks: bound r is the highest score of rank r
};

/// Every so many of the keys; odd, as what repeats in a table often does so after an even number of rows.
void add_sample(const KeyList& keys, std::size_t distance, KeyList& sample) {
  for (std::size_t i = 0; i < keys.size(); i += distance) sample.push_back(keys[i]);
}

KeyList bounds_from(KeyList sample, std::size_t ranks) {
  std::sort(sample.begin(), sample.end());  // ties: they are the same
  KeyList bounds;
  for (std::size_t rank = 1; rank < ranks && !sample.empty(); ++rank)
    bounds.push_back(sample[rank * sample.size() / ranks]);
  bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
  return bounds;
}

Survey survey(const OwnKeys& own, const RowShare& share) {
  const std::size_t ranks = share.ranks->size();
  KeyList told = {own.has_nan ? 1U : 0U, own.sides[1].size(), own.sides[0].size()};
  for (const KeyList& side : own.sides) add_sample(side, (share.all / (kSampledKeys * ranks)) | 1U, told);
  Survey survey;
  KeyList sample;
  for (const KeyList& one : share.ranks->gather_lists(std::span<const std::uint64_t>(told))) {
    survey.has_nan = survey.has_nan || one[0] != 0;
    survey.all.in_class += one[1];
    survey.all.others += one[2];
    sample.insert(sample.end(), one.begin() + 3, one.end());
  }
  survey.bounds = bounds_from(std::move(sample), ranks);
  return survey;
}

/// The first bound that is not below the key. Without branches, which nobody could predict.
std::size_t bound_of(std::uint64_t key, const KeyList& bounds) {
  std::size_t before = 0;  // bounds that are below
  for (std::size_t left = bounds.size(); left > 0;) {
    const std::size_t half = left - left / 2;
    before += bounds[before + half - 1] < key ? half : 0;
    left -= half;
  }
  return before;
}

/// The rows of a range of scores: the keys, of which the last one is a bound that counts `at_bound` times; or
/// none, where a rank has no range.
struct KeyRange {
  std::array<ScoreKeys, 2> sides;
  std::array<std::uint64_t, 2> at_bound{};
};

/// What each rank is told of its range: for each side how many keys are its bound, how many others there are
/// of the first side, and these keys of both sides.
constexpr std::size_t kHeader = 3;
std::vector<KeyList> dealt_keys(OwnKeys own, const KeyList& bounds, std::size_t ranks) {
  std::vector<KeyList> to(ranks, KeyList(kHeader));
  const auto deal = [&](std::size_t side) {
    for (const std::uint64_t key : own.sides[side]) {
      const std::size_t range = bound_of(key, bounds);
      if (range < bounds.size() && bounds[range] == key) {
        ++to[range][side];
      } else {
        to[range].push_back(key);
      }
    }
    own.sides[side] = {};
  };
  deal(0);
  for (KeyList& list : to) list[2] = list.size() - kHeader;
  deal(1);
  return to;
}

Ranks::Bytes bytes_of(const KeyList& keys) {
  const std::span<const std::byte> bytes = std::as_bytes(std::span(keys));
  return {bytes.begin(), bytes.end()};
}

/// Appends the keys that are stored in these bytes.
void append_keys(std::span<const std::byte> bytes, KeyList& keys) {
  const std::size_t before = keys.size();
  keys.resize(before + bytes.size() / sizeof(std::uint64_t));
  if (!bytes.empty()) std::memcpy(keys.data() + before, bytes.data(), bytes.size());
}

KeyRange exchange_keys(OwnKeys own, const KeyList& bounds, Ranks& ranks) {
  std::vector<Ranks::Bytes> to;
  for (KeyList& list : dealt_keys(std::move(own), bounds, ranks.size())) {
    to.push_back(bytes_of(list));
    list = {};
  }
  KeyRange range;
  for (const Ranks::Bytes& told : ranks.exchange(std::move(to))) {
    std::array<std::uint64_t, kHeader> header{};
    std::memcpy(header.data(), told.data(), sizeof(header));
    for (std::size_t side = 0; side < 2; ++side) range.at_bound[side] += header[side];
    const std::span<const std::byte> keys = std::span(told).subspan(sizeof(header));
    const std::size_t first = header[2] * sizeof(std::uint64_t);
    append_keys(keys.first(first), range.sides[0].all);
    append_keys(keys.subspan(first), range.sides[1].all);
  }
  return range;
}

/// Sorts the keys, and puts the bound behind them.
void sort_range(KeyRange& range, const KeyList& bounds, Ranks& ranks, Workers& workers) {
  workers.run(2, [&range](std::size_t side, std::size_t) {
    range.sides[side].sort();
    range.sides[side].spare = {};
  });
  if (ranks.rank() >= bounds.size()) return;
  for (ScoreKeys& side : range.sides) side.all.push_back(bounds[ranks.rank()]);
}

/// Of this rank's range.
SideCounts counts_in(const KeyRange& range, bool has_bound) {
  const std::size_t bound = has_bound ? 1 : 0;
  return {range.sides[1].all.size() - bound + range.at_bound[1],
          range.sides[0].all.size() - bound + range.at_bound[0]};
}

}  // namespace

bool SharedOrder::add_class(const BlockMatrix& scores, std::size_t column, const BlockMatrix& targets,
                            std::size_t positive) {
  Ranks& ranks = *share_.ranks;
  OwnKeys own = keys_of_rows(scores, column, targets, positive);
  const auto [has_nan, all, bounds] = survey(own, share_);
  if (has_nan || all.in_class == 0) return false;
  KeyRange range = exchange_keys(std::move(own), bounds, ranks);
  sort_range(range, bounds, ranks, workers_);

  const bool has_bound = ranks.rank() < bounds.size();
  SideCounts before;
  std::size_t rank = 0;
  for (const SideCounts& one : ranks.gather_one(counts_in(range, has_bound))) {
    if (rank++ == ranks.rank()) break;
    before.in_class += one.in_class;
    before.others += one.others;
  }
  Precisions& precisions = precisions_.emplace_back();
  precisions.each.reserve(range.sides[1].all.size());
  const auto count_in = [&range, has_bound](std::size_t side) {
    const std::size_t last = has_bound ? range.sides[side].all.size() - 1 : range.sides[side].all.size();
    const std::uint64_t at_bound = range.at_bound[side];
    return [last, at_bound](std::size_t i) { return i == last ? at_bound : std::uint64_t{1}; };
  };
  const auto add = [&precisions](std::uint64_t count, double precision) {
    precisions.each.push_back(precision);
    precisions.more = count - 1;
  };
  OfClass& of_class = classes_.emplace_back(OfClass{all, {}, 0});
  of_class.twice_won =
      count_pairs(range.sides[1].all, range.sides[0].all, count_in(1), count_in(0), all, before, add);
  return true;
}

std::vector<SharedOrder::OfClass> SharedOrder::finish() {
  Ranks& ranks = *share_.ranks;
  std::vector<PairCount> own;
  for (OfClass& one : classes_) own.push_back(std::exchange(one.twice_won, {}));
  for (const std::vector<PairCount>& counts : ranks.gather_lists(std::span<const PairCount>(own))) {
    for (std::size_t c = 0; c < classes_.size(); ++c) classes_[c].twice_won.add(counts[c]);
  }
  std::vector<double> sums(classes_.size());
  run_in_turn(ranks, std::span(sums), [&] {
    for (std::size_t c = 0; c < sums.size(); ++c) {
      const auto& [each, more] = precisions_[c];
      double sum = sums[c];
      for (const double precision : each) sum += precision;
      for (std::uint64_t row = 0; row < more; ++row) sum += each.back();
      sums[c] = sum;
    }
  });
  for (std::size_t c = 0; c < sums.size(); ++c) classes_[c].precisions = sums[c];
  return std::move(classes_);
}

}  // namespace nntrain
