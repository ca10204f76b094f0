#include "plot/thinning.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plot/style.hpp"

namespace nntrain {

std::vector<std::size_t> rows_drawn(std::size_t rows, std::size_t most) {
  const std::size_t count = std::min(rows, most);
  std::vector<std::size_t> drawn(count);
  for (std::size_t i = 0; i < count; ++i) drawn[i] = i * rows / count;
  return drawn;
}

std::string rows_left_out(std::size_t rows, const std::string& split, std::size_t most) {
  return rows <= most ? "" : fmt::format("{} of {} {} rows are drawn", most, rows, split);
}

std::vector<std::size_t> evenly_of(std::size_t count, std::size_t most) {
  std::vector<std::size_t> places(std::min(count, most));
  for (std::size_t k = 1; k < places.size(); ++k) places[k] = k * (count - 1) / (places.size() - 1);
  return places;
}

std::string short_label(const std::string& label, std::size_t limit) {
  std::string text = printable(label, label.size());
  const std::size_t width = width_of(text);
  if (width <= limit) return text;
  const std::size_t head = (limit - 3) / 2;
  const std::size_t tail = limit - 3 - head;
  std::string result;
  std::size_t place = 0;
  for (std::size_t at = 0; at < text.size(); ++place) {
    const std::size_t length = std::max<std::size_t>(utf8_length(std::string_view(text).substr(at)), 1);
    if (place == head) result += "...";
    if (place < head || place >= width - tail) result.append(text, at, length);
    at += length;
  }
  return result;
}

std::vector<std::size_t> class_styles(const std::vector<std::size_t>& rows_of_class) {
  const std::size_t classes = rows_of_class.size();
  std::vector<std::size_t> order(classes);
  std::iota(order.begin(), order.end(), 0);
  if (classes > kStyles) {
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rows_of_class[a] > rows_of_class[b]; });
    std::sort(order.begin(), order.begin() + kStyles);  // ties: none, each class is there once
  }
  std::vector<std::size_t> styles(classes, kGrey);
  for (std::size_t k = 0; k < std::min(classes, kStyles); ++k) styles[order[k]] = k;
  return styles;
}

}  // namespace nntrain
