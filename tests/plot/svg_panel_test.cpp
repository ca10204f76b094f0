#include "plot/svg_panel.hpp"

#include <cmath>

#include "plot/style.hpp"
#include "plot/svg.hpp"
#include "plot/svg_colours.hpp"
#include "plot/svg_frame.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

constexpr PanelBox kBox = {0, 0, 460, 400};

Panel panel_named(const std::string& name) {
  Panel panel{name, "x " + name, "y " + name};
  panel.caption = "c " + name;
  panel.x = {0, 1};
  panel.y = {0, 1};
  panel.series.push_back({Series::Kind::kLine, "l " + name, 0, {{0, 0}, {1, 1}}});
  panel.series.push_back({Series::Kind::kMarks, "m " + name, 1, {{0.5, 0.25}}});
  panel.series.push_back({Series::Kind::kBars, "b " + name, 2, {{0.5, 0.25}}, {{0.1, 0.9}}});
  return panel;
}

std::string document_of(const std::vector<Panel>& panels) {
  return svg_document({"", panels}, Theme::kAuto);
}

bool has_part(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

Panel with_tints(double share) {
  Panel panel = panel_named("plane");
  panel.surface = Surface{2, 2, std::vector<Tint>(4, {colour_of(0), share}), {}};
  return panel;
}

}  // namespace

TEST_CASE("no text of a panel is more than text") {
  const std::string hostile = "a'b \"$(echo)\" %d {x} &<b>]]>";
  const std::string picture = document_of({panel_named(hostile)});
  const std::string shown = "a'b &quot;$(echo)&quot; %d {x} &amp;&lt;b&gt;]]&gt;";
  for (const std::string role : {">", ">x ", ">y ", ">c ", ">l ", ">m ", ">b "}) {
    CAPTURE(role);
    CHECK(has_part(picture, role + shown + "<"));
  }
  CHECK(has_part(document_of({panel_named("one\ntwo\r\x1b[31m\xff")}), ">one\\x0Atwo\\x0D\\x1B[31m\\xFF<"));
}

TEST_CASE("a panel without anything to draw has its axes") {
  Panel panel{"empty", "x", "y"};
  panel.x = panel.y = {0, 1};
  const std::string picture = document_of({panel, panel_named("full")});
  for (const std::string text : {">empty<", ">full<", ">0.2<"}) CHECK(has_part(picture, text));
  panel.surface = Surface{2, 2, std::vector<Tint>(4, {0xFF0000}), {{"boundary", true, {0.5}, {1, 1, 1, 1}}}};
  CHECK(count_of(svg_figure(panel), "nn-k1") == 0);  // no line, and none in the legend
  panel.surface->contours[0].values = {1, 0, 1, 0};
  CHECK(count_of(svg_figure(panel), "nn-k1") == 2);
}

TEST_CASE("a matrix of counts has its numbers and names, and what the pointer shows") {
  Panel panel{"matrix", "predicted", "actual"};
  panel.x = panel.y = {-0.5, 1.5};
  panel.cells = {{0, 1, {0x0072B2}, "17", "17 of 20"}, {1, 1, {0xFFFFFF}, "4"}};
  panel.x_names = {{"no", 0}, {"yes", 1}};
  const std::string picture = svg_figure(panel);
  for (const std::string text : {">17<", ">4<", ">no<", ">yes<", "<title>17 of 20</title>"})
    CHECK(has_part(picture, text));
}

