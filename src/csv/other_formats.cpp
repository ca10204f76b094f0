#include "csv/other_formats.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

using namespace std::string_view_literals;

struct OtherFormat {
  std::size_t at;  ///< the position of `magic` in the file
  std::string_view magic;
  std::string_view what;
  std::string_view filter;  ///< the command that makes text of it; "" if there is none
  std::string_view advice;  ///< what the filter needs; without a filter, what to do instead
};

constexpr std::string_view kPandas = "with Python and pandas";
constexpr std::string_view kSaveSheet = "save the sheet as CSV";
constexpr std::string_view kSave = "save the table as CSV with the program that wrote it";
constexpr std::string_view kImage = "name the file that has the numbers";

// If two magic numbers start alike, the longer one comes first. Text must not be taken for any of them: "PK"
// and "PAR1" may be names of columns.
constexpr std::array kFormats = std::to_array<OtherFormat>({
    {4, "1AY&SY"sv, "compressed by bzip2", "bzcat", ""},
    {0,
     "\xFD"
     "7zXZ"sv,
     "compressed by xz", "xzcat", ""},
    {0, "7z\xBC\xAF\x27\x1C"sv, "a 7z archive", "", "unpack it and name the file of the table"},
    {256, "\0ustar"sv, "a tar archive", "tar -xOf -", ""},
    {0, "PAR1\x15"sv, "a Parquet file",
     R"(python3 -c 'import pandas; pandas.read_parquet("/dev/stdin").to_csv("/dev/stdout", index=False)')",
     kPandas},
    {0, "ARROW1\0\0"sv, "an Arrow (Feather) file",
     R"(python3 -c 'import pandas; pandas.read_feather("/dev/stdin").to_csv("/dev/stdout", index=False)')",
     kPandas},
    {0, "FEA1\0"sv, "a Feather file",
     R"(python3 -c 'import pandas; pandas.read_feather("/dev/stdin").to_csv("/dev/stdout", index=False)')",
     kPandas},
    {0, "<stata_dta>"sv, "a Stata file",
     R"(python3 -c 'import pandas; pandas.read_stata("/dev/stdin").to_csv("/dev/stdout", index=False)')",
     kPandas},
    {0, "\x93NUMPY"sv, "a NumPy array",
     R"(python3 -c 'import numpy; numpy.savetxt("/dev/stdout", numpy.load("/dev/stdin"), "%.17g", ",")')",
     "with Python and numpy"},
    {0, "\x89HDF"sv, "an HDF5 file", "", kSave},
    {0, "\xD0\xCF\x11\xE0"sv, "an old Office file, such as a workbook (xls)", "", kSaveSheet},
    {0, "SQLite format 3\0"sv, "an SQLite database", "",
     "export the table:  sqlite3 -csv -header FILE 'SELECT * FROM TABLE' | nntrain --data - ..."},
    {0, "RDX2\nX\n"sv, "data of R", "", "in R:  write.csv(TABLE, \"table.csv\", row.names = FALSE)"},
    {0, "RDX3\nX\n"sv, "data of R", "", "in R:  write.csv(TABLE, \"table.csv\", row.names = FALSE)"},
    {0, "X\n\0\0\0"sv, "data of R", "", "in R:  write.csv(readRDS(FILE), \"table.csv\", row.names = FALSE)"},
    {0, "$FL2@(#)"sv, "an SPSS file", "", kSave},
    {0, "$FL3@(#)"sv, "an SPSS file", "", kSave},
    {0, "version https://git-lfs"sv, "a pointer of Git LFS, and the data is not there", "",
     "fetch it:  git lfs pull"},
    {0, "%PDF-"sv, "a PDF", "", "name the file that the tables of the PDF come from"},
    {0, "\x89PNG"sv, "an image (PNG)", "", kImage},
    {0, "\xFF\xD8\xFF"sv, "an image (JPEG)", "", kImage},
    {0, "\xFF\xFE\0\0"sv, "UTF-32 text", "iconv -f UTF-32 -t UTF-8", ""},
    {0, "\0\0\xFE\xFF"sv, "UTF-32 text", "iconv -f UTF-32 -t UTF-8", ""},
    {0, "\xFF\xFE"sv, "UTF-16 text", "iconv -f UTF-16 -t UTF-8", ""},
    {0, "\xFE\xFF"sv, "UTF-16 text", "iconv -f UTF-16 -t UTF-8", ""},
});

