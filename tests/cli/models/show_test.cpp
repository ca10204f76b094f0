// What show prints of a model: how to make it again, its columns, layers and weights.

#include "cli/comparable.hpp"
#include "cli/models.hpp"

namespace nntrain::test {
namespace {

const Words kNumbers = {"--data", kNotes, "--features", "variance,entropy", "--iterations", "20"};

}  // namespace

TEST_CASE("the command that show tells writes the same model again") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("it's $HOME.csv", csv_of(clouds(60, {"a b", "c,\"d\"", "no"}, 4)));
  const std::vector<Words> runs = {
      with(kNumbers, {"--no-bias", "--hidden", "3,2", "--activation", "tanh,relu", "--seed", "7"}),
      {"--data", data, "--class-weights", "a b=2,\"c,\"\"d\"\"=0.5\"", "--na", "x y,", "--lr", "1e-3",
       "--iterations", "9", "--test-fraction", "0.25"},
      {"--data", kOrchard, "--preset", "modern", "--missing", "mean", "--iterations", "3"},
  };
  for (const Words& flags : runs) {
    const Trained trained(flags);
    const std::string command = line_of(output_of({"show", trained.model}), "made by: ");
    INFO(command);
    const std::string again = trained.scratch.path("again.json");
    const ProgramResult result = shell(command + " -q --print stop --save " + again);
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    CHECK((read_file(again) == read_file(trained.model)));
  }
}

TEST_CASE("show calls a metric undefined that is") {
  const Trained trained(
      {"--data", kNotes, "--validation-fraction", "0.2", "--split", "ordered", "--iterations", "1"});
  const std::string shown = output_of({"show", "--model", trained.model});
  CHECK(contains(shown, "validation auc: undefined\n"));  // all rows held out are of one class
  CHECK_FALSE(contains(shown, "nan"));
}

TEST_CASE("show tells recipe, columns, layers with totals, and weights") {
  const Trained trained({"--data", kOrchard, "--missing", "mean", "--scale", "minmax", "--hidden", "6,3",
                         "--activation", "tanh,relu", "--iterations", "3", "--fixed-bias"});
  const std::string shown = output_of({"show", "--model", trained.model});
  for (const std::string part :
       {"rows: 240 (240 used, 0 dropped for missing cells)\n", "stop: iterations (3 done)\n",
        "target: fruit (classes apple (156 rows), pear (68 rows), quince (16 rows))\n",
        "  colour    3 texts: green, red, yellow; missing: the shares of the texts\n", "(x - ",
        "Layer (activation)        Output shape      Parameters\n",
        "hidden1 (tanh)            (rows, 6)                 60\n",
        "hidden2 (relu)            (rows, 3)                 21\n",
        "output (softmax)          (rows, 3)                 12\n",
        "Total parameters: 93\nTrainable parameters: 81\nFixed parameters: 12\n", "\n  colour=green "}) {
    INFO(part);
    CHECK(contains(shown, part));
  }
  CHECK(contains(line_of(shown, "data: "), "orchard.csv (sha256 29af76482902b30d"));
  CHECK(line_of(shown, "fingerprint: ") == trained.again({})["fingerprint"].get<std::string>());
  CHECK_FALSE(contains(output_of({"show", trained.model, "--weights", "none"}), "colour=green"));

  const Trained large(with(kNumbers, {"--hidden", "100"}));
  CHECK(line_of(output_of({"show", large.model}), "weights: ") == "401 (shown by --weights full)");
  CHECK(contains(output_of({"show", large.model, "--weights", "full"}), "hidden1.100"));
}

}  // namespace nntrain::test
