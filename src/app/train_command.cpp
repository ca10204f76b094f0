#include "app/train_command.hpp"

#include "app/train_setup.hpp"
#include "training/memory.hpp"

namespace nntrain {

ExitCode train_command(const Arguments& arguments) {
  TrainOptions options;
  const FlagTable flags = train_flags(options);
  read_options(arguments, flags, options);

  const Table table = read_table(options.read);
  resolve(options, table);
  const Questions questions = questions_of(options, table);

  const Network network = make_network(options, table);
  check_memory(network, table.inputs.block_count());
  std::vector<double> parameters = start_of(options, network, table);

  LossGradient loss(network, *options.loss, options.backprop, table.inputs, table.targets);
  GradientDescent optimizer(options.learning_rate);
  const TrainingResult training =
      train(loss, optimizer, options.iterations, parameters, Observers(options, table).list());

  const RunResult result = measure_run(table, network, parameters, recipe_of(options, flags), training,
                                       loss.outputs(parameters), questions.asserts);
  tell(result, questions.telling);
  return exit_code(result);
}

}  // namespace nntrain
