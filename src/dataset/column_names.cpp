#include "dataset/column_names.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/table.hpp"

namespace nntrain {
namespace {

/// "NAME,NAME,NAME", for a remedy with `count` names.
std::string placeholders(std::size_t count) {
  constexpr std::size_t kMost = 8;
  const std::vector<std::string> names(std::min(count, kMost), "NAME");
  return join(names, ",") + (count > kMost ? fmt::format(",... ({} names)", count) : "");
}

}  // namespace

ColumnNames::ColumnNames(std::string path, std::vector<std::string> names)
    : path_(std::move(path)), names_(std::move(names)) {
  for (std::size_t column = 0; column < names_.size(); ++column) {
    if (!names_[column].empty()) by_name_[names_[column]].push_back(column);
  }
}

ColumnNames::ColumnNames(std::string path, std::size_t count, std::string first_line)
    : path_(std::move(path)), names_(count), first_line_(std::move(first_line)) {}

std::string ColumnNames::name(std::size_t column) const {
  return names_[column].empty() ? fmt::format("col:{}", column + 1) : names_[column];
}

std::string ColumnNames::item(std::size_t column) const {
  const bool unique = find(names_[column]).size() == 1;
  return unique ? list_item(names_[column]) : fmt::format("col:{}", column + 1);
}

std::span<const std::size_t> ColumnNames::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return {};
  return found->second;
}

bool ColumnNames::has(const std::string& item, const std::string& name) const {
  const std::string position = "col:";
  if (item.starts_with(position)) {
    const std::optional<std::uint64_t> column = parse_count(item.substr(position.size()));
    return column && *column >= 1 && *column <= count() && (name.empty() || this->name(*column - 1) == name);
  }
  const auto list = split_list(item);
  return list && list->size() == 1 && !find(list->front().text).empty();
}

void ColumnNames::refuse_lacking(const std::vector<std::string>& lacking, const std::string& of,
                                 const std::vector<std::size_t>& features) const {
  std::vector<std::string> shown;
  for (const std::string& name : lacking) shown.push_back(fmt::format("'{}'", printable(name)));
  const char* const noun = lacking.size() == 1 ? "column" : "columns";
  if (!first_line_.empty()) {
    throw LacksColumns(
        fmt::format("{} has no header line ({}), so there {} no {} {}, which {} has", shown_path(path_),
                    first_line_, lacking.size() == 1 ? "is" : "are", noun, join(shown), of),
        fmt::format("name the columns:  --columns {}", placeholders(count())), features);
  }
  std::vector<std::string> names;
  std::vector<std::string> here;
  for (std::size_t column = 0; column < count(); ++column) {
    names.push_back(name(column));
    here.push_back(printable(names.back()));
  }
  throw LacksColumns(fmt::format("no {} {} in {}{} ({}); {} has {}", noun, join(shown), shown_path(path_),
                                 lacking.size() == 1 ? did_you_mean(lacking.front(), names) : "", join(here),
                                 of, lacking.size() == 1 ? "one" : "them"),
                     {}, features);
}

void ColumnNames::refuse_unknown(std::string_view name, std::string_view flag) const {
  if (!first_line_.empty()) {
    throw DataError(
        fmt::format("{} has no header line ({}), so there is no column '{}'", shown_path(path_), first_line_,
                    printable(name)),
        fmt::format(
            "name the columns:  --columns {}      or use positions:  {} {}", placeholders(count()), flag,
            flag == "--target" || flag == "--weights-column" ? fmt::format("col:{}", count()) : "col:1,..."));
  }
  std::vector<std::string> names;
  std::vector<std::string> shown;
  for (std::size_t column = 0; column < names_.size(); ++column) {
    names.push_back(this->name(column));
    shown.push_back(printable(names.back()));
  }
  throw DataError(fmt::format("no column '{}' in {}{} ({})", printable(name), shown_path(path_),
                              did_you_mean(name, names), join(shown)));
}

}  // namespace nntrain
