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
       {"--backprop contradicts --hidden", "one hidden layer", "--backprop exact"}},
      {{"--backprop", "lecture", "--hidden", "0"}, {"--backprop contradicts --hidden", "one hidden layer"}},
      {{"--backprop", "lecture", "--loss", "mse"}, {"--backprop contradicts --loss", "sse"}},
      {{"--backprop", "lecture", "--loss", "half-sse"}, {"--backprop contradicts --loss", "--loss sse"}},
      {{"--backprop", "lecture", "--output-activation", "identity"},
       {"--backprop contradicts --output-activation", "sigmoid"}},
      {{"--backprop", "lecture", "--task", "regress"}, {"--backprop lecture", "regression"}},
      {{"--columns", "a,b,c", "--header", "yes"}, {"--columns", "--header yes"}},
      {{"--activation", "tanh,relu"}, {"--activation contradicts --hidden", "one for each"}},
      {{"--hidden", "3,3", "--activation", "tanh,relu,tanh"},
       {"--activation contradicts --hidden", "one for each"}},
      {{"--hidden", "0", "--activation", "tanh"}, {"--activation contradicts --hidden", "--hidden 0"}},
      {{"--optimizer", "lbfgs", "--momentum", "0.9"},
       {"--momentum contradicts --optimizer", "--optimizer gd"}},
      {{"--optimizer", "rprop", "--batch-size", "2"}, {"--batch-size contradicts --optimizer"}},
      {{"--optimizer", "perceptron", "--hidden", "5"}, {"--hidden contradicts --optimizer", "perceptron"}},
      {{"--patience", "3"}, {"--patience needs --validation-fraction", "--validation-fraction 0.2"}},
      {{"--split", "random"}, {"--split needs", "--test-fraction 0.2"}},
      {{"--nesterov"}, {"--nesterov needs --momentum", "--momentum 0.9"}},
      {{"--no-shuffle"}, {"--no-shuffle needs --batch-size", "--batch-size 10"}},
      {{"--test", "data/or.csv", "--test-fraction", "0.2"}, {"--test contradicts --test-fraction"}},
      {{"--test-fraction", "0.5", "--validation-fraction", "0.5"}, {"no row to train on"}},
  };
  for (const Contradiction& bad : cases)
    check_refusal(with({"--data", "data/or.csv"}, bad.flags), 2, bad.parts);
}

TEST_CASE("contradictions are found before the data is read") {
  check_refusal({"--data", "no/such.csv", "--backprop", "lecture", "--hidden", "5,5"}, 2,
                {"--backprop contradicts --hidden"});
}

TEST_CASE("a contradiction in the config file counts like one on the command line") {
  const ScratchFolder scratch;
  const std::string config = scratch.file("c.conf", "backprop = lecture\nloss = mse\n");
  check_refusal({"--data", "data/or.csv", "--config", config}, 2, {"--backprop contradicts --loss"});
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
