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

TEST_CASE("a warning tells how many networks have their first weights") {
  const Words wild = with(kBags, {"--lr", "1000"});
  const std::string all =
      "3 of 3 networks did not become better than their first weights on the rows that "
      "they hold out: try --patience 0, or hold out a larger share of the rows";
  CHECK(contains(nntrain(wild).err, all));
  CHECK(contains(nntrain(with(wild, {"--refit"})).err, all));
  CHECK(contains(nntrain(with({"cv"}, with(wild, {"--folds", "2"}))).err,
                 "6 of 6 networks in 2 of 2 runs did not become better than their first weights"));
  const Words single = with(kOrchard, {"--lr", "1000", "--validation-fraction", "0.2", "--iterations", "9"});
  const Words refit = with(single, {"--refit", "--patience"});
  CHECK(contains(nntrain(with(refit, {"3"})).err,
                 "the network did not become better than its first weights on the validation rows"));
  CHECK_FALSE(contains(nntrain(with(refit, {"0"})).err, "first weights"));
  CHECK_FALSE(contains(nntrain(with(single, {"--patience", "3"})).err, "first weights"));
  CHECK_FALSE(contains(nntrain(kMean).err, "first weights"));
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

TEST_CASE("of several runs it tells how many were calibrated") {
  const ScratchFolder scratch;
  const ProgramResult result =
      nntrain({"cv", "--data", scratch.file("t.csv", two_classes(149)), "--folds", "3", "--ensemble", "2",
               "--bag", "0.5", "--calibrate", "--iterations", "3"});
  CHECK(contains(result.out, ", calibrated in 1 of 3 runs, "));
  CHECK(contains(result.err,
                 "--calibrate is left out in 2 of 3 runs: it needs 100 held-out rows at least, "
                 "and there are 99"));
}

TEST_CASE("only a refit with validation rows has results of before, and says that it trains on them") {
  const ScratchFolder scratch;
  const std::string before = "; then refit for as many, and only the validation results are of before)";
  const Words refit = with(kOrchard, {"--iterations", "5", "--refit"});
  CHECK(contains(nntrain(with(refit, {"--validation-fraction", "0.25"})).out, before));
  CHECK(contains(nntrain(with(kMean, {"--refit"})).out, "; then refit for as many)"));
  const Words weighted = {"--data",           scratch.file("w.csv", "x,y,w\n1,a,1\n2,b,2\n3,a,1\n4,b,1\n"),
                          "--weights-column", "w",
                          "--validation",     scratch.file("v.csv", "x,y\n1,a\n2,b\n"),
                          "--iterations",     "3"};
  const std::string loss = "each has the weight 1, which concerns ";
  CHECK(contains(nntrain(weighted).err, loss + "only their loss"));
  CHECK(contains(nntrain(with(weighted, {"--refit"})).err,
                 loss + "their loss, and --refit, which trains on them"));
}

}  // namespace nntrain::test
