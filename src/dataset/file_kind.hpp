#pragma once

#include <string>
#include <string_view>

namespace nntrain {

/// Throws DataError with the remedy if the first bytes of the file `path` are those of a compressed file, a
/// workbook, UTF-16 or UTF-32, or lines that end in carriage returns alone.
void refuse_other_formats(std::string_view head, const std::string& path);

}  // namespace nntrain
