#include "plot/network_boxes.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plot/network_columns.hpp"
#include "plot/style.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostBoxes = 8;
constexpr std::size_t kFirstBoxes = 4;  // of more, before those that are left out
constexpr double kBoxHalfWidth = 80;
constexpr double kBoxHalfHeight = 11;
constexpr double kMostBoxSpace = 64;

/// A box, and what the arrow from it tells.
struct LayerBox {
  std::string text;
  std::string tip;
  std::string arrow{};
};

std::vector<LayerBox> boxes_of(const Model& model) {
  const std::vector<Layer>& layers = model.network.layers();
  std::vector<LayerBox> boxes = {{counted(model.network.inputs(), "input"), join(model.layer_inputs(0))}};
  for (std::size_t l = 0; l < layers.size(); ++l) {
    boxes.back().arrow = counted(layers[l].inputs * layers[l].outputs, "weight");
    if (layers[l].has_bias)
      boxes.back().arrow +=
          fmt::format(", {} {}", layers[l].outputs, layers[l].outputs == 1 ? "bias" : "biases");
    boxes.push_back({fmt::format("{} {}", layers[l].outputs, name_of(layers[l].activation)),
                     l + 1 == layers.size() ? join(model.layer_units(l)) : layer_name(model.network, l)});
  }
  if (boxes.size() <= kMostBoxes) return boxes;
  const std::size_t left_out = boxes.size() - kMostBoxes + 1;
  const auto first = boxes.begin() + static_cast<std::ptrdiff_t>(kFirstBoxes);
  *first = {fmt::format("{} more layers", left_out), "",
            (first + static_cast<std::ptrdiff_t>(left_out) - 1)->arrow};
  boxes.erase(first + 1, first + static_cast<std::ptrdiff_t>(left_out));
  return boxes;
}

void add_arrow(Panel& panel, Point from, Point to, const std::string& text) {
  constexpr double kHead = 4;
  panel.strokes.push_back({from, to, 1.2, kGrey});
  for (const double side : {-kHead, kHead})
    panel.strokes.push_back({{to.x + side, to.y + 1.5 * kHead}, to, 1.2, kGrey});
  panel.texts.push_back({{from.x + 10, (from.y + to.y) / 2}, text});
}

}  // namespace

Panel network_boxes(const Model& model) {
  Panel panel;
  panel.x = {0, kNetworkWidth};
  panel.y = {0, kNetworkHeight};
  const std::vector<LayerBox> boxes = boxes_of(model);
  const auto count = static_cast<double>(boxes.size());
  const double space = std::min(kMostBoxSpace, (kNetworkHeight - 2 * kBoxHalfHeight) / (count - 1));
  const double top = (kNetworkHeight + space * (count - 1)) / 2;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const Point at{kNetworkWidth / 2, top - space * static_cast<double>(i)};
    panel.nodes.push_back({at, kBoxHalfWidth, kBoxHalfHeight, kGrey, boxes[i].text, boxes[i].tip});
    if (i + 1 == boxes.size()) break;
    add_arrow(panel, {at.x, at.y - kBoxHalfHeight}, {at.x, at.y - space + kBoxHalfHeight}, boxes[i].arrow);
  }
  return panel;
}

}  // namespace nntrain
