#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "cli/results.hpp"

namespace nntrain::test {

/// Random numbers that are the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  double uniform(double least, double most) {
    return least + (most - least) * static_cast<double>(engine_() >> 11U) * 0x1p-53;
  }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }

  template <typename T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

/// The cells of a table, row by row; the first row has the names.
using Cells = std::vector<Words>;

inline std::string csv_of(const Cells& rows) {
  std::string text;
  for (const Words& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool is_plain = row[i].find_first_of(",\"\n") == std::string::npos;
      if (i > 0) text += ',';
      if (!is_plain) text += '"';
      for (const char c : row[i]) text.append(c == '"' ? 2 : 1, c);
      if (!is_plain) text += '"';
    }
    text += '\n';
  }
  return text;
}

inline Cells cells_of(const std::string& csv) {
  Cells rows(1, Words(1));
  bool is_quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (c == '"') {
      const bool is_escaped = is_quoted && i + 1 < csv.size() && csv[i + 1] == '"';
      if (is_escaped) rows.back().back() += csv[++i];
      if (!is_escaped) is_quoted = !is_quoted;
    } else if (c == ',' && !is_quoted) {
      rows.back().emplace_back();
    } else if (c == '\n' && !is_quoted) {
      rows.emplace_back(1);
    } else {
      rows.back().back() += c;
    }
  }
  rows.pop_back();
  return rows;
}

/// The cells of a CSV of predictions from the prediction on: without row, split and target.
inline Cells predicted_cells(const std::string& csv) {
  Cells rows = cells_of(csv);
  for (Words& row : rows) row.erase(row.begin(), row.begin() + 3);
  return rows;
}

/// The numbers of one column, by its name.
inline std::vector<double> column_of(const Cells& rows, const std::string& name) {
  const auto found = std::find(rows[0].begin(), rows[0].end(), name);
  REQUIRE(found != rows[0].end());
  std::vector<double> values;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    values.push_back(std::stod(rows[row][static_cast<std::size_t>(found - rows[0].begin())]));
  }
  return values;
}

inline Cells banknotes() {
  return cells_of(read_file(NNTRAIN_SOURCE_DIR "/data/banknotes.txt"));
}

/// Banknotes with value(row, cell) instead of each cell of one column; rows count from 0.
template <typename F>
Cells with_column(std::size_t column, const F& value) {
  Cells rows = banknotes();
  for (std::size_t row = 1; row < rows.size(); ++row) rows[row][column] = value(row - 1, rows[row][column]);
  return rows;
}

/// x1, x2 and kind: clouds of points around places on a circle, one for each label in turn.
inline Cells clouds(std::size_t rows, const Words& labels, std::uint64_t seed) {
  Dice dice(seed);
  Cells cells = {{"x1", "x2", "kind"}};
  for (std::size_t row = 0; row < rows; ++row) {
    const std::size_t label = row % labels.size();
    const double angle = 6.283 * static_cast<double>(label) / static_cast<double>(labels.size());
    const auto number = [&](double middle) { return std::to_string(middle + dice.uniform(-1.2, 1.2)); };
    cells.push_back({number(2 * std::cos(angle)), number(2 * std::sin(angle)), labels[label]});
  }
  return cells;
}

/// data/orchard.csv (texts, missing cells) with two classes instead of three, and its path.
inline std::string two_fruits(const ScratchFolder& scratch) {
  std::string table = read_file(NNTRAIN_SOURCE_DIR "/data/orchard.csv");
  const std::string other = "quince";
  for (std::size_t at = table.find(other); at != std::string::npos; at = table.find(other, at)) {
    table.replace(at, other.size(), "apple");
  }
  return scratch.file("two_fruits.csv", table);
}

}  // namespace nntrain::test
