#pragma once

#include <string>

#include "dataset/table.hpp"

namespace nntrain {

/// A warning about features that teach nothing about other rows: they count the rows, are numbers of rows by
/// their name, have another text in nearly every row, or the same value in every row. It has the --drop that
/// leaves them out. "" if there are none, or if no other feature is left.
std::string warning_on_identifiers(const Table& table);

/// A warning about text features whose texts are numbers with the same text beside them: "1/2", "90 min". ""
/// if there are none.
std::string warning_on_number_texts(const Table& table);

}  // namespace nntrain
