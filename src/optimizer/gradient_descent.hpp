#pragma once

#include "optimizer/optimizer.hpp"

namespace nntrain {

/// x <- x - a g (Cauchy 1847). With momentum mu: v <- mu v + g, x <- x - a v (Polyak 1964). With nesterov: x
/// <- x - a (g + mu v) (Sutskever et al. 2013). Both are the same as in PyTorch's SGD.
class GradientDescent : public Optimizer {
 public:
  GradientDescent(std::size_t size, double learning_rate, double momentum = 0, bool nesterov = false)
      : Optimizer(size, momentum > 0 ? size : 0, learning_rate), momentum_(momentum), nesterov_(nesterov) {}

  Step step(const ValueAndGradient& function, std::span<double> point) override {
    return step_whole(function, point);
  }
  bool steps_in_parts() const override { return true; }

 protected:
  void step_part(std::span<double> point, std::size_t begin, std::size_t end) override;

 private:
  double momentum_;
  bool nesterov_;
};

}  // namespace nntrain
