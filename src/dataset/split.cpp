#include "dataset/split.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <stdexcept>
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

/// The rows of a class, of which this rank has own ones.
struct ClassRows {
  std::size_t before = 0;  ///< on earlier ranks
  std::size_t own = 0;
  std::size_t all = 0;
};

std::vector<ClassRows> count_by_class(Ranks& ranks, const std::vector<std::size_t>& own) {
  std::vector<ClassRows> classes(own.size());
  std::size_t rank = 0;
  for (const std::vector<std::size_t>& counts : ranks.gather_lists(std::span<const std::size_t>(own))) {
    for (std::size_t c = 0; c < classes.size(); ++c) {
      if (rank < ranks.rank()) classes[c].before += counts[c];
      if (rank == ranks.rank()) classes[c].own = counts[c];
      classes[c].all += counts[c];
    }
    ++rank;
  }
  return classes;
}

/// The part of each own row of a class, whose rows go into the parts in the order in which they stand.
std::vector<SplitPart> parts_in_order(const ClassRows& rows, const SplitSizes& sizes) {
  std::vector<SplitPart> parts;
  for (std::size_t row = rows.before; row < rows.before + rows.own; ++row) {
    parts.push_back(row < sizes[0]              ? SplitPart::kTrain
                    : row < sizes[0] + sizes[1] ? SplitPart::kValidation
                                                : SplitPart::kTest);
  }
  return parts;
}

/// The same in a random order. Each rank draws that of all rows. An Index counts to their number.
template <typename Index>
std::vector<SplitPart> parts_by_chance(const ClassRows& rows, const SplitSizes& sizes, RandomStream& random) {
  std::vector<Index> order(rows.all);
  std::iota(order.begin(), order.end(), Index{0});
  random.shuffle(order);
  std::vector<SplitPart> parts(rows.own);
  std::size_t next = 0;
  for (std::size_t part = 0; part < sizes.size(); ++part) {
    for (const std::size_t end = next + sizes[part]; next < end; ++next) {
      const std::size_t place = order[next] - rows.before;  // a large number for an earlier row
      if (place < rows.own) parts[place] = static_cast<SplitPart>(part);
    }
  }
  return parts;
}

std::vector<SplitPart> parts_of_class(const ClassRows& rows, const SplitSizes& sizes, SplitMode mode,
                                      RandomStream& random) {
  if (mode == SplitMode::kOrdered) return parts_in_order(rows, sizes);
  if (rows.all > std::numeric_limits<std::uint32_t>::max())
    return parts_by_chance<std::size_t>(rows, sizes, random);
  return parts_by_chance<std::uint32_t>(rows, sizes, random);
}

/// The part of each row, by position, drawn or in order.
std::vector<SplitPart> drawn_parts(const Table& table, std::span<const std::size_t> rows,
                                   const SplitSizes& sizes, SplitMode mode, std::uint64_t seed) {
  RandomStream random(seed, RandomPurpose::kSplit);
  if (table.group.is_given()) {
    if (table.is_shared()) throw std::logic_error("groups of a shared table");
    const std::vector<std::size_t> parts = deal_groups(table, rows, sizes, mode, random);
    std::vector<SplitPart> part_of;
    for (const std::size_t part : parts) part_of.push_back(static_cast<SplitPart>(part));
    return part_of;
  }
  const bool stratified = mode == SplitMode::kStratified && table.task == Task::kClassify;
  const auto class_of = [&](std::size_t row) {
    return stratified ? static_cast<std::size_t>(table.targets.at(row, 0)) : 0;
  };
  std::vector<std::size_t> own(stratified ? table.classes.size() : 1);
  for (const std::size_t row : rows) ++own[class_of(row)];
  const std::vector<ClassRows> classes = count_by_class(*table.row_share().ranks, own);
  std::vector<std::size_t> class_sizes;
  for (const ClassRows& one : classes) class_sizes.push_back(one.all);
  const auto with_rows = static_cast<std::size_t>(
      std::count_if(class_sizes.begin(), class_sizes.end(), [](std::size_t size) { return size > 0; }));
  if (sizes[0] < with_rows) {
    throw TrainingError(
        fmt::format("{} has too few rows: {} to train on cannot have one of each of its {} classes",
                    shown_path(table.path), counted(sizes[0], "row"), with_rows),
        "hold out fewer rows");
  }
  const std::vector<SplitSizes> counts = stratify(class_sizes, sizes);
  std::vector<std::vector<SplitPart>> parts;  // of the own rows of each class
  for (std::size_t c = 0; c < classes.size(); ++c)
    parts.push_back(parts_of_class(classes[c], counts[c], mode, random));
  std::vector<std::size_t> next(classes.size());
  std::vector<SplitPart> part_of;
  part_of.reserve(rows.size());
  for (const std::size_t row : rows) part_of.push_back(parts[class_of(row)][next[class_of(row)]++]);
  return part_of;
}

