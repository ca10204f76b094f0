#pragma once

#include <span>
#include <vector>

#include "base/ranks.hpp"

namespace nntrain {

/// The numbers at these places (counted from 0, in any order) of the sorted list of the numbers of all ranks.
/// `own`: those of this rank, sorted, without NaN and -0. They are found by counts: in each of 8 rounds the
/// ranks tell one another how many of their numbers are in 256 intervals.
std::vector<double> numbers_at(Ranks& ranks, std::span<const double> own,
                               std::span<const std::size_t> places);

/// The quantiles of at least one number, see quantile_of().
std::vector<double> quantiles_of(Ranks& ranks, const std::vector<double>& own,
                                 const std::vector<double>& shares);

}  // namespace nntrain
