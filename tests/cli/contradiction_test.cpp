#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

struct Contradiction {
  Words flags;
  Words parts;
};

}  // namespace

TEST_CASE("flags that contradict each other are refused with the reason") {
  const std::vector<Contradiction> cases = {
      {{"--backprop", "lecture", "--hidden", "5,5"},
       {"--backprop lecture", "one hidden layer", "--backprop exact"}},
      {{"--backprop", "lecture", "--hidden", "0"}, {"--backprop lecture", "one hidden layer"}},
      {{"--backprop", "lecture", "--loss", "mse"}, {"--backprop lecture", "sse", "mse"}},
      {{"--backprop", "lecture", "--loss", "half-sse"}, {"--backprop lecture", "half-sse"}},
      {{"--backprop", "lecture", "--output-activation", "identity"},
       {"--backprop lecture", "sigmoid", "identity"}},
      {{"--backprop", "lecture", "--task", "regress"}, {"--backprop lecture", "regression"}},
      {{"--columns", "a,b,c", "--header", "yes"}, {"--columns", "--header yes"}},
      {{"--activation", "tanh,relu"}, {"--activation names 2 activations for 1 hidden layer"}},
      {{"--hidden", "3,3", "--activation", "tanh,relu,tanh"},
       {"--activation names 3 activations for 2 hidden layers"}},
      {{"--hidden", "0", "--activation", "tanh"}, {"--activation", "--hidden 0"}},
  };
  for (const Contradiction& bad : cases)
    check_refusal(with({"--data", "data/or.csv"}, bad.flags), 2, bad.parts);
}

TEST_CASE("contradictions are found before the data is read") {
  check_refusal({"--data", "no/such.csv", "--backprop", "lecture", "--hidden", "5,5"}, 2,
                {"--backprop lecture"});
}

TEST_CASE("a contradiction in the config file counts like one on the command line") {
  const ScratchFolder scratch;
  const std::string config = scratch.file("c.conf", "backprop = lecture\nloss = mse\n");
  check_refusal({"--data", "data/or.csv", "--config", config}, 2, {"--backprop lecture", "mse"});
  CHECK(nntrain({"--data", "data/or.csv", "--config", config, "--loss", "sse", "--iterations", "1", "-q"})
            .exit_code == 0);
}

TEST_CASE("what does not contradict is accepted") {
  const Words quick = {"--data", "data/or.csv", "--iterations", "1", "--quiet", "--print", "parameters"};
  const std::vector<std::pair<Words, std::string>> cases = {
      {{"--hidden", "3,2", "--activation", "tanh,relu"}, "20\n"},
      {{"--hidden", "3,2", "--activation", "tanh"}, "20\n"},
      {{"--hidden", "0"}, "3\n"},
      {{"--hidden", "0", "--no-bias"}, "2\n"},
      {{"--hidden", "5", "--backprop", "lecture", "--loss", "sse", "--output-activation", "sigmoid"}, "21\n"},
      {{"--backprop", "lecture", "--task", "regress", "--loss", "sse", "--output-activation", "sigmoid"},
       "21\n"},
      {{"--backprop", "lecture", "--activation", "tanh", "--no-bias"}, "15\n"},
      {{"--hidden", "5 , 3"}, "37\n"},
      {{"--seed", "0"}, "21\n"},
      {{"--seed", "18446744073709551615"}, "21\n"},
      {{"--learning-rate", "1e-300"}, "21\n"},
      {{"--lr", ".5"}, "21\n"},
  };
  for (const auto& [flags, out] : cases) {
    INFO(flags[0] << " " << flags[1]);
    const ProgramResult result = nntrain(with(quick, flags));
    INFO(result.err);
    CHECK(result.exit_code == 0);
    CHECK(result.out == out);
  }
}

}  // namespace nntrain::test
