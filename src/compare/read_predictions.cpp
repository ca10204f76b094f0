#include "compare/read_predictions.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "csv/csv_reader.hpp"
#include "dataset/table.hpp"

namespace nntrain {
namespace {

/// The lines of a text.
class TextLines : public Lines {
 public:
  TextLines(std::string_view text, std::string path) : left_(text), path_(std::move(path)) {}

  std::optional<std::string_view> next() override {
    if (left_.empty()) return {};
    const std::size_t end = left_.find('\n');
    const std::string_view line = left_.substr(0, end);
    left_.remove_prefix(end == std::string_view::npos ? left_.size() : end + 1);
    ++line_;
    return line;
  }
  std::size_t line() const override { return line_; }
  const std::string& path() const override { return path_; }

 private:
  std::string_view left_;
  std::string path_;
  std::size_t line_ = 0;
};

/// Where what stands in a line; the row and its part are the first two, and the outputs the last.
struct Layout {
  bool has_folds = false;
  std::size_t target = 2;
  std::size_t prediction = 3;
  std::size_t outputs = 0;    ///< how many columns follow; 0: regression
  bool names_classes = true;  ///< else there is one output, and its two classes are those of the rows
  std::size_t cells = 0;
};

/// The texts in these columns: by value if all are numbers, else by bytes.
std::vector<std::string> classes_in(const std::string& text, const std::string& path, const Layout& layout) {
  std::set<std::string> found;
  TextLines lines(text, path);
  CsvReader records(lines, ',');
  Record record;
  records.next(record);
  while (records.next(record)) {
    for (const std::size_t column : {layout.target, layout.prediction}) {
      if (column < record.cells.size() && !record.cells[column].text.empty())
        found.emplace(record.cells[column].text);
    }
  }
  std::vector<std::string> classes(found.begin(), found.end());
  const auto value = [](const std::string& label) { return parse_number(label).value; };
  if (std::all_of(classes.begin(), classes.end(),
                  [](const auto& label) { return parse_number(label).status == NumberStatus::kOk; }))
    std::stable_sort(classes.begin(), classes.end(),
                     [&](const auto& a, const auto& b) { return value(a) < value(b); });
  return classes;
}

constexpr std::string_view kProbability = "probability:";
constexpr std::string_view kOutput = "output:";

class PredictionReader {
 public:
  PredictionReader(const std::string& text, const std::string& path)
      : text_(text), lines_(text, path), records_(lines_, ','), path_(path) {}

