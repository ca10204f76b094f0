#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/column_names.hpp"

namespace nntrain {

/// The reason why a list does not select a column.
enum class Role { kTarget, kWeights, kNoFeature, kSkipped };
/// Columns that ranges and globs skip. Naming one is an error, unless it is kSkipped.
using Roles = std::map<std::size_t, Role>;

/// The column that the text of --target names. An empty text means the last column that is not in `taken`.
/// Throws DataError, also if the column is in `taken`.
std::size_t select_target(const ColumnNames& names, std::string_view text, const Roles& taken = {});

/// The only column that `text`, the value of another flag, names. `noun` is the subject of the error message:
/// "the weights are". Throws DataError.
std::size_t select_one(const ColumnNames& names, std::string_view text, std::string_view flag,
                       std::string_view noun);

/// The columns of a list, in the order of the list. Items are separated by commas and quoted as in CSV; a
/// quoted item is always a name. An exact column name always means that column. Else col:3 is a position
/// (1-based), a..b a range in file order, and * in a name stands for any text. Ranges and globs skip columns
/// in `taken`. `flag` is the flag of the list, for messages. Throws DataError, also for a column that is
/// selected twice.
std::vector<std::size_t> select_columns(const ColumnNames& names, std::string_view list,
                                        std::string_view flag, const Roles& taken);

/// The names in the text of --columns. Throws DataError if a name is empty or occurs twice.
std::vector<std::string> parse_names(std::string_view list);

}  // namespace nntrain
