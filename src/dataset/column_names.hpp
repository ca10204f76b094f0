#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// The names of a file's columns, in file order.
class ColumnNames {
 public:
  /// `names` from a header line or from --columns; an empty one is an unnamed column.
  ColumnNames(std::string path, std::vector<std::string> names);

  /// `count` columns of a file without names, whose first record `first_line` ("line 1 is 2,3,1") shows.
  ColumnNames(std::string path, std::size_t count, std::string first_line);

  std::size_t count() const { return names_.size(); }

  /// A column's name, "col:3" (from 1) if it has none.
  std::string name(std::size_t column) const;

  /// A column as an item of a list that means this one alone: its name, or "col:3" where the name is missing
  /// or another column's, too.
  std::string item(std::size_t column) const;

  /// The columns that are called exactly `name`.
  std::span<const std::size_t> find(std::string_view name) const;

  /// Whether `item`, a column of another file as item() tells it, chooses a column here: one of that name,
  /// one at that position, called `name` if that is not empty.
  bool has(const std::string& item, const std::string& name) const;

  /// Throws the LacksColumns for columns of the file or model `of`.
  [[noreturn]] void refuse_lacking(const std::vector<std::string>& lacking, const std::string& of) const;

  /// Throws the DataError for a name that no column has.
  [[noreturn]] void refuse_unknown(std::string_view name, std::string_view flag) const;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::vector<std::string> names_;
  std::string first_line_;  // empty if there are names
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_name_;
};

}  // namespace nntrain
