#pragma once

#include <string>

namespace nntrain {

/// A flag and the file that it names; "": none.
struct NamedFile {
  const char* flag;
  const std::string& path;
};

/// Throws UsageError if what is written to `output` would overwrite the file of another flag.
void refuse_overwriting(const NamedFile& output, const NamedFile& other);

}  // namespace nntrain
