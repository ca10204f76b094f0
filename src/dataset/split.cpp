#include "dataset/split.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "dataset/stratify.hpp"

namespace nntrain {
namespace {

SplitSizes sizes_of(const Table& table, double validation_fraction, double test_fraction) {
  const std::size_t rows = table.rows();
  const auto size = [&](const char* part, double fraction) -> std::size_t {
    if (fraction == 0) return 0;
    const auto n = static_cast<double>(rows);
    const double whole = std::floor(fraction * n);
    // Both sides are rounded once from the decimals that they stand for. 0.57 x 50 would be below 28.5.
    const bool is_up = fraction >= (whole + 0.5) / n;
    const std::size_t count = static_cast<std::size_t>(whole) + (is_up ? 1 : 0);
    if (count > 0) return count;
    throw TrainingError(fmt::format("{} has too few rows: a share of {} of {} rows gives no {} row",
                                    shown_path(table.path), fraction, rows, part),
                        fmt::format("hold out more rows:  --{}-fraction F", part));
  };
  const std::size_t validation = size("validation", validation_fraction);
  const std::size_t test = size("test", test_fraction);
  if (validation >= rows || test >= rows - validation) {
    throw TrainingError(
        fmt::format("{} has too few rows: of {}, {} for validation and {} for testing leave none to "
                    "train on",
                    shown_path(table.path), rows, validation, test),
        "hold out fewer rows");
  }
  return {rows - validation - test, validation, test};
}

/// The rows of each class, or all rows as one group.
std::vector<std::vector<std::size_t>> rows_by_class(const Table& table, bool stratified) {
  if (!stratified) return {all_rows(table)};
  std::vector<std::vector<std::size_t>> rows(table.classes.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    rows[static_cast<std::size_t>(table.targets.at(row, 0))].push_back(row);
  }
  return rows;
}

}  // namespace

SplitRows split_rows(const Table& table, double validation_fraction, double test_fraction, SplitMode mode,
                     std::uint64_t seed) {
  const SplitSizes sizes = sizes_of(table, validation_fraction, test_fraction);
  if (sizes[0] == table.rows()) return {all_rows(table), {}, {}};
  const bool stratified = mode == SplitMode::kStratified && table.task == Task::kClassify;
  std::vector<std::vector<std::size_t>> groups = rows_by_class(table, stratified);
  std::vector<std::size_t> group_sizes;
  for (const std::vector<std::size_t>& group : groups) group_sizes.push_back(group.size());
  const auto with_rows = static_cast<std::size_t>(
      std::count_if(group_sizes.begin(), group_sizes.end(), [](std::size_t size) { return size > 0; }));
  if (sizes[0] < with_rows) {
    throw TrainingError(
        fmt::format("{} has too few rows: {} to train on cannot have one of each of its {} classes",
                    shown_path(table.path), counted(sizes[0], "row"), with_rows),
        "hold out fewer rows");
  }

  const std::vector<SplitSizes> counts = stratify(group_sizes, sizes);
  RandomStream random(seed, RandomPurpose::kSplit);
  std::vector<unsigned char> part_of(table.rows());
  for (std::size_t group = 0; group < groups.size(); ++group) {
    if (mode != SplitMode::kOrdered) random.shuffle(groups[group]);
    auto next = groups[group].cbegin();
    for (std::size_t part = 0; part < sizes.size(); ++part) {
      const auto end = next + static_cast<std::ptrdiff_t>(counts[group][part]);
      for (; next != end; ++next) part_of[*next] = static_cast<unsigned char>(part);
    }
  }
  groups.clear();
  SplitRows split;
  const std::array<std::vector<std::size_t>*, 3> parts = {&split.train, &split.validation, &split.test};
  for (std::size_t part = 0; part < parts.size(); ++part) parts[part]->reserve(sizes[part]);
  for (std::size_t row = 0; row < table.rows(); ++row) parts[part_of[row]]->push_back(row);
  return split;
}

std::vector<std::string> classes_without_rows(const Table& table, std::span<const std::size_t> rows) {
  std::vector<bool> present(table.classes.size());
  if (table.task == Task::kClassify) {
    for (const std::size_t row : rows) present[static_cast<std::size_t>(table.targets.at(row, 0))] = true;
  }
  std::vector<std::string> absent;
  for (std::size_t c = 0; c < present.size(); ++c) {
    if (!present[c]) absent.push_back(table.classes[c].label);
  }
  return absent;
}

std::vector<std::size_t> all_rows(const Table& table) {
  std::vector<std::size_t> rows(table.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

}  // namespace nntrain
