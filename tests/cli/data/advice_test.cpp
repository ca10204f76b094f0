// Advice where nothing was learned: a program that follows its first way once has a network that learns.

#include <array>
#include <cstdint>
#include <functional>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// Numbers in [0, 1): Knuth's linear congruential generator.
class Uniform {
 public:
  explicit Uniform(std::uint64_t seed) : state_(seed) {}
  double operator()() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<double>(state_ >> 11U) * 0x1p-53;
  }

 private:
  std::uint64_t state_;
};

/// A problem that a small network can learn: a number, two classes or three, from two columns of other
/// scales.
std::string problem(std::size_t i) {
  constexpr std::array<std::size_t, 5> kRows = {10, 30, 100, 1000, 10000};
  constexpr std::array<double, 6> kScales = {1e-6, 1e-4, 1e-2, 1e2, 1e4, 1e6};
  const double of_y = kScales[i / 2 % 6];
  Uniform uniform(i + 1);
  std::string text = "x,z,y\n";
  for (std::size_t row = 0; row < kRows[i % 5]; ++row) {
    const double a = 4 * uniform() - 2;
    const double b = 4 * uniform() - 2;
    const std::string two = a + b > 0 ? "yes" : "no";
    const std::string three = a < -0.7 ? "low" : a > 0.7 ? "high" : "mid";
    text += std::to_string(kScales[i % 6] * 1e9 * (a + static_cast<double>(i % 4))) + "e-9," +
            std::to_string(kScales[(5 * i + 2) % 6] * 1e9 * b) + "e-9,";
    text += i % 3 == 1 ? two : i % 3 == 2 ? three : std::to_string(of_y * 1e9 * (5 + 2 * a + b)) + "e-9";
    text += "\n";
  }
  return text;
}

/// The R2 of a regression, the accuracy of a classification.
double score_of(const nlohmann::json& result) {
  const nlohmann::json& measures = result["metrics"]["train"];
  return measures.contains("r2") ? measures["r2"] : measures["accuracy"];
}

/// The result without advice, or the one after following its first way; `told` gets whether there was advice.
nlohmann::json followed(Words words, bool& told) {
  words = with(words, {"--weights", "none", "-q", "--format", "json"});
  nlohmann::json result = nlohmann::json::parse(nntrain(words).out);
  told = !result["advice"].is_null();
  if (!told) return result;
  CHECK(result["advice"]["remedy"]["id"] == "nothing-learned");
  CHECK(result["advice"]["remedy"]["needs_knowledge"] == false);
  const nlohmann::json& ways = result["advice"]["remedy"]["ways"];
  REQUIRE(ways.size() == 2);
  CHECK(ways[1]["arguments"] == Words{"--preset", "modern"});
  const Words flags = ways[0]["arguments"];
  INFO(nlohmann::json(flags).dump());
  result = nlohmann::json::parse(nntrain(with(words, flags)).out);
  CHECK(result["advice"].is_null());
  CHECK(score_of(result) > 0.9);
  return result;
}

}  // namespace

TEST_CASE("following the advice once suffices, at all scales and for all numbers of rows") {
  const ScratchFolder scratch;
  std::size_t advised = 0;
  for (std::size_t i = 0; i < 20; ++i) {
    INFO("problem " << i);
    bool told = false;
    const nlohmann::json result =
        followed({"--data", scratch.file("p" + std::to_string(i) + ".csv", problem(i))}, told);
    advised += told ? 1U : 0U;
    CHECK(score_of(result) > 0.02);
  }
  CHECK(advised >= 15);
}

TEST_CASE("following the advice once suffices for small tables as people have them") {
  const std::string squares = [] {
    std::string text = "x,z,zero,y\n";
    for (int i = 1; i <= 12; ++i) {
      text += std::to_string(300 * i) + "," + std::to_string(7 * i) + ".5,0," +
              std::to_string((i + 1) * (i + 1)) + ".25\n";
    }
    return text;
  }();
  const std::vector<std::string> tables = {
      "x,y\n100,50.5\n110,55.5\n120,60.5\n130,65.5\n140,70.5\n150,75.5\n160,80.5\n170,85.5\n",
      squares,
      "a,b,y\n1,2,p\n3,4,q\n5,7,p\n6,1,q\n",
      "a,b,y\n1.5,2,p\n2.5,3,q\n3.5,1,p\n",
      "a,b,y\n1,2,p\n3,4,q\n5,6,p\n",
      "name,age,y\n\"Doe, Mr. A\",22,0\nRoe,38,1\nPoe,26,1\nMoe,35,0\n",
      "id,d,r,t\n1001,M,17.99,10.38\n1002,M,20.57,17.77\n1003,M,19.69,21.25\n1004,M,11.42,20.38\n",
      "s,r,p\n50,2,100000.5\n53,3,107500\n56,4,114000\n59,2,121000\n",
  };
  const ScratchFolder scratch;
  for (const std::string& table : tables) {
    INFO(table);
    bool told = false;
    followed({"--data", scratch.file("t.csv", table)}, told);
    CHECK(told);
  }
}

