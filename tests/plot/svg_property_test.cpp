#include <cstdlib>
#include <limits>

#include "base/program.hpp"
#include "base/random.hpp"
#include "plot/style.hpp"
#include "plot/svg.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// Random parts of panels, hostile ones, too.
class PanelMaker {
 public:
  explicit PanelMaker(std::uint64_t seed) : random_(seed, RandomPurpose::kBench) {}

  Panel panel() {
    Panel panel{text(), text(), text()};
    if (is(2)) panel.caption = text() + "\n" + text();
    panel.is_log = is(3);
    panel.is_square = is(3);
    panel.has_axes = !is(5);
    panel.x = bounds();
    panel.y = bounds();
    for (std::uint64_t i = random_.below(6); i > 0; --i) panel.series.push_back(series());
    if (is(2)) panel.surface = surface();
    for (std::uint64_t i = random_.below(4); i > 0; --i)
      panel.cells.push_back({number(), number(), {colour(), number()}, text(), text()});
    if (is(3)) panel.colour_bar = ColourBar{text(), {number(), number(), number()}, {colour(), colour()}};
    for (std::uint64_t i = random_.below(4); i > 0; --i) {
      panel.strokes.push_back({point(), point(), random_.uniform() * 9, style(), text()});
      panel.nodes.push_back(
          {inside(panel), 5 + random_.uniform(), 5 + random_.uniform(), style(), text(), text()});
      panel.texts.push_back({point(), text(), static_cast<PlacedText::Anchor>(random_.below(3))});
    }
    for (std::uint64_t i = is(2) ? random_.below(30) : 0; i > 0; --i) {
      panel.x_names.push_back({text(), number()});
      panel.y_names.push_back({text(), random_.uniform()});
    }
    return panel;
  }

 private:
  bool is(std::uint64_t one_of) { return random_.below(one_of) == 0; }
  std::size_t style() { return random_.below(kStyles + 1); }
  Colour colour() { return is(2) ? colour_of(style()) : static_cast<Colour>(random_.below(0x1000000)); }
  Point point() { return {number(), number()}; }
  Point inside(const Panel& panel) {
    return {panel.x.low / 2 + panel.x.high / 2, panel.is_log ? 1 : panel.y.low / 2 + panel.y.high / 2};
  }

  double number() {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    switch (random_.below(14)) {
      case 0:
        return std::numeric_limits<double>::quiet_NaN();
      case 1:
        return is(2) ? kInfinity : -kInfinity;
      case 2:
        return is(2) ? 1e300 : -1e300;
      case 3:
        return is(2) ? std::numeric_limits<double>::max() : 5e-324;
      case 4:
        return 0;
      case 5:
        return 1.7e12 + random_.uniform();
      default:
        return 4 * random_.uniform() - 2;
    }
  }

  Bounds bounds() {
    switch (random_.below(6)) {
      case 0:
        return {number(), number()};
      case 1:
        return bounds_of({number(), number()});
      default:
        return {-1, 1};
    }
  }

  std::string text() {
    static const std::vector<std::string> kTexts = {
        "",
        "loss",
        "a name that is much too long for any place in a picture, and goes on and on and on",
        "</svg><script>alert(1)</script>",
        "]]>&amp;\"'<!--",
        "\xff\xfe\n\t\x01",
        "日本語の名前",
        "\xEF\xBF\xBF\xEF\xBF\xBE",
        "nn",
        "\xE2\x80\xAE turned",
        "%d {x} $HOME `x`"};
    return kTexts[random_.below(kTexts.size())];
  }

  Series series() {
    Series series{static_cast<Series::Kind>(random_.below(9)), text(), style(), {}};
    for (std::uint64_t i = is(8) ? 400 : random_.below(20); i > 0; --i) {
      series.points.push_back(point());
      if (!is(9)) series.bars.push_back({number(), number()});
      if (is(3)) series.tips.push_back(text());
    }
    if (is(3)) series.colour = colour();
    series.is_hollow = is(3);
    return series;
  }

