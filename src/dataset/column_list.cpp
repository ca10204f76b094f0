#include "dataset/column_list.hpp"

#include <optional>
#include <set>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::string_view kPositionPrefix = "col:";

[[noreturn]] void refuse_list(std::string_view list, std::string_view flag, std::string_view why) {
  throw DataError(fmt::format("{} '{}': {}", flag, printable(list), why));
}

std::vector<ListItem> items_of(std::string_view list, std::string_view flag) {
  const std::optional<std::vector<ListItem>> items = split_list(list);
  if (!items) refuse_list(list, flag, "a quote is not closed, or text follows it before the next comma");
  for (const ListItem& item : *items) {
    if (item.text.empty()) refuse_list(list, flag, "a name between the commas is empty");
  }
  return *items;
}

/// Whether `pattern` matches all of `text`; * matches any text.
bool matches_glob(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;  // the last *; `taken` is the end of the text that it matches
  std::size_t taken = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

/// Selects the columns of one list.
class Selector {
 public:
  Selector(const ColumnNames& names, std::string_view list, std::string_view flag, const Roles& taken)
      : names_(names), list_(list), flag_(flag), taken_(taken) {}

  std::vector<std::size_t> columns_of(const ListItem& item) const {
    if (const auto column = by_name(item.text)) return {*column};
    if (item.quoted) names_.refuse_unknown(item.text, flag_);
    if (const auto column = by_position(item.text)) return {*column};
    if (item.text.find("..") != std::string::npos) return range(item.text);
    if (item.text.find('*') != std::string::npos) return glob(item.text);
    names_.refuse_unknown(item.text, flag_);
  }

 private:
  bool is_taken(std::size_t column) const { return taken_.count(column) > 0; }

  std::optional<std::size_t> by_name(std::string_view name) const {
    const std::span<const std::size_t> found = names_.find(name);
    if (found.empty()) return {};
    if (found.size() == 1) return found.front();
    std::vector<std::string> positions;
    for (const std::size_t column : found) positions.push_back(fmt::format("col:{}", column + 1));
    throw DataError(fmt::format("{} columns of {} are called '{}'", found.size(), shown_path(names_.path()),
                                printable(name)),
                    fmt::format("choose by position:  {}", join(positions, "  or  ")));
  }

  std::optional<std::size_t> by_position(std::string_view text) const {
    if (text.substr(0, kPositionPrefix.size()) != kPositionPrefix) return {};
    const std::optional<std::uint64_t> number = parse_count(text.substr(kPositionPrefix.size()));
    if (!number) return {};
    if (*number == 0 || *number > names_.count()) {
      throw DataError(fmt::format("no column '{}' in {}: it has col:1 to col:{}", text,
                                  shown_path(names_.path()), names_.count()));
    }
    return *number - 1;
  }

  std::optional<std::size_t> range_end(std::string_view text) const {
    if (const auto column = by_name(text)) return column;
    return by_position(text);
  }

  std::vector<std::size_t> range(std::string_view text) const {
    std::string_view unknown;
    // Names may contain dots: the first '..' with a column on both sides counts.
    for (std::size_t cut = text.find(".."); cut != std::string_view::npos; cut = text.find("..", cut + 1)) {
      const std::string_view left = trim(text.substr(0, cut));
      const std::string_view right = trim(text.substr(cut + 2));
      if (left.empty() || right.empty())
        refuse_list(list_, flag_, "a range needs a column on both sides of '..'");
      const std::optional<std::size_t> first = range_end(left);
      const std::optional<std::size_t> last = range_end(right);
      if (first && last) return between(text, *first, *last);
      if (unknown.empty()) unknown = first ? right : left;
    }
    names_.refuse_unknown(unknown, flag_);
  }

  std::vector<std::size_t> between(std::string_view text, std::size_t first, std::size_t last) const {
    if (first > last) {
      refuse_list(
          list_, flag_,
          fmt::format("the range '{}' is reversed: '{}' is column {}, '{}' column {}", printable(text),
                      printable(names_.name(first)), first + 1, printable(names_.name(last)), last + 1));
    }
    std::vector<std::size_t> columns;
    for (std::size_t column = first; column <= last; ++column) {
      if (!is_taken(column)) columns.push_back(column);
    }
    if (columns.empty()) {
      const bool target = first == last && taken_.at(first) == Role::kTarget;
      refuse_list(list_, flag_,
                  fmt::format("'{}' selects {}", printable(text),
                              target ? "the target only" : "no column that is allowed there"));
    }
    return columns;
  }

  std::vector<std::size_t> glob(std::string_view pattern) const {
    std::vector<std::size_t> columns;
    for (std::size_t column = 0; column < names_.count(); ++column) {
      if (!is_taken(column) && matches_glob(pattern, names_.name(column))) columns.push_back(column);
    }
    if (columns.empty()) names_.refuse_unknown(pattern, flag_);
    return columns;
  }

  const ColumnNames& names_;
  std::string_view list_;
  std::string_view flag_;
  const Roles& taken_;
};

/// Throws the error for a list that names a column in `taken`.
[[noreturn]] void refuse_taken(const std::string& name, std::string_view flag, Role role) {
  const char* what = "";
  const char* remedy = "";
  switch (role) {
    case Role::kTarget:
      what = "is the target";
      remedy = flag == "--categorical" ? "take it out; if its values are classes:  --task classify"
                                       : "take it out, or choose another target:  --target NAME";
      break;
    case Role::kWeights:
      what = "has the weights of the rows";
      remedy = "take it out, or choose another column of weights:  --weights-column NAME";
      break;
    case Role::kNoFeature:
      what = "is not a feature";
      remedy = "take it out, or add it to --features";
      break;
    case Role::kSkipped:
      break;
  }
  throw DataError(fmt::format("column '{}' {}, so it cannot be in {}", printable(name), what, flag), remedy);
}

}  // namespace

