#include "app/evaluate_command.hpp"

#include <algorithm>

#include "app/use_options.hpp"
#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "dataset/split.hpp"
#include "model/make_samples.hpp"
#include "report/evaluation.hpp"

namespace nntrain {
namespace {

Table read_like(const ReadOptions& read, const Table& like) {
  try {
    return read_table_like(read, like, read.path);
  } catch (const LacksColumns& error) {
    throw ModelError(error.what(), error.remedy());
  }
}

/// All rows as rows of a test.
Splits splits_of(Table& table, const Model& model, UnseenMode unseen) {
  const std::vector<std::size_t> all = all_rows(table);
  model.preprocessing.check(table, all, unseen);
  Split split;
  split.name = "test";
  split.samples = make_samples(table, all, model);
  split.truth = truth_of(table, all);
  split.samples.inputs = std::move(model.preprocessing.take_inputs(table, {all}, unseen).front());
  split.path = table.path;
  Splits splits;
  splits.push_back(std::move(split));
  return splits;
}

}  // namespace

ExitCode evaluate_command(const Arguments& arguments) {
  UseOptions options;
  const FlagTable flags = evaluate_flags(options);
  read_use_options(arguments, flags, options);
  const SavedModel saved = read_model(options.model);
  const Model& model = saved.model;
  const Table like = table_like(model, options.model);
  ReadOptions read = resolve(options, model, like);
  read.sha256 = options.format == Format::kJson && options.print.empty();
  Table table = read_like(read, like);
  const Splits splits = splits_of(table, model, options.unseen);
  const KnownMetrics known = known_metrics(model, splits);
  std::vector<std::string> fields;
  if (!options.print.empty()) fields = parse_fields(options.print, known, evaluation_facts());
  std::vector<Assertion> assertions;
  for (const std::string& expression : options.asserts)
    assertions.push_back(parse_assertion(expression, known));

  ThreadPool pool(options.threads > 0 ? options.threads : available_threads());
  const Evaluation evaluation =
      evaluate_model(saved, options.model, table, splits.front(), assertions, flags.writer(), pool);
  tell(evaluation, options.format, fields, options.quiet);
  return exit_code(evaluation.asserts);
}

}  // namespace nntrain
