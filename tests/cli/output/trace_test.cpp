// Every number of a trace follows from the numbers above it: plain loops compute it again.

#include <cmath>

#include "cli/traced_runs.hpp"

namespace nntrain::test {
namespace {

const Words kByHand = {"--data", "data/by_hand.csv", "--task", "regress",  "--hidden",
                       "2",      "--no-bias",        "--loss", "half-sse", "--activation"};
const Words kIdentity = with(kByHand, {"identity", "--init-from", "tests/golden/by_hand_start.json"});
const std::string kByHandStart =
    R"({"layers": [{"weights": [[0.11, 0.12], [0.21, 0.08]]}, {"weights": [[0.14], [0.15]]}]})";

const std::string kFruit =
    "a,b,kind,importance\n1,0.5,pear,1\n0.2,-1,quince,2\n-0.5,0.3,apple,0.5\n0.1,0.9,apple,1\n"
    "2,-0.4,pear,3\n-1,1.5,apple,1\n";
const std::string kNumbers = "a,b,y\n1,0.5,0.3\n0.2,-1,1.25\n-0.5,0.3,-0.75\n0.1,0.9,0.5\n2,-0.4,2.5\n";

}  // namespace

TEST_CASE("the backpropagation by hand, on the board") {
  const std::vector<TracedSection> s =
      check_trace(with(kIdentity, {"--lr", "0.05"}),
                  {.activations = {"identity", "identity"}, .loss = "half-sse", .rate = 0.05});
  REQUIRE(s.size() == 3);
  CHECK(s[0].title == "Iteration 1");
  CHECK(s[1].title == "Iteration 2");
  CHECK(s[2].title == "After iteration 2");
  CHECK(s[0].at("W1").rows == Words{"x1", "x2"});
  CHECK(s[0].at("W1").columns == Words{"hidden1.1", "hidden1.2"});
  CHECK(s[0].formulas.at("dW2") == "dW2 = h1' delta2");
  CHECK(s[0].formulas.at("delta1") == "delta1 = delta2 W2'");
  CHECK(s[0].formulas.at("step1") == "step1 = -0.05 dW1");
  // The table of the lecture.
  const double digit = 5.1e-10;
  check_numbers(s[0].at("h1"), {0.85, 0.48}, digit);
  check_numbers(s[0].at("yhat"), {0.191}, digit);
  CHECK(value_of(s[0], "C") == 0.3272405);
  check_numbers(s[1].at("h1"), {0.923619000, 0.558877500}, digit);
  check_numbers(s[1].at("yhat"), {0.255745781}, digit);
  CHECK(std::abs(value_of(s[1], "C") - 0.276957171) <= digit);
  check_numbers(s[1].at("W1"), {0.121326000, 0.132135000, 0.226989000, 0.098202500}, digit);
  check_numbers(s[1].at("W2"), {0.174382500, 0.169416000}, digit);
  check_numbers(s[2].at("h1"), {1.007979192, 0.640835072}, digit);
  check_numbers(s[2].at("yhat"), {0.332313930}, digit);
  CHECK(std::abs(value_of(s[2], "C") - 0.222902344) <= digit);
  check_numbers(s[2].at("W1"), {0.134304491, 0.144743857, 0.246456737, 0.117115786}, digit);
  check_numbers(s[2].at("W2"), {0.208752867, 0.190213347}, digit);

  const std::vector<TracedSection> fast =
      check_trace(with(kIdentity, {"--lr", "0.25"}),
                  {.activations = {"identity", "identity"}, .loss = "half-sse", .rate = 0.25}, 1);
  check_numbers(fast[1].at("h1"), {1.218095000, 0.874387500}, digit);
  check_numbers(fast[1].at("yhat"), {0.595982720}, digit);
  CHECK(std::abs(value_of(fast[1], "C") - 0.081614981) <= digit);
}

TEST_CASE("the same with sigmoids") {
  const ScratchFolder scratch;
  const std::vector<TracedSection> s =
      check_trace(with(kByHand, {"sigmoid", "--output-activation", "sigmoid", "--lr", "0.05", "--init-from",
                                 scratch.file("w.json", kByHandStart)}),
                  {.activations = {"sigmoid", "sigmoid"}, .loss = "half-sse", .rate = 0.05});
  check_numbers(s[0].at("h1"), {0.700567, 0.617748}, 5.1e-7);
  check_numbers(s[0].at("z2"), {0.190742}, 5.1e-7);
  check_numbers(s[0].at("yhat"), {0.547541}, 5.1e-7);
  CHECK(std::abs(value_of(s[0], "C") - 0.102359) <= 5.1e-7);
  check_numbers(s[0].at("dW2"), {-0.078528, -0.069245}, 5.1e-7);
  check_numbers(s[0].at("dW1"), {-0.006583881, -0.007940670, -0.009875821, -0.011911005}, 5.1e-10);
  CHECK(s[0].formulas.at("h1") == "h1 = 1 / (1 + e^-z1)");
  CHECK(s[0].formulas.at("delta1") == "delta1 = (delta2 W2') * h1 * (1 - h1)");
}

TEST_CASE("the perceptron on OR shows each update") {
  const ScratchFolder scratch;
  const std::string start =
      scratch.file("w.json", R"({"layers": [{"bias": [-0.5], "weights": [[0.5], [0.5]]}]})");
  const Words words = {"--data", "data/or.csv", "--optimizer", "perceptron",
                       "--lr",   "0.5",         "--init-from", start};
  const Spec spec = {.activations = {"step"}, .loss = "half-sse", .rate = 0.5};
  Spec fixed = spec;
  fixed.fixed_bias = true;
  const std::vector<TracedSection> s = check_trace(with(words, {"--fixed-bias"}), fixed, 1);
  REQUIRE(s.size() == 5);
  CHECK(s[1].title == "Iteration 1, update 2 of 4");
  CHECK(s[1].at("X").rows == Words{"row 2"});
  check_numbers(s[0].at("new W1"), {-0.5, 0.5, 0.5}, 0);
  check_numbers(s[1].at("delta1"), {-1}, 0);
  check_numbers(s[1].at("new W1"), {-0.5, 0.5, 1}, 0);
  check_numbers(s[2].at("new W1"), {-0.5, 1, 1}, 0);
  check_numbers(s[3].at("new W1"), {-0.5, 1, 1}, 0);
  CHECK(s[4].title == "After iteration 1");
  check_numbers(s[4].at("z1"), {-0.5, 0.5, 0.5, 1.5}, 0);
  check_numbers(s[4].at("yhat"), {0, 1, 1, 1}, 0);
  check_numbers(check_trace(words, spec, 1)[4].at("W1"), {0, 0.5, 1}, 0);
}

TEST_CASE("networks, losses and rules of all kinds") {
  const ScratchFolder scratch;
  const Words numbers = {"--data", scratch.file("numbers.csv", kNumbers), "--task", "regress", "--lr", "0.1"};
  const Words fruit = {"--data", scratch.file("fruit.csv", kFruit), "--target", "kind", "--lr", "0.1"};
  const Words unweighted = with(fruit, {"--features", "a,b"});
  const Words xnor = {"--data", "data/xnor.csv", "--lr", "0.1", "--hidden", "3"};
  check_trace(with(numbers, {"--hidden", "3,2", "--activation", "tanh,relu"}),
              {.activations = {"tanh", "relu", "identity"}, .loss = "mse", .rate = 0.1});
  check_trace(with(numbers, {"--hidden", "3,2,4", "--activation", "elu,selu,softplus"}),
              {.activations = {"elu", "selu", "softplus", "identity"}, .loss = "mse", .rate = 0.1});
  check_trace(with(numbers, {"--hidden", "0", "--loss", "half-mse", "--no-bias"}),
              {.activations = {"identity"}, .loss = "half-mse", .rate = 0.1});
  for (const std::string loss : {"mae", "huber:0.5"}) {
    check_trace(with(numbers, {"--hidden", "3", "--activation", "tanh", "--loss", loss}),
                {.activations = {"tanh", "identity"}, .loss = loss, .rate = 0.1}, 3);
  }
  const std::vector<TracedSection> softmax =
      check_trace(with(unweighted, {"--hidden", "2"}),
                  {.activations = {"sigmoid", "softmax"}, .loss = "cross-entropy", .rate = 0.1});
  CHECK(softmax[0].at("yhat").columns == Words{"apple", "pear", "quince"});
  CHECK(softmax[0].formulas.at("delta2") == "delta2 = 1/n (yhat - y)");
  check_trace(with(unweighted, {"--hidden", "2", "--loss", "mse"}),
              {.activations = {"sigmoid", "softmax"}, .loss = "mse", .rate = 0.1});
  check_trace(
      with(unweighted, {"--hidden", "2", "--output-activation", "sigmoid", "--loss", "cross-entropy"}),
      {.activations = {"sigmoid", "sigmoid"}, .loss = "cross-entropy", .rate = 0.1});
  check_trace(with(fruit, {"--hidden", "2", "--weights-column", "importance"}),
              {.activations = {"sigmoid", "softmax"}, .loss = "cross-entropy", .rate = 0.1});
  check_trace(with(fruit, {"--hidden", "2", "--weights-column", "importance", "--class-weights", "balanced",
                           "--loss", "half-sse", "--output-activation", "sigmoid"}),
              {.activations = {"sigmoid", "sigmoid"}, .loss = "half-sse", .rate = 0.1});
  const std::vector<TracedSection> lecture =
      check_trace(with(xnor, {"--backprop", "lecture"}),
                  {.activations = {"sigmoid", "sigmoid"}, .rate = 0.1, .lecture = true});
  CHECK(contains(lecture[0].text, "the lecture's rule"));
  check_trace(with(xnor, {"--backprop", "lecture", "--class-weights", "1=3"}),
              {.activations = {"sigmoid", "sigmoid"}, .rate = 0.1, .lecture = true});
  check_trace(with(xnor, {"--l2", "0.3"}), {.activations = {"sigmoid", "sigmoid"}, .rate = 0.1, .l2 = 0.3});
  check_trace(with(xnor, {"--momentum", "0.9", "--fixed-bias"}),
              {.activations = {"sigmoid", "sigmoid"}, .rate = 0.1, .momentum = 0.9, .fixed_bias = true}, 3);
  check_trace(
      with(xnor, {"--momentum", "0.5", "--nesterov", "--l2", "0.1"}),
      {.activations = {"sigmoid", "sigmoid"}, .rate = 0.1, .l2 = 0.1, .momentum = 0.5, .nesterov = true}, 3);
}

TEST_CASE("batches, dropout and other optimisers") {
  const Words xnor = {"--data", "data/xnor.csv", "--hidden", "3"};
  const Spec spec = {.activations = {"sigmoid", "sigmoid"}};
  const std::vector<TracedSection> batches = check_trace(with(xnor, {"--batch-size", "3"}), spec);
  REQUIRE(batches.size() == 5);
  CHECK(batches[0].title == "Iteration 1, update 1 of 2");
  CHECK(batches[0].at("X").height() == 3);
  CHECK(batches[1].at("X").height() == 1);
  CHECK(batches[4].at("X").height() == 4);
  const auto& first = batches[0].at("X");  // the rows' numbers are those of the table
  const Matrix table = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  for (std::size_t r = 0; r < first.height(); ++r) {
    CHECK(first.values[r] == table[std::stoul(first.rows[r].substr(4)) - 1]);
  }
  Spec deep = {.activations = {"tanh", "relu", "sigmoid"}, .loss = "mse"};
  const std::vector<TracedSection> dropout =
      check_trace({"--data", "data/xnor.csv", "--hidden", "4,3", "--activation", "tanh,relu", "--dropout",
                   "0.4", "--loss", "mse", "--batch-size", "2"},
                  deep);
  CHECK(dropout[0].has("mask2"));
  CHECK(dropout[0].formulas.at("z2") == "z2 = [1 g1] W2");
  CHECK(!dropout[4].has("mask1"));
  for (const std::string optimizer : {"adam", "rprop", "lbfgs"}) {
    Spec other = spec;
    other.optimizer = optimizer;
    other.rate = 0.001;
    const std::vector<TracedSection> sections = check_trace(with(xnor, {"--optimizer", optimizer}), other, 4);
    if (optimizer != "adam") continue;
    CHECK(value_of(sections[0], "b1") == Approx(1 - 0.9));
    CHECK(value_of(sections[2], "b1") == Approx(1 - 0.9 * 0.9 * 0.9));
    CHECK(value_of(sections[2], "b2") == Approx(1 - 0.999 * 0.999 * 0.999));
  }
}

}  // namespace nntrain::test
