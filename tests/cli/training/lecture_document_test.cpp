// The commands in docs/lecture.md give the tables of the lecture's notes. readme_test.cpp checks that they
// print what the document shows.

#include "cli/examples.hpp"
#include "cli/traces.hpp"

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

Layers layers_of(const nlohmann::json& json) {
  Layers layers;
  for (std::size_t unit = 0; unit < 5; ++unit) {
    layers.w1.push_back(json[0]["bias"][unit]);
    for (const auto& row : json[0]["weights"]) layers.w1.push_back(row[unit]);
  }
  layers.w2.push_back(json[1]["bias"][0]);
  for (const auto& row : json[1]["weights"]) layers.w2.push_back(row[0]);
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

}  // namespace

TEST_CASE("the document's perceptron learns OR as the notes have it") {
  const std::vector<TracedSection> updates = pieces({"data/or.csv", "/^new W1"});
  REQUIRE(updates.size() == 4);
  const std::vector<std::vector<double>> weights = {
      {-0.5, 0.5, 0.5}, {-0.5, 0.5, 1}, {-0.5, 1, 1}, {-0.5, 1, 1}};
  for (std::size_t i = 0; i < 4; ++i) check_numbers(updates[i].at("new W1"), weights[i], 0);
  const std::vector<TracedSection> after = pieces({"data/or.csv", "/^z1"});
  check_numbers(after[0].at("z1"), {-0.5, 0.5, 0.5, 1.5}, 0);
  check_numbers(after[0].at("yhat"), {0, 1, 1, 1}, 0);
}

TEST_CASE("the document's XNOR has AND, NOR and OR for units") {
  const TracedSection table = pieces({"~/xnor.json", "--iterations 0"})[0];
  check_numbers(table.at("X"), {0, 0, 0, 1, 1, 0, 1, 1}, 0);
  check_numbers(table.at("h1"), {0, 1, 0, 0, 0, 0, 1, 0}, 1e-4);
  check_numbers(table.at("yhat"), {1, 0, 0, 1}, 1e-4);
  CHECK(contains(shown({"uniq -c"}), " 1 0.75\n"));
  CHECK(!contains(shown({"uniq -c"}), " 1\n"));
}

TEST_CASE("the document's backpropagation by hand has the notes' digits") {
  const std::vector<TracedSection> way = pieces({"~/hand.json", "--trace 2", "/^yhat"});
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
  const std::vector<TracedSection> weights = pieces({"~/hand.json", "--trace 2", "/^new W[12]"});
  check_numbers(weights[0].at("new W1"), {0.121326, 0.132135, 0.226989, 0.0982025}, kNine);
  check_numbers(weights[0].at("new W2"), {0.1743825, 0.169416}, kNine);
  check_numbers(weights[1].at("new W1"), {0.134304491, 0.144743857, 0.246456737, 0.117115786}, kNine);
  check_numbers(weights[1].at("new W2"), {0.208752867, 0.190213347}, kNine);

  const TracedSection fast = pieces({"~/hand.json", "--lr 0.25"})[0];
  check_numbers(fast.at("new W1"), {0.16663, 0.180675, 0.294945, 0.1710125}, kNine);
  check_numbers(fast.at("new W2"), {0.3119125, 0.24708}, kNine);
  check_numbers(fast.at("h1"), {1.218095, 0.8743875}, kNine);
  check_numbers(fast.at("yhat"), {0.595982720}, kNine);
  CHECK(std::abs(value_of(fast, "C") - 0.081614981) <= kNine);

  const TracedSection sigmoid = pieces({"--config ~/sigmoid.conf"})[0];
  check_numbers(sigmoid.at("h1"), {0.700567, 0.617748}, kSix);
  check_numbers(sigmoid.at("z2"), {0.190742}, kSix);
  check_numbers(sigmoid.at("yhat"), {0.547541}, kSix);
  CHECK(std::abs(value_of(sigmoid, "C") - 0.102359) <= kSix);
  check_numbers(sigmoid.at("dW2"), {-0.078528, -0.069245}, kSix);
  check_numbers(sigmoid.at("dW1"), {-0.006583881, -0.007940670, -0.009875821, -0.011911005}, kNine);
}

TEST_CASE("the document's network of the lecture has R's numbers") {
  check_layers(layers_of(pieces({"lecture_start", "--iterations 1 ", "--backprop lecture", "/^new W"})[0]),
               kLectureAfterOne, 10 * kNine);
  check_layers(layers_of(pieces({"lecture_start", "--iterations 1 ", "--backprop exact", "/^new W"})[0]),
               kExactAfterOne, 10 * kNine);

  const std::string both = shown({"lecture_start", "--format json"});
  const std::size_t second = both.rfind("\"layers\"");
  const auto parsed = [](const std::string& text) {
    return nlohmann::json::parse("{" + text.substr(0, text.rfind(']') + 1) + "}")["layers"];
  };
  check_layers(layers_of(parsed(both.substr(0, second))), kLectureAfterTen, 1e-11);
  check_layers(layers_of(parsed(both.substr(second))), kExactAfterTen, 1e-11);

  const Words words = words_of(shown({"lecture_start", "for k in 1 10"}));
  const std::vector<double> expected = {1,  0.18138507808574775, 0.8571428571428571,   // lecture
                                        10, 0.11021311551239966, 0.86516034985422741,  //
                                        1,  0.19944850753177168, 0.80612244897959184,  // exact
                                        10, 0.11618422813151351, 0.87317784256559772};
  std::vector<double> found;
  for (const std::string& word : words) found.push_back(std::stod(word));
  check_close(found, expected, 1e-11);
}

TEST_CASE("the document's experiment has the slides' accuracy among its runs") {
  const Words words = words_of(shown({"for seed in"}));
  REQUIRE(words.size() == 24);
  int found = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i % 3 == 0) continue;  // the seed
    const double accuracy = std::stod(words[i]);
    CHECK((accuracy >= 0.873 && accuracy <= 0.911));
    found += std::abs(accuracy - 0.8979592) < 5.1e-8 ? 1 : 0;
  }
  CHECK(found >= 2);
}

TEST_CASE("the document's Keras model has layers of 15 and 6 parameters") {
  std::vector<Words> table;
  for (const std::string& line : lines_of(shown({"nntrain show"}))) table.push_back(words_of(line));
  CHECK(table[2] == Words{"hidden1", "(sigmoid)", "(rows,", "5)", "15"});
  CHECK(table[3] == Words{"output", "(sigmoid)", "(rows,", "1)", "6"});
  CHECK(table[5] == Words{"Total", "parameters:", "21"});
  const std::string log = shown({"~/keras.csv", "sed"});
  CHECK(contains(log, "\n1000,"));
  CHECK(contains(shown({"--preset keras", "--split ordered"}), "no validation row is of class 0"));
}

}  // namespace nntrain::test
