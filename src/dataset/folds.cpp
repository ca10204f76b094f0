#include "dataset/folds.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/groups.hpp"

namespace nntrain {
namespace {

/// The texts of the fold column in the order of the folds.
std::vector<std::string_view> fold_labels(const Table& table) {
  std::set<std::string_view> distinct;
  for (std::size_t row = 0; row < table.rows(); ++row) distinct.insert(table.fold.texts[row]);
  std::vector<std::string_view> labels(distinct.begin(), distinct.end());
  const auto value = [](std::string_view label) { return parse_number(label); };
  if (std::all_of(labels.begin(), labels.end(),
                  [&](std::string_view label) { return value(label).status == NumberStatus::kOk; })) {
    std::stable_sort(labels.begin(), labels.end(),
                     [&](std::string_view a, std::string_view b) { return value(a).value < value(b).value; });
  }
  return labels;
}

std::vector<std::size_t> folds_of_column(const Table& table, std::span<const std::size_t> rows) {
  std::map<std::string_view, std::size_t> fold_of;
  for (const std::string_view label : fold_labels(table)) fold_of.emplace(label, fold_of.size());
  std::vector<std::size_t> folds;
  for (const std::size_t row : rows) folds.push_back(fold_of.at(table.fold.texts[row]));
  return folds;
}

std::vector<std::size_t> folds_by_hash(const Table& table, std::span<const std::size_t> rows,
                                       const FoldPlan& plan, std::uint64_t repeat) {
  std::vector<std::size_t> folds;
  for (const std::size_t row : rows) {
    const std::string text = fmt::format("{}:{}", repeat, table.hashed.texts[row]);
    const double share = hash_share(text, plan.seed, plan.purpose);
    folds.push_back(static_cast<std::size_t>(share * static_cast<double>(plan.folds)));
  }
  return folds;
}

bool are_told(const Table& table, const FoldPlan& plan) {
  return table.fold.is_given() && plan.purpose == RandomPurpose::kFold;
}

/// N = K * q + r: r folds of q + 1 rows, then K - r folds of q rows.
std::vector<std::size_t> even_sizes(std::size_t rows, std::size_t folds) {
  std::vector<std::size_t> sizes;
  for (std::size_t fold = 0; fold < folds; ++fold)
    sizes.push_back(rows / folds + (fold < rows % folds ? 1 : 0));
  return sizes;
}

/// The positions of the rows, class by class in the order of their first rows; each class is shuffled.
std::vector<std::size_t> class_by_class(const Table& table, std::span<const std::size_t> rows,
                                        RandomStream& random) {
  std::vector<std::vector<std::size_t>> classes;
  std::map<double, std::size_t> index_of;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto [at, is_new] = index_of.emplace(table.targets.at(rows[i], 0), classes.size());
    if (is_new) classes.emplace_back();
    classes[at->second].push_back(i);
  }
  std::vector<std::size_t> order;
  for (std::vector<std::size_t>& one : classes) {
    random.shuffle(one);
    order.insert(order.end(), one.begin(), one.end());
  }
  return order;
}

/// The positions of the rows by their targets; every `folds` neighbors are shuffled.
std::vector<std::size_t> by_target(const Table& table, std::span<const std::size_t> rows, std::size_t folds,
                                   RandomStream& random) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return table.targets.at(rows[a], 0) < table.targets.at(rows[b], 0);
  });
  for (std::size_t from = 0; from < order.size(); from += folds)
    random.shuffle(std::span(order).subspan(from, std::min(folds, order.size() - from)));
  return order;
}

std::vector<std::size_t> drawn_folds(const Table& table, std::span<const std::size_t> rows,
                                     const FoldPlan& plan, std::uint64_t repeat) {
  if (plan.mode == SplitMode::kHash) return folds_by_hash(table, rows, plan, repeat);
  const std::vector<std::size_t> sizes = even_sizes(rows.size(), plan.folds);
  RandomStream random(plan.seed, plan.purpose, repeat);
  if (table.group.is_given() && plan.mode == SplitMode::kStratified) {  // all folds count alike
    const std::vector<std::size_t> equal(plan.folds, rows.size() / plan.folds);
    return deal_groups(table, rows, equal, plan.mode, random);
  }
  if (table.group.is_given()) return deal_groups(table, rows, sizes, plan.mode, random);
  std::vector<std::size_t> folds(rows.size());
  if (plan.mode == SplitMode::kOrdered) {
    auto at = folds.begin();
    for (std::size_t fold = 0; fold < plan.folds; ++fold)
      at = std::fill_n(at, static_cast<std::ptrdiff_t>(sizes[fold]), fold);
    return folds;
  }
  std::vector<std::size_t> order(rows.size());
  if (plan.mode == SplitMode::kStratified && table.task == Task::kClassify) {
    order = class_by_class(table, rows, random);
  } else if (plan.mode == SplitMode::kStratified) {
    order = by_target(table, rows, plan.folds, random);
  } else {
    std::iota(order.begin(), order.end(), std::size_t{0});
    random.shuffle(order);
  }
  // As in StratifiedKFold: of the rows in this order, every K-th belongs to a fold.
  for (std::size_t i = 0; i < order.size(); ++i) folds[order[i]] = i % plan.folds;
  return folds;
}

}  // namespace

std::size_t fold_count(const Table& table, const FoldPlan& plan) {
  return are_told(table, plan) ? fold_labels(table).size() : plan.folds;
}

std::vector<std::size_t> folds_of(const Table& table, std::span<const std::size_t> rows, const FoldPlan& plan,
                                  std::uint64_t repeat) {
  const bool is_told = are_told(table, plan);
  const std::size_t count = fold_count(table, plan);
  if (count < 2) {
    throw TrainingError(
        is_told ? fmt::format("{}: column '{}' has the same text in every row, and there must be "
                              "at least two folds",
                              shown_path(table.path), printable(table.fold.name))
                : fmt::format("{} is too few: there must be at least two", counted(count, "fold")),
        is_told ? "name another column:  --fold-column COLUMN" : "ask for more:  --folds 5");
  }
  if (rows.size() < count) {
    throw TrainingError(fmt::format("{} has too few rows: {} cannot be in {} folds", shown_path(table.path),
                                    counted(rows.size(), "row"), count),
                        is_told ? "" : "ask for fewer:  --folds N");
  }
  std::vector<std::size_t> folds =
      is_told ? folds_of_column(table, rows) : drawn_folds(table, rows, plan, repeat);
  std::vector<bool> has_rows(count);
  for (const std::size_t fold : folds) has_rows[fold] = true;
  const auto empty = std::find(has_rows.begin(), has_rows.end(), false);
  if (empty == has_rows.end()) return folds;
  throw TrainingError(
      is_told ? fmt::format("{}: of the rows to divide, none is in the fold '{}' of column '{}'",
                            shown_path(table.path),
                            printable(fold_labels(table)[static_cast<std::size_t>(empty - has_rows.begin())]),
                            printable(table.fold.name))
              : fmt::format("{}: of {} folds, one gets no row by the hash of column '{}'",
                            shown_path(table.path), count, printable(table.hashed.name)),
      is_told ? "hold out no rows, or name another column:  --fold-column COLUMN"
              : "ask for fewer:  --folds N");
}

}  // namespace nntrain
