#include "report/write_report.hpp"

#include <cmath>
#include <csignal>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "base/interruption.hpp"
#include "base/numbers.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "report/advice.hpp"
#include "report/fields.hpp"
#include "report/json_report.hpp"
#include "report/markdown_report.hpp"
#include "report/predictions.hpp"
#include "report/text_report.hpp"
#include "report/write_predictions.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kFewestToDivide = 20;  // rows; of fewer, held-out ones would tell little

std::string report_text(const RunResult& result, const ReportOutputs& outputs,
                        const std::vector<std::string>& fields) {
  if (!fields.empty()) {
    return fields_text(fields, lookup_in(source_of(result)), outputs.format);
  }
  const auto text = [&] {
    std::string report = text_report(result, outputs.weights);
    const bool in_markdown = outputs.trace > 0 && outputs.trace_format == TraceFormat::kMarkdown;
    return in_markdown ? "## Result\n\n```text\n" + report + "```\n" : report;
  };
  return in_format(
      outputs.format, text, [&] { return json_report(result, outputs.weights); },
      [&] { return markdown_report(result); });
}

/// "stopped by SIGTERM after 512 of 100000 iterations; the model so far: m.json.part", or what a
/// later signal or asserts that failed leave; "" if training ended by itself and all asserts held.
std::string how_it_ended(const RunResult& result, const ReportOutputs& outputs,
                         const std::vector<Part>& parts) {
  const TrainingResult& training = result.training;
  const bool is_stopped = training.stop == StopReason::kSignal;
  if (noted_signal() == 0 && parts.empty()) return "";
  std::string text = "asserts failed";
  if (noted_signal() != 0) {
    const std::string_view signal = stop_signal(noted_signal()).name;
    const std::size_t networks = result.model.network_count();
    text = training.was_in_refit ? fmt::format("stopped by {} in the refit, which is left out", signal)
           : is_stopped          ? fmt::format("stopped by {} after {} of {}{}", signal, training.iterations,
                                               counted(result.recipe.plan.iterations, "iteration"),
                                      result.recipe.restarts > 1   ? " of the best start"
                                               : result.recipe.ensemble > 1 ? " of the network that got furthest"
                                                                            : "")
                                 : fmt::format("{} came after training", signal);
    if (is_stopped && networks < result.recipe.ensemble)
      text += fmt::format("; there are {} of {} networks", networks, result.recipe.ensemble);
  }
  std::vector<std::string> skipped = result.skipped;
  for (const SplitResult& one : result.results) {
    if (!one.measures.is_complete)
      skipped.push_back(fmt::format("the metrics of the {} rows", one.split.name));
  }
  if (!skipped.empty()) text += "; there was no time for " + join(skipped);
  text += parts_text(parts, is_stopped);
  if (is_stopped && training.iterations == 0 && (!outputs.save.empty() || !outputs.predictions.empty()))
    text += "; no iteration is done, so no .part is written";
  if (is_stopped) {
    if (outputs.checkpoint.empty()) text += "; to be able to go on:  --checkpoint FILE --continue";
    if (!result.checkpoint.empty()) {
      text += outputs.continues ? "; to go on, run the same command again"
                                : "; to go on:  --resume " + shell_word(result.checkpoint);
    }
    if (noted_signal() == SIGXCPU)
      text += "; to end before such a limit of processor time (ulimit -t):  --max-seconds F";
  }
  return text;
}

/// The JSON of an option; "" if there is none.
std::string json_of_option(const RunResult& result, std::string_view flag) {
  for (const OptionValue& option : result.options) {
    if (option.flag == flag) return option.json;
  }
  return "";
}

/// Whether another --seed or --split-seed would put other rows into this part.
bool moves_with_split(const RunResult& result, const SplitResult& part) {
  const std::string by_column = json_of_option(result, "split-column");
  return part.split.name != "train" && part.split.table == 0 &&
         json_of_option(result, "split") != "\"ordered\"" && (by_column.empty() || by_column == "null");
}

/// A hint on the first assert whose verdict would change with the split: the interval holds its threshold.
std::string hint_on_gates(const RunResult& result) {
  constexpr double z = 1.959963984540054;  // as in wilson_interval()
  for (const AssertionResult& assertion : result.asserts) {
    const double threshold = assertion.threshold;
    const Interval& interval = assertion.interval;
    if (assertion.metric.metric != "accuracy" || !(interval.low < threshold && threshold < interval.high))
      continue;
    for (const SplitResult& part : result.results) {
      if (part.split.name != assertion.metric.split || !moves_with_split(result, part)) continue;
      const double apart = std::get<double>(assertion.value) - threshold;
      const double rows = z * z * threshold * (1 - threshold) / (apart * apart);  // that move a bound there
      std::string text = fmt::format(
          "the 95 % interval of the {} accuracy, {}-{}, holds {}: with another split this "
          "assert "
          "may {}; ",
          part.split.name, share_text(interval.low), share_text(interval.high), shortest(threshold),
          assertion.passed ? "fail" : "pass");
      if (rows < 1e9) text += fmt::format("about {:.0f} rows would settle it; ", std::ceil(rows));
      text += fmt::format("a cross-validation measures all {}", counted(result.table.all_rows(), "row"));
      return text + ":  nntrain cv --folds 10";
    }
  }
  return "";
}

std::string hint_on_training_rows(const RunResult& result) {
  const bool may_hold_out = result.train().all_rows() >= kFewestToDivide;
  if (result.results.size() > 1 || !may_hold_out) return "";
  return "these numbers are from training rows only; to measure on other rows:  --test-fraction 0.2";
}