  Surface surface() {
    Surface surface{1 + random_.below(9), 1 + random_.below(9), {}, {{text(), is(2), {}, {}, {}}}};
    Contours& contours = surface.contours[0];
    for (std::size_t i = 0; i < surface.columns * surface.rows; ++i) {
      surface.tints.push_back({colour(), number()});
      contours.values.push_back(number());
    }
    for (int i = 0; i < 3; ++i) {
      contours.levels.push_back(number());
      contours.names.push_back(text());
    }
    return surface;
  }

  RandomStream random_;
};

/// The numbers of all attributes with this name.
std::vector<double> numbers_of(const std::string& svg, const std::string& name) {
  std::vector<double> numbers;
  const std::string start = " " + name + "=\"";
  for (std::size_t at = svg.find(start); at != std::string::npos; at = svg.find(start, at + 1))
    numbers.push_back(std::strtod(svg.c_str() + at + start.size(), nullptr));
  return numbers;
}

/// The corners of all paths.
std::vector<Point> corners_of(const std::string& svg) {
  std::vector<Point> corners;
  for (std::size_t at = svg.find(" d=\""); at != std::string::npos; at = svg.find(" d=\"", at + 1)) {
    const char* here = svg.c_str() + at + 4;
    char command = 'M';
    Point place{0, 0};
    while (*here != '"') {
      if (*here == ' ') {
        ++here;
        continue;
      }
      if ((*here >= 'A' && *here <= 'Z') || (*here >= 'a' && *here <= 'z')) command = *here++;
      if (command == 'z') continue;
      char* end = nullptr;
      const double first = std::strtod(here, &end);
      REQUIRE(end != here);
      here = end;
      if (command == 'h') place.x += first;
      if (command == 'v') place.y += first;
      if (command == 'H' || command == 'M' || command == 'L') place.x = first;
      if (command == 'V') place.y = first;
      if (command == 'M' || command == 'L') {
        place.y = std::strtod(here, &end);
        here = end;
      }
      corners.push_back(place);
    }
  }
  return corners;
}

bool is_within(const std::vector<double>& numbers, double most) {
  for (const double number : numbers) {
    if (!(number >= 0 && number <= most)) {
      CAPTURE(number, most);
      CHECK(false);
      return false;
    }
  }
  return true;
}

}  // namespace

TEST_CASE("any panel makes well-formed XML with finite numbers within the document") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    PanelMaker maker(seed);
    Picture picture{seed % 2 == 0 ? "" : "title <&> \xff", {}};
    for (std::uint64_t i = 0; i <= seed % 5; ++i) picture.panels.push_back(maker.panel());
    const std::string svg = svg_document(picture, static_cast<Theme>(seed % 3));
    const ProgramOutput checked = run_program({"xmllint", "--nonet", "--noout", "-"}, svg);
    INFO(checked.errors);
    REQUIRE(checked.is_done);
    for (const std::string word : {"=\"nan", "=\"inf", "=\"-inf", " nan", " inf\"", "=\"-nan"}) {
      CAPTURE(word);
      CHECK(svg.find(word) == std::string::npos);
    }
    const SvgLayout layout = layout_of(picture);
    const std::string body = svg.substr(svg.find("</defs>"));
    CHECK(is_within(numbers_of(body, "x"), layout.width));
    CHECK(is_within(numbers_of(body, "cx"), layout.width));
    CHECK(is_within(numbers_of(body, "y"), layout.height));
    CHECK(is_within(numbers_of(body, "cy"), layout.height));
    CHECK(is_within(numbers_of(body, "width"), layout.width));
    CHECK(is_within(numbers_of(body, "height"), layout.height));
    std::vector<double> xs;
    std::vector<double> ys;
    for (const Point& corner : corners_of(body)) {
      xs.push_back(corner.x);
      ys.push_back(corner.y);
    }
    CHECK(is_within(xs, layout.width));
    CHECK(is_within(ys, layout.height));
    // All but the content of <title> elements is free of exponents.
    for (std::size_t at = body.find("e+"); at != std::string::npos; at = body.find("e+", at + 1))
      CHECK(body.rfind('>', at) > body.rfind('"', at));
  }
}

TEST_CASE("a panel has as many layers as one with the same number of series") {
  PanelMaker maker(7);
  for (int i = 0; i < 20; ++i) {
    const Panel panel = maker.panel();
    CHECK(svg_layers(panel, {0, 0, 460, 400}).size() == 9 + panel.series.size());
  }
}