std::size_t select_one(const ColumnNames& names, std::string_view text, std::string_view flag,
                       std::string_view noun) {
  if (names.find(text).size() == 1) return names.find(text).front();
  const std::vector<ListItem> items = items_of(text, flag);
  if (items.size() > 1) refuse_list(text, flag, fmt::format("{} one column", noun));
  const Roles none;
  const std::vector<std::size_t> columns = Selector(names, text, flag, none).columns_of(items.front());
  if (columns.size() > 1) {
    refuse_list(text, flag, fmt::format("{} one column, and this matches {}", noun, columns.size()));
  }
  return columns.front();
}

std::size_t select_target(const ColumnNames& names, std::string_view text, const Roles& taken) {
  std::size_t target = names.count() - 1;
  if (text.empty()) {
    while (target > 0 && taken.count(target) > 0) --target;
  } else {
    target = select_one(names, text, "--target", "the target is");
  }
  if (taken.count(target) > 0) {
    throw DataError(
        fmt::format("column '{}' has the weights of the rows, so it cannot be the target",
                    printable(names.name(target))),
        "choose another target or another column of weights:  --target NAME --weights-column NAME");
  }
  return target;
}

std::vector<std::size_t> select_columns(const ColumnNames& names, std::string_view list,
                                        std::string_view flag, const Roles& taken) {
  const std::vector<ListItem> items = items_of(list, flag);
  const Selector selector(names, list, flag, taken);
  std::vector<std::size_t> selected;
  std::map<std::size_t, std::string> chosen_by;
  for (const ListItem& item : items) {
    for (const std::size_t column : selector.columns_of(item)) {
      const auto role = taken.find(column);
      if (role != taken.end() && role->second != Role::kSkipped) {
        refuse_taken(names.name(column), flag, role->second);
      }
      const auto [earlier, is_new] = chosen_by.emplace(column, item.text);
      if (!is_new) {
        refuse_list(
            list, flag,
            fmt::format("column '{}' is named twice, by '{}' and by '{}'", printable(names.name(column)),
                        printable(earlier->second), printable(item.text)));
      }
      selected.push_back(column);
    }
  }
  return selected;
}

std::vector<std::string> parse_names(std::string_view list) {
  std::vector<std::string> names;
  std::set<std::string> known;
  for (const ListItem& item : items_of(list, "--columns")) {
    if (!known.insert(item.text).second) {
      refuse_list(list, "--columns", fmt::format("the name '{}' is there twice", printable(item.text)));
    }
    names.push_back(item.text);
  }
  return names;
}

}  // namespace nntrain
