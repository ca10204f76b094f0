#pragma once

#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
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

/// What a trace does not show a second time: the last matrix of each name, without "new" and "old".
class ShownMatrices {
 public:
  void note(const std::string& name, const TracedMatrix& matrix) { last_[lasting(name)] = {name, matrix}; }

  /// Adds the matrix that a remark "(W1: as new W1 above)" or "(X: as above)" stands for, if it is one.
  void resolve(const std::string& remark, TracedSection& section) const {
    const std::size_t colon = remark.find(": as ");
    if (colon == std::string::npos || !remark.ends_with("above)")) return;
    const std::string name = remark.substr(1, colon - 1);
    const std::size_t begin = colon + 5;  // of "above)" or "new W1 above)"
    const std::size_t end = remark.size() - 7;
    const std::string other = begin < end ? remark.substr(begin, end - begin) : name;
    INFO(section.title << ": " << remark);
    REQUIRE(last_.count(lasting(other)) == 1);
    CHECK(last_.at(lasting(other)).first == other);
    CHECK(section.matrices.count(name) == 0);
    section.matrices[name] = last_.at(lasting(other)).second;
  }

  /// Adds the matrix that a formula says to be another one: "h1 = z1", where none follows it.
  static void resolve_formulas(TracedSection& section) {
    for (const auto& [name, formula] : section.formulas) {
      const std::string other = formula.substr(formula.find("= ") + 2);
      if (!section.has(name) && section.has(other)) section.matrices[name] = section.at(other);
    }
  }

 private:
  static std::string lasting(const std::string& name) {
    return name.rfind("new ", 0) == 0 || name.rfind("old ", 0) == 0 ? name.substr(4) : name;
  }

  std::map<std::string, std::pair<std::string, TracedMatrix>> last_;
};

/// The sections of a text trace, with the matrices that remarks stand for. Names of columns must not have
/// spaces.
inline std::vector<TracedSection> parse_trace(const std::string& out) {
  std::vector<TracedSection> sections;
  ShownMatrices shown;
  std::string name;
  TracedMatrix* matrix = nullptr;
  const auto end_matrix = [&] {
    if (matrix != nullptr) shown.note(name, *matrix);
    matrix = nullptr;
  };
  const std::vector<std::string> lines = lines_of(out);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    if (line.rfind("data: ", 0) == 0) break;
    if (line[0] != ' ') end_matrix();
    if (line.rfind("=== ", 0) == 0) {
      sections.push_back({line.substr(4, line.size() - 8), {}, {}, ""});
      continue;
    }
    if (sections.empty()) continue;
    TracedSection& section = sections.back();
    section.text += line + "\n";
    if (line[0] == '(') shown.resolve(line, section);
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
      name = joined(words, 0, length);
      matrix = &section.matrices[name];
      CHECK(matrix->columns.empty());
      matrix->columns.assign(words.begin() + static_cast<std::ptrdiff_t>(length), words.end());
    } else {
      section.formulas[line.substr(0, line.find(" ="))] = line;
    }
  }
  for (TracedSection& section : sections) ShownMatrices::resolve_formulas(section);
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