  Side read() {
    side_.kind = SideKind::kPredictions;
    side_.path = path_;
    Record record;
    if (!records_.next(record)) refuse("it is empty");
    read_names(record);
    rows_.outputs = BlockMatrix(layout_.outputs == 2 || layout_.outputs == 0 ? 1 : layout_.outputs);
    rows_.targets = BlockMatrix(1);
    while (records_.next(record)) read_row(record);
    if (rows_.places.empty()) refuse_without_targets();
    if (lacking_ > 0)
      side_.warnings.push_back(
          fmt::format("{} without a target in {}: left out", counted(lacking_, "row"), shown_path(path_)));
    order_parts();
    side_.rows = std::move(rows_);
    return std::move(side_);
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const {
    const std::string place =
        lines_.line() > 1 ? fmt::format("{}:{}", shown_path(path_), line_) : shown_path(path_);
    throw DataError(fmt::format("{}: these are no predictions: {}", place, why),
                    "nntrain train or cv with --predictions FILE, or nntrain predict, writes them");
  }

  [[noreturn]] void refuse_without_targets() const {
    if (lacking_ == 0) refuse("there is no row");
    throw DataError(fmt::format("{} has no targets: the file that was predicted had no column '{}'",
                                shown_path(path_), printable(side_.target)),
                    "predict rows with known targets      or compare the models:  nntrain compare A.json "
                    "B.json --data FILE");
  }

  void read_names(const Record& record) {
    std::vector<std::string> names;
    for (const Cell& cell : record.cells) names.emplace_back(cell.text);
    const auto is = [&](std::size_t column, std::string_view name) {
      return column < names.size() && names[column] == name;
    };
    layout_.has_folds = is(2, "repeat") && is(3, "fold") && is(5, "prediction");
    if (layout_.has_folds) layout_.target = 4;
    layout_.prediction = layout_.target + 1;
    if (!is(0, "row") || !is(1, "split") || !is(layout_.prediction, "prediction"))
      refuse("its first line is not 'row,split,TARGET,prediction,...'");
    layout_.cells = names.size();
    side_.target = names[layout_.target];
    const std::size_t first = layout_.prediction + 1;
    rows_.are_probabilities = first < names.size() && names[first].starts_with(kProbability);
    const std::string_view start = rows_.are_probabilities ? kProbability : kOutput;
    for (std::size_t i = first; i < names.size() && names[i].starts_with(start); ++i)
      side_.labels.push_back(names[i].substr(start.size()));
    layout_.outputs = side_.labels.size();
    layout_.names_classes = !is(first, "output");
    if (!layout_.names_classes) {
      layout_.outputs = 1;
      side_.labels = classes_in(text_, path_, layout_);
      if (side_.labels.size() != 2)
        refuse(fmt::format("it has one output, and {} classes", side_.labels.size()));
    }
    if (side_.labels.size() == 1) refuse("it has only one class");
    if (side_.labels.size() > kMostClasses) refuse(fmt::format("it has more than {} classes", kMostClasses));
    for (std::size_t c = 0; c < side_.labels.size(); ++c) {
      if (!classes_.emplace(side_.labels[c], c).second)
        refuse(fmt::format("the class '{}' stands twice", printable(side_.labels[c])));
    }
  }

  double number_in(std::string_view text, const char* what) const {
    if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
    if (text == "inf") return std::numeric_limits<double>::infinity();
    if (text == "-inf") return -std::numeric_limits<double>::infinity();
    const ParsedNumber number = parse_number(text);
    if (number.status != NumberStatus::kOk)
      refuse(fmt::format("the {} '{}' is no number", what, printable(text)));
    return number.value;
  }

  std::size_t count_in(std::string_view text, const char* what) const {
    const std::optional<std::uint64_t> count = parse_count(text);
    if (!count || *count == 0) refuse(fmt::format("the {} '{}' is no number from 1", what, printable(text)));
    return static_cast<std::size_t>(*count);
  }

  /// The index of a class.
  std::size_t class_in(std::string_view text, const char* what) const {
    const auto found = classes_.find(text);
    if (found != classes_.end()) return found->second;
    const ParsedNumber number = parse_number(text);  // the file of predict may write a number otherwise
    for (std::size_t c = 0; c < side_.labels.size() && number.status == NumberStatus::kOk; ++c) {
      const ParsedNumber label = parse_number(side_.labels[c]);
      if (label.status == NumberStatus::kOk && label.value == number.value) return c;
    }
    refuse(fmt::format("the {} '{}' is none of its classes", what, printable(text)));
  }

  std::size_t part_in(std::string_view text) {
    const std::string name(text.empty() ? kPredictedRows : text);
    const auto found = std::find(side_.parts.begin(), side_.parts.end(), name);
    if (found == side_.parts.end()) {
      constexpr std::size_t kMostParts = 10;
      if (side_.parts.size() == kMostParts) refuse(fmt::format("'{}' is no split", printable(text)));
      side_.parts.push_back(name);
      return side_.parts.size() - 1;
    }
    return static_cast<std::size_t>(found - side_.parts.begin());
  }

  void read_row(const Record& record) {
    line_ = record.line;
    const std::vector<Cell>& cells = record.cells;
    if (cells.size() != layout_.cells)
      refuse(fmt::format("the line has {}, and the first line {}", counted(cells.size(), "cell"),
                         layout_.cells));
    const std::string_view target = cells[layout_.target].text;
    if (target.empty()) {
      ++lacking_;
      return;
    }
    PredictedRows::Place place{count_in(cells[0].text, "row"), part_in(cells[1].text), 0, 0};
    if (layout_.has_folds && !cells[2].text.empty()) {
      place.repeat = count_in(cells[2].text, "repeat");
      place.fold = count_in(cells[3].text, "fold");
    }
    rows_.places.push_back(place);
    const std::size_t row = rows_.places.size() - 1;
    rows_.targets.grow_to(row + 1);
    rows_.outputs.grow_to(row + 1);
    const std::string_view prediction = cells[layout_.prediction].text;
    if (layout_.outputs == 0) {
      rows_.targets.set(row, 0, number_in(target, "target"));
      rows_.outputs.set(row, 0, number_in(prediction, "prediction"));
      return;
    }
    rows_.targets.set(row, 0, static_cast<double>(class_in(target, "target")));
    rows_.predicted.push_back(class_in(prediction, "prediction"));
    const bool takes_last = layout_.outputs == 2;  // of two classes
    for (std::size_t o = 0; o < layout_.outputs; ++o) {
      const std::string_view text = cells[layout_.prediction + 1 + o].text;
      const double output = number_in(text, "output");
      if (rows_.are_probabilities && !(output >= 0 && output <= 1))
        refuse(fmt::format("the output '{}' is no probability", printable(text)));
      if (!takes_last || o == 1) rows_.outputs.set(row, takes_last ? 0 : o, output);
    }
  }

  void order_parts() {
    const std::vector<std::string> sorted = in_order(side_.parts);
    for (PredictedRows::Place& place : rows_.places) {
      place.part = static_cast<std::size_t>(std::find(sorted.begin(), sorted.end(), side_.parts[place.part]) -
                                            sorted.begin());
    }
    side_.parts = sorted;
  }

  const std::string& text_;
  TextLines lines_;
  CsvReader records_;
  const std::string& path_;
  Layout layout_;
  std::map<std::string, std::size_t, std::less<>> classes_;  // by label
  std::size_t line_ = 1;
  std::size_t lacking_ = 0;
  PredictedRows rows_;
  Side side_;
};

}  // namespace

Side read_predictions(const std::string& text, const std::string& path) {
  return PredictionReader(text, path).read();
}

}  // namespace nntrain