std::string hint_on_model(const RunResult& result, const ReportOutputs& outputs) {
  const bool is_saved = !outputs.save.empty() && result.is_finished() && result.lost.empty();
  if (!is_saved || !has_part(outputs.save)) return "";
  return fmt::format("to predict new rows:  nntrain predict {} --data NEW.csv", shell_word(outputs.save));
}

/// The files that are not written, as training diverged.
std::vector<std::string> remarks_on_divergence(const RunResult& result, const ReportOutputs& outputs) {
  std::vector<std::string> remarks;
  if (result.training.stop != StopReason::kDiverged) return remarks;
  if (!outputs.save.empty()) {
    remarks.push_back(
        fmt::format("{} is not written: training diverged, so there is no model", shown_path(outputs.save)));
  }
  if (!outputs.predictions.empty())
    remarks.push_back(fmt::format("{} is not written: training diverged", shown_path(outputs.predictions)));
  return remarks;
}

/// The same as lines, each with what it is: "nntrain: hint: ...". "" if there is no text.
std::string comment(const char* kind, const std::string& text) {
  return text.empty() ? "" : fmt::format("nntrain: {}{}\n", kind, text);
}

std::string comments(const RunResult& result, const ReportOutputs& outputs, const std::vector<Part>& parts) {
  const bool quiet = outputs.quiet;
  std::string text;
  const bool failed = result.training.stop == StopReason::kDiverged;
  if (!quiet) {
    for (const std::string& warning : result.warnings) text += comment("warning: ", warning);
  }
  if (failed || !quiet) {
    if (const std::optional<Advice> advice = advice_on(result))
      text += comment(failed ? "" : "warning: ", advice->text());
  }
  for (const std::string& remark : remarks_on_divergence(result, outputs)) text += comment("", remark);
  if (!quiet && outputs.is_for_people()) {
    text += comment("hint: ", hint_on_training_rows(result));
    text += comment("hint: ", hint_on_model(result, outputs));
  }
  const bool by_time = !outputs.checkpoint_every && result.training.seconds > kCheckpointSeconds;
  if (!quiet && by_time && !result.checkpoint.empty()) {
    text += fmt::format(
        "nntrain: {} was written about once a minute, after whole iterations; another pace:  "
        "--checkpoint-every N\n",
        shown_path(result.checkpoint));
  }
  text += verdicts(result.asserts, quiet);
  if (!quiet) text += comment("hint: ", hint_on_gates(result));
  return text + comment("", how_it_ended(result, outputs, parts));
}

std::string write_model(const RunResult& result, const std::string& path, bool is_finished) {
  return write_result(path, model_text(result), is_finished);
}

}  // namespace

std::vector<std::string> remarks_on(const RunResult& result, const ReportOutputs& outputs,
                                    const std::vector<Part>& parts) {
  std::vector<std::string> remarks = result.warnings;
  for (std::string& remark : remarks_on_divergence(result, outputs)) remarks.push_back(std::move(remark));
  for (std::string text : {hint_on_training_rows(result), hint_on_model(result, outputs),
                           hint_on_gates(result), how_it_ended(result, outputs, parts)}) {
    if (!text.empty()) remarks.push_back(std::move(text));
  }
  return remarks;
}

std::string verdicts(const std::vector<AssertionResult>& asserts, bool quiet) {
  std::string text;
  for (const AssertionResult& assertion : asserts) {
    if (assertion.passed && quiet) continue;
    const std::string runs = assertion.runs == 0 ? "" : ", " + counted(assertion.runs, "run");
    text += fmt::format("{} {}: it is {} (n = {}{})\n", assertion.passed ? "PASS" : "FAIL",
                        printable(assertion.expression, 300), assertion.text, assertion.rows, runs);
  }
  return text;
}

std::string parts_text(const std::vector<Part>& parts, bool are_so_far) {
  std::string text;
  for (const Part& part : parts) {
    text += fmt::format("; {}{} {}", part.what,
                        !part.is_written ? " did not go to"
                        : are_so_far     ? " so far:"
                                         : ":",
                        shown_path(part.path));
  }
  return text;
}

std::vector<Part> write_results(RunResult& result, const ReportOutputs& outputs) {
  std::vector<Part> parts;
  const StopReason stop = result.training.stop;
  const bool is_none = stop == StopReason::kSignal && result.training.iterations == 0;
  if (stop == StopReason::kDiverged || is_none) return parts;
  const bool is_finished = result.is_finished();
  const auto write = [&](const char* what, const std::string& path, const auto& write_to) {
    result.attempt(what, [&] {
      const std::string written = write_to(result, path, is_finished);
      const bool is_written = !written.empty();
      if (!is_finished) parts.push_back({what, is_written ? written : path, is_written});
    });
  };
  // A pipe whose reader is gone ends the program: regular files come first.
  for (const bool regular : {true, false}) {
    if (!outputs.save.empty() && has_part(outputs.save) == regular)
      write("the model", outputs.save, write_model);
    if (!outputs.predictions.empty() && has_part(outputs.predictions) == regular)
      write("the predictions", outputs.predictions, write_predictions);
  }
  return parts;
}

void write_report(RunResult& result, const ReportOutputs& outputs, const std::vector<std::string>& fields,
                  const std::vector<Part>& parts) {
  result.attempt("the result", [&] { write_standard_output(report_text(result, outputs, fields)); });
  // A closed pipe ends the program quietly, if there is no other bad news. Rank 0 has it.
  const bool is_over = result.is_pipe_closed && exit_code(result) == ExitCode::kClosedPipe;
  if (result.train().row_share().ranks->of_first(is_over)) return;
  result.attempt("the warnings", [&] { write_standard_error(comments(result, outputs, parts)); });
}

}  // namespace nntrain
