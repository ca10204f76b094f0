// The weights after some passes agree with PyTorch's (scripts/golden/pytorch.py) and NumPy's
// (scripts/golden/recipes.py) from the same start.

#include <fstream>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

using nlohmann::json;

/// The largest difference between two lists of numbers, however nested.
double largest_difference(const json& a, const json& b) {
  if (a.is_number()) return std::abs(a.get<double>() - b.get<double>());
  REQUIRE(a.size() == b.size());
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, largest_difference(a[i], b[i]));
  return largest;
}

/// Trains each case of a file of tests/golden, and returns how many there are.
std::size_t check_trajectories(const std::string& name_of_file) {
  const json golden = json::parse(read_file(NNTRAIN_SOURCE_DIR "/tests/golden/" + name_of_file));
  const ScratchFolder scratch;
  for (const auto& [name, text] : golden["tables"].items()) scratch.file(name, text.get<std::string>());
  std::size_t cases = 0;
  for (const json& one : golden["cases"]) {
    INFO(one["name"].get<std::string>());
    const std::string data = one["data"];
    const std::string start = scratch.file("start.json", one["start"].dump());
    Words words = one["arguments"].get<Words>();
    words = with(words, {"--data", golden["tables"].contains(data) ? scratch.path(data) : data, "--init-from",
                         start, "--quiet"});
    const json result = json_of(words);
    REQUIRE(result["layers"].size() == one["end"]["layers"].size());
    for (std::size_t l = 0; l < result["layers"].size(); ++l) {
      const json& layer = result["layers"][l];
      const json& torch = one["end"]["layers"][l];
      CHECK(largest_difference(layer["weights"], torch["weights"]) < 1e-10);
      CHECK(layer.contains("bias") == torch.contains("bias"));
      if (torch.contains("bias")) CHECK(largest_difference(layer["bias"], torch["bias"]) < 1e-10);
    }
    CHECK(result["metrics"]["train"]["loss"].get<double>() ==
          Approx(one["loss"].get<double>()).epsilon(1e-9));
    ++cases;
  }
  return cases;
}

}  // namespace

TEST_CASE("trajectories are PyTorch's") {
  CHECK(check_trajectories("torch.json") >= 40);
}

TEST_CASE("trajectories with what PyTorch's cases lack are NumPy's") {
  CHECK(check_trajectories("recipes.json") >= 11);
}

}  // namespace nntrain::test
