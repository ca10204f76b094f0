#include "model/weights_form.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostItems = 8;     // of a list
constexpr std::size_t kMostNumbers = 40;  // of a layer that is shown whole

/// "[a, b]", of many items the first ones.
std::string list_text(std::vector<std::string> items, std::size_t most = kMostItems) {
  if (items.size() > most) {
    items.resize(most - 1);
    items.emplace_back("...");
  }
  return "[" + join(items, ", ", std::string::npos) + "]";
}

}  // namespace

bool is_shown_whole(const Layer& layer) {
  return layer.inputs <= kMostItems && layer.outputs <= kMostItems &&
         layer.inputs * layer.outputs <= kMostNumbers;
}

std::string numbers_list(const std::vector<double>& numbers) {
  std::vector<std::string> items;
  for (const double number : numbers) items.push_back(shortest(number));
  return list_text(std::move(items));
}

std::string matrix_list(const Matrix& matrix) {
  std::vector<std::string> rows;
  for (const std::vector<double>& row : matrix) rows.push_back(numbers_list(row));
  return list_text(std::move(rows));
}

std::string layer_form(const Layer& layer) {
  constexpr std::size_t kCorner = 3;
  const std::size_t most = is_shown_whole(layer) ? kMostItems : kCorner;
  const auto list_of = [most](std::size_t count, const std::string& item) {
    return list_text(std::vector<std::string>(std::min(count, most + 1), item), most);
  };
  const std::string row = list_of(layer.outputs, "0");
  const std::string bias = layer.has_bias ? fmt::format("\"bias\": {}, ", row) : "";
  return fmt::format("{{{}\"weights\": {}}}", bias, list_of(layer.inputs, row));
}

std::string weights_form(const Network& network) {
  std::vector<std::string> layers;
  for (const Layer& layer : network.layers()) layers.push_back(layer_form(layer));
  return fmt::format("{{\"layers\": {}}}", list_text(std::move(layers)));
}

}  // namespace nntrain
