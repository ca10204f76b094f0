#include "plot/units_panel.hpp"

#include <cmath>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/workers.hpp"
#include "model/saved_model.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"

using namespace nntrain;

namespace {

/// Rows of numbers around 0, from a sequence of their own.
SplitResult some_rows(const Model& model) {
  Split split{
      "train", {BlockMatrix(model.network.inputs()), BlockMatrix(1), BlockMatrix(0), 40}, BlockMatrix(1), {}};
  double last = 0.3;
  for (std::size_t row = 0; row < 40; ++row) {
    std::vector<double> inputs;
    for (std::size_t i = 0; i < model.network.inputs(); ++i) {
      last = last * 3.7 * (1 - last);  // the logistic map
      inputs.push_back(4 * last - 2);
    }
    split.samples.inputs.append(inputs);
    const std::vector<double> label = {static_cast<double>(row % 2)};
    split.samples.targets.append(label);
    split.truth.append(label);
  }
  Workers workers(1);
  return measure_split(model, {.loss = model.loss}, std::move(split), 0, workers);
}

/// The weighted sum of a unit and its size, from the JSON of a model: at values of the columns on the axes,
/// in the units of the file; the other inputs have the mean over the rows.
std::pair<double, double> weighted_sum(const nlohmann::json& model, std::size_t unit,
                                       const std::vector<std::string>& axes,
                                       const std::vector<double>& values, const SplitResult& rows) {
  const nlohmann::json& layer = model["layers"][0];
  double sum = layer.contains("bias") ? layer["bias"][unit].get<double>() : 0;
  double size = std::abs(sum);
  for (std::size_t i = 0; i < model["columns"].size(); ++i) {
    const nlohmann::json& column = model["columns"][i];
    double input = 0;
    for (std::size_t row = 0; row < 40; ++row) input += rows.split.samples.inputs.at(row, i) / 40;
    for (std::size_t a = 0; a < axes.size(); ++a) {
      if (column["name"] != axes[a]) continue;
      input = (values[a] - column["centre"].get<double>()) / column["divisor"].get<double>();
    }
    const double product = layer["weights"][i][unit].get<double>() * input;
    sum += product;
    size += std::abs(product);
  }
  return {sum, size};
}

struct Saved {
  Model model;
  nlohmann::json json;
};

Saved trained(const std::vector<std::string>& flags) {
  const test::ScratchFolder folder;
  std::vector<std::string> arguments = {"--data", "data/banknotes.txt", "--iterations", "3", "--quiet",
                                        "--save", folder.path("m.json")};
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  REQUIRE(test::nntrain(arguments).exit_code == 0);
  std::ifstream file(folder.path("m.json"));
  return {read_model(folder.path("m.json")).model, nlohmann::json::parse(file)};
}

std::size_t unit_number(const Series& line) {
  return static_cast<std::size_t>(std::stoi(line.tips.front().substr(5))) - 1;
}

}  // namespace

TEST_CASE("on the line of a hidden unit its weighted sum is 0, and the ticks show where it is positive") {
  std::size_t lines = 0;
  for (const char* const scale : {"none", "standard", "minmax"}) {
    for (int seed = 1; seed <= test::rounds(1, 4, 20); ++seed) {
      const Saved saved = trained({"--scale", scale, "--hidden", "4", "--seed", std::to_string(seed)});
      const SplitResult rows = some_rows(saved.model);
      for (const std::vector<std::string>& names :
           {std::vector<std::string>{"variance", "skewness"}, {"entropy", "curtosis"}, {"skewness"}}) {
        const Panel panel = units_panel(saved.model, rows, axes_of(saved.model, names));
        for (std::size_t s = 0; s < panel.series.size(); ++s) {
          const Series& line = panel.series[s];
          if (line.tips.empty() || !line.tips.front().starts_with("unit ")) continue;
          CAPTURE(scale, seed, names, line.tips.front());
          ++lines;
          const auto sum_at = [&](Point at) {
            return weighted_sum(saved.json, unit_number(line), names, {at.x, at.y}, rows);
          };
          REQUIRE(line.points.size() == 2);
          for (const Point& end : line.points) {
            CHECK((end.x >= panel.x.low && end.x <= panel.x.high));
            CHECK((end.y >= panel.y.low && end.y <= panel.y.high));
            CHECK(std::abs(sum_at(end).first) <= 1e-9 * sum_at(end).second);
          }
          const Series& ticks = panel.series[s + 1];
          for (std::size_t i = 0; i + 2 < ticks.points.size(); i += 3) {
            CHECK(std::abs(sum_at(ticks.points[i]).first) <= 1e-9 * sum_at(ticks.points[i]).second);
            CHECK(sum_at(ticks.points[i + 1]).first > 0);
            CHECK(std::isnan(ticks.points[i + 2].x));
          }
        }
      }
    }
  }
  CHECK(lines > 10);
}

TEST_CASE("a line has ends on the sides of the rectangle that it crosses") {
  const Bounds x = {0, 2};
  const Bounds y = {-1, 1};
  const auto ends = ends_of({{1, 0}, -0.5}, x, y);  // x = 0.5
  REQUIRE(ends);
  CHECK((ends->first.x == 0.5 && ends->second.x == 0.5));
  CHECK(ends->first.y + ends->second.y == 0);
  const auto level = ends_of({{0, 2}, 1}, x, y);  // y = -0.5
  REQUIRE(level);
  CHECK((level->first.y == -0.5 && level->second.y == -0.5));
  const auto diagonal = ends_of({{1, -1}, -1}, x, y);  // through two corners
  REQUIRE(diagonal);
  CHECK((diagonal->first.x == 0 && diagonal->first.y == -1 && diagonal->second.x == 2 &&
         diagonal->second.y == 1));
  CHECK_FALSE(ends_of({{1, 1}, -9}, x, y));
  CHECK_FALSE(ends_of({{0, 0}, 1}, x, y));
  CHECK_FALSE(ends_of({{0, 0}, 0}, x, y));
  CHECK_FALSE(ends_of({{0}, 1}, x, y));
  CHECK_FALSE(ends_of({{1}, 1}, x, y));  // x = -1
  CHECK(ends_of({{-2}, 2}, x, y)->second.x == 1);
}

TEST_CASE("units without a line, and those beyond the twelfth, are told") {
  Saved saved = trained({"--features", "variance,entropy", "--hidden", "14"});
  const SplitResult rows = some_rows(saved.model);
  for (std::size_t unit = 0; unit < 14; ++unit) saved.model.parameters[unit] = unit == 2 ? 1e6 : 0;  // biases
  const Panel panel = units_panel(saved.model, rows, axes_of(saved.model, {}));
  std::size_t lines = 0;
  for (const Series& one : panel.series) {
    if (!one.tips.empty() && one.tips.front().starts_with("unit ")) ++lines;
  }
  CHECK(lines == 11);
  CHECK_THAT(panel.caption, ContainsSubstring("no line here: unit 3"));
  CHECK_THAT(panel.caption, ContainsSubstring("the first 12 of 14 units"));
}
