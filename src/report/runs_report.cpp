#include "report/runs_report.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "base/text_table.hpp"
#include "metrics/class_metric.hpp"
#include "model/receipt.hpp"
#include "model/spread_json.hpp"
#include "report/json_report.hpp"
#include "report/text_lines.hpp"
#include "report/text_report.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostRunLines = 100;

bool is_shown_as_share(const std::string& metric) {
  return metric != "loss" && metric != "rmse" && metric != "mae" && metric != "r2";
}

/// "0.9985 (95% CI 0.9944-1.0000; 5 runs: 0.9964-1.0000, sd 0.0016)"
std::string spread_text(const std::string& metric, const MetricSpread& spread, bool is_over_starts) {
  const auto number = [&](double value) { return number_text(metric, value); };
  if (spread.defined == 0) return "undefined";
  std::string text = number(spread.mean) + " (";
  if (spread.defined > 1) {
    text += fmt::format("95% CI {}{}{}{}; ", number(spread.interval.low),
                        is_shown_as_share(metric) ? "-" : " to ", number(spread.interval.high),
                        is_over_starts ? " over starts on this split" : "");
  }
  text += counted(spread.defined, "run");
  if (spread.defined > 1) {
    text += fmt::format(": {}{}{}, sd {}", number(spread.min), is_shown_as_share(metric) ? "-" : " to ",
                        number(spread.max), metric_text(spread.sd));
  }
  if (spread.defined < spread.values.size())
    text += fmt::format("; undefined in {}", counted(spread.values.size() - spread.defined, "run"));
  return text + ")";
}

/// Why the runs ended: "iterations in 4 runs, diverged in 1 run (done in 0.034 s)".
std::string stops_text(const RunsResult& result) {
  std::vector<std::string> parts;
  for (const Word<StopReason>& word : words(StopReason())) {
    const auto count = std::count_if(result.runs.results.begin(), result.runs.results.end(),
                                     [&](const TrialResult& run) { return run.training.stop == word.value; });
    if (count > 0)
      parts.push_back(fmt::format("{} in {}", word.word, counted(static_cast<std::size_t>(count), "run")));
  }
  return fmt::format("{} (done in {:.3f} s)", join(parts), result.seconds);
}

/// The threshold of all runs; none if each has found its own.
Threshold shared_threshold(const RunsResult& result) {
  return result.recipe.threshold.number();
}

/// "found in each run, 0.31 to 0.45"
std::string thresholds_text(const RunsResult& result) {
  double least = 1;
  double most = 0;
  for (const TrialResult& run : result.runs.results) {
    const Threshold& threshold = run.model.target.threshold;
    if (!threshold) continue;
    least = std::min(least, *threshold);
    most = std::max(most, *threshold);
  }
  return fmt::format("found in each run by its validation rows, {:.4g} to {:.4g}, in place of 0.5", least,
                     most);
}

/// "seed 1", or "seeds 1, 2, 3 and 17 more"
std::string seeds_text(const Runs& runs) {
  constexpr std::size_t kFew = 5;
  std::vector<std::string> seeds;
  for (const PlannedRun& plan : runs.plans) {
    const std::string seed = std::to_string(plan.seed);
    if (seeds.empty() || seeds.back() != seed) seeds.push_back(seed);
  }
  const std::size_t more = seeds.size() > kFew ? seeds.size() - kFew : 0;
  seeds.resize(seeds.size() - more);
  return (seeds.size() == 1 ? "seed " : "seeds ") + join(seeds) +
         (more > 0 ? fmt::format(" and {} more", more) : "");
}

/// `all`: the rows that all folds held out, if there are folds.
std::string spread_lines(const RunsResult& result, const std::optional<SplitResult>& all) {
  const std::vector<std::string> parts = result.runs.parts();
  const std::string& last = parts.back();
  const std::vector<std::string>& moving = result.runs.moving;
  const bool is_over_starts = std::find(moving.begin(), moving.end(), last) == moving.end();
  const std::string first = result.model().target.classes.empty() ? "r2" : "accuracy";
  std::string out;
  for (const std::string& part : parts) {
    if (part != last) {
      const double mean = spread_in(result.runs, part, first).mean;
      out += line(fmt::format("{} {}", part, first), fmt::format("{} (mean)", number_text(first, mean)));
      continue;
    }
    for (const std::string& name : shown_metrics(result)) {
      const MetricSpread spread = spread_in(result.runs, part, name);
      std::string text = spread_text(name, spread, is_over_starts);
      if (name == "accuracy" && spread.defined > 0)
        text += fmt::format("; largest class {}",
                            share_text(all ? metric(all->measures, "majority")
                                           : spread_in(result.runs, part, "majority").mean));
      out += line(fmt::format("{} {}", part, spaced(name)), text);
    }
  }
  return out;
}

