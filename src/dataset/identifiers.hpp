#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dataset/table.hpp"

namespace nntrain {

/// A feature that tells the rows apart and says nothing about other rows: it counts the rows, is the number
/// of a row by its name, or has another text in nearly every row.
struct Identifier {
  std::size_t feature;
  std::string why;  ///< what follows its name: "counts the rows"
  bool is_sure;     ///< false if it only counts, and no name says that it is the number of the row
};
/// Here and below, all ranks that share the table call the function together.
std::vector<Identifier> identifiers_in(const Table& table);

/// "it tells nothing about other rows", with the condition if one of them is not sure.
std::string what_they_tell(const std::vector<Identifier>& identifiers);

/// A warning about features that teach nothing about other rows: identifiers, and those with the same value
/// in every row. It has the --drop that leaves them out. "" if there are none, or if no other feature is
/// left.
std::string warning_on_identifiers(const Table& table);

/// "the target 'y' has the same value in every row: there is nothing to learn", or "".
std::string warning_on_constant_target(const Table& table);

/// A warning about text features whose texts are numbers with the same text beside them: "1/2", "90 min". ""
/// if there are none.
std::string warning_on_number_texts(const Table& table);

}  // namespace nntrain
