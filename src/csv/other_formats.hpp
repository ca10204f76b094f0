#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/remedy.hpp"

namespace nntrain {

/// Throws DataError with a remedy if the first bytes of the file `path` belong to a file of another format
/// than text in lines: an archive, a workbook, an image, JSON, HTML, UTF-16 ..., or if its lines end
/// in carriage returns only.
void refuse_other_formats(std::string_view head, const std::string& path);

/// What to do about a file with these texts, some of which are not UTF-8: convert it. The encoding is
/// Windows-1252 if they have characters that Latin-1 lacks.
Remedy encoding_remedy(const std::vector<std::string>& texts, const std::string& path);

}  // namespace nntrain
