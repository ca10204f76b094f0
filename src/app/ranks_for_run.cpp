#include "app/ranks_for_run.hpp"

#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/output.hpp"

namespace nntrain {
namespace {

/// Whether someone sees each iteration, so that the networks of one run are trained one after another.
bool is_followed(const TrainOptions& options) {
  const Outputs& outputs = options.outputs;
  return !outputs.log.empty() || !outputs.log_weights.empty() || !outputs.checkpoint.empty() ||
         !options.resume.empty() || outputs.trace > 0;
}

/// Whether tests ask for one way of sharing, whatever the sizes are: see docs/development.md.
bool is_forced() {
  const char* const way = std::getenv("NNTRAIN_RANKS");
  return way != nullptr && *way != '\0';
}

UsageError small_batches(std::size_t batch, std::size_t rows, std::size_t ranks) {
  const std::size_t least = kLeastBatchRows * ranks;
  return UsageError(
      fmt::format("--batch-size {} is too small for {} ranks: each has fewer than {} rows of a batch", batch,
                  ranks, kLeastBatchRows),
      fmt::format("make larger batches:  --batch-size {}      or whole runs on each rank:  --seeds 1..{}, or "
                  "nntrain sweep",
                  least < rows ? std::to_string(least) : "full", ranks));
}

}  // namespace

Ranks& ranks_for_run(Ranks& all, const TrainOptions& options, const PreparedTrial& run) {
  const Samples& train = run.splits.front().samples;
  const std::size_t rows = train.row_share().all;
  const std::size_t batch = run.recipe.plan.batch_size;
  if (!all.are_many() || batch == 0 || batch >= rows || batch >= kLeastBatchRows * all.size()) return all;
  if (all.of_first(is_forced())) return all;
  if (train.is_shared()) throw small_batches(batch, rows, all.size());
  if (options.is_repeat) return Ranks::alone();
  if (start_count(run.recipe) > 1) return is_followed(options) ? Ranks::alone() : all;  // dealt
  if (options.is_given("batch-size")) throw small_batches(batch, rows, all.size());
  if (!options.outputs.quiet)
    print_warning(fmt::format("batches of {} are too small to share: each of {} ranks makes the whole run",
                              batch == 1 ? "1 row" : fmt::format("{} rows", batch), all.size()));
  return Ranks::alone();
}

}  // namespace nntrain
