#include <cmath>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

const std::string kHint =
    "nntrain: hint: these numbers are from training rows only; to measure on other rows:  --test-fraction "
    "0.2\n";
const std::string kHouses = "x,y\n1,10.5\n2,20.25\n3,31\n4,39\n";

}  // namespace

TEST_CASE("a training that diverges exits 4, prints the last finite weights and says what helps") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", kHouses);
  const ProgramResult result =
      nntrain({"--data", data, "--lr", "1000", "--format", "json", "--iterations", "500"});
  CHECK(result.exit_code == 4);
  CHECK(contains(result.err, "nntrain: training diverged in iteration "));
  CHECK(contains(result.err, "--learning-rate "));
  const nlohmann::json json = nlohmann::json::parse(result.out);
  CHECK(json["training"]["stop"] == "diverged");
  const int iterations = json["training"]["iterations"];
  CHECK(iterations < 500);
  CHECK(contains(result.err, "in iteration " + std::to_string(iterations + 1) + ";"));
  CHECK(json["metrics"]["train"]["loss"].is_number());
  std::size_t numbers = 0;
  for (const nlohmann::json& layer : json["layers"]) {
    for (const nlohmann::json& bias : layer["bias"]) numbers += bias.is_number() ? 1U : 0U;
    for (const nlohmann::json& row : layer["weights"]) {
      for (const nlohmann::json& weight : row) numbers += weight.is_number() ? 1U : 0U;
    }
  }
  CHECK(numbers == 16);

  // The weights are those of a shorter run, whose loss is still finite.
  const Words shorter = {"--data", data,           "--lr",
                         "1000",   "--iterations", std::to_string(iterations),
                         "-q",     "--print",      "fingerprint"};
  CHECK(nntrain(shorter).out == json["fingerprint"].get<std::string>() + "\n");
}

TEST_CASE("a diverged text result says so") {
  const ScratchFolder scratch;
  const ProgramResult result = nntrain({"--data", scratch.file("t.csv", kHouses), "--lr", "1000", "-q"});
  CHECK(result.exit_code == 4);
  CHECK(contains(result.out, "stop: diverged ("));
  CHECK(contains(result.err, "nntrain: training diverged"));
}

TEST_CASE("a result no better than the largest class gets one warning with the likely why and a flag") {
  const ProgramResult result =
      nntrain({"--data", "data/banknotes.txt", "--hidden", "100", "--iterations", "1", "--weights", "none"});
  CHECK(result.exit_code == 0);
  const std::vector<std::string> lines = lines_of(result.err);
  REQUIRE(lines.size() == 2);
  CHECK(contains(lines[0], "warning: the accuracy "));
  CHECK(contains(lines[0], "no better than always predicting '0' (0.5554)"));
  CHECK(contains(lines[0], "summed over 1372 rows"));
  CHECK(contains(lines[0], "--learning-rate"));
  CHECK(lines[1] + "\n" == kHint);
  CHECK(nntrain({"--data", "data/banknotes.txt", "--hidden", "100", "--iterations", "1", "-q"}).err.empty());
}

TEST_CASE("an accuracy that is exactly that of the largest class is no better") {
  CHECK(contains(nntrain({"--data", "data/or.csv", "--weights", "none"}).err,
                 "nntrain: warning: the accuracy 0.7500 is no better than always predicting '1' (0.7500); "));
}

TEST_CASE("a regression no better than the mean gets one warning") {
  const ProgramResult result = nntrain(
      {"--data", "data/banknotes.txt", "--target", "entropy", "--iterations", "2", "--weights", "none"});
  CHECK(result.exit_code == 0);
  REQUIRE(lines_of(result.err).size() == 2);
  CHECK(contains(result.err, "no better than always predicting the mean"));
  CHECK(contains(result.err, "--"));
}

