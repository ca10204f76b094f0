#include "dataset/identifiers.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "csv/number_style.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kFewestRows = 4;     // in fewer, all may differ by chance
constexpr std::size_t kSurelyCounts = 10;  // rows that a column from 0 or 1 counts, whatever its name

bool is_called_identifier(const std::string& name) {
  constexpr std::array<std::string_view, 14> kNames = {"id",     "ids",      "index", "idx",       "row",
                                                       "rowid",  "rownames", "no",    "no.",       "nr",
                                                       "number", "key",      "#",     "unnamed: 0"};
  constexpr std::array<std::string_view, 5> kEnds = {"_id", " id", ".id", "Id", "ID"};
  const std::string lowered = lower(name);
  return std::find(kNames.begin(), kNames.end(), lowered) != kNames.end() ||
         std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) {
           return name.ends_with(end) || (end.front() != 'I' && lowered.ends_with(end));
         });
}

/// value(row) of the first row of all ranks that has one; NaN: none. Each gives its first one.
template <typename F>
double first_of_all(const Table& table, const F& value) {
  double own = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t row = 0; row < table.rows() && std::isnan(own); ++row) own = value(row);
  for (const double first : table.row_share().ranks->gather_one(own)) {
    if (!std::isnan(first)) return first;
  }
  return own;
}

/// Whether is_so(row) holds for the rows of all ranks.
template <typename F>
bool holds_for_all(const Table& table, const F& is_so) {
  std::size_t row = 0;
  while (row < table.rows() && is_so(row)) ++row;
  return !table.row_share().ranks->any(row < table.rows());
}

/// Whether the column has a value one greater for each further row of the file.
bool counts_rows(const Table& table, std::size_t feature) {
  const auto before = [&](std::size_t row) {
    return table.cells.at(row, feature) - static_cast<double>(table.row_number(row));
  };
  const double start = first_of_all(table, before);
  return holds_for_all(table, [&](std::size_t row) { return before(row) == start; });
}

/// Gives each number to the rank of its bits, so that equal ones come to one rank.
std::vector<double> dealt_by_value(Ranks& ranks, const std::vector<double>& values) {
  if (!ranks.are_many()) return values;
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;  // spreads bits: the golden ratio
  std::vector<std::vector<double>> to(ranks.size());
  for (const double value : values)
    to[(std::bit_cast<std::uint64_t>(value) * kOdd >> 32) % ranks.size()].push_back(value);
  std::vector<Ranks::Bytes> bytes;
  for (const std::vector<double>& some : to) {
    const std::span<const std::byte> own = std::as_bytes(std::span<const double>(some));
    bytes.emplace_back(own.begin(), own.end());
  }
  std::vector<double> got;
  for (const Ranks::Bytes& some : ranks.exchange(std::move(bytes))) {
    for (const double value : values_in<double>(some)) got.push_back(value);
  }
  return got;
}

bool has_distinct_whole_numbers(const Table& table, std::size_t feature) {
  const auto cell = [&](std::size_t row) { return table.cells.at(row, feature); };
  if (!holds_for_all(table, [&](std::size_t row) { return std::trunc(cell(row)) == cell(row); }))
    return false;  // also for a missing one
  std::vector<double> values;
  for (std::size_t row = 0; row < table.rows(); ++row) values.push_back(cell(row) + 0.0);  // 0 for -0
  Ranks& ranks = *table.row_share().ranks;
  values = dealt_by_value(ranks, values);
  std::sort(values.begin(), values.end());  // ties: then they are not distinct
  return !ranks.any(std::adjacent_find(values.begin(), values.end()) != values.end());
}

/// Whether --categorical says that the column has texts.
bool is_told(const Table& table, const Column& column) {
  const auto items = split_quoted(table.categorical_list).value_or(std::vector<std::string>());
  return std::find(items.begin(), items.end(), column.item) != items.end();
}

/// Whether all cells that are not missing are the same, and there are two of them.
bool is_constant(const Table& table, std::size_t feature) {
  const auto cell = [&](std::size_t row) { return table.cells.at(row, feature); };
  const double first = first_of_all(table, cell);
  const auto is_same = [&](std::size_t row) { return std::isnan(cell(row)) || cell(row) == first; };
  if (!holds_for_all(table, is_same)) return false;
  std::size_t present = 0;
  for (std::size_t row = 0; row < table.rows() && present < 2; ++row)
    present += std::isnan(cell(row)) ? 0U : 1U;
  return table.row_share().ranks->sum(present) > 1;
}

