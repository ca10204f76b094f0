// A stand-in for the reader of results files, of CSV alone.

#include "base/input.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "sweep/results_file.hpp"

namespace nntrain {
namespace {

std::vector<std::string> stub_cells(std::string_view line) {
  std::vector<std::string> cells;
  while (true) {
    std::size_t end = quoted_length(line);
    if (end == 0) end = std::min(line.find(','), line.size());
    cells.push_back(unquoted(line.substr(0, end)));
    if (end >= line.size()) return cells;
    line.remove_prefix(end + 1);
  }
}

}  // namespace

std::string values_column(const std::string& field) {
  return "values(" + field + ")";
}

std::string field_that_selects(const std::vector<std::string>& columns) {
  for (const std::string& column : columns) {
    if (column.starts_with("values(")) return column.substr(7, column.size() - 8);
  }
  return "";
}

bool is_results(std::string_view text) {
  return text.starts_with("number,runs,key,status,");
}

ResultsReader::ResultsReader(const std::string& path) : rest_(read_file(path)) {
  const std::size_t end = rest_.find('\n');
  columns_ = stub_cells(rest_.substr(0, end));
  rest_.erase(0, end + 1);
}

const std::vector<std::string>& ResultsReader::columns() const {
  return columns_;
}

std::optional<std::size_t> ResultsReader::find(std::string_view column) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == column) return i;
  }
  return {};
}

bool ResultsReader::next() {
  const std::size_t end = rest_.find('\n');
  if (end == std::string::npos) return false;
  cells_ = stub_cells(std::string_view(rest_).substr(0, end));
  rest_.erase(0, end + 1);
  return true;
}

std::uint64_t ResultsReader::number() const {
  return parse_count(cells_[0]).value_or(0);
}

SweepStatus ResultsReader::status() const {
  return value_called<SweepStatus>(cells_[3]).value_or(SweepStatus::kFailed);
}

const std::string& ResultsReader::text(std::size_t column) const {
  return cells_[column];
}

double ResultsReader::value(std::size_t column) const {
  return parse_number(cells_[column]).value;
}

}  // namespace nntrain
