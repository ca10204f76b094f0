#include "dataset/remedy.hpp"

#include <fmt/format.h>

#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {

std::string filter_remedy(std::string_view filter, const std::string& path, std::string_view flags) {
  const std::string more = flags.empty() ? "..." : fmt::format("{} ...", flags);
  if (path == "-") return fmt::format("... | {} | nntrain --data - {}", filter, more);
  return fmt::format("{} < {} | nntrain --data - {}", filter, printable(shell_word(path), 1000), more);
}

}  // namespace nntrain
