#include "plot/network_panel.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "plot/network_columns.hpp"
#include "plot/svg_text.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// A model with number columns of these names, `hidden` layers and two classes, and these parameters.
Model network_of(const std::vector<std::string>& names, const std::vector<std::size_t>& hidden,
                 std::vector<double> parameters, bool has_bias = true) {
  std::vector<InputColumn> columns;
  for (const std::string& name : names) {
    columns.emplace_back().name = name;
    columns.back().feature = columns.size() - 1;
  }
  std::vector<std::size_t> sizes = {names.size()};
  sizes.insert(sizes.end(), hidden.begin(), hidden.end());
  sizes.push_back(1);
  const Network network(sizes, std::vector<Activation>(hidden.size() + 1, Activation::kSigmoid), has_bias);
  parameters.resize(std::max(parameters.size(), network.parameter_count()), 0.25);
  return {.reading = {},
          .preprocessing = Preprocessing(std::move(columns)),
          .target = {"note", "note", Task::kClassify, {{"real", 1}, {"forged", 1}}, {}},
          .weights_item = {},
          .class_weights = {},
          .network = network,
          .parameters = std::move(parameters)};
}

std::vector<std::string> input_names(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back("x" + std::to_string(i));
  return names;
}

bool has_text(const Panel& panel, const std::string& text) {
  return std::any_of(panel.texts.begin(), panel.texts.end(),
                     [&](const PlacedText& one) { return one.text == text; });
}

std::vector<const Stroke*> strokes_with(const Panel& panel, const std::string& tip) {
  std::vector<const Stroke*> found;
  for (const Stroke& stroke : panel.strokes) {
    if (stroke.tip.starts_with(tip)) found.push_back(&stroke);
  }
  return found;
}

}  // namespace

TEST_CASE("in a film a weight is as wide as it is beside the largest of all frames, and its number stays") {
  const Model early = network_of({"a", "b"}, {2}, {0, -1, 2, -1, 1, 0, 0.125, 0.25, -0.5});
  const Model late = network_of({"a", "b"}, {2}, {0.12345, -1, 2, -4, 1.23456e-7, 0, 0.125, 0.25, -5});
  FilmScale scale;
  hold_weights(scale, early);
  hold_weights(scale, late);
  CHECK(scale.largest_weights == std::vector<double>{4, 5});
  const Panel before = network_panel(early, &scale);
  const Panel after = network_panel(late, &scale);
  for (std::size_t i = 0; i < before.strokes.size(); ++i) {
    if (before.strokes[i].tip == after.strokes[i].tip)
      CHECK(before.strokes[i].width == after.strokes[i].width);
  }
  CHECK(strokes_with(before, "a -> ")[0]->width == Approx(2 * strokes_with(before, "a -> ")[1]->width));
  CHECK(strokes_with(after, "a -> ")[1]->width == Approx(2 * strokes_with(after, "a -> ")[0]->width));
  REQUIRE(before.texts.size() == after.texts.size());
  for (std::size_t i = 0; i < before.texts.size(); ++i) {
    CHECK(before.texts[i].at.x == after.texts[i].at.x);
    CHECK(before.texts[i].at.y == after.texts[i].at.y);
  }
}

TEST_CASE("a network's lines are as wide as its weights, layer by layer, and tell sign and number") {
  // hidden: biases, weights of a, weights of b; output: bias, weights
  const Model model = network_of({"a", "b"}, {2}, {0.5, -1, 2, -4, 1, 0, 0.125, 0.25, -0.5});
  const Panel panel = network_panel(model);
  CHECK_FALSE(panel.has_axes);
  REQUIRE(panel.strokes.size() == 9);
  const std::vector<double> hidden = {0.5, -1, 2, -4, 1, 0};
  const std::vector<double> output = {0.125, 0.25, -0.5};
  const double widest = panel.strokes[3].width;
  CHECK(widest > 2);
  for (std::size_t i = 0; i < 9; ++i) {
    const double value = i < 6 ? hidden[i] : output[i - 6];
    CAPTURE(i, value);
    CHECK(panel.strokes[i].width == widest * (std::abs(value) / (i < 6 ? 4 : 0.5)));
    CHECK(panel.strokes[i].is_dashed == (value < 0));
    CHECK((panel.strokes[i].style == 1) == (value < 0));
  }
  CHECK(panel.strokes[0].tip == "bias -> hidden1.1: 0.5");
  CHECK(panel.strokes[3].tip == "a -> hidden1.2: -4");
  CHECK(panel.strokes[8].tip == "hidden1.2 -> note: -0.5");
}

