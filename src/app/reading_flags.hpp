#pragma once

#include <string>
#include <vector>

#include "base/text.hpp"
#include "cli/flag_table.hpp"
#include "dataset/table.hpp"
#include "model/preprocessing.hpp"

namespace nntrain {

/// --model, whose name may be left out.
void add_model_flag(FlagTable& table, std::string& model);

/// How the cells of a file are read, for every command that reads one: --header, --columns, --delimiter,
/// --missing, --na.
void add_reading_flags(FlagTable& table, ReadOptions& read);

/// --unseen.
FlagText unseen_text();

/// The comma-separated list that a flag is given. Throws UsageError.
std::vector<ListItem> list_of(const std::string& name, const std::string& given);

}  // namespace nntrain
