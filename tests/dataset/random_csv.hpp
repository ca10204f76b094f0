#pragma once

#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "dataset/table.hpp"

namespace nntrain::test {

/// A random CSV: columns of numbers and text, quotes with line breaks, missing cells, errors.
class RandomCsv {
 public:
  explicit RandomCsv(unsigned seed) : engine_(seed) {
    rows_ = 60 + below(60);
    columns_ = 2 + below(4);
    line_end_ = coin() ? "\r\n" : "\n";
    quoting_ = below(3) == 0 ? 0 : 1 + below(20);
    missing_ = coin() ? 0 : 1 + below(60);
    error_ = below(3) == 0 ? below(rows_) : rows_;
    for (std::size_t c = 0; c < columns_; ++c) is_text_.push_back(below(4) == 0);
    target_ = below(6);
  }

  std::string text() {
    std::string text = below(4) == 0 ? "\xEF\xBB\xBF" : "";
    for (std::size_t c = 0; c < columns_; ++c) text += "column" + std::to_string(c) + ",";
    text += (below(3) == 0 ? "\"w\ny\"" : "wy") + std::string(",target") + line_end_;
    for (std::size_t row = 0; row < rows_; ++row) {
      if (row == error_) text += error();
      for (std::size_t c = 0; c < columns_; ++c) text += cell(c) + ",";
      text += std::to_string(below(4)) + "," + target(row) + line_end_;
      while (below(12) == 0) text += (coin() ? " " : "") + line_end_;
    }
    if (coin()) text.resize(text.size() - line_end_.size());
    return text;
  }

  ReadOptions options() {
    ReadOptions options;
    options.delimiter = ",";
    options.header = HeaderMode::kYes;
    const std::array<MissingMode, 3> modes = {MissingMode::kError, MissingMode::kDrop, MissingMode::kMean};
    options.missing = modes[below(3)];
    if (below(3) == 0) options.drop = "column0";
    if (below(3) == 0) options.keep = coin() ? "target,column0" : "*";
    if (!options.keep.empty()) options.features = "column1";
    if (below(4) == 0) options.weights_column = "col:" + std::to_string(columns_ + 1);
    if (below(4) == 0) options.task = coin() ? Task::kClassify : Task::kRegress;
    options.sha256 = coin();
    return options;
  }

  std::size_t below(std::size_t bound) { return engine_() % bound; }

 private:
  bool coin() { return below(2) == 0; }

  std::string cell(std::size_t column) {
    if (missing_ > 0 && below(missing_ * 4) == 0) return coin() ? "" : "NA";
    const std::string text = is_text_[column] ? words() : number();
    return quoting_ > 0 && below(quoting_) == 0 ? "\"" + text + "\"" : coin() ? text : text + " ";
  }

  std::string words() {
    const std::array<std::string, 7> kWords = {"red",
                                               "green",
                                               "blue\nsky",
                                               "a \"\"b\"\", 1\n2,3\n4",
                                               "\n1,2,3,0,1\n",
                                               "é",
                                               "w" + std::to_string(below(200))};
    const std::string& word = kWords[below(kWords.size())];
    return word.find_first_of("\n\"") == std::string::npos ? word : quoting_ > 0 ? "\"" + word + "\"" : "red";
  }

  std::string number() {
    const std::array<std::string, 8> kNumbers = {
        std::to_string(below(100)),
        "-" + std::to_string(below(100)) + "." + std::to_string(below(1000000)),
        "0.1234567890123456789",
        "1e-5",
        "+3",
        ".5",
        "-0",
        "1" + std::string(below(22), '7')};
    return kNumbers[below(kNumbers.size())];
  }

  std::string target(std::size_t row) {
    switch (target_) {
      case 0:
        return row % 3 == 0 ? "yes" : "no";
      case 1:
        return row % 2 == 0 ? "1" : below(rows_ * 4) == 0 ? "0.0" : "0";
      case 2:
        return std::to_string(below(5));
      case 3:
        return "c" + std::to_string(below(40));
      default:
        return std::to_string(static_cast<double>(below(1000)) / 8);
    }
  }

  std::string error() {
    const std::array<std::string, 6> kErrors = {"1,2\n",   "x,x,x,x,x,x,x,x,x\n", "\"1\"x,2\n",
                                                "\"1,2\n", std::string(1, '\0'),  "\xFF,"};
    return kErrors[below(kErrors.size())];
  }

  std::mt19937_64 engine_;
  std::size_t rows_, columns_, quoting_, missing_, error_, target_;
  std::string line_end_;
  std::vector<bool> is_text_;
};

}  // namespace nntrain::test