TEST_CASE("advice leads on from settings that cannot learn") {
  const std::vector<Words> settings = {
      {"--data", "data/banknotes.txt", "--lr", "10"},
      {"--data", "data/banknotes.txt", "--lr", "1e-7"},
      {"--data", "data/banknotes.txt", "--hidden", "100", "--iterations", "1"},
      {"--data", "data/banknotes.txt", "--scale", "standard", "--lr", "1e3", "--loss", "mse"},
      {"--data", "data/banknotes.txt", "--optimizer", "adam", "--iterations", "3"},
      {"--data", "data/banknotes.txt", "--target", "entropy", "--scale", "standard", "--lr", "1e6"},
      {"--data", "data/xnor.csv", "--hidden", "0"},
      {"--data", "data/xnor.csv", "--optimizer", "perceptron"},
      {"--data", "data/or.csv", "--iterations", "0"}};
  for (const Words& words : settings) {
    INFO(nlohmann::json(words).dump());
    const nlohmann::json first =
        nlohmann::json::parse(nntrain(with(words, {"--weights", "none", "-q", "--format", "json"})).out);
    REQUIRE(first["advice"].is_object());
    Words next = words;
    const Words flags = first["advice"]["remedy"]["ways"][0]["arguments"];
    for (std::size_t k = 0; k + 1 < flags.size(); k += 2) {
      const auto given =
          std::find(next.begin(), next.end(), flags[k] == "--learning-rate" ? "--lr" : flags[k]);
      if (given != next.end()) next.erase(given, given + 2);
      next.insert(next.end(), {flags[k], flags[k + 1]});
    }
    INFO(nlohmann::json(next).dump());
    const nlohmann::json second = json_of(with(next, {"--weights", "none", "-q"}));
    CHECK(score_of(second) > 0.5);
    CHECK(second["advice"] != first["advice"]);
  }
}

TEST_CASE("one message names all likely reasons and all flags, and ends with the preset") {
  const ScratchFolder scratch;
  std::string table = "x,y\n";
  for (int i = 0; i < 10; ++i) table += std::to_string(1000 + 10 * i) + "," + std::to_string(50 + i) + ".5\n";
  const std::string data = scratch.file("t.csv", table);
  CHECK(lines_of(nntrain({"--data", data, "--print", "stop"}).err) ==
        Words{"nntrain: warning: the predictions are no better than always predicting the mean (R2 0.0000); "
              "the inputs need scaling ('x' has the mean 1.04e+03 and the deviation 28.7); the target needs "
              "scaling ('y' has the mean 55 and the deviation 2.87); 5 of 5 hidden units answer every row "
              "alike; 1000 updates at rate 0.01 may be too few: try --scale standard --scale-target standard "
              "--learning-rate 0.08, or --preset modern"});
  // What the run has is not named again.
  const Words scaled = {"--data", data, "--scale", "standard", "--print", "stop"};
  CHECK(!contains(nntrain(with(scaled, {"--iterations", "1"})).err, "--scale standard"));
  CHECK(!contains(nntrain({"--data", data, "--preset", "modern", "--iterations", "1", "--print", "stop"}).err,
                  "or --preset"));
}

