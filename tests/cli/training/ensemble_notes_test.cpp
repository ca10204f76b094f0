// What a result says of --ensemble, --bag, --refit and --calibrate where they did not do what was asked for.

#include "cli/running.hpp"
#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kOrchard = {"--data",  "data/orchard.csv", "--missing", "mean",
                        "--scale", "standard",         "--loss",    "cross-entropy"};
const Words kBags =
    with(kOrchard, {"--ensemble", "3", "--bag", "0.41", "--patience", "5", "--iterations", "20"});
const Words kMean = with(kBags, {"--optimizer", "adam"});

/// Rows of two classes in turn, the first one with one row more if the number is odd.
std::string two_classes(int rows) {
  std::string table = "x,y\n";
  for (int row = 0; row < rows; ++row)
    table += std::to_string(row * 7 % 11) + (row % 2 == 0 ? ",a\n" : ",b\n");
  return table;
}

}  // namespace

TEST_CASE("an ensemble has no best iteration, and its networks have theirs") {
  CHECK(nntrain(with(kMean, {"--print", "best_iteration", "-q"})).out == "nan\n");
  CHECK(nntrain(with(kMean, {"--assert", "best_iteration <= 20", "-q"})).exit_code == 1);
  const auto training = json_of(kMean)["training"];
  CHECK_FALSE(training.contains("best_iteration"));
  CHECK(training["networks"][2].contains("best_iteration"));
}

TEST_CASE("a metric that is undefined on the rows of a bag is refused before training") {
  const ScratchFolder scratch;
  std::string rare = two_classes(20);
  for (std::size_t at = 0; (at = rare.find(",b", at)) != std::string::npos;) rare.replace(at, 2, ",a");
  rare += "3,b\n4,b\n";
  const Words words = {"--data",       scratch.file("r.csv", rare),
                       "--ensemble",   "4",
                       "--bag",        "0.25",
                       "--patience",   "2",
                       "--iterations", "5",
                       "--split",      "random"};
  check_refusal(with(words, {"--metric", "auc"}), 4,
                {"--metric auc is undefined on the rows that network ",
                 " holds out: a class has no row there", "--metric loss"});
  check_refusal(with({"cv"}, with(words, {"--metric", "auc", "--folds", "2"})), 4, {"holds out"});
  CHECK(nntrain(with(words, {"--metric", "accuracy"})).exit_code == 0);
  CHECK(nntrain(with(kMean, {"--metric", "auc"})).exit_code == 0);
}

TEST_CASE("the training line tells what was done, and not what was asked for") {
  const Words single = with(kOrchard, {"--iterations", "5", "--calibrate", "--refit"});
  CHECK(contains(nntrain(with(single, {"--validation-fraction", "0.25"})).out,
                 ", refit on all rows, not calibrated (60 held-out rows), seed 1"));
  CHECK(contains(nntrain(with(single, {"--validation-fraction", "0.5"})).out,
                 ", refit on all rows, calibrated, seed 1"));
  const ProgramResult cut = nntrain(with(single, {"--validation-fraction", "0.5", "--max-seconds", "1e-9"}));
  CHECK(contains(cut.out, ", not refit on all rows, calibrated, seed 1"));
  CHECK(contains(nntrain(kMean).out,
                 ", mean of 3 networks that hold out 0.5 of the training rows each, seed 1"));
}

}  // namespace nntrain::test
