#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "base/words.hpp"
#include "metrics/measure.hpp"

namespace nntrain {

/// What is said of a candidate beside the best one.
enum class Standing {
  kBest,
  kNotToldApart,  ///< the interval of the paired difference from the best holds 0
  kWorse,         ///< it excludes 0
  kUnknown,       ///< there is no interval: one value each, or none in the same folds
  kOut            ///< no candidate: a run of it has no result
};
constexpr auto words(Standing) {
  return std::to_array<Word<Standing>>({{"best", Standing::kBest},
                                        {"not told apart", Standing::kNotToldApart},
                                        {"worse", Standing::kWorse},
                                        {"unknown", Standing::kUnknown},
                                        {"out", Standing::kOut}});
}

/// The runs of a sweep that differ in the seed alone.
struct Candidate {
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

  std::vector<std::string> settings;     ///< a value for each of Selection::axes
  std::vector<std::uint64_t> numbers;    ///< of its runs, ascending; one or more
  std::size_t ended = 0;                 ///< the runs with a result
  std::size_t values = 0;                ///< of the field, of all folds of runs with other seeds each
  std::size_t defined = 0;               ///< those of them that are numbers: the mean is over them
  double mean = kNone;                   ///< of the field, over the seeds
  double sd = kNone;                     ///< over seeds and folds
  Interval interval = {kNone, kNone};    ///< 95 %, for the mean
  Interval difference = {kNone, kNone};  ///< 95 %, for this minus the best
  Standing standing = Standing::kUnknown;

  bool is_whole() const { return defined == values; }
  double share_defined() const {
    return values == 0 ? 0 : static_cast<double>(defined) / static_cast<double>(values);
  }
};

/// Which settings of a sweep are the best.
struct Selection {
  std::string field;              ///< "cv.loss", "validation.accuracy"
  std::vector<std::string> axes;  ///< the options in which candidates differ, without the seed
  std::size_t seeds = 1;          ///< of each candidate, at most
  std::vector<Candidate>
      candidates;              ///< the best first; those that are not whole, then those that are out last
  bool has_test_rows = false;  ///< whether the best one's options hold out test rows
  std::string seed_of_test;    ///< whose test rows other seeds of the best have trained on; "": none
  std::vector<std::string> warnings;

  bool has_best() const { return !candidates.empty() && candidates.front().standing == Standing::kBest; }
};

}  // namespace nntrain
