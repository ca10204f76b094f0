#include "training/schedule.hpp"

#include "math/elementary.hpp"

namespace nntrain {

double ScheduledUpdate::number() const {
  return static_cast<double>(iteration) * static_cast<double>(updates) + static_cast<double>(update);
}

double ScheduledUpdate::count() const {
  return static_cast<double>(iterations) * static_cast<double>(updates);
}

double rate_share(Schedule schedule, const ScheduledUpdate& update) {
  switch (schedule) {
    case Schedule::kCosine:
      return 0.5 * (1 + cos_pi(update.number() / update.count()));
    case Schedule::kConstant:
      break;
  }
  return 1;
}

}  // namespace nntrain