/// A line for each run.
std::string run_table(const RunsResult& result) {
  constexpr std::size_t kLongestStop = 11;
  std::vector<std::vector<std::string>> table = run_rows(result);
  const std::size_t numbers = table.front().size() - 2;  // stop and fingerprint follow
  table.front()[numbers].resize(kLongestStop, ' ');
  return '\n' + text_table(table, std::string(numbers, '>') + '<') + more_runs_text(result);
}

void write_run(JsonWriter& json, const RunsResult& runs, std::size_t run) {
  const PlannedRun& plan = runs.runs.plans[run];
  const TrialResult& result = runs.runs.results[run];
  json.begin_object();
  if (plan.place) {
    json.key("repeat").count(plan.place->repeat + 1).key("fold").count(plan.place->fold + 1);
    json.key("of_seed").count(plan.seed);
  }
  json.key("seed").count(result.recipe.plan.seed);
  json.key("status").string(name_of(status_of(result)));
  if (result.model.target.threshold) json.key("threshold").number(*result.model.target.threshold);
  if (result.model.target.temperature) json.key("temperature").number(*result.model.target.temperature);
  if (result.recipe.derives_l2) json.key("l2").number(result.recipe.objective.l2);
  json.key("iterations").count(result.training.iterations);
  json.key("stop").string(name_of(result.training.stop));
  json.key("seconds").number(result.training.seconds);
  if (result.training.best_iteration) json.key("best_iteration").count(*result.training.best_iteration);
  if (result.recipe.restarts > 1) json.key("best_restart").count(result.training.restart + 1);
  json.key("split").string(split_hash(result.most_held_out().split, runs.tables));
  write_metrics(json, result.results);
  json.key("fingerprint").string(result.fingerprint);
  json.end_object();
}

/// What is said of each metric in each part, the pooled rows, and the test rows.
void write_spreads(JsonWriter& json, const RunsResult& result) {
  const KnownMetrics known = known_in(result);
  json.key("metrics").begin_object();
  for (const std::string& part : result.runs.parts()) {
    json.key(part).begin_object();
    for (const std::string& name : spread_metrics(known.names, known.labels)) {
      json.key(name);
      write_spread_and_values(json, spread_in(result.runs, part, name));
    }
    json.end_object();
  }
  if (result.runs.is_cv()) {
    if (const std::optional<SplitResult> all = pooled(result.runs)) {
      json.key("pooled");
      write_measures(json, all->measures);
    }
  }
  if (const SplitResult* const test = result.test()) {
    json.key("test");
    write_measures(json, test->measures);
  }
  json.end_object();
}

}  // namespace

std::vector<std::string> shown_metrics(const RunsResult& result) {
  if (result.model().target.classes.empty()) return {"loss", "rmse", "mae", "r2"};
  return {"loss", "accuracy", "balanced_accuracy", "auc"};
}

std::string number_text(const std::string& metric, double value) {
  if (std::isnan(value)) return "undefined";
  return is_shown_as_share(metric) ? share_text(value) : metric_text(value);
}

