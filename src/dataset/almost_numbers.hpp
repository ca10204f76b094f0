#pragma once

#include <string>
#include <vector>

#include "dataset/cell.hpp"

namespace nntrain {

/// Throws the DataError if nine of ten of these distinct texts of a column or more are numbers with a unit,
/// thousands, a decimal comma or a sign that is no ASCII character, or dates or times. They would be read as
/// text. The error says how to read them.
void refuse_almost_numbers(const CellPlace& place, const std::vector<std::string>& texts);

/// The same for numbers with a unit, thousands or such a sign, in a column that has plain numbers, too.
void refuse_amounts(const CellPlace& place, const std::vector<std::string>& texts);

/// The same for numbers with a decimal comma, also with points between thousands and a unit: 1.234,5 EUR.
void refuse_decimal_commas(const CellPlace& place, const std::vector<std::string>& texts);

/// The command that writes decimal points in the place of the decimal commas of the file.
Way decimal_comma_way(const CellPlace& place, const std::string& lead);

}  // namespace nntrain
