#include "app/run_maker.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "app/train_data.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

/// "274" or "274 to 275"
std::string range_text(const std::vector<double>& counts) {
  const auto [least, most] = std::minmax_element(counts.begin(), counts.end());
  return *least == *most ? fmt::format("{:.0f}", *least) : fmt::format("{:.0f} to {:.0f}", *least, *most);
}

}  // namespace

RunMaker::RunMaker(const TrainRequest& request, const Experiment& experiment, const Table& table)
    : request_(request), options_(request.options), experiment_(experiment), table_(table) {
  if (!options_.cross_validates) return;
  const HoldOutPlan& plan = experiment.split;
  SplitRows parts = split_rows(table, plan.validation_fraction, plan.test_fraction, plan.mode, plan.seed);
  std::merge(parts.train.begin(), parts.train.end(), parts.validation.begin(), parts.validation.end(),
             std::back_inserter(rows_));
  has_test_ = !parts.test.empty() || !options_.test.empty();
}

FoldPlan RunMaker::fold_plan(std::uint64_t seed) const {
  return {options_.folds, options_.split, options_.split_seed.value_or(seed)};
}

std::vector<std::uint64_t> RunMaker::seeds() const {
  return options_.seeds.empty() ? std::vector{options_.seed} : options_.seeds;
}

Runs RunMaker::plan() const {
  Runs runs;
  if (!options_.cross_validates) {
    for (const std::uint64_t seed : seeds()) runs.plans.push_back({seed});
    const bool is_drawn = options_.split != SplitMode::kOrdered && !options_.split_seed;
    if (is_drawn && options_.validation_fraction > 0) runs.moving.emplace_back("validation");
    if (is_drawn && options_.test_fraction > 0) runs.moving.emplace_back("test");
    return runs;
  }
  runs.folds = fold_count(table_, fold_plan(options_.seed));
  runs.repeats = static_cast<std::size_t>(options_.repeats);
  if (options_.validation_fraction > 0 || table_.split.is_given()) runs.moving.emplace_back("validation");
  runs.moving.emplace_back(kCvPart);
  runs.folds_stand =
      options_.split_seed || options_.split == SplitMode::kOrdered || !options_.read.fold_column.empty();
  for (const std::uint64_t seed : seeds()) {
    for (std::size_t repeat = 0; repeat < runs.repeats; ++repeat) {
      for (std::size_t fold = 0; fold < runs.folds; ++fold)
        runs.plans.push_back({seed, FoldPlace{repeat, fold}});
    }
  }
  return runs;
}

Trial RunMaker::trial(const PlannedRun& run) const {
  if (run.place) return fold_trial(run);
  Experiment of_seed = experiment_;
  of_seed.recipe.plan.seed = run.seed;
  if (!options_.split_seed) of_seed.split.seed = run.seed;
  return make_trial(request_, of_seed, table_);
}

Trial RunMaker::fold_trial(const PlannedRun& run) const {
  const std::vector<std::size_t> folds = folds_of(table_, rows_, fold_plan(run.seed), run.place->repeat);
  std::vector<std::size_t> training;
  std::vector<std::size_t> held_out;
  for (std::size_t i = 0; i < rows_.size(); ++i)
    (folds[i] == run.place->fold ? held_out : training).push_back(rows_[i]);
  Trial trial{{}, run.training_seed()};
  trial.bag_seed = options_.split_seed.value_or(trial.seed);
  // By one seed, a hash puts a text where it is also in the split that held out the test rows.
  const bool has_seed = options_.split_seed && options_.split != SplitMode::kHash;
  add_validation(std::move(training), has_seed ? *options_.split_seed : trial.seed, trial);
  trial.parts.push_back({kCvPart, std::move(held_out)});
  return trial;
}

void RunMaker::add_validation(std::vector<std::size_t> rows, std::uint64_t seed, Trial& trial) const {
  const HoldOutPlan& plan = experiment_.split;
  const bool has_validation = plan.validation_fraction > 0 || table_.split.is_given();
  SplitRows parts = has_validation ? split_rows(table_, rows, plan.validation_fraction, 0, plan.mode, seed)
                                   : SplitRows{std::move(rows), {}, {}};
  check_split_column(options_, table_, !parts.validation.empty());
  trial.parts.push_back({"train", std::move(parts.train)});
  if (!parts.validation.empty()) trial.parts.push_back({"validation", std::move(parts.validation)});
  // held_out_files() has it first
  if (!options_.validation.empty()) trial.parts.push_back({"validation", {}, 1, true});
}

std::string RunMaker::split_text(const Runs& runs) const {
  std::vector<std::string> parts;
  for (const std::string& part : runs.parts()) {
    std::vector<double> counts;
    for (const TrialResult& run : runs.results) {
      for (const SplitResult& one : run.results) {
        if (one.split.name == part) counts.push_back(metric(one.measures, "rows"));
      }
    }
    parts.push_back(fmt::format("{} {}", range_text(counts), part == kCvPart ? "held out" : part));
  }
  const std::string rows = join(parts);
  const std::string each = seeds().size() > 1 ? fmt::format(", for {} seeds", seeds().size()) : "";
  if (!runs.is_cv()) return rows + each;
  const std::string& column = options_.read.fold_column;
  const std::string how = column.empty() ? std::string(name_of(options_.split)) : "by " + printable(column);
  return fmt::format("{}{}{}, {} ({} in each)", runs.folds,
                     runs.repeats > 1 ? fmt::format(", {} times", runs.repeats) : "", each, how, rows);
}

}  // namespace nntrain
