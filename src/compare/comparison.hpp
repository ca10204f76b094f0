#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "metrics/difference.hpp"

namespace nntrain {

/// What is said of B against A.
enum class Verdict {
  kBetter,       ///< the interval of the difference excludes 0
  kWorse,        ///< the same
  kSame,         ///< all values are equal, or the interval is inside the margin
  kInconclusive  ///< none of these: the interval holds 0, or there is none
};
constexpr auto words(Verdict) {
  return std::to_array<Word<Verdict>>({{"better", Verdict::kBetter},
                                       {"worse", Verdict::kWorse},
                                       {"same", Verdict::kSame},
                                       {"inconclusive", Verdict::kInconclusive}});
}

/// Where the interval of a difference comes from.
enum class CompareMethod {
  kNone,          ///< one value each
  kStudent,       ///< paired_difference() of rows, or of runs on the same rows
  kNadeauBengio,  ///< paired_difference() of runs that hold out other rows each
  kWelch,         ///< welch_difference()
  kMcNemar,       ///< mcnemar_difference()
  kNewcombe,      ///< share_difference()
  kBootstrap      ///< bootstrap_differences()
};
constexpr auto words(CompareMethod) {
  return std::to_array<Word<CompareMethod>>({{"none", CompareMethod::kNone},
                                             {"student", CompareMethod::kStudent},
                                             {"nadeau-bengio", CompareMethod::kNadeauBengio},
                                             {"welch", CompareMethod::kWelch},
                                             {"mcnemar", CompareMethod::kMcNemar},
                                             {"newcombe", CompareMethod::kNewcombe},
                                             {"bootstrap", CompareMethod::kBootstrap}});
}

/// One metric of both sides.
struct MetricComparison {
  std::string name;
  double a = Difference::kNone;
  double b = Difference::kNone;
  Difference difference{};
  CompareMethod method = CompareMethod::kNone;
  Verdict verdict = Verdict::kInconclusive;
  std::optional<double> margin{};
  /// Whether the interval shows that B is worse by less than the margin; false without a margin.
  bool is_within_margin = false;
};

/// How values are put together.
struct Pairing {
  bool is_paired = true;
  std::string unit;               ///< "fold", "seed", "run" or "row"
  std::size_t count_a = 0;        ///< of them that are compared
  std::size_t count_b = 0;        ///< the same as count_a if they are paired
  std::size_t repeats = 0;        ///< of folds
  double held_out_per_train = 0;  ///< the mean; 0 where all runs hold out the same rows, and of rows
  bool is_over_starts = false;    ///< seeds on the same rows
};

struct Comparison {
  std::string part;  ///< of the rows
  Pairing pairing{};
  std::vector<MetricComparison> metrics{};  ///< the one that decides first, then those with a margin
  std::vector<std::string> warnings{};

  const MetricComparison& decisive() const { return metrics.front(); }
};

}  // namespace nntrain
