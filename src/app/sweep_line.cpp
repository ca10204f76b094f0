#include "app/sweep_line.hpp"

#include <cmath>

#include <fmt/format.h>

namespace nntrain {

SweepLine::SweepLine(std::size_t runs, const MetricRef& field, bool is_shown)
    : runs_(runs),
      field_(fmt::format("{}.{}", field.split, field.metric)),
      goal_(goal_of(field.metric)),
      is_shown_(is_shown) {}

void SweepLine::note(std::uint64_t number, double value) {
  if (!is_better(goal_, value, best_value_)) return;
  best_value_ = value;
  best_ = number;
}

void SweepLine::on_kept(std::uint64_t number, double value) {
  ++kept_;
  note(number, value);
}

void SweepLine::on_end(std::uint64_t number, std::optional<double> value) {
  ++made_;
  if (value) note(number, *value);
  if (!is_shown_ || !line_.is_due()) return;
  std::string text = fmt::format("{} of {} runs", kept_ + made_, runs_);
  if (!std::isnan(best_value_)) text += fmt::format(", best {} {:.6g} (run {})", field_, best_value_, best_);
  const auto left = static_cast<double>(runs_ - kept_ - made_);
  text += fmt::format(", {} left", duration_text(line_.seconds() / static_cast<double>(made_) * left));
  line_.show(text);
}

}  // namespace nntrain