TEST_CASE("a network shows the names of its inputs and outputs, its activations, and few numbers") {
  const Panel panel = network_panel(network_of({"a", "b"}, {2}, {0.5, -1, 2, -4, 1.23456, 0, 0.125, 9, -8}));
  for (const char* const text : {"a", "b", "bias", "p(forged)", "inputs", "sigmoid", "-4", "1.23"}) {
    CAPTURE(text);
    CHECK(has_text(panel, text));
  }
  CHECK(panel.nodes.size() == 7);  // two inputs, two units, an output, two biases
  CHECK(std::count_if(panel.nodes.begin(), panel.nodes.end(),
                      [](const Node& node) { return node.tip == "bias" && node.text == "1"; }) == 2);
  const Panel many = network_panel(network_of(input_names(4), {4}, std::vector<double>(20, 0.5)));
  CHECK_FALSE(has_text(many, "0.5"));  // 20 of them in the first layer
  CHECK(has_text(many, "0.25"));       // and five in the second
  CHECK(network_panel(network_of(input_names(4), {4}, {}, false)).nodes.size() == 9);
}

TEST_CASE("no text of a network covers another one, whatever its size") {
  for (const auto& [inputs, hidden] : std::vector<std::pair<std::size_t, std::vector<std::size_t>>>{
           {1, {}}, {2, {2}}, {3, {2}}, {11, {}}, {2, {3, 3}}, {5, {1, 1, 1, 1}}, {20, {5}}}) {
    CAPTURE(inputs, hidden.size());
    const Panel panel = network_panel(network_of(input_names(inputs), hidden, {}));
    for (const PlacedText& a : panel.texts) {
      CHECK((a.at.x >= 0 && a.at.x <= panel.x.high && a.at.y >= 0 && a.at.y <= panel.y.high));
      for (const PlacedText& b : panel.texts) {
        if (&a == &b) continue;
        const bool is_apart = std::abs(a.at.y - b.at.y) >= 11 || std::abs(a.at.x - b.at.x) >= 18;
        CHECK(is_apart);
      }
    }
  }
}

TEST_CASE("a network without a hidden layer has inputs and outputs only") {
  const Panel panel = network_panel(network_of({"a", "b"}, {}, {3, 2, -1}));
  CHECK(panel.nodes.size() == 4);
  CHECK(panel.strokes.size() == 3);
}

TEST_CASE("names are cut where they stand, and whole under the pointer") {
  const std::string hostile = "</script><b>\"&' \xE2\x80\xAE a very long name of a column";
  const Panel panel = network_panel(network_of({hostile, "b"}, {2}, {}));
  CHECK_FALSE(has_text(panel, hostile));
  CHECK(strokes_with(panel, hostile + " -> ").size() == 2);
  for (const PlacedText& text : panel.texts) CHECK(text.text.size() < 40);
}

TEST_CASE("many inputs are one box, with the root of the sum of their squares") {
  std::vector<double> parameters(22 * 2, 1);
  parameters[1] = 2;                                               // the bias of the second unit
  for (std::size_t i = 0; i < 21; ++i) parameters[2 + 2 * i] = 0;  // to the first unit
  parameters[2] = 3;
  parameters[4] = -4;
  const Panel panel = network_panel(network_of(input_names(21), {2}, parameters));
  const std::vector<const Stroke*> lines = strokes_with(panel, "21 inputs -> ");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0]->tip == "21 inputs -> hidden1.1: 5");
  CHECK(lines[1]->width < lines[0]->width);  // the root of 21 is 4.58
  CHECK_FALSE(lines[0]->is_dashed);
  CHECK(panel.nodes[1].text == "21 inputs");
  CHECK(has_text(network_panel(network_of(input_names(20), {2}, {})), "x19"));
}

