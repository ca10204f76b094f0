#include "dataset/stratify.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <tuple>

namespace nntrain {
namespace {

constexpr std::size_t kParts = std::tuple_size_v<SplitSizes>;

/// The table of counts that is rounded, in integer arithmetic.
class Rounding {
 public:
  Rounding(const std::vector<std::size_t>& classes, const SplitSizes& parts)
      : classes_(classes),
        parts_(parts),
        rows_(std::accumulate(parts.begin(), parts.end(), std::size_t{0})),
        counts_(classes.size()),
        remainders_(classes.size()),
        raised_(classes.size()),
        left_in_class_(classes),
        left_in_part_(parts) {
    for (std::size_t c = 0; c < classes_.size(); ++c) {
      for (std::size_t p = 0; p < kParts; ++p) {
        const std::size_t product = classes_[c] * parts_[p];
        counts_[c][p] = product / rows_;
        remainders_[c][p] = product % rows_;
        left_in_class_[c] -= counts_[c][p];
        left_in_part_[p] -= counts_[c][p];
      }
    }
  }

  std::vector<SplitSizes> result() {
    raise_largest();
    for (std::size_t c = 0; c < classes_.size(); ++c) {
      while (left_in_class_[c] > 0) raise_by_moving(c);
    }
    for (std::size_t c = 0; c < classes_.size(); ++c) {
      if (classes_[c] > 0 && counts_[c][0] == 0) give_training_row(c);
    }
    return std::move(counts_);
  }

 private:
  struct Place {
    std::size_t c;
    std::size_t p;
  };
  bool can_raise(std::size_t c, std::size_t p) const { return remainders_[c][p] > 0 && !raised_[c][p]; }

  void raise(std::size_t c, std::size_t p) {
    raised_[c][p] = true;
    ++counts_[c][p];
  }

  /// Rounds the largest remainders up; first those of classes that would have no training row otherwise.
  void raise_largest() {
    std::vector<Place> order;
    for (std::size_t c = 0; c < classes_.size(); ++c) {
      for (std::size_t p = 0; p < kParts; ++p) {
        if (can_raise(c, p)) order.push_back({c, p});
      }
    }
    const auto is_needed = [this](const Place& at) { return at.p == 0 && counts_[at.c][0] == 0; };
    std::stable_sort(order.begin(), order.end(), [&](const Place& a, const Place& b) {
      if (is_needed(a) != is_needed(b)) return is_needed(a);
      return remainders_[a.c][a.p] > remainders_[b.c][b.p];
    });
    for (const Place& at : order) {
      if (left_in_class_[at.c] == 0 || left_in_part_[at.p] == 0) continue;
      --left_in_class_[at.c];
      --left_in_part_[at.p];
      raise(at.c, at.p);
    }
  }

  /// Rounds up one more count of class `c` if its possible parts are full. Another class gives up its place
  /// in such a part for a place in another part, until a part has room. Such a path always exists, because
  /// the remainders add up to the free places of all classes and parts.
  void raise_by_moving(std::size_t c) {
    constexpr std::size_t kStart = kParts;
    std::array<std::optional<Place>, kParts> from;  // who moves into a part, and from where (kStart: c)
    std::vector<std::size_t> reached;
    for (std::size_t p = 0; p < kParts; ++p) {
      if (!can_raise(c, p)) continue;
      from[p] = Place{c, kStart};
      reached.push_back(p);
    }
    for (std::size_t i = 0; i < reached.size(); ++i) {
      const std::size_t full = reached[i];
      if (left_in_part_[full] > 0) {
        --left_in_class_[c];
        --left_in_part_[full];
        for (std::size_t p = full; p != kStart; p = from[p]->p) {
          raise(from[p]->c, p);
          if (from[p]->p != kStart) lower(from[p]->c, from[p]->p);
        }
        return;
      }
      for (std::size_t other = 0; other < classes_.size(); ++other) {
        if (!raised_[other][full]) continue;
        for (std::size_t p = 0; p < kParts; ++p) {
          if (from[p] || !can_raise(other, p)) continue;
          from[p] = Place{other, full};
          reached.push_back(p);
        }
      }
    }
    throw std::logic_error("no controlled rounding was found");
  }

  void lower(std::size_t c, std::size_t p) {
    raised_[c][p] = false;
    --counts_[c][p];
  }

  /// Swaps a held-out row of class `c` with a training row of the class that is most above its share.
  void give_training_row(std::size_t c) {
    const auto surplus = [this](std::size_t at, std::size_t p) {
      return static_cast<std::int64_t>(counts_[at][p] * rows_) -
             static_cast<std::int64_t>(classes_[at] * parts_[p]);
    };
    const std::size_t part =
        counts_[c][2] == 0 || (counts_[c][1] > 0 && surplus(c, 1) >= surplus(c, 2)) ? 1 : 2;
    std::optional<std::size_t> giver;
    for (std::size_t other = 0; other < classes_.size(); ++other) {
      if (counts_[other][0] < 2) continue;
      if (!giver || surplus(other, 0) > surplus(*giver, 0)) giver = other;
    }
    if (!giver) return;  // there are fewer training rows than classes
    --counts_[*giver][0];
    ++counts_[*giver][part];
    --counts_[c][part];
    ++counts_[c][0];
  }

  const std::vector<std::size_t>& classes_;
  const SplitSizes& parts_;
  std::size_t rows_;
  std::vector<SplitSizes> counts_;
  std::vector<SplitSizes> remainders_;
  std::vector<std::array<bool, kParts>> raised_;
  std::vector<std::size_t> left_in_class_;
  SplitSizes left_in_part_;
};

}  // namespace

std::vector<SplitSizes> stratify(const std::vector<std::size_t>& classes, const SplitSizes& parts) {
  return Rounding(classes, parts).result();
}

}  // namespace nntrain
