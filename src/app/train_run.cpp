#include "app/train_run.hpp"

#include "app/receipt_writer.hpp"
#include "app/resume.hpp"
#include "app/train_setup.hpp"
#include "app/watched_training.hpp"
#include "base/output.hpp"
#include "report/gradient_report.hpp"
#include "training/gradient_check.hpp"
#include "training/memory.hpp"

namespace nntrain {

namespace {

constexpr std::size_t kMostDerivatives = 500;

ExitCode tell_gradients(const Recipe& recipe, const Samples& samples, const Model& model, ThreadPool& pool) {
  LossGradient function(model.network, recipe.objective, samples.inputs.block_count(), 0, pool);
  const GradientCheck check = check_gradient(function, samples, model.parameters, kMostDerivatives);
  write_standard_output(gradient_report(check, model, std::string(name_of(recipe.objective.loss))));
  return check.error < kGradientTolerance ? ExitCode::kDone : ExitCode::kAnswerNo;
}

}  // namespace

ExitCode run_training(TrainOptions& options, const FlagTable& flags, const SavedCheckpoint* from,
                      const UseRun& use) {
  Table table = from != nullptr ? read_data_of(*from, options) : read_data(options);
  resolve(options, table);
  if (from != nullptr) check_resume(*from, flags, options);
  const RowSplit rows = rows_of(options, table);
  Model model = make_model(options, table, rows);

  const std::size_t blocks = table.targets.block_count();
  const std::size_t threads = threads_for(options, model.network, blocks);
  check_memory(model.network, blocks, vectors_kept(options.optimizer), threads);
  model.parameters.resize(model.network.parameter_count());
  const Splits splits = make_splits(options, table, rows, model);
  if (from != nullptr) check_resume(*from, splits);
  const Questions questions = questions_of(options, model, splits);
  check_panels(options.plot.request, options.plot.features, {&model, true, !model.target.classes.empty()});
  const Recipe recipe = recipe_of(options);

  const Beginning beginning = beginning_of(options, model, from);
  const auto write_receipt = receipt_writer(options, flags, table, splits, beginning.sha256);
  ThreadPool pool(threads);
  if (options.check_gradients) {
    beginning.start(0, model.parameters);
    return tell_gradients(recipe, splits.front().samples, model, pool);
  }
  const WatchedTraining watched =
      train_watched(options, table, splits, recipe, beginning, from != nullptr ? &from->checkpoint : nullptr,
                    write_receipt, model, pool);
  const RunResult result =
      measure_run({table, model, splits, recipe, watched.result, flags.writer(), write_receipt,
                   warnings_on(options, table, rows), preparation_of(options), threads, watched.history},
                  questions.asserts, pool);
  const ExitCode code = use(result, questions.telling);
  if (watched.lost) throw DataError(*watched.lost);
  return code;
}

}  // namespace nntrain