std::string spaced(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::vector<std::vector<std::string>> run_rows(const RunsResult& result) {
  const Runs& runs = result.runs;
  const std::vector<std::string> metrics = result.model().target.classes.empty()
                                               ? std::vector<std::string>{"rmse", "r2"}
                                               : std::vector<std::string>{"accuracy", "auc"};
  const bool has_seeds = std::any_of(runs.plans.begin(), runs.plans.end(), [&](const PlannedRun& plan) {
    return plan.seed != runs.plans.front().seed;
  });
  std::vector<std::string> heads;
  if (has_seeds || !runs.is_cv()) heads.emplace_back("seed");
  if (runs.repeats > 1) heads.emplace_back("repeat");
  if (runs.is_cv()) heads.emplace_back("fold");
  heads.insert(heads.end(), {"rows", metrics[0], metrics[1], "stop", "fingerprint"});
  std::vector<std::vector<std::string>> table = {heads};
  for (std::size_t run = 0; run < runs.count() && run < kMostRunLines; ++run) {
    const PlannedRun& plan = runs.plans[run];
    const SplitResult& held_out = runs.results[run].most_held_out();
    std::vector<std::string> cells;
    if (has_seeds || !runs.is_cv()) cells.push_back(std::to_string(plan.seed));
    if (runs.repeats > 1) cells.push_back(std::to_string(plan.place->repeat + 1));
    if (runs.is_cv()) cells.push_back(std::to_string(plan.place->fold + 1));
    cells.push_back(fmt::format("{:.0f}", metric(held_out.measures, "rows")));
    for (const std::string& one : metrics) cells.push_back(number_text(one, metric(held_out.measures, one)));
    cells.emplace_back(name_of(runs.results[run].training.stop));
    cells.push_back(runs.results[run].fingerprint);
    table.push_back(cells);
  }
  return table;
}

std::string more_runs_text(const RunsResult& result) {
  if (result.runs.count() <= kMostRunLines) return "";
  return fmt::format("and {} more: --format json has all\n",
                     counted(result.runs.count() - kMostRunLines, "run"));
}

std::string diverged_text(const RunsResult& result) {
  const std::size_t diverged = result.diverged();
  if (diverged == 0) return "";
  return fmt::format(
      "{} of {} diverged, and {} left out of the numbers: try a smaller --learning-rate, or --scale standard",
      diverged, counted(result.runs.count(), "run"), diverged == 1 ? "is" : "are");
}

std::string runs_lines(const RunsResult& result) {
  std::string out = table_lines(result.table(), result.network(), shared_threshold(result));
  if (result.recipe.threshold.is_found()) out += line("threshold", thresholds_text(result));
  out += line(result.runs.is_cv() ? "folds" : "rows", result.split);
  if (!result.preset.empty()) out += line("preset", result.preset);
  out += recipe_lines(result.preparation, result.network(), result.recipe.ensemble, result.recipe,
                      result.runs.results, seeds_text(result.runs));
  return out + line("stop", stops_text(result));
}

std::string runs_text(const RunsResult& result) {
  std::string out = runs_lines(result);
  const std::optional<SplitResult> all = result.runs.is_cv() ? pooled(result.runs) : std::nullopt;
  out += spread_lines(result, all);
  if (result.final) {
    out += line("final model", fmt::format("seed {}, fingerprint {}", result.final->recipe.plan.seed,
                                           result.final->fingerprint));
  }
  if (const SplitResult* const test = result.test()) out += split_lines(*test);
  out += line("fingerprint", result.fingerprint);
  out += run_table(result);
  if (all && !all->measures.classes.empty()) out += class_table(*all);
  return out;
}

std::string runs_json(const RunsResult& result, const std::string& command) {
  JsonWriter json;
  json.begin_object();
  json.key("schema").string("nntrain.runs/1");
  json.key("version").string(NNTRAIN_VERSION);
  json.key("command").string(command);
  json.key("status").string(name_of(status_of(result)));
  write_options(json, result.options);
  write_data(json, result.table());
  write_network(json, {result.network(), result.model().network_count(), shared_threshold(result)});
  json.key("training").begin_object();
  json.key("runs").count(result.runs.count());
  json.key("seconds").number(result.seconds);
  json.key("seed").count(result.recipe.plan.seed);
  json.key("threads").count(result.threads);
  json.end_object();
  write_resources(json);
  write_spreads(json, result);
  json.key("runs").begin_array();
  for (std::size_t run = 0; run < result.runs.count(); ++run) write_run(json, result, run);
  json.end_array();
  json.key("final");
  if (result.final) {
    json.begin_object().key("seed").count(result.final->recipe.plan.seed);
    json.key("status").string(name_of(status_of(static_cast<const TrialResult&>(*result.final))));
    json.key("iterations").count(result.final->training.iterations);
    json.key("stop").string(name_of(result.final->training.stop));
    json.key("fingerprint").string(result.final->fingerprint).end_object();
  } else {
    json.null();
  }
  write_asserts(json, result.asserts);
  json.key("fingerprint").string(result.fingerprint);
  json.end_object();
  return json.text();
}

}  // namespace nntrain