TEST_CASE("the text on a tint can be read in front of either background") {
  const std::string rules = svg_rules(Theme::kAuto);
  const std::string light = rules.substr(0, rules.find("@media"));
  const std::string dark = rules.substr(rules.find("@media"));
  /// The colour of a class in rules; those for all themes stand in the first part.
  const auto fill = [&](const std::string& name, const std::string& theme) -> Colour {
    for (const std::string& part : {theme, light}) {
      const std::size_t at = part.find("." + name + "{fill:#");
      if (at == std::string::npos) continue;
      return part[at + name.size() + 8] == 'f' ? 0xFFFFFF : 0;
    }
    FAIL("no rule for " + name);
    return 0;
  };
  for (std::size_t style = 0; style <= kGrey; ++style) {
    for (int step = 0; step <= 20; ++step) {
      const double share = step / 20.0;
      const std::string ink(ink_class({colour_of(style), share}));
      CAPTURE(style, step, ink);
      CHECK(contrast(fill(ink, light), mixed(0xFFFFFF, light_colour(style), share)) >= 4.5);
      CHECK(contrast(fill(ink, dark), mixed(kDarkPalette.background, dark_colour(style), share)) >= 4.5);
    }
  }
  CHECK(ink_class({0x0072B2, 1}) == "nn-v");  // white on it, and black where it is lightened
  CHECK(ink_class({0x0072B2, 0.1}) == "nn-t");
  CHECK(ink_class({0xFEE838, 1}) == "nn-k");
  CHECK(ink_class({0x00224E, 1}) == "nn-w");
}

TEST_CASE("every style stands out from both backgrounds") {
  for (std::size_t style = 0; style <= kGrey; ++style) {
    CAPTURE(style);
    CHECK(contrast(light_colour(style), kLightPalette.background) >= 3);
    CHECK(contrast(dark_colour(style), kDarkPalette.background) >= 3);
  }
  for (const Palette& palette : {kLightPalette, kDarkPalette}) {
    CHECK(contrast(palette.ink, palette.background) >= 7);
    CHECK(contrast(palette.quiet, palette.background) >= 4.5);
  }
}

TEST_CASE("long numbers along an axis are few") {
  Panel panel = panel_named("prices");
  panel.is_square = true;
  panel.x = panel.y = {157647.5, 772536.5};
  const std::string picture = svg_figure(panel);
  CHECK(count_of(picture, ">200000<") == 2);  // along both axes
  CHECK(count_of(picture, ">400000<") == 2);
  CHECK(count_of(picture, ">500000<") <= 1);
}

TEST_CASE("a line of a single point can be seen, and one that is no number ends a line") {
  Panel panel{"start", "iteration", "loss"};
  panel.x = panel.y = {0, 1};
  panel.series.push_back({Series::Kind::kLine, "", 0, {{0, 0.5}}});
  CHECK(has_part(svg_figure(panel), "<use href=\"#nn-m0\""));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  panel.series[0].points = {{0, 0}, {0.2, 0.4}, {0.4, nan}, {0.6, 0.1}, {0.8, 0.9}};
  const std::string line = svg_layers(panel, kBox)[5];
  const std::string path = line.substr(line.find(" d=\""), line.find("/>") - line.find(" d=\""));
  CHECK(count_of(path, "M") == 2);
}

TEST_CASE("nothing lies outside the axes") {
  Panel panel{"clipped", "x", "y"};
  panel.x = panel.y = {0, 1};
  panel.series.push_back({Series::Kind::kMarks, "", 0, {{0.5, 2}, {-1, 0.5}, {1, 1}}});
  CHECK(count_of(svg_layers(panel, kBox)[5], "<use") == 1);  // the one on the corner
  panel.series[0] = {Series::Kind::kLine, "", 0, {{0, 5}, {1, 5}}};
  CHECK(svg_layers(panel, kBox)[5].empty());
  panel.series[0] = {Series::Kind::kBars, "", 0, {{0.5, 0.5}}, {{-9, 9}}};
  Panel inside = panel;
  inside.series[0].bars = {{0, 1}};
  CHECK(svg_layers(panel, kBox)[5] == svg_layers(inside, kBox)[5]);
}

TEST_CASE("lines of different styles differ without colours, too") {
  const std::string rules = svg_rules(Theme::kLight);
  for (std::size_t style = 1; style + 1 < kStyles; ++style)
    CHECK(has_part(rules, ".nn-p" + std::to_string(style) + "{stroke-dasharray:"));
  Panel panel = panel_named("two");
  panel.series = {{Series::Kind::kLine, "a", 0, {{0, 0}, {1, 1}}},
                  {Series::Kind::kLine, "b", 1, {{0, 0}, {1, 1}}}};
  const std::vector<std::string> layers = svg_layers(panel, kBox);
  CHECK(has_part(layers[5], "nn-p0"));
  CHECK(has_part(layers[6], "nn-p1"));
}

