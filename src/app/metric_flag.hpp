#pragma once

#include <string>

#include "metrics/known_metrics.hpp"

namespace nntrain {

/// Throws UsageError if `name`, the value of --metric, is no metric in `known`, or does not tell how good a
/// network is, or has a part of the rows or a function around it. `why_alone` says why it may have none.
void check_metric(const std::string& name, const KnownMetrics& known, const std::string& why_alone);

}  // namespace nntrain
