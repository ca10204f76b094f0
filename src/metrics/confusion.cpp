#include "metrics/confusion.hpp"

#include "metrics/class_output.hpp"

namespace nntrain {
namespace {

double ratio(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

ConfusionMatrix count_confusion(const BlockMatrix& outputs, const BlockMatrix& targets, std::size_t classes) {
  ConfusionMatrix confusion{classes, std::vector<std::size_t>(classes * classes)};
  for (std::size_t row = 0; row < outputs.rows(); ++row) {
    const auto actual = static_cast<std::size_t>(targets.at(row, 0));
    ++confusion.counts[actual * classes + predicted_class(outputs, row)];
  }
  return confusion;
}

std::vector<ClassMeasures> measure_each_class(const ConfusionMatrix& confusion) {
  std::vector<std::size_t> actual(confusion.classes);
  std::vector<std::size_t> predicted(confusion.classes);
  for (std::size_t a = 0; a < confusion.classes; ++a) {
    for (std::size_t p = 0; p < confusion.classes; ++p) {
      actual[a] += confusion.at(a, p);
      predicted[p] += confusion.at(a, p);
    }
  }
  std::vector<ClassMeasures> classes;
  for (std::size_t c = 0; c < confusion.classes; ++c) {
    const std::size_t correct = confusion.at(c, c);
    classes.push_back({actual[c], ratio(correct, predicted[c]), ratio(correct, actual[c]),
                       ratio(2 * correct, actual[c] + predicted[c])});
  }
  return classes;
}

}  // namespace nntrain
