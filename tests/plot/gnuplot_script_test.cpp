#include "plot/gnuplot_script.hpp"

#include "base/program.hpp"
#include "plot/style.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

Panel panel_called(const std::string& name) {
  Panel panel{name, "x " + name, "y " + name};
  panel.caption = "c " + name;
  panel.x = {0, 1};
  panel.y = {0, 1};
  panel.series.push_back({Series::Kind::kLine, "l " + name, 0, {{0, 0}, {1, 1}}});
  panel.series.push_back({Series::Kind::kMarks, "m " + name, 1, {{0.5, 0.25}}});
  panel.series.push_back({Series::Kind::kBars, "b " + name, 2, {{0.5, 0.25}}, {{0.1, 0.9}}});
  panel.x_names.push_back({name, 0.5});
  return panel;
}

ProgramOutput drawn(const std::vector<Panel>& panels, const Canvas& canvas = {60, 15, false}) {
  return run_program({"gnuplot", "-d", "-"}, gnuplot_script(panels, canvas));
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("no text is more than text to gnuplot") {
  const std::string hostile = "a'b `echo odd` \"$(echo odd)\" %d {x}_1 \\n &<b>";
  const ProgramOutput answer = drawn({panel_called(hostile)});
  INFO(answer.errors);
  CHECK(answer.is_done);
  CHECK(answer.errors.empty());
  CHECK(contains(answer.output, "x " + hostile));
}

TEST_CASE("control characters and broken UTF-8 end no line of the script") {
  const ProgramOutput answer = drawn({panel_called("one\ntwo\r\x1b[31m\xff")});
  CHECK(answer.is_done);
  CHECK(answer.errors.empty());
  CHECK(contains(answer.output, "one\\x0Atwo"));
}

TEST_CASE("a surface without any contour is drawn") {
  Panel panel = panel_called("flat");
  panel.surface = Surface{2, 2, std::vector<Tint>(4, {0xFF0000}), {{"boundary", true, {0.5}, {1, 1, 1, 1}}}};
  const ProgramOutput answer = drawn({panel});
  INFO(answer.errors);
  CHECK(answer.is_done);
  CHECK(answer.errors.empty());
}

TEST_CASE("a contour lies where the surface has its level") {
  Panel panel = panel_called("slope");
  panel.series.clear();
  Contours contours{"boundary", true, {0.5}, {}};
  for (int i = 0; i < 1600; ++i) contours.values.push_back(i % 40 / 39.0);  // left to right: 0 to 1
  panel.surface = Surface{40, 40, std::vector<Tint>(1600, {0xFFFFFF}), {contours}};
  const std::string picture = drawn({panel}, {41, 15, false}).output;
  std::size_t lines = 0;
  std::size_t column = 0;
  std::size_t begin = 0;
  for (std::size_t end; (end = picture.find('\n', begin)) != std::string::npos; begin = end + 1) {
    const std::string line = picture.substr(begin, end - begin);
    const std::size_t star = line.find('*');
    if (star == std::string::npos) continue;
    CHECK(line.find('*', star + 1) == std::string::npos);
    CHECK((lines == 0 || star == column));
    column = star;
    ++lines;
  }
  CHECK(lines > 5);
}

TEST_CASE("the matrix of counts is drawn with its numbers") {
  Panel panel{"matrix", "predicted", "actual"};
  panel.x = panel.y = {-0.5, 1.5};
  panel.cells = {{0, 1, {0x0072B2}, "17"}, {1, 1, {0xFFFFFF}, "4"}};
  panel.x_names = {{"no", 0}, {"yes", 1}};
  const ProgramOutput answer = drawn({panel});
  INFO(answer.errors);
  CHECK(answer.is_done);
  for (const std::string text : {"17", "4", "no", "yes"}) CHECK(contains(answer.output, text));
}

TEST_CASE("characters have no colour that a dark or a light terminal hides") {
  Panel panel = panel_called("many");
  panel.series.clear();
  for (std::size_t style = 0; style <= kGrey; ++style)
    panel.series.push_back({Series::Kind::kMarks, "m", style, {{0.1 * static_cast<double>(style), 0.5}}});
  panel.series.back().colour = 0x00224E;
  panel.surface = Surface{2, 2, std::vector<Tint>(4, {0}), {{"boundary", true, {0.5}, {0, 1, 0, 1}}}};
  panel.cells = {{0, 1, {0x0072B2}, "17"}, {1, 1, {0xFFFFFF}, "4"}};
  const ProgramOutput answer = drawn({panel}, {60, 15, true});
  CHECK(answer.is_done);
  // Blue: bright in gnuplot 5, normal in gnuplot 6.
  CHECK((contains(answer.output, "\x1b[1;34mo") || contains(answer.output, "\x1b[22;34mo")));
  for (const std::string strength : {"1", "22"}) {
    CHECK_FALSE(contains(answer.output, "\x1b[" + strength + ";30m"));  // black
    CHECK_FALSE(contains(answer.output, "\x1b[" + strength + ";37m"));  // white
  }
}
