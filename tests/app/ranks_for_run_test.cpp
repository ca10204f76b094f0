// Which ranks make a run together: batches that are too small to share are refused, or each rank makes them
// all.

#include "app/ranks_for_run.hpp"

#include <string>
#include <vector>

#include "base/error.hpp"
#include "dataset/read_table.hpp"
#include "support/catch.hpp"
#include "support/thread_ranks.hpp"

using namespace nntrain;

namespace {

std::vector<Table> banknotes() {
  ReadOptions read;
  read.path = NNTRAIN_SOURCE_DIR "/data/banknotes.txt";
  std::vector<Table> tables;
  tables.push_back(read_table(read));
  return tables;
}

/// A run on the 1372 rows.
PreparedTrial run_of(const std::vector<Table>& tables, std::uint64_t batch_size, std::uint64_t networks = 1) {
  Experiment experiment;
  experiment.network = {{3}, {Activation::kTanh}, Activation::kSigmoid, true};
  experiment.recipe.plan.batch_size = batch_size;
  experiment.recipe.ensemble = networks;
  SplitSpec all{"train", {}, 0, true};
  return prepare_trial(experiment, tables, {{all}}, 1);
}

/// "all", "alone", or the message and the remedy of each of `ranks` ranks; they must agree.
std::string answer(std::size_t ranks, const TrainOptions& options, const PreparedTrial& run) {
  std::vector<std::string> answers(ranks);
  run_on_ranks(ranks, [&](Ranks& all) {
    try {
      const Ranks& chosen = ranks_for_run(all, options, run);
      answers[all.rank()] = &chosen == &all ? "all" : "alone";
    } catch (const UsageError& error) {
      answers[all.rank()] = error.what() + ("|" + error.remedy().text());
    }
  });
  CHECK(answers == std::vector<std::string>(ranks, answers.front()));
  return answers.front();
}

}  // namespace

TEST_CASE("ranks share all rows, and batches of at least 1024 rows for each") {
  const std::vector<Table> tables = banknotes();
  TrainOptions options;
  options.given = {"batch-size"};
  for (const std::uint64_t batch : {0U, 1372U, 5000U}) {
    for (const std::size_t ranks : {1U, 2U, 7U})
      CHECK(answer(ranks, options, run_of(tables, batch)) == "all");
  }
  CHECK(answer(1, options, run_of(tables, 32)) == "all");
  CHECK(answer(2, options, run_of(tables, 1371)) ==
        "--batch-size 1371 is too small for 2 ranks: each has fewer than 1024 rows of a batch|"
        "make larger batches:  --batch-size full      or whole runs on each rank:  --seeds 1..2, or nntrain "
        "sweep");
}

TEST_CASE("the least batch size that works is told where there are more rows than that") {
  std::vector<Table> tables = banknotes();
  PreparedTrial run = run_of(tables, 32);
  Samples& train = run.splits.front().samples;
  train.inputs.grow_to(5000);
  TrainOptions options;
  options.given = {"batch-size"};
  CHECK_THAT(answer(3, options, run), ContainsSubstring("--batch-size 3072"));
  run.recipe.plan.batch_size = 3071;
  CHECK_THAT(answer(3, options, run), ContainsSubstring("--batch-size 3072"));
  run.recipe.plan.batch_size = 3072;
  CHECK(answer(3, options, run) == "all");
}

TEST_CASE("small batches of a preset, of one of many runs, and of networks that are dealt are no error") {
  const std::vector<Table> tables = banknotes();
  const PreparedTrial run = run_of(tables, 32);
  TrainOptions options;
  options.outputs.quiet = true;
  CHECK(answer(2, options, run) == "alone");  // a preset has set it
  options.given = {"batch-size"};
  options.is_repeat = true;
  CHECK(answer(2, options, run) == "alone");
  options.is_repeat = false;
  const PreparedTrial ensemble = run_of(tables, 32, 4);
  CHECK(answer(2, options, ensemble) == "all");
  options.outputs.log = "log.csv";  // one network after another
  CHECK(answer(2, options, ensemble) == "alone");
}
