#include "app/trace_flags.hpp"

#include <optional>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "trace/names.hpp"

namespace nntrain {
namespace {

const std::string kAllRows = "all";

void set_rows(std::uint64_t& rows, const std::string& given) {
  const std::optional<std::uint64_t> count = given == kAllRows ? kAllTraceRows : parse_count(given);
  if (!count || *count == 0) refuse_count("trace-rows", given, "a whole number from 1, or all");
  rows = *count;
}

/// What is known before the table is read. A loss that depends on it may be a mean.
TracedRun run_without_table(const TrainOptions& options) {
  const bool is_perceptron = options.optimizer == OptimizerKind::kPerceptron;  // which has no hidden layers
  return {.layers = is_perceptron ? 1 : options.hidden.size() + 1,
          .is_trained = options.iterations > 0,
          .has_row_weights = !options.class_weights.empty() || !options.read.weights_column.empty(),
          .has_n = options.loss ? !is_sum(options.loss->kind) : !is_perceptron,
          .has_penalty = !options.l2 || *options.l2 > 0,
          .has_dropout = options.dropout > 0,
          .has_schedule = options.schedule != Schedule::kConstant,
          .has_momentum = options.momentum > 0,
          .optimizer = options.optimizer};
}

}  // namespace

void add_trace_flags(FlagTable& table, ReportOutputs& outputs, std::uint64_t most_iterations) {
  table.add_optional_count(
      {"trace", "N",
       "show every number of the first N iterations (without N: 1), step by step, before the result; on "
       "standard error with another --format or --print"},
      outputs.trace, 1, 1, most_iterations);
  table.add_text(
      {"trace-show", "LIST",
       "show only these of the trace, by its own names: yhat,C,delta1,new W; a name without number is "
       "that of all layers; implies --trace"},
      outputs.trace_show);
  table.add(
      {"trace-rows", "N", "the most rows of data that a trace shows, or all; implies --trace"},
      fmt::format("{}", kUsualTraceRows),
      [&outputs](const std::string& given) { set_rows(outputs.trace_rows, given); },
      [&outputs](JsonWriter& json) {
        if (outputs.trace_rows == kAllTraceRows) {
          json.string(kAllRows);
        } else {
          json.count(outputs.trace_rows);
        }
      });
  table.mark_numbers(FlagNumbers::kWhole);
  table.add_choice({"trace-format", "",
                    "format of the trace; with markdown a text result is markdown, too; implies --trace"},
                   outputs.trace_format);
}

void imply_trace(TrainOptions& options) {
  if (options.outputs.trace > 0) return;
  for (const char* const flag : {"trace-show", "trace-rows", "trace-format"}) {
    if (!options.is_given(flag)) continue;
    options.outputs.trace = 1;
    options.outputs.trace_implied_by = flag;
    options.given.insert("trace");
    return;
  }
}

void check_trace(const TrainOptions& options) {
  if (!options.preset_waits) chosen_names(options.outputs.trace_show, run_without_table(options));
}

std::set<std::string> traced_names(const ReportOutputs& outputs, const Experiment& experiment,
                                   const Table& table) {
  const Recipe& recipe = experiment.recipe;
  return chosen_names(outputs.trace_show, {.layers = experiment.network.hidden.size() + 1,
                                           .is_trained = recipe.plan.iterations > 0,
                                           .has_row_weights = !table.weights.empty() ||
                                                              !experiment.preparation.class_weights.empty(),
                                           .has_n = !is_sum(recipe.objective.loss.kind),
                                           .has_penalty = recipe.derives_l2 || recipe.objective.l2 > 0,
                                           .has_dropout = recipe.objective.dropout > 0,
                                           .has_schedule = recipe.plan.schedule != Schedule::kConstant,
                                           .has_momentum = recipe.optimizer.momentum > 0,
                                           .optimizer = recipe.optimizer.kind});
}

}  // namespace nntrain
