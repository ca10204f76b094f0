#include "dataset/file_kind.hpp"

#include <array>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "dataset/remedy.hpp"

namespace nntrain {
namespace {

using namespace std::string_view_literals;

struct Kind {
  std::string_view magic;
  std::string_view what;
  std::string_view filter;  ///< the command that makes text of it; "" if there is none
};

// The longer of two magics with a common start stands first.
constexpr std::array<Kind, 10> kKinds{{
    {"\x1F\x8B"sv, "compressed by gzip", "zcat"},
    {"BZh"sv, "compressed by bzip2", "bzcat"},
    {"\xFD"
     "7zXZ"sv,
     "compressed by xz", "xzcat"},
    {"\x28\xB5\x2F\xFD"sv, "compressed by zstd", "zstdcat"},
    {"PK\x03\x04"sv, "a zip archive or a workbook; save the table as CSV", ""},
    {"PAR1"sv, "a Parquet file; save the table as CSV", ""},
    {"\xFF\xFE\0\0"sv, "UTF-32 text", "iconv -f UTF-32 -t UTF-8"},
    {"\0\0\xFE\xFF"sv, "UTF-32 text", "iconv -f UTF-32 -t UTF-8"},
    {"\xFF\xFE"sv, "UTF-16 text", "iconv -f UTF-16 -t UTF-8"},
    {"\xFE\xFF"sv, "UTF-16 text", "iconv -f UTF-16 -t UTF-8"},
}};

[[noreturn]] void refuse(const std::string& path, std::string_view what, std::string_view filter) {
  throw DataError(fmt::format("{} is {}", shown_path(path), what),
                  filter.empty() ? std::string() : filter_remedy(filter, path));
}

/// Whether the first line break outside of quotes is a carriage return with more text right behind it.
bool lines_end_in_cr(std::string_view head) {
  bool quoted = false;
  for (std::size_t i = 0; i + 1 < head.size(); ++i) {
    if (head[i] == '\0') return false;  // no text at all: the NUL will be named
    if (head[i] == '"') quoted = !quoted;
    if (quoted) continue;
    if (head[i] == '\n') return false;
    if (head[i] == '\r') return head[i + 1] != '\n' && head[i + 1] != '\r';
  }
  return false;
}

}  // namespace

void refuse_other_formats(std::string_view head, const std::string& path) {
  for (const Kind& kind : kKinds) {
    if (head.substr(0, kind.magic.size()) == kind.magic) refuse(path, kind.what, kind.filter);
  }
  if (head.size() >= 4 && (head[0] == '\0') != (head[1] == '\0') && (head[0] == '\0') == (head[2] == '\0') &&
      (head[1] == '\0') == (head[3] == '\0')) {
    refuse(path, "UTF-16 text",
           head[0] == '\0' ? "iconv -f UTF-16BE -t UTF-8" : "iconv -f UTF-16LE -t UTF-8");
  }
  if (lines_end_in_cr(head)) {
    throw DataError(fmt::format("the lines of {} end in carriage returns alone", shown_path(path)),
                    filter_remedy("tr '\\r' '\\n'", path));
  }
}

}  // namespace nntrain
