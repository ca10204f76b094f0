#include "dataset/split.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "base/quote.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "dataset/groups.hpp"
#include "dataset/stratify.hpp"

namespace nntrain {
namespace {

SplitSizes sizes_of(const Table& table, std::size_t rows, double validation_fraction, double test_fraction) {
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

/// The positions of the rows of each class, or all positions as one class.
std::vector<std::vector<std::size_t>> positions_by_class(const Table& table,
                                                         std::span<const std::size_t> rows, bool stratified) {
  std::vector<std::vector<std::size_t>> positions(stratified ? table.classes.size() : 1);
  for (std::size_t i = 0; i < rows.size(); ++i)
    positions[stratified ? static_cast<std::size_t>(table.targets.at(rows[i], 0)) : 0].push_back(i);
  return positions;
}

/// The part of each row, by position, drawn or in order.
std::vector<std::size_t> drawn_parts(const Table& table, std::span<const std::size_t> rows,
                                     const SplitSizes& sizes, SplitMode mode, std::uint64_t seed) {
  RandomStream random(seed, RandomPurpose::kSplit);
  if (table.group.is_given()) return deal_groups(table, rows, sizes, mode, random);
  const bool stratified = mode == SplitMode::kStratified && table.task == Task::kClassify;
  std::vector<std::vector<std::size_t>> classes = positions_by_class(table, rows, stratified);
  std::vector<std::size_t> class_sizes;
  for (const std::vector<std::size_t>& one : classes) class_sizes.push_back(one.size());
  const auto with_rows = static_cast<std::size_t>(
      std::count_if(class_sizes.begin(), class_sizes.end(), [](std::size_t size) { return size > 0; }));
  if (sizes[0] < with_rows) {
    throw TrainingError(
        fmt::format("{} has too few rows: {} to train on cannot have one of each of its {} classes",
                    shown_path(table.path), counted(sizes[0], "row"), with_rows),
        "hold out fewer rows");
  }
  const std::vector<SplitSizes> counts = stratify(class_sizes, sizes);
  std::vector<std::size_t> part_of(rows.size());
  for (std::size_t c = 0; c < classes.size(); ++c) {
    if (mode != SplitMode::kOrdered) random.shuffle(classes[c]);
    auto next = classes[c].cbegin();
    for (std::size_t part = 0; part < sizes.size(); ++part) {
      const auto end = next + static_cast<std::ptrdiff_t>(counts[c][part]);
      for (; next != end; ++next) part_of[*next] = part;
    }
  }
  return part_of;
}

std::vector<std::size_t> parts_by_hash(const Table& table, std::span<const std::size_t> rows,
                                       double validation_fraction, double test_fraction, std::uint64_t seed) {
  std::vector<std::size_t> part_of;
  for (const std::size_t row : rows) {
    const double share = hash_share(table.hashed.texts[row], seed, RandomPurpose::kSplit);
    part_of.push_back(share < test_fraction ? 2 : share < test_fraction + validation_fraction ? 1 : 0);
  }
  return part_of;
}

std::vector<std::size_t> parts_of_column(const Table& table, std::span<const std::size_t> rows) {
  std::vector<std::size_t> part_of;
  for (const std::size_t row : rows) {
    const std::optional<SplitPart> part = value_called<SplitPart>(table.split.texts[row]);
    part_of.push_back(static_cast<std::size_t>(part.value()));
  }
  return part_of;
}

/// Sorts the rows into their parts. Throws TrainingError if there is none to train on, or none of a part
/// whose share is above 0.
SplitRows gather(const Table& table, std::span<const std::size_t> rows,
                 const std::vector<std::size_t>& part_of, double validation_fraction, double test_fraction) {
  SplitSizes sizes{};
  for (const std::size_t part : part_of) ++sizes[part];
  const std::array<double, 3> shares = {1, validation_fraction, test_fraction};
  for (std::size_t part = 0; part < sizes.size(); ++part) {
    if (sizes[part] > 0 || shares[part] == 0) continue;
    const std::string_view word = words(SplitPart())[part].word;
    const std::string place = shown_path(table.path);
    if (table.split.is_given()) {
      throw TrainingError(
          fmt::format("{}: column '{}' leaves no row to train on", place, printable(table.split.name)),
          fmt::format("write '{}' into the rows to train on", word));
    }
    throw TrainingError(fmt::format("{}: of {}, the hash of column '{}' makes none a {} row", place,
                                    counted(rows.size(), "row"), printable(table.hashed.name), word),
                        "hold out other shares, or try another --split-seed");
  }
  SplitRows split;
  const std::array<std::vector<std::size_t>*, 3> parts = {&split.train, &split.validation, &split.test};
  for (std::size_t part = 0; part < parts.size(); ++part) parts[part]->reserve(sizes[part]);
  for (std::size_t i = 0; i < rows.size(); ++i) parts[part_of[i]]->push_back(rows[i]);
  return split;
}

}  // namespace

SplitRows split_rows(const Table& table, std::span<const std::size_t> rows, double validation_fraction,
                     double test_fraction, SplitMode mode, std::uint64_t seed) {
  if (table.split.is_given()) return gather(table, rows, parts_of_column(table, rows), 0, 0);
  if (validation_fraction == 0 && test_fraction == 0) return {{rows.begin(), rows.end()}, {}, {}};
  const bool hashes = mode == SplitMode::kHash;
  const std::vector<std::size_t> part_of =
      hashes ? parts_by_hash(table, rows, validation_fraction, test_fraction, seed)
             : drawn_parts(table, rows, sizes_of(table, rows.size(), validation_fraction, test_fraction),
                           mode, seed);
  return gather(table, rows, part_of, validation_fraction, test_fraction);
}

SplitRows split_rows(const Table& table, double validation_fraction, double test_fraction, SplitMode mode,
                     std::uint64_t seed) {
  std::vector<std::size_t> rows = all_rows(table);
  const bool are_split = table.split.is_given() || validation_fraction > 0 || test_fraction > 0;
  if (!are_split) return {std::move(rows), {}, {}};
  return split_rows(table, rows, validation_fraction, test_fraction, mode, seed);
}

double hash_share(std::string_view text, std::uint64_t seed, RandomPurpose purpose) {
  return RandomStream(seed, purpose, hash_of(text)).uniform();
}

std::vector<std::string> classes_without_rows(const Table& table, std::span<const std::size_t> rows) {
  std::vector<bool> present(table.classes.size());
  std::size_t missing = present.size();
  if (table.task == Task::kClassify) {
    for (auto row = rows.begin(); row != rows.end() && missing > 0; ++row) {
      const auto here = static_cast<std::size_t>(table.targets.at(*row, 0));
      if (!present[here]) --missing;
      present[here] = true;
    }
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
