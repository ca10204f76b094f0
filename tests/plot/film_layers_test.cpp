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

/// A group of a film: its text, and when it is shown.
struct Group {
  std::string text;
  std::string display;  // without SMIL
  std::vector<std::string> values{};
  std::vector<double> times{};
};

std::vector<Group> groups_in(const std::string& svg) {
  std::vector<Group> groups;
  for (const std::string& line : parts_of(svg, '\n')) {
    Group& group = groups.emplace_back(
        Group{std::regex_replace(line, std::regex("<[^>]*>"), ""), attribute(line, "display")});
    if (line.find("<animate ") == std::string::npos) continue;
    group.values = parts_of(attribute(line, "values"), ';');
    for (const std::string& time : parts_of(attribute(line, "keyTimes"), ';'))
      group.times.push_back(std::atof(time.c_str()));
    REQUIRE(group.values.size() == group.times.size());
    REQUIRE(attribute(line, "keyTimes").starts_with('0'));
    REQUIRE(group.times.front() == 0);
  }
  return groups;
}

/// The texts of the groups that SMIL shows at a share of the film's duration, or without SMIL.
std::vector<std::string> visible(const std::vector<Group>& groups, double share) {
  std::vector<std::string> found;
  for (const Group& group : groups) {
    std::string display = group.display;
    for (std::size_t i = 0; i < group.times.size() && share >= group.times[i]; ++i) display = group.values[i];
    if (display != "none") found.push_back(group.text);
  }
  return found;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("at each time one frame is visible, its layers from the back to the front") {
  const std::vector<FrameLayers> frames = {
      {"axes", "a0", "dot"}, {"axes", "a1", "dot"}, {"axes", "a1", ""}, {"axes", "a0", "dot"}};
  const FilmPace pace{1, 3};  // 6 seconds
  const std::vector<Group> svg = groups_in(animated(frames, pace));
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
    const std::vector<Group> svg = groups_in(animated(frames, pace_of(count)));
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
  const std::vector<Group> svg = groups_in(animated({{"a"}, {"a", "b"}}, {1, 1}));
  CHECK(visible(svg, 0.2) == Strings{"a"});
  CHECK(visible(svg, 0.8) == Strings{"a", "b"});
}

TEST_CASE("a film takes some eight seconds, and each frame between 0.04 and 0.6 seconds") {
  CHECK(pace_of(60).frame == Approx(8.0 / 60));
  CHECK(pace_of(2).frame == Approx(0.6));
  CHECK(pace_of(500).frame == Approx(0.04));
}
