#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

const std::string kHint =
    "nntrain: hint: these numbers are from training rows only; to measure on other rows:  --test-fraction "
    "0.2\n";

}  // namespace

TEST_CASE("one hint names what would hold rows out, where a person reads and none are held out") {
  const ScratchFolder scratch;
  const std::string other = scratch.file("t.csv", "variance,entropy,classification\n3,-1,0\n-2,1,1\n");
  const Words words = {"--data",           "data/banknotes.txt", "--features",
                       "variance,entropy", "--iterations",       "100"};
  CHECK(nntrain(words).err == kHint);
  CHECK(nntrain(with(words, {"--weights", "none"})).err == kHint);
  for (const Words& more : {Words{"--quiet"},
                            {"--print", "accuracy"},
                            {"--format", "json"},
                            {"--test-fraction", "0.2"},
                            {"--test", other},
                            {"--validation-fraction", "0.2"}}) {
    INFO(more[0]);
    CHECK(nntrain(with(words, more)).err.empty());
  }
  // The flag in the hint holds rows out.
  CHECK(contains(nntrain(with(words, {"--test-fraction", "0.2"})).out, "rows: 1098 train, 274 test\n"));
}

TEST_CASE("a table too small to be divided gets no hint") {
  const ScratchFolder scratch;
  const auto hint = [&](std::size_t rows) {
    std::string text = "x,y\n";
    for (std::size_t row = 0; row < rows; ++row) text += row % 2 == 0 ? "-2,a\n" : "2,b\n";
    return nntrain({"--data", scratch.file("t.csv", text), "--iterations", "100"}).err;
  };
  CHECK(hint(19).empty());
  CHECK(hint(20) == kHint);
}

TEST_CASE("one hint behind --save names the next command, which works") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("a model.json");
  const Words words = {
      "--data", "data/banknotes.txt", "--test-fraction", "0.2", "--iterations", "100", "--save", model};
  const std::string command = "nntrain predict '" + model + "' --data ";
  CHECK(nntrain(words).err == "nntrain: hint: to predict new rows:  " + command + "NEW.csv\n");
  CHECK(shell(command + "data/banknotes.txt | tail -1").out.starts_with("1372,,1,1,"));
  for (const Words& more :
       {Words{"-q"}, {"--print", "accuracy"}, {"--format", "json"}, {"--save=/dev/null"}}) {
    INFO(more[0]);
    const bool is_elsewhere = more[0].starts_with("--save");
    const Words all = is_elsewhere ? Words(words.begin(), words.end() - 2) : words;
    CHECK(nntrain(with(all, more)).err.empty());
  }
  CHECK(!contains(nntrain(with(words, {"--assert", "accuracy > 2"})).err, "hint"));
  CHECK(!contains(
      nntrain(with(words, {"--lr", "1000", "--loss", "mse", "--output-activation", "identity"})).err,
      "hint"));
}

}  // namespace nntrain::test
