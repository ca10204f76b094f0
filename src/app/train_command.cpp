#include "app/train_command.hpp"

#include "app/train_flags.hpp"
#include "app/train_setup.hpp"
#include "training/memory.hpp"

namespace nntrain {

ExitCode train_command(const Arguments& arguments) {
  TrainOptions options;
  const FlagTable flags = train_flags(options);
  read_options(arguments, flags, options);

  Table table = read_data(options);
  resolve(options, table);
  const RowSplit rows = rows_of(options, table);
  const Preprocessing preprocessing =
      fit_preprocessing(table, rows.train, options.scale, options.read.missing);
  const TargetScale scale = fit_target(table, rows.train, options.scale_target);

  const Network network = make_network(options, preprocessing.input_count(), table);
  const std::size_t blocks = table.targets.block_count();
  const std::size_t threads = threads_for(options, network, blocks);
  check_memory(network, blocks, vectors_kept(options.optimizer), threads);
  const Splits splits = make_splits(options, table, rows, preprocessing, scale, network);
  const Questions questions = questions_of(options, table, network, splits);
  const Recipe recipe = recipe_of(options);

  const Start start = start_of(options, network, preprocessing.input_names());
  ThreadPool pool(threads);
  std::vector<double> parameters(network.parameter_count());
  const TrainingResult training = train_from_starts(recipe, start, network, splits, parameters,
                                                    Observers(options, table, splits).list(), pool);

  const RunResult result = measure_run(
      {table, preprocessing.input_names(), network, splits, recipe, training, parameters, flags.writer(),
       warnings_on(options, table, rows), preparation_of(options), threads, scale},
      questions.asserts, pool);
  tell(result, questions.telling);
  return exit_code(result);
}

}  // namespace nntrain
