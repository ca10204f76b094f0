#include <functional>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "report/trace_parts.hpp"
#include "report/trace_symbols.hpp"

namespace nntrain {
namespace {

using Vector = std::vector<double>;

/// Number by number.
Vector combined(std::span<const double> a, std::span<const double> b,
                const std::function<double(double, double)>& f) {
  Vector result;
  for (std::size_t i = 0; i < a.size(); ++i) result.push_back(f(a[i], b[i]));
  return result;
}

/// The step, and how a layer's part of it is written.
struct TracedStep {
  Vector step;
  std::string formula;  // {0}: the layer's number
  std::string remark{};
};

TracedStep step_of(const OptimizerOptions& optimizer, const UpdateView& view) {
  const double rate = optimizer.learning_rate;
  const std::string minus_rate = "-" + shortest(rate);
  const auto times = [rate](double g, double) { return -rate * g; };
  const Vector moved = combined(view.after, view.before, [](double x, double y) { return x - y; });
  const std::string difference = "step{0} = new W{0} - old W{0}";
  switch (optimizer.kind) {
    case OptimizerKind::kAdam:
      return {moved, difference,
              fmt::format("Adam makes the step, with rate {}, of running means of the derivatives and their "
                          "squares",
                          shortest(rate))};
    case OptimizerKind::kRprop:
      return {moved, difference,
              "iRprop- makes the step of the derivatives' signs; each weight has a length of its own, which "
              "grows while the sign stays"};
    case OptimizerKind::kLbfgs:
      return {
          moved, difference,
          "L-BFGS looks for the step along a direction that it makes of this gradient and its last moves"};
    case OptimizerKind::kPerceptron:
    case OptimizerKind::kGradientDescent:
      break;
  }
  if (optimizer.momentum == 0) {
    return {combined(view.gradient, view.gradient, times), "step{0} = " + minus_rate + " dW{0}"};
  }
  const double mu = optimizer.momentum;
  if (!optimizer.nesterov) {
    return {combined(view.state_after, view.gradient, times), "step{0} = " + minus_rate + " v{0}"};
  }
  return {combined(view.state_after, view.gradient,
                   [rate, mu](double v, double g) { return -rate * (g + mu * v); }),
          fmt::format("step{{0}} = {} (dW{{0}} + {} v{{0}})", minus_rate, shortest(mu))};
}

}  // namespace

void trace_step(const TraceScene& scene, const UpdateView& view, Board& board) {
  const OptimizerOptions& optimizer = scene.recipe.optimizer;
  const TracedStep step = step_of(optimizer, view);
  board.part("Update");
  if (!step.remark.empty()) board.remark(step.remark);
  for (std::size_t l = 0; l < scene.model.network.layers().size(); ++l) {
    const std::string k = fmt::format("{}", l + 1);
    board.matrix(layer_matrix(scene, l, "old W" + k, view.before));
    if (optimizer.kind == OptimizerKind::kGradientDescent && optimizer.momentum > 0) {
      board.matrix(layer_matrix(scene, l, "old v" + k, view.state_before));
      board.formula(fmt::format("v{0} = {1} old v{0} + dW{0}", k, shortest(optimizer.momentum)));
      board.matrix(layer_matrix(scene, l, "v" + k, view.state_after));
    }
    board.formula(fmt::format(fmt::runtime(step.formula), k));
    board.matrix(layer_matrix(scene, l, "step" + k, step.step));
    board.formula(fmt::format("new W{0} = old W{0} + step{0}", k));
    board.matrix(layer_matrix(scene, l, "new W" + k, view.after));
  }
}

}  // namespace nntrain
