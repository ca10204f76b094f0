// The commands in docs/lecture.md give the tables of the lecture's notes. readme_test.cpp checks that they
// print what the document shows.

#include "cli/examples.hpp"
#include "cli/tables.hpp"
#include "cli/traces.hpp"
#include "support/golden.hpp"

namespace nntrain::test {
namespace {

/// Nine digits after the decimal point, or six where the notes have six.
constexpr double kNine = 5.1e-10;
constexpr double kSix = 5.1e-7;

/// The output that the document shows for the one command with all these parts.
std::string shown(const Words& parts) {
  std::vector<std::string> found;
  for (const Example& example : examples_of("docs/lecture.md")) {
    const bool has_all = std::all_of(
        parts.begin(), parts.end(), [&](const std::string& part) { return contains(example.command, part); });
    if (has_all) found.push_back(example.output);
  }
  CAPTURE(parts);
  REQUIRE(found.size() == 1);
  return found.front();
}

/// Sections of a trace, with or without their titles.
std::vector<TracedSection> pieces(const Words& parts) {
  const std::string text = shown(parts);
  return parse_trace(text.rfind("===", 0) == 0 ? text : "=== shown ===\n" + text);
}

struct Layers {
  std::vector<double> w1;  // unit by unit, as in the notes: bias, variance, entropy
  std::vector<double> w2;
};

void check_close(const std::vector<double>& found, const std::vector<double>& expected, double tolerance) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) CHECK(std::abs(found[i] - expected[i]) <= tolerance);
}

Layers layers_of(const TracedSection& section) {
  Layers layers;
  const TracedMatrix& w1 = section.at("new W1");
  for (std::size_t unit = 0; unit < w1.width(); ++unit) {
    for (const auto& row : w1.values) layers.w1.push_back(row[unit]);
  }
  for (const auto& row : section.at("new W2").values) layers.w2.push_back(row[0]);
  return layers;
}

/// The weights in a row of --log-weights.
Layers layers_of(const Words& row) {
  Layers layers;
  REQUIRE(row.size() == 1 + 15 + 6);
  for (std::size_t unit = 0; unit < 5; ++unit) {
    for (std::size_t input = 0; input < 3; ++input) layers.w1.push_back(std::stod(row[1 + input * 5 + unit]));
  }
  for (std::size_t i = 16; i < row.size(); ++i) layers.w2.push_back(std::stod(row[i]));
  return layers;
}

void check_layers(const Layers& found, const Layers& expected, double tolerance) {
  check_close(found.w1, expected.w1, tolerance);
  check_close(found.w2, expected.w2, tolerance);
}

const std::vector<double> kW2AfterOne = {0.012479416968924212,  -0.528193003961237917, 0.619349384696168292,
                                         -1.132839117297399278, 1.225376272863851312,  0.270727899285284179};
const Layers kLectureAfterOne = {
    {0.529996420945294977, -0.092462539534230753, 0.112548520362987806, -0.776584541167110953,
     0.922969658874176702, 0.538168924994263831, 0.253851067205224323, 0.875106116826811609,
     -0.962308553968561409, 1.163620774054165530, -0.812360669180081540, -0.066763732760409700,
     -0.389400494577685774, 0.568439505168990111, 0.892597586396568610},
    kW2AfterOne};
const Layers kExactAfterOne = {
    {0.514585574759108821, -0.175630358351191646, 0.118454648065580675, -0.762930345393700415,
     0.963367043195419326, 0.518782953990095108, 0.251989803345625429, 0.807875892671016671,
     -0.982148679972386307, 1.208568759821928351, -0.648162490467990127, -0.095597741553558158,
     -0.382066620412696789, 0.598330408569191619, 0.883574707944410176},
    kW2AfterOne};
const Layers kLectureAfterTen = {
    {0.507372204275109651, 0.535475929323285693, 0.128810709466684936, -0.815566177706645745,
     0.681114947229547352, 0.619387536948034056, 0.122780886618281210, 1.373080275582620358,
     -0.758178512383637537, 1.088656417187622516, -1.252709515339615276, -0.072539450870138703,
     -0.399802362910794962, 0.461986963528046912, 0.914140237882633655},
    {0.0060110643389429622, -0.6220607841844508767, 0.3325853749951605542, -1.4651738553883311145,
     1.5428995245430581207, 0.0656205445425466494}};
