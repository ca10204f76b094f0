#include "app/overwriting.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"

namespace nntrain {

void refuse_overwriting(const NamedFile& output, const NamedFile& other) {
  if (output.path.empty() || other.path.empty() || !same_file(output.path, other.path)) return;
  throw UsageError(fmt::format("--{} {} would overwrite the file of --{}", output.flag,
                               shown_path(output.path), other.flag),
                   fmt::format("name another file:  --{} FILE", output.flag));
}

}  // namespace nntrain
