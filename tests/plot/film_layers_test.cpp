// Which frame of a film is visible at which time.

#include "plot/film_layers.hpp"

#include <algorithm>
#include <cstdlib>
#include <regex>
#include <sstream>

#include "support/catch.hpp"

using namespace nntrain;

namespace {

std::vector<std::string> parts_of(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

std::string attribute(const std::string& element, const std::string& name) {
  std::smatch found;
  const std::regex pattern(" " + name + "=\"([^\"]*)\"");
  return std::regex_search(element, found, pattern) ? found[1].str() : "";
}

/// The texts of the groups that SMIL shows at a share of the film's duration, or without SMIL.
std::vector<std::string> visible(const std::string& svg, double share) {
  std::vector<std::string> found;
  for (const std::string& line : parts_of(svg, '\n')) {
    std::string display = attribute(line, "display");
    const std::string text = std::regex_replace(line, std::regex("<[^>]*>"), "");
    if (line.find("<animate ") != std::string::npos && share >= 0) {
      const std::vector<std::string> values = parts_of(attribute(line, "values"), ';');
      const std::vector<std::string> times = parts_of(attribute(line, "keyTimes"), ';');
      REQUIRE(values.size() == times.size());
      REQUIRE(times.front() == "0");
      for (std::size_t i = 0; i < times.size(); ++i) {
        if (std::atof(times[i].c_str()) <= share) display = values[i];
      }
    }
    if (display != "none") found.push_back(text);
  }
  return found;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("at each time one frame is visible, its layers from the back to the front") {
  const std::vector<FrameLayers> frames = {
      {"axes", "a0", "dot"}, {"axes", "a1", "dot"}, {"axes", "a1", ""}, {"axes", "a0", "dot"}};
  const FilmPace pace{1, 3};  // 6 seconds
  const std::string svg = animated(frames, pace);
  const std::vector<Strings> shown = {
      {"axes", "a0", "dot"}, {"axes", "a1", "dot"}, {"axes", "a1"}, {"axes", "a0", "dot"}};
  for (int tenth = 0; tenth < 60; ++tenth) {
    const auto frame = static_cast<std::size_t>(std::min(tenth / 10, 3));
    CAPTURE(tenth);
    CHECK(visible(svg, (tenth + 0.5) / 60) == shown[frame]);
  }
  CHECK(visible(svg, -1) == shown.back());
}

TEST_CASE("a layer is written once however often it is shown") {
  const std::string svg = animated({{"<a/>", "<b/>"}, {"<a/>", "<c/>"}, {"<a/>", "<b/>"}}, {1, 1});
  CHECK(std::count(svg.begin(), svg.end(), 'b') > 0);
  for (const char* const element : {"<a/>", "<b/>", "<c/>"}) CHECK(svg.find(element) == svg.rfind(element));
  CHECK(std::count(svg.begin(), svg.end(), '\n') == 3);
}

TEST_CASE("a film of hundreds of frames never shows none or two at once") {
  for (const std::size_t count : {1U, 2U, 61U, 500U}) {
    std::vector<FrameLayers> frames;
    for (std::size_t i = 0; i < count; ++i) frames.push_back({std::to_string(i)});
    const std::string svg = animated(frames, pace_of(count));
    std::string before = "0";
    for (int step = 0; step < 400; ++step) {
      const Strings now = visible(svg, step / 400.0);
      REQUIRE(now.size() == 1);
      CHECK(std::atoi(now[0].c_str()) >= std::atoi(before.c_str()));
      before = now[0];
    }
    CHECK(before == std::to_string(count - 1));
    CHECK(visible(svg, -1) == Strings{std::to_string(count - 1)});
  }
}

TEST_CASE("frames may have different numbers of layers") {
  const std::string svg = animated({{"a"}, {"a", "b"}}, {1, 1});
  CHECK(visible(svg, 0.2) == Strings{"a"});
  CHECK(visible(svg, 0.8) == Strings{"a", "b"});
}

TEST_CASE("a film takes some eight seconds, and each frame between 0.04 and 0.6 seconds") {
  CHECK(pace_of(60).frame == Approx(8.0 / 60));
  CHECK(pace_of(2).frame == Approx(0.6));
  CHECK(pace_of(500).frame == Approx(0.04));
}
