#include "base/error.hpp"

#include <cstdio>

#include "base/ranks.hpp"

namespace nntrain {

void print_error(const char* message, const char* remedy) {
  if (Ranks::all().is_first()) tell_error(message, remedy);
}

void tell_error(const char* message, const char* remedy) {
  const bool has_remedy = *remedy != '\0';
  std::fprintf(stderr, "nntrain: %s\n%s%s%s", message, has_remedy ? "  " : "", remedy,
               has_remedy ? "\n" : "");
}

}  // namespace nntrain
