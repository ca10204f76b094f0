#include <random>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// The same numbers on every machine; std::uniform_int_distribution may differ.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t n) { return engine_() % n; }
  template <typename T>
  const T& of(const std::vector<T>& items) {
    return items[below(items.size())];
  }

 private:
  std::mt19937 engine_;
};

int all_rounds() {
  return rounds(60, 400, 4000);
}

/// Checks that the exit code is one of the documented ones (no bug, no signal), that a failure has a message,
/// and that the message has no internal words.
void check_manners(const ProgramResult& result) {
  INFO("exit code " << result.exit_code << ", standard error: " << result.err);
  CHECK(result.exit_code >= 0);
  CHECK(result.exit_code <= 5);
  if (result.exit_code == 0 || result.exit_code == 1) {
    CHECK(!result.out.empty());
  } else {
    CHECK(!result.err.empty());
  }
  CHECK(!contains(result.err, "bug"));
  CHECK(!contains(result.err, "std::"));
  CHECK(!contains(result.err, "CLI"));
}

std::string mutated(std::string text, Dice& dice) {
  Words pieces = words_of(
      ", ; | \" \"\" \\ ' \xFF \xC3\xA4 \xEF\xBB\xBF nan NA ? inf - + . e 1e400 1e-400 1e308 -1e308 0x1 1,5 "
      "x y 0 1 "
      "9007199254740993 ,,,, # =");
  pieces.insert(pieces.end(), {"\t", "\n", "\r\n", "\r", " ", std::string(1, '\0'), "\n\n\n", "a,b,y\n"});
  const std::size_t changes = 1 + dice.below(4);
  for (std::size_t i = 0; i < changes; ++i) {
    const std::size_t at = dice.below(text.size() + 1);
    switch (dice.below(4)) {
      case 0:
        text.insert(at, dice.of(pieces));
        break;
      case 1:
        text.erase(at, 1 + dice.below(5));
        break;
      case 2:
        text.replace(at, std::min<std::size_t>(1, text.size() - at), dice.of(pieces));
        break;
      default:
        text = text.substr(0, at) + text.substr(dice.below(text.size() + 1));
        break;
    }
  }
  return text;
}

std::string visible(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
}

}  // namespace

TEST_CASE("no change to a small table makes the program fall") {
  const Words tables = {"a,b,y\n1,2,0\n3,4,1\n5,6.5,0\n-7,8e-3,1\n", "1;2;0\n3;4;1\n5;6;1\n",
                        "\"a\",\"b c\",y\n\"1\",2,3.5\n4,\"5\",6.25\n7,8,9\n", "x\ty\n1\t0\n2\t1\n"};
  const std::vector<Words> flags = {{},
                                    {"--missing", "drop"},
                                    {"--header", "no"},
                                    {"--header", "yes"},
                                    {"--task", "regress"},
                                    {"--features", "a"},
                                    {"--delimiter", ","},
                                    {"--task", "classify", "--format", "json"},
                                    {"--columns", "a,b,y"},
                                    {"--lr", "1000000", "--task", "regress", "--hidden", "0"}};
  Dice dice(20240501);
  for (int i = 0; i < all_rounds(); ++i) {
    const std::string text = mutated(dice.of(tables), dice);
    const Words more = dice.of(flags);
    INFO(visible(text) << " " << nlohmann::json(more).dump());
    const ProgramResult result = nntrain(with({"--data", "-", "--iterations", "5"}, more), text);
    check_manners(result);
    if (result.exit_code == 0 && more.size() == 4 && more.back() == "json")
      CHECK(nlohmann::json::accept(result.out));
  }
}

TEST_CASE("no list of arguments makes the program fall") {
  Words words = words_of(
      "train help --data -d data/or.csv data/xnor.csv data - -- --- = --= --hidden --hidden=3 5 0 -1 1e5 nan "
      "--lr 0.1 --features "
      "x1 x* x1..x2 .. * \"x1\" \" col:1 col:99999999999999999999 --target y --quiet -q -h --help -V "
      "--version --print stop "
      "stop,loss , --format json text --assert loss>0 > == --weights none --task regress --no-bias "
      "--no-bias=1 --backprop lecture "
      "--columns a,b,c --delimiter ; tab --na --header no --activation tanh relu,tanh --loss mse --seed "
      "18446744073709551615 "
      "--init-from data/lecture_start.json --config --data=data/or.csv \xFF --\xFF -\xFF %s%n "
      "--assert= {} {0} "
      "--features={} --print={} @file --data=@ [x] --hidden=[1]");
  words.insert(words.end(), {"", " ", "\t"});
  Dice dice(7);
  for (int i = 0; i < all_rounds(); ++i) {
    Words arguments;
    if (dice.below(2) == 0) arguments = {"--data", "data/or.csv"};
    const std::size_t count = 1 + dice.below(6);
    for (std::size_t k = 0; k < count; ++k) arguments.push_back(dice.of(words));
    // Enough to see a crash, and never a long training.
    arguments.insert(arguments.end(), {"--iterations", "3"});
    INFO(visible(nlohmann::json(arguments).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace)));
    check_manners(nntrain(arguments));
  }
}

TEST_CASE("no change to a file of weights or a config file makes the program fall") {
  const ScratchFolder scratch;
  const std::string weights =
      R"({"layers": [{"name": "h", "weights": [[1, 2], [3, 4]], "bias": [0, 1e5]}, {"weights": [[1], [-2.5]], "bias": [0]}]})";
  const std::string config = "hidden = 2\nlr = 0.5\n# note\nassert = loss > 0\nquiet = true\n";
  Dice dice(99);
  for (int i = 0; i < all_rounds() / 2; ++i) {
    const std::string changed_weights = mutated(weights, dice);
    const std::string changed_config = mutated(config, dice);
    INFO(visible(changed_weights) << " " << visible(changed_config));
    check_manners(nntrain({"--data", "data/or.csv", "--hidden", "2", "--iterations", "2", "--init-from",
                           scratch.file("w.json", changed_weights)}));
    check_manners(nntrain(
        {"--data", "data/or.csv", "--iterations", "2", "--config", scratch.file("c.conf", changed_config)}));
  }
}

}  // namespace nntrain::test