const Layers kExactAfterTen = {
    {0.515516600986602902, 0.190230506955082368, 0.147504905086682264, -0.780339897671209259,
     0.869747798531702254, 0.554223852245976700, 0.171024364600083356, 1.166499790228382238,
     -0.799931986133870510, 1.138417473446413863, -0.995345791413304593, -0.061878974338079464,
     -0.387283986473761610, 0.557727131449149316, 0.893273286246585085},
    {0.0012772273858280073, -0.5325573062072620489, 0.2364829546227742996, -1.4966221165647906055,
     1.5762891120613979901, -0.0043915112508686478}};

/// The accuracies in a table of --seeds, seed by seed.
std::vector<std::string> accuracies_in(const std::string& table) {
  std::vector<std::string> found;
  for (const std::string& line : lines_of(table)) found.push_back(words_of(line).at(2));
  REQUIRE(found.size() == 9);
  found.erase(found.begin());  // the header
  return found;
}

}  // namespace

TEST_CASE("the document's perceptron learns OR as the notes have it") {
  const std::vector<TracedSection> updates = pieces({"~/or.conf", "newW1"});
  REQUIRE(updates.size() == 5);
  const std::vector<std::vector<double>> weights = {
      {-0.5, 0.5, 0.5}, {-0.5, 0.5, 1}, {-0.5, 1, 1}, {-0.5, 1, 1}};
  for (std::size_t i = 0; i < 4; ++i) check_numbers(updates[i].at("new W1"), weights[i], 0);
  const std::vector<TracedSection> after = pieces({"~/or.conf", "z1"});
  check_numbers(after[0].at("z1"), {-0.5, 0.5, 0.5, 1.5}, 0);
  check_numbers(after[0].at("yhat"), {0, 1, 1, 1}, 0);
}

TEST_CASE("the document's XNOR has AND, NOR and OR for units") {
  for (const std::string start : {"~/xnor.json", "~/steep.json"}) {
    const double tolerance = start == "~/xnor.json" ? 0 : 1e-4;
    const TracedSection table = pieces({start, "--trace"})[0];
    check_numbers(table.at("h1"), {0, 1, 0, 0, 0, 0, 1, 0}, tolerance);
    check_numbers(table.at("yhat"), {1, 0, 0, 1}, tolerance);
  }
  check_numbers(pieces({"~/xnor.json", "--trace"})[0].at("X"), {0, 0, 0, 1, 1, 0, 1, 1}, 0);
  CHECK(contains(shown({"uniq -c"}), " 1 0.75\n"));
  CHECK(!contains(shown({"uniq -c"}), " 1\n"));
}

TEST_CASE("the document's backpropagation by hand has the notes' digits") {
  const std::vector<TracedSection> way = pieces({"~/hand.json", "--trace 2"});
  REQUIRE(way.size() == 3);
  const std::vector<std::vector<double>> h = {
      {0.85, 0.48}, {0.923619, 0.5588775}, {1.007979192, 0.640835072}};
  const std::vector<double> yhat = {0.191, 0.255745781, 0.332313930};
  const std::vector<double> cost = {0.3272405, 0.276957171, 0.222902344};
  for (std::size_t k = 0; k < 3; ++k) {
    check_numbers(way[k].at("h1"), h[k], kNine);
    check_numbers(way[k].at("yhat"), {yhat[k]}, kNine);
    CHECK(std::abs(value_of(way[k], "C") - cost[k]) <= kNine);
  }
  check_numbers(way[0].at("new W1"), {0.121326, 0.132135, 0.226989, 0.0982025}, kNine);
  check_numbers(way[0].at("new W2"), {0.1743825, 0.169416}, kNine);
  check_numbers(way[1].at("new W1"), {0.134304491, 0.144743857, 0.246456737, 0.117115786}, kNine);
  check_numbers(way[1].at("new W2"), {0.208752867, 0.190213347}, kNine);

  const std::vector<TracedSection> fast = pieces({"~/hand.json", "--lr 0.25"});
  REQUIRE(fast.size() == 2);
  check_numbers(fast[0].at("new W1"), {0.16663, 0.180675, 0.294945, 0.1710125}, kNine);
  check_numbers(fast[0].at("new W2"), {0.3119125, 0.24708}, kNine);
  check_numbers(fast[1].at("h1"), {1.218095, 0.8743875}, kNine);
  check_numbers(fast[1].at("yhat"), {0.595982720}, kNine);
  CHECK(std::abs(value_of(fast[1], "C") - 0.081614981) <= kNine);

  const TracedSection sigmoid = pieces({"~/hand.json", "--activation sigmoid"})[0];
  check_numbers(sigmoid.at("h1"), {0.700567, 0.617748}, kSix);
  check_numbers(sigmoid.at("z2"), {0.190742}, kSix);
  check_numbers(sigmoid.at("yhat"), {0.547541}, kSix);
  CHECK(std::abs(value_of(sigmoid, "C") - 0.102359) <= kSix);
  check_numbers(sigmoid.at("dW2"), {-0.078528, -0.069245}, kSix);
  check_numbers(sigmoid.at("dW1"), {-0.006583881, -0.007940670, -0.009875821, -0.011911005}, kNine);
}

