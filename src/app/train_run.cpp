#include "app/train_run.hpp"

#include <optional>

#include "app/receipt_writer.hpp"
#include "app/resume.hpp"
#include "app/train_setup.hpp"
#include "training/memory.hpp"

namespace nntrain {

ExitCode run_training(TrainOptions& options, const FlagTable& flags, const UseRun& use) {
  std::optional<SavedCheckpoint> saved;
  if (!options.resume.empty()) saved = read_checkpoint(options.resume);
  Table table = read_data(options);
  resolve(options, table);
  if (saved) check_resume(*saved, flags, options, table);
  const RowSplit rows = rows_of(options, table);
  Model model = make_model(options, table, rows);

  const std::size_t blocks = table.targets.block_count();
  const std::size_t threads = threads_for(options, model.network, blocks);
  check_memory(model.network, blocks, vectors_kept(options.optimizer), threads);
  model.parameters.resize(model.network.parameter_count());
  const Splits splits = make_splits(options, table, rows, model);
  if (saved) check_resume(*saved, splits);
  const Questions questions = questions_of(options, model, splits);
  const Recipe recipe = recipe_of(options);

  const Beginning beginning = beginning_of(options, model, saved ? &*saved : nullptr);
  const auto write_receipt = receipt_writer(options, flags, table, splits, beginning.sha256);
  ThreadPool pool(threads);
  const TrainingResult training =
      train_watched(options, table, splits, recipe, beginning, saved ? &saved->checkpoint : nullptr,
                    write_receipt, model, pool);
  const RunResult result = measure_run({table, model, splits, recipe, training, flags.writer(), write_receipt,
                                        warnings_on(options, table, rows), preparation_of(options), threads},
                                       questions.asserts, pool);
  return use(result, questions.telling);
}

}  // namespace nntrain
