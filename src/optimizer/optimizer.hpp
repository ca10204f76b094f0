#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "base/function_ref.hpp"

namespace nntrain {

/// A function to minimize: returns its value at a point and writes its gradient.
using ValueAndGradient = std::function<double(std::span<const double> point, std::span<double> gradient)>;

/// The same for a function that tells which parts of the gradient are complete: it calls `is_complete` for
/// the numbers begin .. end - 1, from any thread, each number once, and does not use them or those of the
/// point after that.
using IsComplete = FunctionRef<void(std::size_t begin, std::size_t end)>;
using ValueAndParts =
    FunctionRef<double(std::span<const double> point, std::span<double> gradient, IsComplete is_complete)>;

/// The result of a step.
struct Step {
  double value;           ///< of the function before the step
  bool is_stuck = false;  ///< no smaller value was found; the point is unchanged
};

/// Minimizes a function step by step. It knows nothing of networks. Apart from the point, later steps depend
/// only on one vector, the state, so a checkpoint can save it.
class Optimizer {
 public:
  virtual ~Optimizer() = default;
  Optimizer(const Optimizer&) = delete;
  Optimizer& operator=(const Optimizer&) = delete;

  /// Moves `point` by one step.
  virtual Step step(const ValueAndGradient& function, std::span<double> point) = 0;

  /// Whether each number moves by its own gradient, so that a step can be made in parts.
  virtual bool steps_in_parts() const { return false; }
  /// The same step, with the same bits, each part on the thread that completes its gradient. Only if
  /// steps_in_parts().
  Step step_in_parts(ValueAndParts function, std::span<double> point) {
    ++evaluations_;
    begin_step();
    const Step step{function(point, gradient_,
                             [&](std::size_t begin, std::size_t end) { step_part(point, begin, end); })};
    end_step();
    return step;
  }

  /// The number of evaluations of the function.
  std::size_t evaluations() const { return evaluations_; }
  std::span<const double> state() const { return state_; }
  /// The learning rate of the next step; 0 if the optimizer has none.
  double learning_rate() const { return learning_rate_; }
  /// Sets it; only for an optimizer that has one.
  void set_learning_rate(double rate) { learning_rate_ = rate; }

  /// Whether `state` can be its state.
  virtual bool can_restore(std::span<const double> state) const { return state.size() == state_.size(); }
  /// Continues after an optimizer with this state and number of evaluations.
  void restore(std::span<const double> state, std::size_t evaluations) {
    state_.assign(state.begin(), state.end());
    evaluations_ = evaluations;
  }

 protected:
  /// For points of `size` numbers, with `state_size` numbers of state, all 0.
  Optimizer(std::size_t size, std::size_t state_size, double learning_rate = 0)
      : learning_rate_(learning_rate), gradient_(size), state_(state_size) {}

  /// What all parts of a step have in common; end_step() changes the state.
  virtual void begin_step() {}
  /// Moves the numbers begin .. end - 1 by their gradients.
  virtual void step_part(std::span<double> /*point*/, std::size_t /*begin*/, std::size_t /*end*/) {}
  virtual void end_step() {}
  /// step() by these.
  Step step_whole(const ValueAndGradient& function, std::span<double> point) {
    const Step step{compute(function, point)};
    begin_step();
    step_part(point, 0, point.size());
    end_step();
    return step;
  }

  double compute(const ValueAndGradient& function, std::span<const double> point) {
    ++evaluations_;
    return function(point, gradient_);
  }
  /// Vector `index` of the state.
  double* vector(std::size_t index) { return state_.data() + index * gradient_.size(); }

  double learning_rate_;
  std::vector<double> gradient_;  // before the step
  std::vector<double> state_;

 private:
  std::size_t evaluations_ = 0;
};

}  // namespace nntrain
