#include "dataset/guess.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "csv/csv_reader.hpp"

namespace nntrain {
namespace {

constexpr std::string_view kGuessed = "\t;|,";  // an earlier one wins on a tie
constexpr int kMostOpening = 50;                // records that guesses look at
constexpr double kMostAgree = 0.8;              // of them
constexpr int kFewest = 3;                      // records that show that a delimiter fits

enum class CellKind { kMissing, kNumber, kAmount, kText };

std::vector<CellKind> kinds_of(const KeptRecord& record, const MissingTexts& missing) {
  std::vector<CellKind> kinds;
  for (const std::string& cell : record.cells) {
    kinds.push_back(missing.contains(cell)     ? CellKind::kMissing
                    : is_meant_as_number(cell) ? CellKind::kNumber
                    : is_amount(cell)          ? CellKind::kAmount
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

/// The whole numbers in the cells that are numbers; nullopt if one of them is no whole number from 0.
std::optional<std::vector<std::uint64_t>> whole_numbers(const KeptRecord& record,
                                                        const std::vector<CellKind>& kinds) {
  std::vector<std::uint64_t> numbers;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] != CellKind::kNumber) continue;
    const std::optional<std::uint64_t> number = parse_count(record.cells[i]);
    if (!number) return {};
    numbers.push_back(*number);
  }
  return numbers;
}

/// Whether these are 0, 1, 2 ... or 1, 2, 3 ...
bool are_counted(const std::vector<std::uint64_t>& numbers) {
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] != numbers.front() + i) return false;
  }
  return !numbers.empty() && numbers.front() <= 1;
}

bool are_years(const std::vector<std::uint64_t>& numbers) {
  return std::all_of(numbers.begin(), numbers.end(),
                     [](std::uint64_t number) { return number >= 1700 && number <= 2200; });
}

/// Whether the cells below an empty one count the rows, as pandas and R write it.
bool has_index(const Opening& opening) {
  std::vector<std::uint64_t> index;
  for (std::size_t i = 1; i < opening.records.size(); ++i) {
    const std::optional<std::uint64_t> number = parse_count(opening.records[i].cells.front());
    if (!number) return false;
    index.push_back(*number);
  }
  return opening.first().cells.front().empty() && index.size() > 1 && are_counted(index);
}

/// Whether a column has a number in the first record and texts in all others, at least two.
bool has_number_above_texts(const Opening& opening, const std::vector<CellKind>& first,
                            const MissingTexts& missing) {
  std::vector<bool> are_texts(first.size(), opening.records.size() > 2);
  for (std::size_t i = 1; i < opening.records.size(); ++i) {
    const std::vector<CellKind> kinds = kinds_of(opening.records[i], missing);
    for (std::size_t j = 0; j < first.size(); ++j)
      are_texts[j] = are_texts[j] && j < kinds.size() && kinds[j] == CellKind::kText;
  }
  for (std::size_t j = 0; j < first.size(); ++j) {
    if (first[j] == CellKind::kNumber && are_texts[j]) return true;
  }
  return false;
}

/// Whether most records below the first have a number in the same column.
bool has_numbers_below(const Opening& opening, const MissingTexts& missing) {
  std::vector<std::size_t> counts(opening.first().cells.size());
  for (std::size_t i = 1; i < opening.records.size(); ++i) {
    const std::vector<CellKind> kinds = kinds_of(opening.records[i], missing);
    for (std::size_t j = 0; j < std::min(kinds.size(), counts.size()); ++j) {
      if (kinds[j] == CellKind::kNumber || kinds[j] == CellKind::kAmount) ++counts[j];
    }
  }
  return std::any_of(counts.begin(), counts.end(),
                     [&](std::size_t count) { return 2 * count >= opening.records.size(); });
}