TEST_CASE("a line in a colour of its own stands out from both backgrounds") {
  for (const Colour colour : {0xFEE838U, 0x00224EU, 0x7D7C78U, 0xFFFFFFU, 0x000000U}) {
    CHECK(contrast(visible_colour(colour, kLightPalette), kLightPalette.background) >= 3);
    CHECK(contrast(visible_colour(colour, kDarkPalette), kDarkPalette.background) >= 3);
  }
  CHECK(visible_colour(0x7D7C78, kLightPalette) == 0x7D7C78);
  Panel panel = panel_named("rank");
  panel.series[0].colour = 0x00224E;
  CHECK(has_part(svg_layers(panel, kBox)[5], "nn-lo\" color=\"#00224e\""));
  CHECK(count_of(svg_layers(panel, kBox)[5], "nn-do") == 1);
}

TEST_CASE("tints of a colour add up to their share, and their area is small as a text") {
  CHECK(has_part(svg_layers(with_tints(0.3), kBox)[1], "fill-opacity=\"0.300\""));
  Panel panel = panel_named("slope");
  panel.surface = Surface{100, 100, {}, {}};
  for (std::size_t i = 0; i < 10000; ++i) {
    const double share = static_cast<double>(i % 100 + i / 100) / 200;
    panel.surface->tints.push_back({colour_of(share < 0.5 ? 0 : 1), 0.1 + 0.3 * share});
  }
  const std::string tints = svg_layers(panel, kBox)[1];
  CHECK(tints.size() < 10000);
  double rest = 1;  // of the background, below all areas of the second colour
  for (std::size_t at = tints.find("fill-opacity=\"", tints.find("nn-c1")); at != std::string::npos;
       at = tints.find("fill-opacity=\"", at + 1)) {
    rest *= 1 - std::stod(tints.substr(at + 14));
  }
  CHECK(1 - rest == Approx(0.4).margin(0.02));
}

TEST_CASE("a layer depends only on what it shows") {
  Panel first = with_tints(0.2);
  Panel second = with_tints(0.3);
  second.series[1].points[0].y = 0.75;
  const std::vector<std::string> a = svg_layers(first, kBox);
  const std::vector<std::string> b = svg_layers(second, kBox);
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CAPTURE(i);
    CHECK((a[i] == b[i]) == (i != 1 && i != 6));
  }
}

TEST_CASE("a name stands on its contour, once for each level") {
  Panel panel = with_tints(0.2);
  panel.surface->contours = {{"", false, {0.25, 0.75, 9}, {0, 1, 0, 1}, {"p .25", "p .75", "p 9"}}};
  const std::string contours = svg_layers(panel, kBox)[8];
  CHECK(count_of(contours, ">p .25<") == 1);
  CHECK(count_of(contours, ">p .75<") == 1);
  CHECK_FALSE(has_part(contours, "p 9"));
}

TEST_CASE("a colour bar has its bands, edges and label") {
  Panel panel = panel_named("bands");
  panel.colour_bar = ColourBar{"price", {0, 10, 20}, {0x112233, 0x445566}};
  const std::string picture = svg_figure(panel);
  for (const std::string text : {"fill=\"#112233\"", "fill=\"#445566\"", ">0<", ">10<", ">20<", ">price<"})
    CHECK(has_part(picture, text));
  panel.colour_bar->edges = {-1e308, 0, 9.999999999999998e307};  // their range is no number
  CHECK(has_part(svg_figure(panel), ">10\xC2\xB3\xE2\x81\xB0\xE2\x81\xB8<"));
}

