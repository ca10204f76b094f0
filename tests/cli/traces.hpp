#pragma once

#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "cli/expect.hpp"

namespace nntrain::test {

/// A matrix in a trace.
struct TracedMatrix {
  Words rows;
  Words columns;
  std::vector<std::vector<double>> values;

  std::size_t height() const { return values.size(); }
  std::size_t width() const { return columns.size(); }
};

/// A section of a trace, under its title.
struct TracedSection {
  std::string title;
  std::map<std::string, TracedMatrix> matrices;
  std::map<std::string, std::string> formulas;  ///< "z1" -> "z1 = X W1"
  std::string text;

  const TracedMatrix& at(const std::string& name) const {
    INFO(title << ": " << name);
    REQUIRE(matrices.count(name) == 1);
    return matrices.at(name);
  }
  bool has(const std::string& name) const { return matrices.count(name) == 1; }
};

/// The number of words in the matrix name of "W1 a b" or "new W1 a b".
inline std::size_t name_length(const Words& words) {
  return words[0] == "new" || words[0] == "old" ? 2 : 1;
}

inline std::string joined(const Words& words, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += (i > begin ? " " : "") + words[i];
  return text;
}

/// The sections of a text trace. Names of columns must not have spaces.
inline std::vector<TracedSection> parse_trace(const std::string& out) {
  std::vector<TracedSection> sections;
  TracedMatrix* matrix = nullptr;
  const std::vector<std::string> lines = lines_of(out);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (line.rfind("data: ", 0) == 0) break;
    if (line.rfind("=== ", 0) == 0) {
      sections.push_back({line.substr(4, line.size() - 8), {}, {}, ""});
      continue;
    }
    if (sections.empty()) continue;
    TracedSection& section = sections.back();
    section.text += line + "\n";
    if (line.empty() || line[0] == '(' || line.rfind("---", 0) == 0 || line.rfind("  ...", 0) == 0) continue;
    const Words words = words_of(line);
    if (line[0] == ' ') {
      REQUIRE(matrix != nullptr);
      const std::size_t first = words.size() - matrix->columns.size();
      matrix->rows.push_back(joined(words, 0, first));
      matrix->values.emplace_back();
      for (std::size_t k = first; k < words.size(); ++k) matrix->values.back().push_back(std::stod(words[k]));
    } else if (i + 1 < lines.size() && lines[i + 1][0] == ' ') {
      const std::size_t length = name_length(words);
      matrix = &section.matrices[joined(words, 0, length)];
      CHECK(matrix->columns.empty());
      matrix->columns.assign(words.begin() + static_cast<std::ptrdiff_t>(length), words.end());
    } else {
      section.formulas[line.substr(0, line.find(" ="))] = line;
    }
  }
  return sections;
}

/// The number after the last "=" of a formula.
inline double value_of(const TracedSection& section, const std::string& name) {
  INFO(section.title << ": " << name);
  REQUIRE(section.formulas.count(name) == 1);
  const std::string& formula = section.formulas.at(name);
  return std::stod(formula.substr(formula.rfind("= ") + 2));
}

/// Compares row by row to the shown digits: numbers above 1 have one digit less after the point.
inline void check_numbers(const TracedMatrix& matrix, const std::vector<double>& expected, double tolerance) {
  std::vector<double> found;
  for (const auto& row : matrix.values) found.insert(found.end(), row.begin(), row.end());
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(std::abs(found[i] - expected[i]) <= tolerance * (std::abs(expected[i]) > 1 ? 10 : 1));
  }
}

}  // namespace nntrain::test