TEST_CASE("too few iterations are met by advice to do more of them, not to take shorter steps") {
  const ProgramResult result = nntrain({"--data", "data/or.csv", "--iterations", "3", "--weights", "none"});
  CHECK(contains(result.err, "no better than always predicting '1'"));
  CHECK(contains(result.err, "--iterations"));
  CHECK(!contains(result.err, "--learning-rate 0.001"));
}

TEST_CASE("advice counts updates, of which an iteration has one for each batch") {
  const Words words = {"--data",  "data/orchard.csv", "--preset", "modern",  "--lr",
                       "0.00001", "--iterations",     "2",        "--print", "stop"};
  CHECK(
      contains(nntrain(words).err, "; 16 updates at rate 1e-05 may be too few"));  // 240 rows, 32 in a batch
  CHECK(contains(nntrain(with(words, {"--batch-size", "full"})).err, "; 2 updates at rate 1e-05"));
}

TEST_CASE("a loss summed over one row is not called summed") {
  const ScratchFolder scratch;
  const ProgramResult result = nntrain({"--data", scratch.file("t.csv", "x,y\n100,2.5\n"), "--task",
                                        "regress", "--loss", "sse", "--lr", "5", "--print", "stop"});
  INFO(result.err);
  CHECK(contains(result.err, "nntrain: training diverged"));
  CHECK(!contains(result.err, "summed"));
}

TEST_CASE("held-out rows far worse than the training rows get one warning with what helps") {
  const Words words = {"--data", "data/orchard.csv", "--preset", "modern",          "--dropout",
                       "0",      "--print",          "stop",     "--test-fraction", "0.3"};
  const Words longer = with(words, {"--iterations", "400", "--l2", "0"});
  const std::string expected =
      "nntrain: warning: the log loss of the test rows, 1.43, is far above that of the training rows, "
      "0.0176: "
      "try --patience 20 with --validation-fraction 0.2, --l2, --dropout, fewer --hidden units or more "
      "rows\n";
  CHECK(nntrain(longer).err == expected);
  CHECK(nntrain(with(longer, {"-q"})).err.empty());
  CHECK(nntrain(with(words, {"--iterations", "10"})).err.empty());

  // It names only what the run does not have. The flags that it names help.
  const std::string rest =
      nntrain(with(words, {"--iterations", "400", "--l2", "0.00001", "--validation-fraction", "0.2"})).err;
  CHECK(contains(rest, ": try --patience 20, --dropout, fewer --hidden units or more rows\n"));
  const Words stopped = {"--validation-fraction", "0.2", "--patience", "20"};
  CHECK(nntrain(with(longer, stopped)).err.empty());
}

TEST_CASE("rows that chance may have made worse, or few rows, get no such warning") {
  const ScratchFolder scratch;
  const auto table = [&](const std::string& name, std::size_t rows, std::size_t wrong) {
    std::string text = "x,y\n";
    for (std::size_t row = 0; row < rows; ++row) {
      const bool is_a = row % 2 == 0;
      text += std::string(is_a ? "-2," : "2,") + (is_a != (row < wrong) ? "a\n" : "b\n");
    }
    return scratch.file(name, text);
  };
  const auto warning = [&](std::size_t rows, std::size_t wrong) {
    return nntrain({"--data", table("train.csv", 40, 0), "--test", table("test.csv", rows, wrong),
                    "--iterations", "500", "--print", "stop"})
        .err;
  };
  CHECK(warning(40, 6).empty());  // each wrong row has an error of 1: their mean is 0.15, its error 0.06
  CHECK(contains(warning(40, 14), "the mse of the test rows, 0.3"));
  CHECK(contains(warning(20, 8), "the mse of the test rows, 0.3"));
  CHECK(warning(19, 8).empty());
}