TEST_CASE("a large network is a box for each layer") {
  const std::vector<std::vector<std::size_t>> large = {{21}, {20, 20, 20}, {1, 1, 1, 1, 1, 1}};
  for (const auto& hidden : large) {
    const Model model = network_of({"a", "b"}, hidden, {});
    CHECK_FALSE(has_circles(model.network));
    CHECK(network_panel(model).nodes.size() == hidden.size() + 2);
  }
  CHECK(has_circles(network_of({"a"}, {20, 20, 18}, {}).network));  // 60 nodes
  CHECK_FALSE(has_circles(network_of({"a", "b"}, {20, 20, 18}, {}).network));
  CHECK(has_circles(network_of({"a"}, {1, 1, 1, 1, 1}, {}).network));
  const Panel panel = network_panel(network_of({"a", "b"}, {21}, {}));
  CHECK(panel.nodes[0].text == "2 inputs");
  CHECK(panel.nodes[1].text == "21 sigmoid");
  CHECK(panel.nodes[2].text == "1 sigmoid");
  CHECK(has_text(panel, "42 weights, 21 biases"));
  CHECK(has_text(panel, "21 weights, 1 bias"));
  const Panel deep = network_panel(network_of({"a"}, std::vector<std::size_t>(30, 2), {}));
  CHECK(deep.nodes.size() == 8);
  CHECK(deep.nodes[3].text == "2 sigmoid");
  CHECK(deep.nodes[4].text == "25 more layers");
  CHECK(deep.nodes[7].text == "1 sigmoid");
}

TEST_CASE("of an ensemble the first network is drawn, and the title tells it") {
  Model model = network_of({"a"}, {1}, {1, 2, 3, 4});
  CHECK(network_panel(model).title == "network");
  for (const double other : {5, 6, 7, 8}) model.parameters.push_back(other);
  const Panel panel = network_panel(model);
  CHECK(panel.title == "network 1 of 2");
  CHECK(panel.strokes[0].tip == "bias -> hidden1.1: 1");
}

TEST_CASE("wide names of inputs do not reach their circles") {
  const Panel panel = network_panel(network_of({std::string(16, 'W'), "b"}, {2}, {}));
  for (const PlacedText& text : panel.texts) {
    if (text.anchor != PlacedText::Anchor::kRight) continue;
    CHECK(text.at.x - text_width(text.text, 11) >= 0);
  }
}

TEST_CASE("numbers on lines have the background beneath them") {
  for (const PlacedText& text : network_panel(network_of({"a", "b"}, {2}, {1.25, 1.5})).texts) {
    if (text.text == "1.25" || text.text == "1.5") CHECK(text.is_on_line);
  }
}

TEST_CASE("a layer shows all its numbers or none, on no other line where there is room") {
  for (const std::size_t inputs : {1U, 2U, 3U, 5U, 8U}) {
    CAPTURE(inputs);
    std::vector<double> parameters;
    for (std::size_t i = 0; i < 40; ++i) parameters.push_back(1.5 + static_cast<double>(i) / 100);
    const Model model = network_of(input_names(inputs), {2}, parameters);
    const Panel panel = network_panel(model);
    const std::size_t weights = 2 * (inputs + 1);
    std::size_t shown = 0;
    for (std::size_t i = 0; i < weights; ++i) shown += has_text(panel, weight_text(parameters[i])) ? 1U : 0U;
    CHECK((shown == 0 || shown == weights));
    CHECK((inputs > 3 || shown == weights));
  }
}