[[noreturn]] void refuse(const std::string& path, std::string_view what, std::string_view filter,
                         std::string_view advice = "") {
  const Way way{std::string(filter.empty() ? "" : advice), {}, std::string(filter), path};
  throw DataError(
      fmt::format("{} is {}", shown_path(path), what),
      filter.empty() ? Remedy(std::string(advice)) : Remedy(RemedyId::kConvert, {way}, !advice.empty()));
}

void refuse_zip(std::string_view head, const std::string& path) {
  constexpr std::string_view kEntry = "PK\x03\x04";
  constexpr std::size_t kName = 30;  // the position of the first name in the archive
  if (!head.starts_with(kEntry)) return;
  const std::string_view names = head.substr(std::min(kName, head.size()));
  const auto has = [&](std::string_view name) { return names.find(name) != std::string_view::npos; };
  if (names.starts_with("mimetypeapplication/vnd.oasis.opendocument.spreadsheet") ||
      (has("[Content_Types].xml") && has("xl/"))) {
    refuse(path, "a workbook (xlsx or ods)", "", kSaveSheet);
  }
  if (has(".npy")) refuse(path, "a zip archive of NumPy arrays", "", kSave);
  if (has(kEntry)) {
    refuse(path, "a zip archive of several files", "", "unpack it and name the file of the table");
  }
  refuse(path, "a zip archive", "zcat");
}

/// Pickles since protocol 2, and Stata's files before version 13.
void refuse_programs(std::string_view head, const std::string& path) {
  if (head.size() < 4) return;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(head[i]); };
  if (byte(0) == 0x80 && byte(1) >= 2 && byte(1) <= 5)
    refuse(path, "a pickle of Python", "", "load it in Python, and write the table as CSV");
  const bool is_version = byte(0) >= 104 && byte(0) <= 115;
  if (is_version && (byte(1) == 1 || byte(1) == 2) && byte(2) == 1 && byte(3) == 0)
    refuse(
        path, "a Stata file",
        R"(python3 -c 'import pandas; pandas.read_stata("/dev/stdin").to_csv("/dev/stdout", index=False)')",
        kPandas);
}

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos ? "" : text.substr(begin);
}

/// The text behind `c`, if `text` starts with it; blanks do not matter. "" if not.
std::string_view behind(char c, std::string_view text) {
  text = without_blanks(text);
  return text.starts_with(c) ? without_blanks(text.substr(1)) : "";
}

/// Whether `text` goes on like an object of JSON behind its {: with a key and a colon.
bool is_member(std::string_view text) {
  const std::string_view key = behind('"', text);
  const std::size_t end = key.find_first_of("\"\n");
  return end != std::string_view::npos && key[end] == '"' && !behind(':', key.substr(end + 1)).empty();
}

void refuse_json(std::string_view head, const std::string& path) {
  const std::string program =
      "w=csv.DictWriter(sys.stdout,{k:0 for o in r for k in o}); w.writeheader(); w.writerows(r)'";
  const std::string_view object = behind('{', head);
  const std::string_view list = behind('[', head);
  if (is_member(object)) {
    const std::string_view begin = object.substr(0, 100);
    if (begin.find("\"nntrain.model/") != std::string_view::npos) {
      refuse(path, "a model of nntrain, not a table", "",
             "to use it on the rows of a table:  nntrain predict MODEL --data FILE");
    }
    if (begin.find("\"nntrain.") != std::string_view::npos) {
      refuse(path, "a file that nntrain wrote, not a table", "", "name the file that has the rows");
    }
    const std::size_t line_end = object.find('\n');
    if (line_end != std::string_view::npos && is_member(behind('{', object.substr(line_end)))) {
      refuse(
          path, "a file of JSON lines",
          "python3 -c 'import csv,json,sys; r=[json.loads(l) for l in sys.stdin if l.strip()]; " + program);
    }
    refuse(path, "a JSON file", "", "write its rows as CSV, with Python's json and csv or with jq's @csv");
  }
  if (is_member(behind('{', list)))
    refuse(path, "a JSON file", "python3 -c 'import csv,json,sys; r=json.load(sys.stdin); " + program);
  const std::string_view inner = behind('[', list);
  const std::string_view cell = inner.substr(0, inner.find_first_of(",]"));
  if (inner.starts_with('"') || parse_number(trim(cell)).status == NumberStatus::kOk) {
    refuse(path, "a JSON file",
           "python3 -c 'import csv,json,sys; csv.writer(sys.stdout).writerows(json.load(sys.stdin))'");
  }
}