std::vector<SplitPart> parts_by_hash(const Table& table, std::span<const std::size_t> rows,
                                     double validation_fraction, double test_fraction, std::uint64_t seed) {
  std::vector<SplitPart> part_of;
  for (const std::size_t row : rows) {
    const double share = hash_share(table.hashed.texts[row], seed, RandomPurpose::kSplit);
    part_of.push_back(share < test_fraction                         ? SplitPart::kTest
                      : share < test_fraction + validation_fraction ? SplitPart::kValidation
                                                                    : SplitPart::kTrain);
  }
  return part_of;
}

std::vector<SplitPart> parts_of_column(const Table& table, std::span<const std::size_t> rows) {
  std::vector<SplitPart> part_of;
  for (const std::size_t row : rows)
    part_of.push_back(value_called<SplitPart>(table.split.texts[row]).value());
  return part_of;
}

/// Sorts the rows into their parts. Throws TrainingError if there is none to train on, or none of a part
/// whose share is above 0.
SplitRows gather(const Table& table, std::span<const std::size_t> rows, std::size_t all_rows,
                 const std::vector<SplitPart>& part_of, double validation_fraction, double test_fraction) {
  SplitSizes own{};
  for (const SplitPart part : part_of) ++own[static_cast<std::size_t>(part)];
  SplitSizes sizes = own;
  table.row_share().ranks->add_counts(sizes);
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
                                    counted(all_rows, "row"), printable(table.hashed.name), word),
                        "hold out other shares, or try another --split-seed");
  }
  SplitRows split;
  const std::array<std::vector<std::size_t>*, 3> parts = {&split.train, &split.validation, &split.test};
  for (std::size_t part = 0; part < parts.size(); ++part) parts[part]->reserve(own[part]);
  for (std::size_t i = 0; i < rows.size(); ++i)
    parts[static_cast<std::size_t>(part_of[i])]->push_back(rows[i]);
  return split;
}

}  // namespace

SplitRows split_rows(const Table& table, std::span<const std::size_t> rows, double validation_fraction,
                     double test_fraction, SplitMode mode, std::uint64_t seed) {
  if (!table.split.is_given() && validation_fraction == 0 && test_fraction == 0)
    return {{rows.begin(), rows.end()}, {}, {}};
  const std::size_t all = table.row_share().ranks->sum(rows.size());
  if (table.split.is_given()) return gather(table, rows, all, parts_of_column(table, rows), 0, 0);
  const bool hashes = mode == SplitMode::kHash;
  const std::vector<SplitPart> part_of =
      hashes ? parts_by_hash(table, rows, validation_fraction, test_fraction, seed)
             : drawn_parts(table, rows, sizes_of(table, all, validation_fraction, test_fraction), mode, seed);
  return gather(table, rows, all, part_of, validation_fraction, test_fraction);
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
  std::vector<std::size_t> present(table.classes.size());  // 1, or a number of ranks
  std::size_t missing = present.size();
  if (table.task == Task::kClassify) {
    for (auto row = rows.begin(); row != rows.end() && missing > 0; ++row) {
      const auto here = static_cast<std::size_t>(table.targets.at(*row, 0));
      if (present[here] == 0) --missing;
      present[here] = 1;
    }
  }
  table.row_share().ranks->add_counts(present);
  std::vector<std::string> absent;
  for (std::size_t c = 0; c < present.size(); ++c) {
    if (present[c] == 0) absent.push_back(table.classes[c].label);
  }
  return absent;
}

std::vector<std::size_t> all_rows(const Table& table) {
  std::vector<std::size_t> rows(table.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

}  // namespace nntrain
