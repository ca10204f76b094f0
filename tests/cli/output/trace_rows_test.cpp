// --trace-rows: with all rows, every number of a trace can be computed from those above it, sums included.

#include <cstdint>

#include "cli/results.hpp"
#include "cli/traced_runs.hpp"

namespace nntrain::test {
namespace {

/// A table with two numbers, a weight, a class and a number to predict. The same numbers each time.
std::string table_of(std::size_t rows) {
  std::string text = "a,b,importance,kind,size\n";
  std::uint64_t state = 7;
  const auto drawn = [&state] {  // Knuth's MMIX generator, in [-1, 1]
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state >> 40) / 8388608 - 1;
  };
  for (std::size_t row = 0; row < rows; ++row) {
    const double a = drawn();
    const double b = drawn();
    text += std::to_string(a) + "," + std::to_string(b) + "," + std::to_string(1.5 + drawn()) + "," +
            (a + b * b + drawn() > 0.3 ? "yes" : "no") + "," + std::to_string(2 * a - b + drawn()) + "\n";
  }
  return text;
}

Words of_kind(const std::string& data, const Words& more) {
  return with({"--data", data, "--target", "kind", "--features", "a,b", "--trace-rows", "all"}, more);
}

/// The rows of each section, by their numbers in the table.
std::vector<std::size_t> heights(const std::vector<TracedSection>& sections) {
  std::vector<std::size_t> rows;
  for (const TracedSection& section : sections) rows.push_back(section.at("X").height());
  return rows;
}

}  // namespace

TEST_CASE("all numbers of a table of 40 rows can be computed from those above them") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", table_of(40));
  const Spec plain = {.activations = {"sigmoid", "sigmoid"}};
  CHECK(heights(check_trace(of_kind(data, {}), plain)) == std::vector<std::size_t>{40, 40, 40});
  check_trace(of_kind(data, {"--weights-column", "importance", "--batch-size", "15", "--momentum", "0.5"}),
              {.activations = {"sigmoid", "sigmoid"}, .momentum = 0.5});
  check_trace(of_kind(data, {"--class-weights", "balanced", "--loss", "cross-entropy", "--l2", "0.1"}),
              {.activations = {"sigmoid", "sigmoid"}, .loss = "cross-entropy", .l2 = 0.1});
  check_trace(of_kind(data, {"--backprop", "lecture"}),
              {.activations = {"sigmoid", "sigmoid"}, .lecture = true});
  check_trace({"--data", data, "--target", "size", "--features", "a,b", "--hidden", "4,3", "--activation",
               "tanh,relu", "--dropout", "0.3", "--trace-rows", "all"},
              {.activations = {"tanh", "relu", "identity"}, .loss = "mse"});
}

TEST_CASE("all numbers of a table of several blocks can be computed, too") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", table_of(300));
  const Words mean = {"--loss", "mse", "--hidden", "3"};
  const std::vector<TracedSection> whole = check_trace(
      of_kind(data, with(mean, {"--optimizer", "adam", "--dropout", "0.5"})),
      {.activations = {"sigmoid", "sigmoid"}, .loss = "mse", .rate = 0.001, .optimizer = "adam"}, 3);
  CHECK(heights(whole) == std::vector<std::size_t>{300, 300, 300, 300});
  CHECK(whole[0].at("mask1").values != whole[1].at("mask1").values);
  CHECK_FALSE(contains(whole[0].text, "more row"));
  CHECK_FALSE(contains(whole[0].text, "over all"));
  const std::vector<TracedSection> batches =
      check_trace(of_kind(data, with(mean, {"--batch-size", "140", "--momentum", "0.9", "--dropout", "0.2",
                                            "--weights-column", "importance", "--threads", "2"})),
                  {.activations = {"sigmoid", "sigmoid"}, .loss = "mse", .momentum = 0.9}, 1);
  CHECK(heights(batches) == std::vector<std::size_t>{140, 140, 20, 300});
  check_trace(of_kind(data, with(mean, {"--validation-fraction", "0.2", "--optimizer", "rprop"})),
              {.activations = {"sigmoid", "sigmoid"}, .loss = "mse", .optimizer = "rprop"}, 4);
}

TEST_CASE("each of several starts can be computed") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", table_of(40));
  const std::vector<TracedSection> starts =
      check_trace(of_kind(data, {"--restarts", "2"}), {.activations = {"sigmoid", "sigmoid"}});
  REQUIRE(starts.size() == 6);
  CHECK(starts[3].title == "Iteration 1 (start 2 of 2)");
  CHECK(contains(starts[3].text, "(X: as above)\n"));
  CHECK(starts[0].at("W1").values != starts[3].at("W1").values);
}

TEST_CASE("--trace-rows is the most rows of a matrix") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", table_of(300));
  const Words words = {"--data", data, "--target", "kind", "--features", "a,b", "--iterations", "1", "-q"};
  for (const auto& [rows, height] :
       {std::pair<std::string, std::size_t>{"1", 1}, {"10", 10}, {"129", 129}, {"300", 300}, {"301", 300}}) {
    CAPTURE(rows);
    const std::vector<TracedSection> sections = parse_trace(nntrain(with(words, {"--trace-rows", rows})).out);
    REQUIRE(sections.size() == 2);
    for (const std::string name : {"X", "y", "z1", "h1", "yhat", "delta1"})
      CHECK(sections[0].at(name).height() == height);
    CHECK(contains(sections[0].text, std::to_string(300 - height) + " more row") == (height < 300));
    CHECK(contains(sections[0].text, "sums run over all 300 rows") == (height < 300));
    CHECK(sections[0].at("X").rows.back() == "row " + std::to_string(height));
  }
  const std::string usual = nntrain(with(words, {"--trace"})).out;
  CHECK(parse_trace(usual)[0].at("X").height() == 10);
  for (const std::string wrong : {"0", "-1", "x", "1.5", "ALL"})
    check_refusal(with(words, {"--trace-rows=" + wrong}), 2,
                  {"--trace-rows '" + wrong + "' is not a whole number from 1, or all"});
  CHECK(json_of(with(words, {"--trace-rows", "all"}))["options"]["trace-rows"] == "all");
  CHECK(json_of(with(words, {"--trace-rows", "3"}))["options"]["trace-rows"] == 3);
}

}  // namespace nntrain::test