/// A name of a column may start with <, too: a tag must end, and another one must close.
void refuse_markup(std::string_view head, const std::string& path) {
  const std::string_view text = without_blanks(head);
  const std::string start = lower(text.substr(0, 100));
  const bool is_html = start.starts_with("<!doctype html");
  const bool is_xml = start.starts_with("<?xml ");
  const std::size_t name_end = start.find_first_of(" >\r\n", 1);
  const std::string name =
      start.starts_with('<') && name_end != std::string::npos ? start.substr(1, name_end - 1) : "";
  const bool is_name =
      !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_:-") == std::string::npos;
  const bool is_tag = is_name && text.find("</") != std::string_view::npos;
  if (!is_html && !is_xml && !is_tag) return;
  const std::array kHtml = std::to_array<std::string_view>({"html", "head", "body", "table", "div", "p"});
  if (is_html || std::find(kHtml.begin(), kHtml.end(), name) != kHtml.end()) {
    refuse(
        path, "an HTML page", "",
        "if it comes from a download, fetch the file itself and not the page about it; else save its table "
        "as CSV");
  }
  refuse(path, "an XML file", "", "write its rows as CSV");
}

/// Whether the first line break outside of quotes is a carriage return with text directly after it.
bool lines_end_in_cr(std::string_view head) {
  bool quoted = false;
  for (std::size_t i = 0; i + 1 < head.size(); ++i) {
    if (head[i] == '\0') return false;  // not text: the NUL gets reported
    if (head[i] == '"') quoted = !quoted;
    if (quoted) continue;
    if (head[i] == '\n') return false;
    if (head[i] == '\r') return head[i + 1] != '\n' && head[i + 1] != '\r';
  }
  return false;
}

}  // namespace

void refuse_other_formats(std::string_view head, const std::string& path) {
  for (const OtherFormat& format : kFormats) {
    if (head.size() > format.at && head.substr(format.at).starts_with(format.magic))
      refuse(path, format.what, format.filter, format.advice);
  }
  refuse_zip(head, path);
  refuse_programs(head, path);
  if (head.size() >= 4 && (head[0] == '\0') != (head[1] == '\0') && (head[0] == '\0') == (head[2] == '\0') &&
      (head[1] == '\0') == (head[3] == '\0')) {
    refuse(path, "UTF-16 text",
           head[0] == '\0' ? "iconv -f UTF-16BE -t UTF-8" : "iconv -f UTF-16LE -t UTF-8");
  }
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  refuse_json(head, path);
  refuse_markup(head, path);
  if (lines_end_in_cr(head)) {
    throw DataError(fmt::format("the lines of {} end in carriage returns only", shown_path(path)),
                    Remedy(RemedyId::kConvert, {{"", {}, "tr '\\r' '\\n'", path}}));
  }
}

Remedy encoding_remedy(const std::vector<std::string>& texts, const std::string& path) {
  bool has_more = false;  // than Latin-1, which has no characters 80 .. 9F
  bool has_gaps = false;  // of Windows-1252
  for (const std::string& text : texts) {
    for (std::string_view rest = text; !rest.empty();) {
      const std::size_t length = utf8_length(rest);
      if (length == 0 && "\x81\x8D\x8F\x90\x9D"sv.find(rest.front()) != std::string_view::npos)
        has_gaps = true;
      if (length == 0 && static_cast<unsigned char>(rest.front()) < 0xA0) has_more = true;
      rest.remove_prefix(std::max<std::size_t>(length, 1));
    }
  }
  const char* const encoding = has_more && !has_gaps ? "WINDOWS-1252" : "ISO-8859-1";
  return {RemedyId::kEncoding, {{"", {}, fmt::format("iconv -f {} -t UTF-8", encoding), path}}};
}

}  // namespace nntrain
