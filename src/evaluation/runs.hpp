#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "metrics/spread.hpp"
#include "training/trial.hpp"

namespace nntrain {

/// The name of the part that a fold holds out.
inline constexpr const char* kCvPart = "cv";

/// Which fold of which repeat, both from 0.
struct FoldPlace {
  std::size_t repeat = 0;
  std::size_t fold = 0;
};

/// A seed below 2^32 for training on a fold. It depends on nothing else.
std::uint64_t fold_seed(std::uint64_t seed, const FoldPlace& place);

/// One of several trainings of the same recipe.
struct PlannedRun {
  std::uint64_t seed = 1;  ///< of --seed or --seeds
  std::optional<FoldPlace>
      place{};  ///< none: no cross-validation; else training has a seed derived from both

  /// The seed of the start, the batches and dropout.
  std::uint64_t training_seed() const { return place ? fold_seed(seed, *place) : seed; }
};

/// The folds of a cross-validation, or the runs of several seeds, or both.
struct Runs {
  std::vector<PlannedRun> plans;     ///< J
  std::vector<TrialResult> results;  ///< J, for each plan; see forget_rows()
  std::vector<std::string> moving;   ///< the parts whose rows differ between the runs
  std::size_t folds = 0;             ///< 0: no cross-validation
  std::size_t repeats = 1;
  bool folds_stand = false;  ///< whether all seeds have the same folds

  bool is_cv() const { return folds > 0; }
  std::size_t count() const { return results.size(); }
  /// Whether a run ended in a way that its metrics count: it has not diverged, and no signal stopped it.
  bool counts(std::size_t run) const;
  /// Whether it is a fold of this repeat, of the first seed.
  bool is_in_repeat(std::size_t run, std::size_t repeat) const;
  /// The parts that all runs have, from the training rows to the most held-out ones.
  std::vector<std::string> parts() const;
};

/// Frees the rows and outputs of all parts but the most held-out one; or of all.
void forget_rows(TrialResult& result);
void forget_all_rows(TrialResult& result);

/// A hash of the numbers of these rows; where they have a table of their own, with the hash of its bytes.
std::string split_hash(const Split& split, const std::vector<Table>& tables);

/// What is said of a metric (a name for find_metric) in this part. For parts that the runs hold out from each
/// other the interval is that of Nadeau and Bengio; a share is held to Wilson's interval of the pooled
/// counts of one repeat: their means over the repeats. The loss, which may be a sum over the rows, is taken
/// as it is.
MetricSpread spread_in(const Runs& runs, std::string_view part, std::string_view metric);

/// The rows that the folds of the first repeat of the first seed held out, as one part: outputs and measures
/// over all of them, in the order of the file. The loss is NaN. Of a run that does not count there are none;
/// none of all: no result.
std::optional<SplitResult> pooled(const Runs& runs, std::size_t repeat = 0);

}  // namespace nntrain
