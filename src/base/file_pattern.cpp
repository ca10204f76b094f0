#include "base/file_pattern.hpp"

#include <algorithm>
#include <new>

#include <fmt/format.h>
#include <glob.h>
#include <sys/stat.h>

#include "base/error.hpp"
#include "base/quote.hpp"

namespace nntrain {
namespace {

constexpr const char* kWild = "*?[";

bool is_pattern(const std::string& path) {
  struct stat status {};
  return path.find_first_of(kWild) != std::string::npos && ::lstat(path.c_str(), &status) != 0;
}

struct Matches {
  Matches() = default;
  ~Matches() { ::globfree(&found); }
  Matches(const Matches&) = delete;
  Matches& operator=(const Matches&) = delete;

  glob_t found{};
};

}  // namespace

std::vector<std::string> files_if_any(const std::string& path) {
  if (!is_pattern(path)) return {path};
  Matches matches;
  const int failure = ::glob(path.c_str(), GLOB_NOSORT | GLOB_NOESCAPE, nullptr, &matches.found);
  if (failure == GLOB_NOSPACE) throw std::bad_alloc();
  if (failure != 0) return {};
  std::vector<std::string> files(matches.found.gl_pathv, matches.found.gl_pathv + matches.found.gl_pathc);
  std::sort(files.begin(), files.end());  // ties: none, file names are unique
  return files;
}

std::vector<std::string> files_named_by(const std::string& path) {
  std::vector<std::string> files = files_if_any(path);
  if (files.empty()) {
    throw DataError(fmt::format("no file fits the pattern {}", shown_path(path)),
                    "* stands for any text, ? for one character, [ab] for one of these");
  }
  return files;
}

std::string name_in(const std::string& pattern, const std::string& path) {
  const std::size_t slash = pattern.rfind('/', pattern.find_first_of(kWild));
  const std::string folder = slash == std::string::npos ? "" : pattern.substr(0, slash + 1);
  return path.starts_with(folder) ? path.substr(folder.size()) : path;
}

}  // namespace nntrain