TEST_CASE("a diagram of nodes has no axes") {
  Panel panel{"network", "", ""};
  panel.x = panel.y = {0, 1};
  panel.has_axes = false;
  panel.strokes = {{{0, 0.5}, {1, 0.5}, 3, 1, "weight 2.5"}};
  panel.nodes = {{{0, 0.5}, 12, 12, 0, "x1", "input x1"}, {{1, 0.5}, 40, 12, 1, "hidden", ""}};
  const std::string picture = svg_figure(panel);
  for (const std::string text :
       {"<title>weight 2.5</title>", "<title>input x1</title>", ">x1<", "<circle", "rx=\"6\""})
    CHECK(has_part(picture, text));
  CHECK_FALSE(has_part(picture, "nn-a\""));
}

TEST_CASE("a document has its title, its theme and each mark once") {
  const Picture picture{"orchard.csv & more", {panel_named("a"), panel_named("b"), panel_named("c")}};
  const std::string text = svg_document(picture, Theme::kAuto);
  CHECK(has_part(text, "<title>orchard.csv &amp; more</title>"));
  CHECK(has_part(text, "width=\"920\" height=\"832\""));
  CHECK(count_of(text, "id=\"nn-m0\"") == 1);
  CHECK(count_of(svg_figure(picture.panels[0]), "id=") == 0);
  CHECK(has_part(svg_figure(picture.panels[0]), "role=\"img\""));
}

TEST_CASE("what is counted has whole numbers along its axis") {
  for (int last = 1; last <= 30; ++last) {
    CAPTURE(last);
    Panel panel{"counts", "iteration", "runs"};
    panel.x = panel.y = {0, static_cast<double>(last)};
    panel.counts_x = panel.counts_y = true;
    const PanelFrame frame = frame_of(panel, kBox);
    CHECK(frame.x_ticks.size() >= 2);
    for (const std::vector<Tick>& ticks : {frame.x_ticks, frame.y_ticks}) {
      for (const Tick& tick : ticks) {
        CHECK(tick.value == std::floor(tick.value));
        CHECK_FALSE(has_part(tick.text, "."));
      }
    }
  }
}

TEST_CASE("a line without dashes keeps the colour of its style") {
  Panel panel = panel_named("solid");
  panel.series[0].style = 1;
  CHECK(has_part(svg_layers(panel, kBox)[5], "class=\"nn-l nn-p1 nn-c1\""));
  panel.series[0].is_solid = true;
  CHECK(has_part(svg_layers(panel, kBox)[5], "class=\"nn-l nn-c1\""));
}

TEST_CASE("a line may have a colour for each background") {
  Panel panel = panel_named("two");
  panel.series[0].colour = 0x00224E;
  panel.series[0].dark_colour = 0xFEE838;
  const std::string line = svg_layers(panel, kBox)[5];
  CHECK(has_part(line, "nn-lo\" color=\"#00224e\""));
  CHECK(has_part(line, "nn-do\" color=\"#fee838\""));
}

TEST_CASE("names along an axis have the room that there is") {
  Panel panel{"matrix", "predicted", "actual"};
  panel.x = panel.y = {-0.5, 1.5};
  panel.is_square = true;
  panel.x_names = panel.y_names = {{"sweet apples", 0}, {"a very very very long name of a class", 1}};
  const std::vector<Tick> ticks = frame_of(panel, kBox).x_ticks;
  CHECK(ticks[0].text == "sweet apples");
  CHECK(ticks[1].text.ends_with("\xE2\x80\xA6"));
  CHECK(ticks[1].text.size() > 18);
}

TEST_CASE("nothing shows through a text on a line") {
  Panel panel = panel_named("weights");
  panel.texts = {{{0.5, 0.5}, "1.89", PlacedText::Anchor::kMiddle}};
  const std::string without = svg_layers(panel, kBox)[10];
  panel.texts[0].is_on_line = true;
  CHECK(count_of(without, "<rect class=\"nn-bg\"") == 0);
  const std::string layer = svg_layers(panel, kBox)[10];
  const std::size_t ground = layer.find("<rect class=\"nn-bg\"");
  REQUIRE(ground != std::string::npos);
  CHECK(layer.find(">1.89<") > ground);
}
