#include "metrics/threshold.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "metrics/curves.hpp"

namespace nntrain {
namespace {

/// A threshold, and what it gives the second class.
struct Candidate {
  double threshold;
  double precision;
  double recall;
};

/// The rows with a probability, from the highest down. NaN reaches no threshold.
std::vector<ScoredRow> by_probability(const BlockMatrix& outputs, const BlockMatrix& targets) {
  std::vector<ScoredRow> rows;
  for (std::size_t row = 0; row < outputs.rows(); ++row) {
    const double p = outputs.at(row, outputs.columns() - 1);
    if (!std::isnan(p)) rows.push_back({p, targets.at(row, 0) == 1});
  }
  // ties: rows of one probability are counted together
  std::sort(rows.begin(), rows.end(),
            [](const ScoredRow& a, const ScoredRow& b) { return a.score > b.score; });
  return rows;
}

/// One candidate for each probability, from the highest down. events: the rows of the second class, > 0.
std::vector<Candidate> candidates_of(const std::vector<ScoredRow>& rows, std::size_t events) {
  std::vector<Candidate> candidates;
  std::size_t found = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    found += rows[i].is_event ? 1U : 0U;
    if (i + 1 < rows.size() && rows[i + 1].score == rows[i].score) continue;
    const auto correct = static_cast<double>(found);
    candidates.push_back(
        {rows[i].score, correct / static_cast<double>(i + 1), correct / static_cast<double>(events)});
  }
  return candidates;
}

/// The candidate with the highest value; of equals the lowest threshold.
Candidate best_by(double Candidate::*value, const std::vector<Candidate>& candidates) {
  return *std::max_element(candidates.rbegin(), candidates.rend(),
                           [&](const Candidate& a, const Candidate& b) { return a.*value < b.*value; });
}

}  // namespace

double find_threshold(const ThresholdPlan& plan, const BlockMatrix& outputs, const BlockMatrix& targets) {
  const std::string asked = fmt::format("--threshold {}={}", name_of(plan.by), shortest(plan.value));
  std::size_t events = 0;
  for (std::size_t row = 0; row < targets.rows(); ++row) events += targets.at(row, 0) == 1 ? 1U : 0U;
  if (events == 0)
    throw TrainingError(asked + ": no validation row is of the second class", "hold out more rows");
  const std::vector<Candidate> candidates = candidates_of(by_probability(outputs, targets), events);
  if (candidates.empty()) throw TrainingError(asked + ": no validation row has a probability");

  const bool by_recall = plan.by == ThresholdBy::kRecall;
  const auto value = by_recall ? &Candidate::recall : &Candidate::precision;
  const auto will_do = [&](const Candidate& one) { return one.*value >= plan.value; };
  const auto highest = std::find_if(candidates.begin(), candidates.end(), will_do);
  if (highest != candidates.end()) {
    return by_recall ? highest->threshold
                     : std::find_if(candidates.rbegin(), candidates.rend(), will_do)->threshold;
  }
  const Candidate best = best_by(value, candidates);
  throw TrainingError(
      fmt::format(
          "{}: no threshold has it on the {} validation rows; the highest {} is {}, at the threshold {} "
          "(precision {}, recall {})",
          asked, targets.rows(), name_of(plan.by), shortest(best.*value), shortest(best.threshold),
          share_text(best.precision), share_text(best.recall)),
      "ask for less, or set the threshold:  --threshold " + shortest(best.threshold));
}

}  // namespace nntrain