TEST_CASE(
    "an accuracy up to a standard error above the largest class, or R2 up to 0.02, is nothing learned") {
  const ScratchFolder scratch;
  const auto classes = [&](int rows, int right) {  // half of the rows are of each class
    std::string text = "x,y\n";
    for (int row = 0; row < rows; ++row) {
      const bool is_b = row % 2 == 0;
      text += std::string(is_b == (row < right) ? "1" : "-1") + (is_b ? ",b\n" : ",a\n");
    }
    const Words words = {
        "--data",       scratch.file("c.csv", text),
        "--hidden",     "0",
        "--iterations", "0",
        "--init-from",  scratch.file("w.json", R"({"layers": [{"bias": [0], "weights": [[1]]}]})")};
    return nntrain(with(words, {"--print", "accuracy"}));
  };
  // 16 rows: the standard error of 0.5 is sqrt(0.5 0.5 / 16) = 0.125.
  CHECK(contains(
      classes(16, 10).err,
      "the accuracy 0.6250 is hardly better than always predicting 'a' (0.5000); no update was made"));
  CHECK(classes(16, 10).out == "0.625\n");
  CHECK(classes(16, 11).err.empty());
  CHECK(contains(classes(16, 8).err, "is no better than"));

  const auto numbers = [&](const std::string& slope) {  // R2 = 1 - (1 - slope)^2
    const Words words = {
        "--data",
        scratch.file("n.csv", "x,y\n-1,-1\n1,1\n-1,-1\n1,1\n"),
        "--task",
        "regress",
        "--hidden",
        "0",
        "--iterations",
        "0",
        "--init-from",
        scratch.file("v.json", R"({"layers": [{"bias": [0], "weights": [[)" + slope + "]]}]}")};
    return nntrain(with(words, {"--print", "stop"})).err;
  };
  CHECK(contains(numbers("0.01"), "hardly better than always predicting the mean (R2 0.0199)"));
  CHECK(numbers("0.0102").empty());
  CHECK(contains(numbers("0"), "no better than always predicting the mean (R2 0.0000)"));
}

TEST_CASE("a good result has no advice, and JSON says null") {
  CHECK(
      json_of({"--data", "data/banknotes.txt", "--features", "variance,entropy", "-q"})["advice"].is_null());
}

TEST_CASE("advice on held-out rows is a text for people") {
  const nlohmann::json advice =
      json_of({"--data", "data/orchard.csv", "--preset", "modern", "--dropout", "0", "--l2", "0",
               "--test-fraction", "0.3", "--iterations", "400", "-q", "--weights", "none"})["advice"];
  CHECK(contains(advice["message"], "the log loss of the test rows"));
  CHECK(advice["remedy"]["id"].is_null());
  CHECK(contains(advice["remedy"]["text"], "--patience 20"));
}

namespace {

/// How often a program follows the first way of the advice until it is a text or there is none.
std::size_t rounds_of(Words words) {
  words = with(words, {"--weights", "none", "-q", "--format", "json"});
  for (std::size_t round = 0; round < 6; ++round) {
    const ProgramResult result = nntrain(words);
    INFO(result.err << nlohmann::json(words).dump());
    const nlohmann::json advice = nlohmann::json::parse(result.out)["advice"];
    if (advice.is_null() || advice["remedy"]["ways"].empty()) return round;
    const Words flags = advice["remedy"]["ways"][0]["arguments"];
    for (std::size_t k = 0; k + 1 < flags.size(); k += 2) {
      const auto given = std::find(words.begin(), words.end(), flags[k]);
      if (given != words.end()) words.erase(given, given + 2);
      words.insert(words.end(), {flags[k], flags[k + 1]});
    }
  }
  return 6;
}

std::string rows_of(int rows, const std::function<std::string(int)>& line) {
  std::string text = "x,y\n";
  for (int i = 1; i <= rows; ++i) text += line(i) + "\n";
  return text;
}

}  // namespace

TEST_CASE("advice ends where the features cannot tell the target") {
  const ScratchFolder scratch;
  const auto number = [](int i) { return std::to_string(i) + ".5"; };
  const std::string none = "no feature differs between the training rows: try other features";
  for (const std::string cell : {"5", "same"}) {
    const std::string constant =
        scratch.file("k.csv", rows_of(20, [&](int i) { return cell + "," + number(i); }));
    CHECK(contains(nntrain({"--data", constant, "--print", "stop"}).err, none));
    CHECK(rounds_of({"--data", constant}) == 0);
  }
  Uniform uniform(5);
  const std::string noise =
      rows_of(40, [&](int i) { return std::to_string(i % 2) + "," + std::to_string(uniform()); });
  const std::string tiny =
      rows_of(20, [&](int i) { return std::to_string(i) + "e-200," + std::to_string(i) + ".5"; });
  const std::string huge =
      rows_of(20, [&](int i) { return std::to_string(i) + "," + std::to_string(i) + ".5e200"; });
  CHECK(rounds_of({"--data", scratch.file("n.csv", noise)}) <= 3);
  CHECK(rounds_of({"--data", scratch.file("n.csv", noise), "--l2", "0.1"}) <= 3);
  CHECK(contains(nntrain({"--data", scratch.file("n.csv", noise), "--restarts", "5", "--scale", "standard",
                          "--scale-target", "standard", "--lr", "0.08", "--l2", "0.1", "--print", "stop"})
                     .err,
                 "the features may not tell the target"));
  CHECK(contains(nntrain({"--data", scratch.file("t.csv", tiny), "--print", "stop"}).err,
                 "try another unit for 'x'"));
  CHECK(contains(nntrain({"--data", scratch.file("h.csv", huge), "--task", "regress", "--print", "stop"}).err,
                 "try another unit for 'y'"));
}

