#include "dataset/guess.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "dataset/csv_reader.hpp"

namespace nntrain {
namespace {

constexpr std::string_view kGuessed = "\t;|,";  // an earlier one wins on a tie

enum class CellKind { kMissing, kNumber, kText };

std::vector<CellKind> kinds_of(const KeptRecord& record, const MissingTexts& missing) {
  std::vector<CellKind> kinds;
  for (const std::string& cell : record.cells) {
    kinds.push_back(missing.contains(cell)     ? CellKind::kMissing
                    : is_meant_as_number(cell) ? CellKind::kNumber
                                               : CellKind::kText);
  }
  return kinds;
}

bool has(const std::vector<CellKind>& kinds, CellKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// Whether each column has the same kind in both records. A missing value fits any kind.
bool same_kinds(const std::vector<CellKind>& a, const std::vector<CellKind>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](CellKind x, CellKind y) {
    return x == y || x == CellKind::kMissing || y == CellKind::kMissing;
  });
}

bool is_empty(const Record& record) {
  return std::all_of(record.cells.begin(), record.cells.end(),
                     [](const Cell& cell) { return cell.text.empty(); });
}

/// The share of the first records with as many fields as the first record; 0 if that has one field.
double agreement(LineReader& lines, char delimiter) {
  constexpr int kMostRecords = 50;
  CsvReader reader(lines, delimiter);
  Record record;
  std::size_t fields = 0;
  int records = 0;
  int agreeing = 0;
  try {
    while (records < kMostRecords && (records == 0 || !lines.is_waiting()) && reader.next(record)) {
      if (is_empty(record)) continue;  // tabs are blanks here unless they are the delimiter
      if (records++ == 0) fields = record.cells.size();
      if (record.cells.size() == fields) ++agreeing;
    }
  } catch (const DataError&) {
    ++records;  // the quotes do not fit this delimiter; a real error is found again later
  }
  lines.rewind();
  return fields < 2 ? 0 : static_cast<double>(agreeing) / records;
}

KeptRecord keep(CsvReader& reader) {
  Record record;
  KeptRecord kept;
  if (!reader.next(record)) return kept;
  kept.line = record.line;
  for (const Cell& cell : record.cells) kept.cells.emplace_back(cell.text);
  return kept;
}

}  // namespace

std::string delimiter_text(char delimiter) {
  return delimiter == '\t' ? "tab" : std::string(1, delimiter);
}

char parse_delimiter(const std::string& text) {
  if (text == "auto") return '\0';
  if (text == "tab" || text == "\\t") return '\t';
  // Characters of numbers, names and line ends cannot be delimiters.
  const auto cannot_separate = [](char c) {
    const bool graphic = c > ' ' && c < '\x7F';
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return !(graphic || c == ' ' || c == '\t') || letter ||
           std::string_view("\"+-.").find(c) != std::string_view::npos;
  };
  if (text.size() != 1 || cannot_separate(text.front())) {
    throw UsageError(
        fmt::format("--delimiter '{}' cannot separate columns: use auto, tab, or one character like "
                    ", ; | : or a blank",
                    printable(text)));
  }
  return text.front();
}

char guess_delimiter(LineReader& lines) {
  char best = ',';
  double best_agreement = 0;
  for (const char delimiter : kGuessed) {
    const double agreeing = agreement(lines, delimiter);
    if (agreeing > best_agreement) {
      best = delimiter;
      best_agreement = agreeing;
    }
  }
  return best;
}

bool is_guessable(const std::string& delimiter) {
  return std::any_of(kGuessed.begin(), kGuessed.end(),
                     [&](char guessed) { return delimiter == delimiter_text(guessed); });
}

FirstRecords read_first_records(LineReader& lines, char delimiter) {
  CsvReader reader(lines, delimiter);
  FirstRecords records;
  records.first = keep(reader);
  if (!lines.is_waiting()) records.second = keep(reader);
  lines.rewind();
  return records;
}

std::string show_record(const KeptRecord& record, char delimiter) {
  constexpr std::size_t kLongest = 80;
  return fmt::format("line {} is {}", record.line,
                     printable(join(record.cells, {&delimiter, 1}, kLongest), kLongest));
}

std::optional<bool> guess_header(const FirstRecords& records, const MissingTexts& missing,
                                 const std::vector<std::string>& asked) {
  const std::vector<CellKind> first = kinds_of(records.first, missing);
  const std::vector<CellKind> second = kinds_of(records.second, missing);
  const bool numbers = has(first, CellKind::kNumber);
  const bool text = has(first, CellKind::kText);
  if (numbers && !text) return false;
  if (numbers && same_kinds(first, second)) return false;
  if (numbers || !text) return {};
  if (second.empty() || has(second, CellKind::kNumber)) return true;
  const std::vector<std::string>& cells = records.first.cells;
  const bool is_asked = std::any_of(asked.begin(), asked.end(), [&](const std::string& name) {
    return std::find(cells.begin(), cells.end(), name) != cells.end();
  });
  return is_asked ? std::optional<bool>(true) : std::nullopt;
}

}  // namespace nntrain