TEST_CASE("poor held-out rows are warned about from ten on") {
  const ScratchFolder scratch;
  const auto told = [&](int rows) {
    std::string train = "x,y\n";
    std::string test = "x,y\n";
    for (int row = 0; row < 20; ++row) train += row % 2 == 0 ? "0,a\n" : "1,b\n";
    for (int row = 0; row < rows; ++row) test += row % 2 == 0 ? "1,a\n" : "0,b\n";
    return nntrain({"--data", scratch.file("t.csv", train), "--test", scratch.file("h.csv", test), "--lr",
                    "0.5", "--weights", "none"})
        .err;
  };
  CHECK(contains(told(10), "nntrain: warning: the test accuracy 0.0000 is no better than"));
  CHECK(told(9).empty());
}

TEST_CASE("a good result gets no warning") {
  const ProgramResult result =
      nntrain({"--data", "data/banknotes.txt", "--features", "variance,entropy", "--iterations", "100"});
  CHECK(result.err == kHint);
}

TEST_CASE("no iterations measure the start") {
  const ProgramResult result =
      nntrain({"--data", "data/or.csv", "--iterations", "0", "--print", "iterations,stop"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == "0\titerations\n");
  CHECK(contains(result.err, "--iterations"));
  const nlohmann::json drawn = json_of({"--data", "data/or.csv", "--iterations", "0", "--seed", "3", "-q"});
  const nlohmann::json other = json_of({"--data", "data/or.csv", "--iterations", "0", "--seed", "4", "-q"});
  CHECK(drawn["layers"] != other["layers"]);
}

TEST_CASE("progress goes to standard error only, and only if it is asked for") {
  // The first line comes after a tenth of a second.
  const Words words = {
      "--data", "data/banknotes.txt", "--iterations", "6000000000", "--max-seconds", "0.2", "--print",
      "stop"};
  const ProgramResult shown = nntrain(with(words, {"--progress", "always"}));
  CHECK(shown.exit_code == 0);
  CHECK(shown.out == "time\n");
  CHECK(contains(shown.err, " of 6000000000 iterations, "));
  CHECK((!shown.err.empty() && shown.err.back() == '\n'));  // no terminal: nothing is written over
  CHECK(!contains(shown.err, "\r"));
  CHECK(nntrain(words).err.empty());
  CHECK(nntrain(with(words, {"--progress", "never"})).err.empty());
  CHECK(nntrain(with(words, {"--progress", "always", "--quiet"})).err.empty());
}

TEST_CASE("on a terminal progress shows by itself, and no terminal called dumb is written over") {
  const std::string job =
      "nntrain --data data/banknotes.txt --iterations 6000000000 --max-seconds 0.2 --print stop";
  if (shell("script -qec true /dev/null </dev/null").exit_code != 0) {
    WARN("this system gives no pseudo-terminal");
    return;
  }
  const ProgramResult terminal = shell("TERM=xterm script -qec '" + job + "' /dev/null </dev/null");
  CHECK(contains(terminal.out, " iterations, "));
  const ProgramResult dumb = shell("TERM=dumb script -qec '" + job + "' /dev/null </dev/null");
  CHECK(dumb.out == "time\r\n");
}

TEST_CASE("progress shows iterations, rate, loss and time left") {
  const ProgramResult result = nntrain({"--data", "data/banknotes.txt", "--iterations", "999999",
                                        "--max-seconds", "0.2", "--progress", "always", "--print", "stop"});
  for (const std::string part : {" iterations, ", "/s, ", "loss ", "accuracy ", " left"}) {
    INFO(part);
    CHECK(contains(result.err, part));
  }
}

TEST_CASE("the time left is that of all starts") {
  const ProgramResult result =
      nntrain({"--data", "data/or.csv", "--iterations", "10", "--restarts", "1000000", "--max-seconds", "0.2",
               "--progress", "always", "--print", "stop"});
  CHECK(contains(result.err, "start "));
  CHECK(contains(result.err, " of 1000000, "));
  CHECK(contains(result.err, " left, "));
  CHECK(!contains(result.err, ", 0 s left, "));
}

}  // namespace nntrain::test