/// Whether the numbers in the first record are names of columns.
enum class NumbersAreNames { kNo, kUnclear, kYes };
NumbersAreNames numbers_are_names(const Opening& opening, const std::vector<CellKind>& kinds) {
  constexpr std::size_t kMany = 5;  // 0, 1, 2, 3, 4 by chance is rare
  const std::optional<std::vector<std::uint64_t>> numbers = whole_numbers(opening.first(), kinds);
  if (!numbers || opening.records.size() < 2) return NumbersAreNames::kNo;
  if ((are_counted(*numbers) || are_years(*numbers)) && has_index(opening)) return NumbersAreNames::kYes;
  const bool is_pair = numbers->size() == 2;  // names only if no record below has two whole numbers
  const bool counted = are_counted(*numbers) && numbers->size() > 1;
  const bool years = numbers->size() > 1 && are_years(*numbers);
  if (!counted && !years) return NumbersAreNames::kNo;
  bool differ = false;
  for (std::size_t i = 1; i < opening.records.size(); ++i) {
    const KeptRecord& record = opening.records[i];
    if (record.cells.size() != kinds.size()) continue;
    differ = true;
    const std::optional<std::vector<std::uint64_t>> later = whole_numbers(record, kinds);
    const bool is_like = later && (counted ? is_pair || are_counted(*later) : are_years(*later));
    if (is_like) return NumbersAreNames::kNo;
  }
  if (!differ) return NumbersAreNames::kNo;
  const bool is_index = kinds.front() == CellKind::kMissing && opening.first().cells.front().empty();
  return counted && (is_index || numbers->size() >= kMany) ? NumbersAreNames::kYes
                                                           : NumbersAreNames::kUnclear;
}

bool is_empty(const Record& record) {
  return std::all_of(record.cells.begin(), record.cells.end(),
                     [](const Cell& cell) { return cell.text.empty(); });
}

/// How the first records look with a delimiter.
struct Look {
  std::size_t fields = 0;      // the most frequent number of fields, the smaller one on a tie
  double share = 0;            // of the records that have so many; 0 if that is one field
  bool fits_first = false;     // the first record has so many
  bool has_wide_runs = false;  // most records have two blanks side by side outside of quotes
};

bool has_wide_run(std::string_view line) {
  bool is_quoted = false;
  const std::string_view text = trim(line);
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '"') is_quoted = !is_quoted;
    if (!is_quoted && text[i] == ' ' && text[i + 1] == ' ') return true;
  }
  return false;
}

Look look_with(LineReader& lines, char delimiter, const std::string& comment) {
  CsvReader reader(lines, delimiter, comment);
  Record record;
  std::map<std::size_t, int> counts;
  std::size_t first = 0;
  int records = 0;
  int wide = 0;
  try {
    while (records < kMostOpening && (records == 0 || !lines.is_waiting())) {
      const std::optional<std::string_view> line = lines.next();
      if (!line) break;
      const bool is_wide = has_wide_run(*line);
      if (!reader.read(*line, record) || is_empty(record))
        continue;  // tabs are blanks here unless they are the delimiter
      if (records == 0) first = record.cells.size();
      ++counts[record.cells.size()];
      ++records;
      if (is_wide) ++wide;
    }
  } catch (const DataError&) {
    if (records < kFewest)
      ++records;  // the quotes do not fit this delimiter; or a real error, found again later
  }
  lines.rewind();
  Look look;
  int most = 0;
  for (const auto& [fields, count] : counts) {
    if (count <= most) continue;
    most = count;
    look.fields = fields;
  }
  if (look.fields == first + 1) ++most;  // a header without a name for the row names
  if (look.fields > 1) look.share = static_cast<double>(std::min(most, records)) / records;
  look.fits_first = look.fields == first;
  look.has_wide_runs = 2 * wide > records;
  return look;
}

}  // namespace

char guess_delimiter(LineReader& lines, const std::string& comment) {
  char best = ',';
  Look look;
  for (const char delimiter : kGuessed) {
    const Look one = look_with(lines, delimiter, comment);
    if (one.share <= look.share) continue;
    best = delimiter;
    look = one;
  }
  const Look blanks = look_with(lines, kBlanks, comment);
  const bool is_better = look.share == 0 ? blanks.share > kMostAgree : blanks.share == 1;
  const bool has_more = blanks.fields > look.fields || (blanks.fields == look.fields && !look.fits_first);
  return is_better && has_more && (look.share == 0 || blanks.has_wide_runs) ? kBlanks : best;
}

