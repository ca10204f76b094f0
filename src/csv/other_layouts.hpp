#pragma once

#include <string>

#include "csv/line_reader.hpp"

namespace nntrain {

/// Throws DataError with a remedy if the next lines are rows in another layout than a table of cells with
/// separators: a header of ARFF, sparse rows of LIBSVM, a table drawn with bars (Markdown). Ends where it
/// starts, which must be where rewind() goes back to.
void refuse_other_layouts(LineReader& lines, const std::string& path);

}  // namespace nntrain
