#include "plot/spread_of_runs.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "plot/thinning.hpp"
#include "report/runs_report.hpp"

namespace nntrain {
namespace {

struct MetricGroup {
  std::vector<const char*> metrics;
  std::string x_label;
};

std::vector<MetricGroup> metric_groups(const RunsResult& result) {
  if (!result.model().target.classes.empty())
    return {{{"accuracy", "balanced_accuracy", "auc"}, "share"}, {{"log_loss"}, "log loss"}};
  return {{{"rmse", "mae"}, short_label(result.model().target.name)}, {{"r2"}, "r2"}};
}

std::size_t seeds_of(const Runs& runs) {
  std::set<std::uint64_t> seeds;
  for (const PlannedRun& plan : runs.plans) seeds.insert(plan.seed);
  return seeds.size();
}

/// "seed 2, fold 3 of repeat 1"
std::string run_name(const Runs& runs, const PlannedRun& plan, bool has_seeds) {
  std::string name = has_seeds || !plan.place ? fmt::format("seed {}", plan.seed) : "";
  if (!plan.place) return name;
  name += fmt::format("{}fold {}", name.empty() ? "" : ", ", plan.place->fold + 1);
  return runs.repeats > 1 ? fmt::format("{} of repeat {}", name, plan.place->repeat + 1) : name;
}

double rows_of(const TrialResult& run, const std::string& part) {
  for (const SplitResult& one : run.results) {
    if (one.split.name == part) return metric(one.measures, "rows");
  }
  return 0;
}

SpreadStrip strip_of(const Runs& runs, const std::string& part, const std::string& name) {
  const MetricSpread spread = spread_in(runs, part, name);
  SpreadStrip strip{spaced(name), {}, spread.mean, {spread.interval.low, spread.interval.high}};
  const bool has_seeds = seeds_of(runs) > 1;
  for (std::size_t run = 0; run < spread.values.size(); ++run) {
    if (!std::isfinite(spread.values[run])) {
      ++strip.without;
      continue;
    }
    strip.values.push_back(
        {spread.values[run], fmt::format("{}: {} (n = {})", run_name(runs, runs.plans[run], has_seeds),
                                         shortest(spread.values[run]), rows_of(runs.results[run], part))});
  }
  return strip;
}

/// "5 folds, 2 repeats, 3 seeds"
std::string runs_text_of(const Runs& runs) {
  std::vector<std::string> parts;
  if (runs.is_cv()) parts.push_back(counted(runs.folds, "fold"));
  if (runs.repeats > 1) parts.push_back(counted(runs.repeats, "repeat"));
  if (seeds_of(runs) > 1 || !runs.is_cv()) parts.push_back(counted(seeds_of(runs), "seed"));
  return join(parts);
}

}  // namespace

PicturedSpread spread_of_runs(const RunsResult& result) {
  const std::string part = result.runs.parts().back();
  PicturedSpread pictured;
  for (const auto& [metrics, x_label] : metric_groups(result)) {
    SpreadGroup group{fmt::format("{} rows over {}", part, runs_text_of(result.runs)), x_label, "", "", {}};
    for (const char* const name : metrics) {
      SpreadStrip strip = strip_of(result.runs, part, name);
      if (!strip.values.empty()) group.strips.push_back(std::move(strip));
    }
    if (!group.strips.empty()) pictured.groups.push_back(std::move(group));
  }
  return pictured;
}

}  // namespace nntrain
