#pragma once

#include "optimizer/optimizer.hpp"

namespace nntrain {

/// iRprop-: every parameter has a step of its own, which starts at 0.1, grows 1.2 times (up to 50) while the
/// sign of its derivative stays and is halved (down to 1e-6) when it changes, in which case the parameter
/// waits (Igel and Hüsken, "Empirical evaluation of the improved Rprop learning algorithms", 2003). Needs the
/// gradient of all rows.
class Rprop : public Optimizer {
 public:
  explicit Rprop(std::size_t size);

  Step step(const ValueAndGradient& function, std::span<double> point) override;
};

}  // namespace nntrain
