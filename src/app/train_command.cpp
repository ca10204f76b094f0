#include "app/train_command.hpp"

#include "app/train_setup.hpp"
#include "dataset/split.hpp"
#include "model/preprocessing.hpp"
#include "training/memory.hpp"

namespace nntrain {

ExitCode train_command(const Arguments& arguments) {
  TrainOptions options;
  const FlagTable flags = train_flags(options);
  read_options(arguments, flags, options);

  Table table = read_table(options.read);
  resolve(options, table);
  const Questions questions = questions_of(options, table);

  const Preprocessing preprocessing =
      fit_preprocessing(table, all_rows(table), ScaleMode::kNone, options.read.missing);
  const Network network = make_network(options, preprocessing, table);
  check_memory(network, table.cells.block_count());
  const BlockMatrix inputs = preprocessing.take_inputs(table, UnseenMode::kError);
  std::vector<double> parameters = start_of(options, network, preprocessing);

  LossGradient loss(network, *options.loss, options.backprop, inputs, table.targets);
  GradientDescent optimizer(options.learning_rate);
  const TrainingResult training =
      train(loss, optimizer, options.iterations, parameters, Observers(options, table).list());

  const RunResult result =
      measure_run(table, preprocessing, inputs, network, parameters, recipe_of(options, flags), training,
                  loss.outputs(parameters), questions.asserts);
  tell(result, questions.telling);
  return exit_code(result);
}

}  // namespace nntrain