TEST_CASE("the document's network of the lecture has R's numbers") {
  const std::vector<TracedSection> rules = pieces({"lecture_start", "--trace-show newW"});
  REQUIRE(rules.size() == 2);
  check_layers(layers_of(rules[0]), kLectureAfterOne, 10 * kNine);
  check_layers(layers_of(rules[1]), kExactAfterOne, 10 * kNine);

  const Cells rows = cells_of(shown({"tail -1 ~/weights.csv"}));
  REQUIRE(rows.size() == 3);
  CHECK(rows[0][1] == "hidden1.1:bias");
  check_layers(layers_of(rows[1]), kLectureAfterTen, 1e-11);
  check_layers(layers_of(rows[2]), kExactAfterTen, 1e-11);

  const Words words = words_of(shown({"lecture_start", "for k in 1 10"}));
  const std::vector<double> expected = {1,  0.18138507808574775, 0.8571428571428571,   // lecture
                                        10, 0.11021311551239966, 0.86516034985422741,  //
                                        1,  0.19944850753177168, 0.80612244897959184,  // exact
                                        10, 0.11618422813151351, 0.87317784256559772};
  std::vector<double> found;
  for (const std::string& word : words) found.push_back(std::stod(word));
  check_close(found, expected, 1e-11);
}

TEST_CASE("what the slides' learn() returns is a row earlier in the document's log") {
  const auto golden = read_golden("lecture.txt");
  const Cells log = cells_of(shown({"~/cost.csv"}));
  REQUIRE(log.size() == 6);  // with what stopped, and the header
  for (std::size_t k = 1; k <= 3; ++k) {
    CHECK(log[1 + k][0] == std::to_string(k - 1));
    check_close({std::stod(log[1 + k][2])}, golden.at("learn." + std::to_string(k)), 1e-15);
  }
}

TEST_CASE("the document's experiment tells what its runs show") {
  const std::vector<std::string> exact = accuracies_in(shown({"--seeds 1..8 |", "~/notes.conf"}));
  const std::vector<std::string> lecture = accuracies_in(shown({"--seeds 1..8 --backprop lecture"}));
  CHECK(std::count(exact.begin(), exact.end(), "0.8980") == 2);  // the slides' 0.8979592
  CHECK(std::count(lecture.begin(), lecture.end(), "0.8980") == 1);

  const std::vector<std::string> reversed = accuracies_in(shown({"~/reversed.csv", "--seeds"}));
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < 8; ++i) {
    if (exact[i] != reversed[i]) others.push_back(i + 1);
  }
  CHECK(others == std::vector<std::size_t>{1, 6});

  const std::string histogram = shown({"--plot-panels histogram"});
  CHECK(contains(histogram, "backprop exact: 400 runs: mean 0.8981, sd 0.006864, from 0.8848 to 0.9111"));
  CHECK(contains(histogram, "backprop lecture: 400 runs: mean 0.8915, sd 0.006598, from 0.812 to 0.9074"));

  // 40 starts in R; other random numbers give other means, by a few standard errors at most.
  const Words means = words_of(shown({"--seeds 1..40"}));
  REQUIRE(means.size() == 4);
  CHECK(std::abs(std::stod(means[0]) - 0.8988) < 3 * 0.0069 * std::sqrt(2.0 / 40));
  CHECK(std::abs(std::stod(means[2]) - 0.8910) < 3 * 0.0048 * std::sqrt(2.0 / 40));
}

TEST_CASE("the document's Keras model has layers of 15 and 6 parameters") {
  std::vector<Words> table;
  for (const std::string& line : lines_of(shown({"nntrain show"}))) table.push_back(words_of(line));
  CHECK(table[2] == Words{"hidden1", "(sigmoid)", "(rows,", "5)", "15"});
  CHECK(table[3] == Words{"output", "(sigmoid)", "(rows,", "1)", "6"});
  CHECK(table[5] == Words{"Total", "parameters:", "21"});
  const std::string log = shown({"~/keras.csv", "sed"});
  CHECK(contains(log, "\n1000,"));
  CHECK(contains(shown({"--preset keras", "--split ordered", "~/keras.json"}),
                 "no validation row is of class 0"));
  CHECK(shown({"--validation-fraction 0.2005"}) == "1097\t275\n");
  CHECK(shown({"--split ordered --print train.rows"}) == "1098\t274\n");
}

}  // namespace nntrain::test
