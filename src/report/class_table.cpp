#include "report/class_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kWidestLabel = 20;
constexpr std::size_t kMostPredicted = 12;  // columns of the confusion matrix
constexpr std::size_t kNarrowestColumn = 7;

}  // namespace

std::string class_table(const SplitResult& result) {
  const Measures& measures = result.measures;
  std::vector<std::string> labels;
  std::size_t width = result.split.name.size();
  std::size_t column = kNarrowestColumn;
  for (const std::string& label : measures.labels) {
    labels.push_back(printable(label, kWidestLabel - 3));
    width = std::max(width, width_of(labels.back()) + 2);
    column = std::max(column, width_of(labels.back()) + 5);
  }
  const bool with_confusion = labels.size() <= kMostPredicted;
  std::string out = fmt::format("\n{:<{}}{:>9}{:>11}{:>9}{:>9}", result.split.name, width, "rows",
                                "precision", "recall", "f1");
  if (with_confusion) {
    for (const std::string& label : labels) out += fmt::format("{:>{}}", "as " + label, column);
  }
  out += '\n';
  for (std::size_t c = 0; c < labels.size(); ++c) {
    const ClassMeasures& one = measures.classes[c];
    out += fmt::format("  {:<{}}{:>9}{:>11.4f}{:>9.4f}{:>9.4f}", labels[c], width - 2, one.rows,
                       one.precision, one.recall, one.f1);
    if (with_confusion) {
      for (std::size_t p = 0; p < labels.size(); ++p) {
        out += fmt::format("{:>{}}", measures.confusion.at(c, p), column);
      }
    }
    out += '\n';
  }
  return out;
}

}  // namespace nntrain
