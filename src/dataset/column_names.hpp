#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// The names of the columns of a file, in file order.
class ColumnNames {
 public:
  /// `names` from a header line or from --columns. An empty name means an unnamed column.
  ColumnNames(std::string path, std::vector<std::string> names);

  /// `count` unnamed columns. `first_line` shows the first record in messages: "line 1 is 2,3,1".
  ColumnNames(std::string path, std::size_t count, std::string first_line);

  std::size_t count() const { return names_.size(); }

  /// The name of a column, or "col:3" (1-based) if it has none.
  std::string name(std::size_t column) const;

  /// The list item that selects only this column: its name, or "col:3" if it has no name or shares it.
  std::string item(std::size_t column) const;

  /// The columns with exactly this name.
  std::span<const std::size_t> find(std::string_view name) const;

  /// Whether `item`, from item() of another file, selects a column here. For a name, any column with that
  /// name. For a position, the column there; its name must be `name` unless that is empty.
  bool has(const std::string& item, const std::string& name) const;

  /// Throws LacksColumns for the columns `lacking` that the file or model `of` has. `features`: the indices
  /// of its features among them.
  [[noreturn]] void refuse_lacking(const std::vector<std::string>& lacking, const std::string& of,
                                   const std::vector<std::size_t>& features = {}) const;

  /// Throws the DataError for a name that no column has.
  [[noreturn]] void refuse_unknown(std::string_view name, std::string_view flag) const;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::vector<std::string> names_;
  std::string first_line_;  // empty if the columns have names
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_name_;
};

}  // namespace nntrain
