#include "app/metric_flag.hpp"

#include <optional>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "metrics/measure.hpp"

namespace nntrain {

void check_metric(const std::string& name, const KnownMetrics& known, const std::string& why_alone) {
  const std::string what = fmt::format("--metric '{}': ", printable(name));
  const auto tells = [](const std::string& metric) { return goal_of(metric) != Goal::kNone; };
  const auto telling = [&](std::vector<std::string> metrics) {
    std::erase_if(metrics, [&](const std::string& metric) { return !tells(metric); });
    return metrics;
  };
  const std::string all = "the metrics are:  " + join(telling(metric_forms(known)), ", ", std::string::npos);
  const std::optional<MetricRef> found = find_metric_ref(name, known);
  if (found && found->metric != name)
    throw UsageError(what + why_alone, "name the metric alone:  --metric " + shell_word(found->metric));
  if (found && !tells(name)) throw UsageError(what + "it does not tell how good a network is", all);
  if (found) return;
  if (const std::optional<Complaint> missing = missing_part(name, known))
    throw UsageError(what + missing->why, missing->remedy);
  throw UsageError(what + "it is not computed here" + hint_on(name, known, telling(all_metrics(known))), all);
}

}  // namespace nntrain
