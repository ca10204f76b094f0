#pragma once

#include "optimizer/optimizer.hpp"

namespace nntrain {

/// iRprop- (Igel and Hüsken, "Empirical evaluation of the improved Rprop learning algorithms", 2003). Each
/// parameter has its own step, initially 0.1. It grows by 1.2 (up to 50) if the derivative keeps its sign. If
/// the sign changes, it is halved (down to 1e-6) and the parameter does not move. Needs the gradient of all
/// rows.
class Rprop : public Optimizer {
 public:
  explicit Rprop(std::size_t size);

  Step step(const ValueAndGradient& function, std::span<double> point) override {
    return step_whole(function, point);
  }
  bool steps_in_parts() const override { return true; }

 protected:
  void step_part(std::span<double> point, std::size_t begin, std::size_t end) override;
};

}  // namespace nntrain