TEST_CASE("advice names patience where it ended training, and flags that the run does not have") {
  const ScratchFolder scratch;
  Uniform uniform(7);
  const std::string noise =
      scratch.file("n.csv", rows_of(60, [&](int) {
                     return std::to_string(uniform() * 3 - 1.5) + "," + (uniform() < 0.5 ? "a" : "b");
                   }));
  const std::string told = nntrain({"--data", noise, "--validation-fraction", "0.3", "--patience", "10",
                                    "--lr", "0.5", "--hidden", "5", "--print", "stop"})
                               .err;
  INFO(told);
  if (contains(told, "try")) CHECK(!contains(told, "--iterations"));
  const nlohmann::json advice =
      json_of({"--data", "data/orchard.csv", "--missing", "mean", "--optimizer", "lbfgs", "--test-fraction",
               "0.3", "-q", "--weights", "none"})["advice"];
  if (!advice.is_null()) CHECK(contains(advice["remedy"]["text"], "--scale standard"));
}

namespace {

/// The lecture's example by hand: one row, two hidden identity units, ½(ŷ − y)².
Words by_hand(const ScratchFolder& scratch) {
  const std::string start = scratch.file(
      "hand.json",
      R"({"layers": [{"weights": [[0.11, 0.12], [0.21, 0.08]]}, {"weights": [[0.14], [0.15]]}]})");
  return {"--data",   "data/by_hand.csv", "--task",    "regress",     "--hidden",
          "2",        "--activation",     "identity",  "--no-bias",   "--loss",
          "half-sse", "--print",          "loss,stop", "--init-from", start};
}

}  // namespace

TEST_CASE("one row whose training diverges, or whose loss explodes, leads to a smaller rate") {
  const ScratchFolder scratch;
  const Words words = by_hand(scratch);
  const std::string smaller =
      "steps at rate 1 may be too long: try --learning-rate 0.08 (instead of --learning-rate 1)\n";
  const ProgramResult diverged = nntrain(with(words, {"--lr", "1", "--iterations", "100"}));
  CHECK(diverged.exit_code == 4);
  CHECK(contains(diverged.err, "; the weights are those before it; " + smaller));
  const ProgramResult risen = nntrain(with(words, {"--lr", "1", "--iterations", "3"}));
  CHECK(risen.exit_code == 0);
  CHECK(risen.err == "nntrain: warning: the training loss rose from 0.327 to 2.42e+14; " + smaller);
  CHECK(nntrain(with(words, {"--lr", "1", "--iterations", "3", "--quiet"})).err.empty());
  const ProgramResult followed = nntrain(with(words, {"--lr", "0.08", "--iterations", "100"}));
  CHECK(followed.exit_code == 0);
  CHECK(followed.err.empty());
}

TEST_CASE("with several rows an exploding loss names the same causes as a diverging one") {
  const std::string err =
      nntrain({"--data", "data/orchard.csv", "--features", "sugar", "--missing", "drop", "--task", "regress",
               "--target", "weight", "--lr", "1", "--iterations", "3", "--print", "stop"})
          .err;
  INFO(err);
  CHECK(contains(err, "the training loss rose from "));
  CHECK_FALSE(contains(err, "too few"));
  CHECK(contains(err, "--learning-rate"));
}

TEST_CASE("a loss that rises in a sound run is no word worth") {
  const ScratchFolder scratch;
  const Words words = by_hand(scratch);
  // Near the optimum a loss of almost 0 rises by orders of magnitude, and stays below that of answering 0.
  const Words solved = with(words, {"--lr", "0.08", "--iterations", "300"});
  const std::string end = scratch.file(
      "end.json",
      nntrain({"--data",   "data/by_hand.csv", "--task",     "regress",  "--hidden", "2",    "--activation",
               "identity", "--no-bias",        "--loss",     "half-sse", "--lr",     "0.08", "--iterations",
               "300",      "--init-from",      words.back(), "--quiet",  "--format", "json"})
          .out);
  const Words adam = {"--optimizer", "adam", "--lr", "0.1", "--iterations", "3"};
  const ProgramResult perturbed = nntrain(with(Words(words.begin(), words.end() - 1), with({end}, adam)));
  CHECK(std::stod(perturbed.out) > 1e4 * std::stod(nntrain(solved).out));
  CHECK(perturbed.err.empty());
  // A start whose first steps are too long, but find back; and rates up to the bound of convergence.
  for (const std::string rate : {"0.01", "0.1", "0.2", "0.3"}) {
    INFO(rate);
    CHECK_FALSE(contains(nntrain(with(words, {"--lr", rate, "--iterations", "1000"})).err, "rose"));
  }
}

