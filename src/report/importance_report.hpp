#pragma once

#include <string>

#include "base/json_writer.hpp"
#include "evaluation/importance.hpp"

namespace nntrain {

/// "accuracy falls by", "rmse rises by"
std::string importance_heading(const Importance& importance);

/// A table after an empty line: a line for each column.
std::string importance_table(const Importance& importance);

/// A section with the same table in Markdown.
std::string importance_markdown(const Importance& importance);

/// The key `importance` with an object.
void write_importance(JsonWriter& json, const Importance& importance);

/// The name of a column's mean in --print and asserts: importance[color]
std::string importance_field(const std::string& column);

}  // namespace nntrain
