#include <cmath>

#include <fmt/format.h>

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

/// y = 200000 + 56000 x with a little noise: a target far from 0.
std::string prices() {
  std::string text = "x,price\n";
  for (int row = 0; row < 200; ++row) {
    const double x = (row * 37 % 200) / 100.0 - 1;
    text += fmt::format("{},{:.1f}\n", x, 200'000 + 56'000 * x + 1000 * ((row * 13) % 7 - 3) + 0.5);
  }
  return text;
}

}  // namespace

TEST_CASE("a target far from 0 is learned when it is scaled, and told on its own scale") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("prices.csv", prices());
  for (const std::string scale : {"standard", "minmax", "robust"}) {
    const nlohmann::json run =
        json_of({"--data", data, "--scale-target", scale, "--optimizer", "lbfgs", "--iterations", "50",
                 "--quiet", "--predictions", scratch.path("p.csv")});
    const nlohmann::json& metrics = run["metrics"]["train"];
    CHECK(metrics["r2"].get<double>() > 0.99);
    CHECK(metrics["rmse"].get<double>() > 500);  // as large as the noise: in the target's units
    CHECK(metrics["rmse"].get<double>() < 3000);
    CHECK(metrics["loss"].get<double>() < 0.01);  // of the scaled target
    CHECK(run["options"]["scale-target"] == scale);
    const Cells rows = cells_of(read_file(scratch.path("p.csv")));
    CHECK(rows.front() == Words{"row", "split", "price", "prediction"});
    CHECK(std::abs(std::stod(rows[1][2]) - std::stod(rows[1][3])) < 10'000);
  }
}

TEST_CASE("the scale of the target is learned on training rows only") {
  const ScratchFolder scratch;
  const std::string train = scratch.file("train.csv", "x,y\n1,10\n2,20\n3,30.5\n4,40\n");
  const std::string near = scratch.file("near.csv", "x,y\n1,11\n");
  const std::string far = scratch.file("far.csv", "x,y\n1,1e6\n");
  const auto fingerprint = [&](const std::string& test) {
    return nntrain({"--data", train, "--test", test, "--scale-target", "standard", "--task", "regress", "-q",
                    "--print", "fingerprint"})
        .out;
  };
  CHECK(fingerprint(near) == fingerprint(far));
  for (const std::string scale : {"standard", "minmax", "robust"}) {
    const auto with_last = [&](const std::string& target) {
      const std::string data = scratch.file("t.csv", "x,y\n1,10\n2,20\n3,30.5\n4,40\n5," + target + "\n");
      return fingerprint_of({"--data", data, "--test-fraction", "0.2", "--split", "ordered", "--scale-target",
                             scale, "--task", "regress"});
    };
    CHECK(with_last("50") == with_last("1e6"));
  }
}

TEST_CASE("modern learns a regression far from 0 too, and classes without a word about the target's scale") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("prices.csv", prices());
  const ProgramResult result =
      nntrain({"--data", data, "--preset", "modern", "--test-fraction", "0.25", "--print", "test.r2"});
  CHECK(std::stod(result.out) > 0.95);
  CHECK(result.err.empty());
  CHECK(nntrain({"--data", "data/orchard.csv", "--preset", "modern", "--task", "classify", "--iterations",
                 "2", "--test-fraction", "0.5", "--print", "stop"})
            .err.find("scale-target") == std::string::npos);
  check_refusal({"--data", "data/or.csv", "--scale-target", "standard"}, 2,
                {"--scale-target", "--task regress"});
}

TEST_CASE("a robust scale and loss learn what wrong numbers of the target hide") {
  const ScratchFolder scratch;
  std::string text = "x,price\n";
  for (int row = 0; row < 200; ++row) {
    const double x = (row * 37 % 200) / 100.0 - 1;
    text += fmt::format("{},{:.1f}\n", x, (3 + x) * (row % 33 == 4 ? 100 : 1));
  }
  const std::string wrong = scratch.file("wrong.csv", text);
  std::string right = "x,price\n";
  for (int row = 0; row < 50; ++row) right += fmt::format("{},{:.2f}\n", row / 25.0 - 1, 2 + row / 25.0);
  const std::string test = scratch.file("right.csv", right);
  const auto error = [&](const Words& flags) {
    const Words words = {"--data", wrong,          "--test", test, "--optimizer",
                         "rprop",  "--iterations", "300",    "-q"};
    return std::stod(printed(with(words, flags), "test.mae")[0]);
  };
  CHECK(error({"--scale-target", "standard"}) > 1);
  CHECK(error({"--scale-target", "robust", "--loss", "huber:1"}) < 0.1);
  CHECK(error({"--scale-target", "robust", "--loss", "mae"}) < 0.1);
}

TEST_CASE("only the target has a robust scale") {
  check_refusal({"--data", "data/xnor.csv", "--scale", "robust"}, 2,
                {"--scale 'robust' is not one of: none, standard, minmax"});
}

}  // namespace nntrain::test