/// A feature that only tells the rows apart; none if it does more.
std::optional<Identifier> identifier(const Table& table, std::size_t feature) {
  const Column& column = table.features[feature];
  if (column.is_text) {
    const std::size_t values = table.all_rows() - std::min(column.missing, table.all_rows());
    const bool differ = values >= kFewestRows && column.levels.size() * 10 >= values * 9;
    if (!differ || is_told(table, column)) return {};
    return Identifier{feature, "has another text in nearly every row", true};
  }
  const bool has_no_name =
      table.has_header && column.item != list_item(column.name) && column.name.starts_with("col:");
  const bool is_called = has_no_name || (table.has_header && is_called_identifier(column.name));
  const double start = first_of_all(table, [&](std::size_t row) { return table.cells.at(row, feature); });
  const bool may_count = is_called || (table.all_rows() >= kSurelyCounts && (start == 0 || start == 1));
  if (may_count && counts_rows(table, feature)) return Identifier{feature, "counts the rows", is_called};
  if (!is_called || !has_distinct_whole_numbers(table, feature)) return {};
  return Identifier{feature, "has another number in every row", true};
}

/// `text` with 0 in the place of each number.
std::string skeleton_of(const std::string& text) {
  std::string skeleton;
  bool is_number = false;
  for (const char c : text) {
    const bool goes_on = is_digit(c) || (is_number && (c == '.' || c == ','));
    if (goes_on && !is_number) skeleton += '0';
    if (!goes_on) skeleton += c;
    is_number = goes_on;
  }
  return skeleton;
}

/// Whether the texts are numbers with the same text beside them: "1/2", "90 min", "RM 5"; not "C1" or "zone
/// 1".
bool are_numbers_beside_text(const std::vector<std::string>& texts) {
  constexpr std::size_t kFewestTexts = 5;
  constexpr std::size_t kLongestBefore = 3;  // letters before the number
  if (texts.size() < kFewestTexts) return false;
  const std::string skeleton = skeleton_of(texts.front());
  const std::size_t number = skeleton.find('0');
  if (number == std::string::npos) return false;
  const std::string before = skeleton.substr(0, number);
  const bool has_letters = std::any_of(before.begin(), before.end(), is_letter);
  if (has_letters && (before.size() > kLongestBefore + 1 || before.back() != ' ')) return false;
  return is_nearly_all(texts, [&](const std::string& text) { return skeleton_of(text) == skeleton; });
}

}  // namespace

std::vector<Identifier> identifiers_in(const Table& table) {
  std::vector<Identifier> found;
  if (table.all_rows() < kFewestRows) return found;
  for (std::size_t feature = 0; feature < table.features.size(); ++feature) {
    if (const std::optional<Identifier> one = identifier(table, feature)) found.push_back(*one);
  }
  return found;
}

std::string warning_on_identifiers(const Table& table) {
  if (table.all_rows() < kFewestRows) return "";
  std::vector<Identifier> found;
  std::vector<std::size_t> features;
  std::vector<std::string> texts;
  for (std::size_t feature = 0; feature < table.features.size(); ++feature) {
    const std::optional<Identifier> one = is_constant(table, feature)
                                              ? Identifier{feature, "has the same value in every row", true}
                                              : identifier(table, feature);
    if (!one) continue;
    found.push_back(*one);
    features.push_back(feature);
    texts.push_back(fmt::format("column '{}' {}", printable(table.features[feature].name), one->why));
  }
  if (found.empty() || found.size() == table.features.size()) return "";
  const char* const lead = found.size() == 1 ? "to leave it out" : "to leave them out";
  return fmt::format("{}: {}; {}", join(texts), what_they_tell(found), table.drop(lead, features).text());
}

std::string what_they_tell(const std::vector<Identifier>& identifiers) {
  const bool one = identifiers.size() == 1;
  const bool are_sure = std::all_of(identifiers.begin(), identifiers.end(),
                                    [](const Identifier& identifier) { return identifier.is_sure; });
  const char* const condition = are_sure ? ""
                                : one    ? "if it is the number of the row, "
                                         : "if they only tell the rows apart, ";
  return fmt::format("{}{} nothing about other rows", condition, one ? "it tells" : "they tell");
}

std::string warning_on_constant_target(const Table& table) {
  if (table.task != Task::kRegress || table.all_rows() < 2) return "";
  const auto target = [&](std::size_t row) { return table.targets.at(row, 0); };
  const double first = first_of_all(table, target);
  if (!holds_for_all(table, [&](std::size_t row) { return target(row) == first; })) return "";
  return fmt::format("the target '{}' has the same value in every row: there is nothing to learn",
                     printable(table.target));
}

std::string warning_on_number_texts(const Table& table) {
  std::vector<std::string> texts;
  std::string list;
  for (const Column& column : table.features) {
    if (!column.is_text || is_told(table, column)) continue;
    if (!are_numbers_beside_text(column.levels)) continue;
    texts.push_back(
        fmt::format("column '{}' ('{}' ...)", printable(column.name), printable(column.levels.front())));
    list = list_with(list, column.item);
  }
  if (texts.empty()) return "";
  return fmt::format(
      "{} {} read as text, an input for each text, and seems to have numbers; if it is text:  {}",
      join(texts), texts.size() == 1 ? "is" : "are", Way{"", {"--categorical", list}}.text());
}

}  // namespace nntrain
