#include "dataset/groups.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

struct Group {
  std::vector<std::size_t> members;           // positions in the rows
  std::map<std::size_t, std::size_t> counts;  // of its classes; without classes, all rows are of class 0
};

/// The groups in the order of their first rows.
std::vector<Group> groups_of(const Table& table, std::span<const std::size_t> rows) {
  std::vector<Group> groups;
  std::map<std::string_view, std::size_t> index_of;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto [at, is_new] = index_of.emplace(table.group.texts[rows[i]], groups.size());
    if (is_new) groups.emplace_back();
    Group& group = groups[at->second];
    group.members.push_back(i);
    const bool has_classes = table.task == Task::kClassify;
    ++group.counts[has_classes ? static_cast<std::size_t>(table.targets.at(rows[i], 0)) : 0];
  }
  return groups;
}

/// The part of each group, if parts follow each other in the order of the groups.
std::vector<std::size_t> cut(const std::vector<const Group*>& groups, std::span<const std::size_t> sizes) {
  auto parts_left = static_cast<std::size_t>(
      std::count_if(sizes.begin(), sizes.end(), [](std::size_t size) { return size > 0; }));
  std::vector<std::size_t> part_of;
  std::size_t part = 0;
  std::size_t end = sizes[0];  // of the part, in rows
  std::size_t rows = 0;        // so far
  bool is_empty = true;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::size_t with_it = rows + groups[g]->members.size();
    const bool is_needed_later = groups.size() - g < parts_left;
    const bool is_too_much = rows >= end || (with_it > end && with_it - end > end - rows);
    while (sizes[part] == 0 || (!is_empty && parts_left > 1 && (is_needed_later || is_too_much))) {
      if (sizes[part] > 0) --parts_left;
      end += sizes[++part];
      is_empty = true;
    }
    part_of.push_back(part);
    rows = with_it;
    is_empty = false;
  }
  return part_of;
}

/// Deals groups out one by one so that the shares of each class in the parts stay near the parts' sizes.
class Spreading {
 public:
  Spreading(const std::vector<const Group*>& groups, std::span<const std::size_t> sizes)
      : sizes_(sizes),
        rows_(sizes.size()),
        all_(std::accumulate(sizes.begin(), sizes.end(), std::size_t{0})) {
    for (const Group* group : groups) {
      for (const auto& [c, count] : group->counts) classes_[c].rows += count;
    }
    for (auto& [c, one] : classes_) one.shares.resize(sizes.size());
  }

  /// The number of classes with rows.
  std::size_t classes() const { return classes_.size(); }

  /// The best part for the next group: one of those without a group if `only_empty`.
  std::size_t place(const Group& group, bool only_empty) {
    std::optional<std::size_t> best;
    double least = 0;
    for (std::size_t part = 0; part < sizes_.size(); ++part) {
      if (sizes_[part] == 0 || (only_empty && rows_[part] > 0)) continue;
      const double spread = spread_with(group, part);
      // 1e-8 is above the rounding errors where the spread is 0, as in numpy's isclose.
      const bool is_equal = best && std::abs(spread - least) <= 1e-8;
      if (best && (is_equal ? !is_emptier(part, *best) : spread > least)) continue;
      best = part;
      least = spread;
    }
    add(group, *best);
    return *best;
  }

 private:
  /// Of a class: x_p, the share of its rows that part p has so far; sum x_p^2 / w_p, where w_p is the share
  /// of all rows that the part should have; and sum x_p.
  struct ClassShares {
    std::size_t rows = 0;
    std::vector<double> shares{};
    double squares = 0;
    double sum = 0;
  };

  double weight(std::size_t part) const {
    return static_cast<double>(sizes_[part]) / static_cast<double>(all_);
  }

  static double share_of(const ClassShares& one, std::size_t count) {
    return static_cast<double>(count) / static_cast<double>(one.rows);
  }

  double added_squares(const ClassShares& one, double share, std::size_t part) const {
    return (2 * one.shares[part] + share) * share / weight(part);
  }

