#include <cmath>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "trace/formulas.hpp"
#include "trace/parts.hpp"

namespace nntrain {
namespace {

using Vector = std::vector<double>;

/// Applies f elementwise.
Vector combined(std::span<const double> a, std::span<const double> b,
                const std::function<double(double, double)>& f) {
  Vector result;
  for (std::size_t i = 0; i < a.size(); ++i) result.push_back(f(a[i], b[i]));
  return result;
}

/// A vector in the optimizer's state that an update changes.
struct TracedState {
  std::string symbol;
  std::string formula;    // {0} is the layer's number, as in all formulas below
  std::size_t begin = 0;  // its position in the state
};

/// How an update is computed.
struct TracedRule {
  Vector step;
  std::string formula;
  std::vector<TracedState> states{};
  std::vector<std::pair<std::string, std::string>> first{};  // names and formulas of those before the layers
  std::string remark{};
};

TracedRule descent_rule(const OptimizerOptions& optimizer, const UpdateView& view) {
  const double rate = view.learning_rate;
  const double mu = optimizer.momentum;
  const std::string minus_rate = "-" + shortest(rate);
  const auto times = [rate](double g, double) { return -rate * g; };
  if (mu == 0) return {combined(view.gradient, view.gradient, times), "step{0} = " + minus_rate + " dW{0}"};
  const std::vector<TracedState> velocity = {{"v", "v{0} = " + shortest(mu) + " old v{0} + dW{0}"}};
  if (!optimizer.nesterov) {
    return {combined(view.state_after, view.gradient, times), "step{0} = " + minus_rate + " v{0}", velocity};
  }
  return {combined(view.state_after, view.gradient,
                   [rate, mu](double v, double g) { return -rate * (g + mu * v); }),
          fmt::format("step{{0}} = {} (dW{{0}} + {} v{{0}})", minus_rate, shortest(mu)), velocity};
}

/// Kingma and Ba 2015, algorithm 1. The state has m, s, 0.9^t and 0.999^t.
TracedRule adam_rule(const UpdateView& view) {
  const double rate = view.learning_rate;
  const std::size_t size = view.gradient.size();
  const double b1 = 1 - view.state_after[2 * size];
  const double b2 = 1 - view.state_after[2 * size + 1];
  return {
      combined(view.state_after.first(size), view.state_after.subspan(size, size),
               [=](double m, double s) { return -rate * (m / b1) / (std::sqrt(s / b2) + 1e-8); }),
      "step{0} = -" + shortest(rate) + " (m{0} / b1) / (sqrt(s{0} / b2) + 1e-8)",
      {{"m", "m{0} = 0.9 old m{0} + 0.1 dW{0}"}, {"s", "s{0} = 0.999 old s{0} + 0.001 dW{0} * dW{0}", size}},
      {{"b1", "b1 = 1 - 0.9^t = " + board_number(b1)}, {"b2", "b2 = 1 - 0.999^t = " + board_number(b2)}},
      "Adam; t counts the updates"};
}

/// Igel and Hüsken 2003. The state has the step lengths, then the derivatives.
TracedRule rprop_rule(const UpdateView& view) {
  const std::size_t size = view.gradient.size();
  return {combined(view.state_after.first(size), view.state_after.subspan(size, size),
                   [](double length, double d) { return d > 0   ? -length
                                                        : d < 0 ? length
                                                                : 0.0; }),
          "step{0} = -sign(d{0}) * length{0}",
          {{"length",
            "length{0} = old length{0}, times 1.2 (up to 50) where dW{0} * old d{0} > 0, times 0.5 (down to "
            "1e-6) "
            "where it is < 0"},
           {"d", "d{0} = dW{0}, but 0 where dW{0} * old d{0} < 0", size}},
          {},
          "iRprop-: only the signs of the derivatives count"};
}

TracedRule rule_of(const OptimizerOptions& optimizer, const UpdateView& view) {
  switch (optimizer.kind) {
    case OptimizerKind::kAdam:
      return adam_rule(view);
    case OptimizerKind::kRprop:
      return rprop_rule(view);
    case OptimizerKind::kLbfgs:
      return {combined(view.after, view.before, [](double x, double y) { return x - y; }),
              "step{0} = new W{0} - W{0}",
              {},
              {},
              "L-BFGS searches for the step along a direction that it computes from this gradient and the "
              "last steps"};
    case OptimizerKind::kPerceptron:
    case OptimizerKind::kGradientDescent:
      break;
  }
  return descent_rule(optimizer, view);
}

/// The rate of this update, if it moves.
void trace_rate(const Recipe& recipe, const UpdateView& view, Board& board) {
  if (recipe.plan.schedule == Schedule::kConstant) return;
  const ScheduledUpdate at = scheduled(recipe.plan, view.place);
  board.about({"rate"});
  board.state(fmt::format("t = {} of T = {} updates are done", at.number(), at.count()));
  board.result(fmt::format("rate = {} * (1 + cos(pi t / T)) / 2 = {}",
                           shortest(recipe.optimizer.learning_rate), shortest(view.learning_rate)));
}

/// The names that the remark on a rule belongs to: its first numbers, or else the steps.
std::vector<std::string> remarked(const TracedRule& rule, std::size_t layers) {
  std::vector<std::string> names;
  for (const auto& first : rule.first) names.push_back(first.first);
  for (std::size_t l = 0; l < layers; ++l) names.push_back(fmt::format("step{}", l + 1));
  return names;
}

/// What the optimizer keeps for a layer, before and after the update.
void trace_states(const TraceScene& scene, const UpdateView& view, const TracedRule& rule, std::size_t l,
                  Board& board) {
  const std::string k = fmt::format("{}", l + 1);
  for (const TracedState& state : rule.states) {
    const std::string old = fmt::format("old {}{}", state.symbol, k);
    board.about({old});
    layer_matrix(scene, l, old, view.state_before.subspan(state.begin), board);
  }
  for (const TracedState& state : rule.states) {
    board.about({state.symbol + k});
    board.formula(fmt::format(fmt::runtime(state.formula), k));
    layer_matrix(scene, l, state.symbol + k, view.state_after.subspan(state.begin), board);
  }
}

}  // namespace

void trace_step(const TraceScene& scene, const UpdateView& view, Board& board) {
  const TracedRule rule = rule_of(scene.recipe.optimizer, view);
  const std::size_t layers = scene.model.network.layers().size();
  board.part("Update");
  trace_rate(scene.recipe, view, board);
  board.about(remarked(rule, layers));
  if (!rule.remark.empty()) board.remark(rule.remark);
  for (const auto& first : rule.first) {
    board.about({first.first});
    board.result(first.second);
  }
  for (std::size_t l = 0; l < layers; ++l) {
    const std::string k = fmt::format("{}", l + 1);
    trace_states(scene, view, rule, l, board);
    board.about({"step" + k});
    board.formula(fmt::format(fmt::runtime(rule.formula), k));
    layer_matrix(scene, l, "step" + k, rule.step, board);
    board.about({"new W" + k});
    board.formula(fmt::format("new W{0} = W{0} + step{0}", k));
    layer_matrix(scene, l, "new W" + k, view.after, board);
  }
}

}  // namespace nntrain
