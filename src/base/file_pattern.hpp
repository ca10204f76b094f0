#pragma once

#include <string>
#include <vector>

namespace nntrain {

/// The files that `path` names. A path without * ? and [, "-", and the name of a file that exists: itself.
/// Another one is a pattern: the files that fit it, ordered by the bytes of their names. There * stands for
/// any text, ? for any byte, and [ab] for one of these; none of them for a /, or for a dot at the start of a
/// name. Throws DataError if no file fits.
std::vector<std::string> files_named_by(const std::string& path);

/// The same, but none if no file fits.
std::vector<std::string> files_if_any(const std::string& path);

/// The name of a file that fits a pattern, without the folder that stands in the pattern.
std::string name_in(const std::string& pattern, const std::string& path);

}  // namespace nntrain