std::optional<char> rare_delimiter(LineReader& lines, const std::string& comment) {
  for (const char delimiter : std::string_view(":~^@#&!/")) {
    const Look look = look_with(lines, delimiter, comment);
    if (look.share == 1) return delimiter;
  }
  return {};
}

bool is_guessable(const std::string& delimiter) {
  return delimiter == delimiter_text(kBlanks) ||
         std::any_of(kGuessed.begin(), kGuessed.end(),
                     [&](char guessed) { return delimiter == delimiter_text(guessed); });
}

Opening read_opening(LineReader& lines, char delimiter, const std::string& comment) {
  CsvReader reader(lines, delimiter, comment);
  Record record;
  Opening opening;
  try {
    while (opening.records.size() < kMostOpening && (opening.records.empty() || !lines.is_waiting()) &&
           reader.next(record)) {
      KeptRecord& kept = opening.records.emplace_back();
      kept.line = record.line;
      kept.is_first_quoted = record.cells.front().quoted;
      for (const Cell& cell : record.cells) kept.cells.emplace_back(cell.text);
    }
  } catch (const DataError&) {
    if (opening.records.empty()) throw;  // a later one is found again
  }
  lines.rewind();
  return opening;
}

std::string comment_sign(std::string_view cell) {
  constexpr std::string_view kSigns = "#%!;*/";
  return !cell.empty() && kSigns.find(cell.front()) != std::string_view::npos ? std::string(cell.substr(0, 1))
                                                                              : "";
}

std::string show_record(const KeptRecord& record, char delimiter) {
  constexpr std::size_t kLongest = 80;
  return fmt::format(
      "line {} is {}", record.line,
      printable(join(record.cells, delimiter == kBlanks ? " " : std::string_view(&delimiter, 1), kLongest),
                kLongest));
}

std::optional<bool> guess_header(const Opening& opening, const MissingTexts& missing,
                                 const std::vector<std::string>& asked) {
  if (opening.records.size() > 2 && opening.second().cells == opening.first().cells)  // a header twice
    return guess_header({{opening.records.begin() + 1, opening.records.end()}}, missing, asked);
  std::vector<CellKind> first = kinds_of(opening.first(), missing);
  std::vector<CellKind> second = kinds_of(opening.second(), missing);
  for (std::size_t i = 0; i < first.size(); ++i) {  // "5 km" can be the name of a column of numbers
    if (first[i] != CellKind::kAmount) continue;
    const bool goes_on = i < second.size() && second[i] == CellKind::kAmount;
    first[i] = goes_on ? CellKind::kNumber : CellKind::kText;
  }
  std::replace(second.begin(), second.end(), CellKind::kAmount, CellKind::kNumber);
  const bool numbers = has(first, CellKind::kNumber);
  const bool text = has(first, CellKind::kText);
  if (numbers) {
    switch (numbers_are_names(opening, first)) {
      case NumbersAreNames::kYes:
        return true;
      case NumbersAreNames::kUnclear:
        return {};
      case NumbersAreNames::kNo:
        break;
    }
    if (has_number_above_texts(opening, first, missing)) return {};
  }
  const bool are_numbers_below = has(second, CellKind::kNumber) || has_numbers_below(opening, missing);
  const bool goes_on = second.size() != first.size() || has(second, CellKind::kNumber);
  if (numbers && (text ? same_kinds(first, second) : goes_on)) return false;
  if (numbers || !text) return {};
  if (second.empty() || are_numbers_below) return true;
  const std::vector<std::string>& cells = opening.first().cells;
  const bool is_asked = std::any_of(asked.begin(), asked.end(), [&](const std::string& name) {
    return std::find(cells.begin(), cells.end(), name) != cells.end();
  });
  return is_asked ? std::optional<bool>(true) : std::nullopt;
}

}  // namespace nntrain