TEST_CASE("advice says which given flags it replaces") {
  CHECK(contains(nntrain({"--data", "data/banknotes.txt", "--lr", "10", "--print", "stop"}).err,
                 " (instead of --learning-rate 10), or --preset modern"));
}

TEST_CASE("advice on step units is other weights, and never training, which they refuse") {
  const ScratchFolder scratch;
  const std::string wrong = scratch.file(
      "wrong.json",
      R"({"layers": [{"bias": [-1.5, 1.5], "weights": [[1, 1], [1, 1]]}, {"bias": 1, "weights": [1, 1]}]})");
  const Words steps = {"--data", "data/xnor.csv", "--output-activation", "step", "--iterations", "0"};
  const Words hidden = with(steps, {"--hidden", "2", "--activation", "step"});
  const std::string measured = "; the weights of step units are measured, not trained: try other weights in ";
  const std::vector<std::pair<Words, std::string>> runs = {
      {with(hidden, {"--init-from", wrong}), wrong},
      {with(steps, {"--hidden", "2", "--init-from", wrong}), wrong},
      {hidden, "a file for --init-from"},
      {with(steps, {"--hidden", "0"}), "a file for --init-from"}};
  for (const auto& [words, where] : runs) {
    const Words told = lines_of(nntrain(with(words, {"--print", "accuracy"})).err);
    INFO(nlohmann::json(words).dump() << nlohmann::json(told).dump());
    REQUIRE(told.size() == 1);
    CHECK(told.front().ends_with(measured + where));
  }
  const nlohmann::json advice = json_of(with(hidden, {"--init-from", wrong, "-q"}))["advice"];
  CHECK(advice["remedy"]["ways"].empty());
  CHECK(advice["remedy"]["text"] == "other weights in " + wrong);
}

TEST_CASE("advice for weights of a file keeps its layers, so that following it runs") {
  const ScratchFolder scratch;
  const std::string one = scratch.file("one.json", R"({"layers": [{"bias": 1, "weights": [1, 2]}]})");
  const std::string two = scratch.file(
      "two.json",
      R"({"layers": [{"bias": [1, 1], "weights": [[1, 2], [1, 2]]}, {"bias": 1, "weights": [1, 1]}]})");
  const std::vector<Words> settings = {
      {"--data", "data/or.csv", "--hidden", "0", "--init-from", one, "--iterations", "1"},
      {"--data", "data/xnor.csv", "--hidden", "0", "--init-from", one},
      {"--data", "data/xnor.csv", "--hidden", "0", "--init-from", one, "--optimizer", "perceptron"},
      {"--data", "data/xnor.csv", "--hidden", "2", "--init-from", two, "--iterations", "1"},
      {"--data", "data/xnor.csv", "--hidden", "2", "--init-from", two, "--lr", "100"}};
  for (const Words& words : settings) {
    const Words flags = with(words, {"--weights", "none", "-q"});
    const nlohmann::json advice = json_of(flags)["advice"];
    INFO(advice.dump());
    REQUIRE(advice.is_object());
    CHECK(!contains(advice.dump(), "--hidden"));
    CHECK(!contains(advice.dump(), "--optimizer"));
    CHECK(!contains(advice.dump(), "--preset"));
    CHECK(rounds_of(words) <= 5);
  }
}

TEST_CASE("a start that is not finite calls for smaller weights in its file") {
  const ScratchFolder scratch;
  const std::string huge =
      scratch.file("huge.json", R"({"layers": [{"bias": 1, "weights": [1e308, 1e308]}]})");
  const Words words = {"--data", "data/or.csv", "--task", "regress", "--hidden", "0", "--init-from", huge};
  const ProgramResult result = nntrain(with(words, {"-q", "--weights", "none", "--format", "json"}));
  CHECK(result.exit_code == 4);
  const nlohmann::json advice = nlohmann::json::parse(result.out)["advice"];
  CHECK(advice["message"] == "the loss at the start is not finite: the weights are too large");
  CHECK(advice["remedy"]["text"] == "smaller weights in " + huge);
  CHECK(contains(nntrain(words).err, "are too large: try smaller weights in " + huge));
}

}  // namespace nntrain::test
