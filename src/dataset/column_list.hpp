#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/column_names.hpp"

namespace nntrain {

/// What keeps a column from being chosen by a list.
enum class Role { kTarget, kWeights, kNoFeature };
/// Columns that no list may choose: its ranges and globs leave them out, and to name one is an error.
using Roles = std::map<std::size_t, Role>;

/// The column that the text of --target names; for an empty text the last one that `taken` leaves. Throws
/// DataError, also if that has no column left or the text names one of it.
std::size_t select_target(const ColumnNames& names, std::string_view text, const Roles& taken = {});

/// The column that the text of --weights-column names. Throws DataError.
std::size_t select_weights(const ColumnNames& names, std::string_view text);

/// The columns of a list: names separated by commas, quoted as in CSV (a quoted one is taken to the letter);
/// col:3 is a position; a..b a range in file order; * in a name stands for any text. What is a column's exact
/// name is that column, whatever else it could mean. Ranges and globs leave `taken` out. In the order of the
/// list, each column once. `flag` is what the list was given to. Throws DataError.
std::vector<std::size_t> select_columns(const ColumnNames& names, std::string_view list,
                                        std::string_view flag, const Roles& taken);

/// The names in the text of --columns. Throws DataError if one is empty or stands there twice.
std::vector<std::string> parse_names(std::string_view list);

}  // namespace nntrain
