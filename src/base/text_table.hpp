#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// A table for people, a line for each row: columns as wide as their widest cell, with two blanks between.
/// `rows` have as many cells each; heads are a row. `sides` has < for each column that is aligned to the
/// left, > for one to the right; columns beyond it are like its last one.
std::string text_table(const std::vector<std::vector<std::string>>& rows, std::string_view sides);

}  // namespace nntrain
