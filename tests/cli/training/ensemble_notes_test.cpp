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

}  // namespace

TEST_CASE("an ensemble has no best iteration, and its networks have theirs") {
  CHECK(nntrain(with(kMean, {"--print", "best_iteration", "-q"})).out == "nan\n");
  CHECK(nntrain(with(kMean, {"--assert", "best_iteration <= 20", "-q"})).exit_code == 1);
  const auto training = json_of(kMean)["training"];
  CHECK_FALSE(training.contains("best_iteration"));
  CHECK(training["networks"][2].contains("best_iteration"));
}

}  // namespace nntrain::test
