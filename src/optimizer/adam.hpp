#pragma once

#include "optimizer/optimizer.hpp"

namespace nntrain {

/// Adam with beta 0.9 and 0.999 and epsilon 1e-8 (Kingma and Ba, "Adam", 2015, algorithm 1). Its
/// state: both moments, then 0.9^t and 0.999^t.
class Adam : public Optimizer {
 public:
  Adam(std::size_t size, double learning_rate);

  Step step(const ValueAndGradient& function, std::span<double> point) override {
    return step_whole(function, point);
  }
  bool steps_in_parts() const override { return true; }

 protected:
  void begin_step() override;
  void step_part(std::span<double> point, std::size_t begin, std::size_t end) override;
  void end_step() override;

 private:
  double rate_ = 0;  // of this step, and the factor of its roots
  double root_ = 0;
};

}  // namespace nntrain
