#include "training/checkpoint_file.hpp"

#include <cmath>
#include <limits>

#include "base/fingerprint.hpp"
#include "model/mutations.hpp"
#include "training/lines.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string text_of(const Checkpoint& checkpoint) {
  return checkpoint_text(checkpoint, {{"lr", "0.5"}, {"quiet", "true", false}}, {{"data", "d.csv", "ab"}},
                         {.metrics = LogPrefix{7, "cd", false}, .weights = LogPrefix{9, "ef", true}});
}

/// A run of L-BFGS on a line: its last checkpoint and its final fingerprint.
struct Run {
  Line line;
  Recipe recipe{line.objective, {OptimizerKind::kLbfgs}, {.iterations = 1}};
  Checkpoint last;
  std::string end;

  void go(const Checkpoint* from) {
    RestartControl control;
    control.from = from;
    control.keep = [this](const Checkpoint& checkpoint) { last = checkpoint; };
    train_from_starts(
        recipe, [](std::uint64_t, std::span<double> start) { start[0] = 0.25; }, line.network, line.splits,
        line.weight, control);
    end = fingerprint(line.weight);
  }
};

}  // namespace

TEST_CASE("a checkpoint comes back from its file bit by bit") {
  const ScratchFolder scratch;
  TrainingState state;
  state.iterations = 7;
  state.parameters = {0.1, -0.0, 5e-324};
  state.before = {1e308, kInfinity, -kInfinity};
  state.optimizer = {std::nan(""), 1.0 / 3};
  state.evaluations = 9;
  state.blocks_dropped = 11;
  state.average = {0.7, 1e-300, 0.125};
  state.plateau.lowest = 0.3;
  state.plateau.waited = 2;
  state.best = {{1, 2, 3}, kInfinity, 5};
  Outcome best;
  best.result.stop = StopReason::kPatience;
  best.result.iterations = 40;
  best.result.best_iteration = 31;
  best.result.validation_loss = 0.5;
  best.result.watched = 0.25;
  best.result.loss = kInfinity;
  best.parameters = {4, 5, 6};
  const std::string path = scratch.file("c.json", text_of({{3, state, {best}, 123}, {}}));
  const SavedCheckpoint saved = read_checkpoint(path);
  CHECK(saved.receipt.find_option("lr")->values == std::vector<std::string>{"0.5"});
  CHECK(saved.receipt.find_option("quiet") == nullptr);  // it does not change results
  CHECK(saved.receipt.files == std::vector<InputFile>{{"data", "d.csv", "ab"}});
  const LogPrefix& log = *saved.logs.metrics;
  CHECK((log.bytes == 7 && log.sha256 == "cd" && !log.is_whole));
  const LogPrefix& weights = *saved.logs.weights;
  CHECK((weights.bytes == 9 && weights.sha256 == "ef" && weights.is_whole));
  CHECK(saved.checkpoint.search.next == 3);
  CHECK(saved.checkpoint.search.evaluations == 123);
  CHECK(saved.checkpoint.search.kept.front().result.stop == StopReason::kPatience);
  CHECK(saved.checkpoint.search.kept.front().result.loss == kInfinity);
  CHECK(saved.checkpoint.search.kept.front().result.watched == 0.25);
  // The same text again: nothing is lost.
  CHECK(text_of(saved.checkpoint) == read_file(path));
  CHECK(std::signbit(saved.checkpoint.search.state->parameters[1]));
  CHECK(saved.checkpoint.search.state->average == state.average);
  CHECK(!saved.checkpoint.refit);
  // An ensemble in its refit.
  const std::string refitting =
      scratch.file("r.json", text_of({{2, {}, {best, best}, 77}, {{1, state, {best}, 5}}}));
  const Checkpoint again = read_checkpoint(refitting).checkpoint;
  CHECK(again.search.kept.size() == 2);
  CHECK(again.refit->next == 1);
  CHECK(again.refit->kept.front().parameters == best.parameters);
  CHECK(text_of(again) == read_file(refitting));
}

TEST_CASE("a checkpoint of before there were logs of weights, or any logs, is read") {
  const ScratchFolder scratch;
  Outcome best;
  best.parameters = {1};
  const std::string text = text_of({{1, {}, {best}, 1}, {}});
  const std::size_t weights = text.find(",\n  \"log_weights\"");
  const std::size_t log = text.find(",\n  \"log\"");
  const std::size_t checksum = text.find(",\n  \"checksum\"");
  REQUIRE((log < weights && weights < checksum && checksum < text.size()));
  const std::string one = text.substr(0, weights) + text.substr(checksum);
  const LogPrefixes logs = read_checkpoint(scratch.file("c.json", sealed(one))).logs;
  CHECK(logs.metrics->bytes == 7);
  CHECK_FALSE(logs.weights);
  const std::string none = text.substr(0, log) + text.substr(checksum);
  CHECK_FALSE(read_checkpoint(scratch.file("c.json", sealed(none))).logs.metrics);
}

TEST_CASE("an optimiser goes on where another one has been") {
  Run straight;
  straight.recipe.plan.iterations = 9;
  straight.go(nullptr);
  Run first;
  first.go(nullptr);
  Run second;
  second.recipe.plan.iterations = 9;
  second.go(&first.last);
  CHECK(first.end != straight.end);
  CHECK(second.end == straight.end);
}

TEST_CASE("a checkpoint that was changed, its checksum made right again, is refused or trained on from") {
  const ScratchFolder scratch;
  Run run;
  run.go(nullptr);
  const std::string text = text_of(run.last);
  const Tokens tokens = tokens_of(text);
  REQUIRE(tokens.numbers.size() > 40);
  std::size_t refused = 0;
  Sample sample(0.5);
  for (const Place& number : tokens.numbers) {
    for (const char* const odd :
         {"-1", "0", "3", "2147483648", "9223372036854775808", "1e20", "NaN", "\"\"", "\"inf\""}) {
      if (!sample.takes()) continue;
      const std::string path =
          scratch.file("c.json", sealed(with_part(text, number.begin, number.length, odd)));
      CAPTURE(number.begin, odd);
      try {
        const SavedCheckpoint saved = read_checkpoint(path);
        Run other;
        other.go(&saved.checkpoint);
      } catch (const ModelError&) {
        ++refused;
      }
    }
  }
  CHECK(refused > 50);
}
