#include "app/sweep_line.hpp"

#include <cmath>

#include <fmt/format.h>

namespace nntrain {

SweepLine::SweepLine(std::size_t runs, std::size_t there, const MetricRef& field, bool is_shown)
    : runs_(runs),
      there_(there),
      field_(fmt::format("{}.{}", field.split, field.metric)),
      goal_(goal_of(field.metric)),
      is_shown_(is_shown) {}

void SweepLine::on_end(std::uint64_t number, std::optional<double> value) {
  ++made_;
  if (value && is_better(goal_, *value, best_value_)) {
    best_value_ = *value;
    best_ = number;
  }
  if (!is_shown_ || !line_.is_due()) return;
  std::string text = fmt::format("{} of {} runs", there_ + made_, runs_);
  if (!std::isnan(best_value_)) text += fmt::format(", best {} {:.6g} (run {})", field_, best_value_, best_);
  const auto left = static_cast<double>(runs_ - there_ - made_);
  text += fmt::format(", {} left", duration_text(line_.seconds() / static_cast<double>(made_) * left));
  line_.show(text);
}

}  // namespace nntrain