  /// The sum over the group's classes of the standard deviation of x_p / w_p, with the weights w_p, if the
  /// group goes to `part`. That of the other classes is the same for all parts.
  double spread_with(const Group& group, std::size_t part) const {
    double sum = 0;
    for (const auto& [c, count] : group.counts) {
      const ClassShares& one = classes_.at(c);
      const double share = share_of(one, count);
      const double mean = one.sum + share;
      const double variance = one.squares + added_squares(one, share, part) - mean * mean;
      if (variance > 0) sum += std::sqrt(variance);
    }
    return sum;
  }

  /// Whether `part` has a smaller share of the rows that it should have.
  bool is_emptier(std::size_t part, std::size_t other) const {
    return rows_[part] * sizes_[other] < rows_[other] * sizes_[part];
  }

  void add(const Group& group, std::size_t part) {
    rows_[part] += group.members.size();
    for (const auto& [c, count] : group.counts) {
      ClassShares& one = classes_[c];
      const double share = share_of(one, count);
      one.squares += added_squares(one, share, part);
      one.shares[part] += share;
      one.sum += share;
    }
  }

  std::span<const std::size_t> sizes_;
  std::vector<std::size_t> rows_;  // of each part, so far
  std::size_t all_;
  std::map<std::size_t, ClassShares> classes_;
};

/// C^2 times the variance of the group's counts of the C classes.
std::size_t spread_of(const Group& group, std::size_t classes) {
  std::size_t squares = 0;
  for (const auto& [c, count] : group.counts) squares += count * count;
  return classes * squares - group.members.size() * group.members.size();
}

/// The part of each group. Sorts the groups.
std::vector<std::size_t> spread(std::vector<const Group*>& groups, std::span<const std::size_t> sizes) {
  Spreading spreading(groups, sizes);
  const std::size_t classes = spreading.classes();
  std::stable_sort(groups.begin(), groups.end(), [&](const Group* a, const Group* b) {
    const std::size_t of_a = spread_of(*a, classes);
    const std::size_t of_b = spread_of(*b, classes);
    return of_a != of_b ? of_a > of_b : a->members.size() > b->members.size();
  });
  auto empty = static_cast<std::size_t>(
      std::count_if(sizes.begin(), sizes.end(), [](std::size_t size) { return size > 0; }));
  std::vector<bool> has_group(sizes.size());
  std::vector<std::size_t> part_of;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::size_t part = spreading.place(*groups[g], groups.size() - g == empty);
    if (!has_group[part]) --empty;
    has_group[part] = true;
    part_of.push_back(part);
  }
  return part_of;
}

}  // namespace

std::vector<std::size_t> deal_groups(const Table& table, std::span<const std::size_t> rows,
                                     std::span<const std::size_t> sizes, SplitMode mode,
                                     RandomStream& random) {
  const std::vector<Group> groups = groups_of(table, rows);
  const auto parts = static_cast<std::size_t>(
      std::count_if(sizes.begin(), sizes.end(), [](std::size_t size) { return size > 0; }));
  if (groups.size() < parts) {
    throw TrainingError(
        fmt::format("{} has too few groups: column '{}' has {}, and {} parts need one each",
                    shown_path(table.path), printable(table.group.name), counted(groups.size(), "group"),
                    parts),
        "ask for fewer parts, name another column:  --group COLUMN      or leave --group out");
  }
  std::vector<std::size_t> order(groups.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (mode != SplitMode::kOrdered) random.shuffle(order);
  std::vector<const Group*> ordered;
  for (const std::size_t group : order) ordered.push_back(&groups[group]);
  const std::vector<std::size_t> part_of_group =
      mode == SplitMode::kStratified ? spread(ordered, sizes) : cut(ordered, sizes);
  std::vector<std::size_t> part_of(rows.size());
  for (std::size_t g = 0; g < ordered.size(); ++g) {
    for (const std::size_t position : ordered[g]->members) part_of[position] = part_of_group[g];
  }
  return part_of;
}

}  // namespace nntrain
