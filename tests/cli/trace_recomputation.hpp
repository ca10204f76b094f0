#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "cli/traces.hpp"

namespace nntrain::test {

using Matrix = std::vector<std::vector<double>>;

/// What the flags of a run mean, for the recomputation.
struct Spec {
  Words activations;  // of each layer
  std::string loss = "sse";
  double rate = 0.01;
  double l2 = 0;
  double momentum = 0;
  bool nesterov = false;
  bool lecture = false;
  bool fixed_bias = false;
  std::string optimizer = "gd";  // for "lbfgs" the trace shows the step as a difference
};

inline Matrix zeros(std::size_t rows, std::size_t columns) {
  return Matrix(rows, std::vector<double>(columns));
}

/// Traces show nine digits, also of the inputs of a computation.
inline void check_same(const TracedSection& section, const std::string& name, const Matrix& expected) {
  const TracedMatrix& found = section.at(name);
  REQUIRE(found.height() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    REQUIRE(found.width() == expected[i].size());
    for (std::size_t j = 0; j < expected[i].size(); ++j) {
      INFO(section.title << ", " << name << ", " << found.rows[i] << ", " << found.columns[j]);
      CHECK(std::abs(found.values[i][j] - expected[i][j]) <= 1e-7 * (1 + std::abs(expected[i][j])));
    }
  }
}

inline double apply(const std::string& f, double z) {
  if (f == "sigmoid") return 1 / (1 + std::exp(-z));
  if (f == "tanh") return std::tanh(z);
  if (f == "relu") return z > 0 ? z : 0;
  if (f == "elu") return z > 0 ? z : std::expm1(z);
  if (f == "selu") return 1.0507009873554805 * (z > 0 ? z : 1.6732632423543772 * std::expm1(z));
  if (f == "softplus") return std::log1p(std::exp(z));
  if (f == "step") return z > 0 ? 1 : 0;
  return z;
}

/// The derivative of f where its value is h.
inline double slope(const std::string& f, double h) {
  if (f == "sigmoid") return h * (1 - h);
  if (f == "tanh") return 1 - h * h;
  if (f == "relu") return h > 0 ? 1 : 0;
  if (f == "elu") return h > 0 ? 1 : h + 1;
  if (f == "selu") return h > 0 ? 1.0507009873554805 : h + 1.0507009873554805 * 1.6732632423543772;
  if (f == "softplus") return 1 - std::exp(-h);
  return 1;
}

/// Recomputes a section of a trace from its first matrices, and compares.
class Recomputation {
 public:
  Recomputation(const TracedSection& section, const Spec& spec)
      : section_(section), spec_(spec), layers_(spec.activations.size()), y_(section.at("y").values) {
    const std::size_t rows = y_.size();
    w_.assign(rows, 1);
    for (std::size_t r = 0; r < rows && section.has("w"); ++r) w_[r] = section.at("w").values[r][0];
    for (const double w : w_) n_ += w;
    known_ = {"X", "y", "w"};
  }

  void forward() {
    Matrix fed = section_.at("X").values;
    for (std::size_t l = 1; l <= layers_; ++l) {
      fed_.push_back(fed);
      const TracedMatrix& weights = at("W", l);
      Matrix z = zeros(fed.size(), weights.width());
      for (std::size_t r = 0; r < z.size(); ++r) {
        for (std::size_t j = 0; j < weights.width(); ++j) {
          for (std::size_t i = 0; i < weights.height(); ++i) {
            z[r][j] += input(fed, weights, r, i) * weights.values[i][j];
          }
        }
      }
      check(name("z", l), z);
      const std::string h = l == layers_ ? "yhat" : name("h", l);
      check(h, activated(section_.at(name("z", l)).values, spec_.activations[l - 1]));
      fed = section_.at(h).values;
      h_.push_back(fed);
      if (!section_.has(name("mask", l))) continue;
      fed = times(fed, at("mask", l).values);
      check(name("g", l), fed);
    }
  }

  void cost() {
    const bool is_sum = spec_.loss == "sse" || spec_.loss == "half-sse";
    double sum = 0;
    for (std::size_t r = 0; r < y_.size(); ++r) {
      for (std::size_t j = 0; j < y_[r].size(); ++j) sum += w_[r] * term(h_.back()[r][j], y_[r][j]);
    }
    if (!is_sum) CHECK(std::abs(value_of(section_, "n") - n_) < 1e-7);
    const double half = spec_.loss.rfind("half", 0) == 0 ? 0.5 : 1;
    const double cost = half * sum / (is_sum ? 1 : n_);
    INFO(section_.formulas.at("C"));
    CHECK(std::abs(value_of(section_, "C") - cost) <= 1e-7 * (1 + cost));
    CHECK(section_.formulas.count("penalty") == (spec_.l2 > 0 ? 1 : 0));
    if (spec_.l2 == 0) return;
    double squares = 0;
    for (std::size_t l = 1; l <= layers_; ++l) {
      const TracedMatrix& weights = at("W", l);
      for (std::size_t i = has_bias(weights) ? 1 : 0; i < weights.height(); ++i) {
        for (const double x : weights.values[i]) squares += x * x;
      }
    }
    CHECK(std::abs(value_of(section_, "penalty") - spec_.l2 / 2 * squares) < 1e-7 * (1 + squares));
    CHECK(std::abs(value_of(section_, "objective") - cost - spec_.l2 / 2 * squares) < 1e-7 * (1 + squares));
  }

  void backward() {
    Matrix error = zeros(y_.size(), y_[0].size());
    Matrix delta = error;
    const bool is_mean = spec_.loss != "sse" && spec_.loss != "half-sse";
    const double factor = (spec_.loss == "sse" || spec_.loss == "mse" ? 2 : 1) / (is_mean ? n_ : 1.0);
    for (std::size_t r = 0; r < y_.size(); ++r) {
      double product = 0;  // of softmax
      for (std::size_t j = 0; j < y_[r].size(); ++j) {
        error[r][j] = w_[r] * bounded(h_.back()[r][j] - y_[r][j]);
        product += factor * error[r][j] * h_.back()[r][j];
      }
      for (std::size_t j = 0; j < y_[r].size(); ++j) {
        const double yhat = h_.back()[r][j];
        delta[r][j] = factor * error[r][j];
        if (spec_.loss == "cross-entropy") continue;
        if (spec_.activations.back() == "softmax") {
          delta[r][j] = yhat * (delta[r][j] - product);
        } else {
          delta[r][j] *= slope(spec_.activations.back(), yhat);
        }
      }
    }
    for (std::size_t l = layers_; l > 0; --l) {
      check(name("delta", l), delta);
      delta = section_.at(name("delta", l)).values;
      gradient(l, delta);
      if (l > 1) delta = handed_down(l, spec_.lecture ? error : delta);
    }
  }

  void update() {
    for (std::size_t l = 1; l <= layers_; ++l) {
      const Matrix& weights = at("W", l).values;
      Matrix step = at("dW", l).values;
      if (spec_.momentum > 0) {
        const Matrix g = step;
        const Matrix v = combined(at("old v", l).values, g, spec_.momentum, 1);
        check(name("v", l), v);
        step = spec_.nesterov ? combined(g, v, 1, spec_.momentum) : v;
      }
      if (spec_.optimizer == "adam") {
        step = adam_step(l);
      } else if (spec_.optimizer == "rprop") {
        step = rprop_step(l);
      } else if (spec_.optimizer == "lbfgs") {
        step = combined(at("new W", l).values, weights, 1, -1);
      } else {
        step = combined(step, step, -spec_.rate, 0);
      }
      check(name("step", l), step);
      check(name("new W", l), combined(weights, section_.at(name("step", l)).values, 1, 1));
    }
  }

  /// Checks that the section has no matrix that was not compared.
  void is_all() const {
    for (const auto& [name, matrix] : section_.matrices) {
      INFO(section_.title << ": " << name);
      CHECK(known_.count(name) == 1);
    }
  }

 private:
  Matrix adam_step(std::size_t l) {
    const Matrix& g = at("dW", l).values;
    Matrix m = zeros(g.size(), g[0].size());
    Matrix s = m;
    Matrix step = m;
    const double b1 = value_of(section_, "b1");
    const double b2 = value_of(section_, "b2");
    for (std::size_t i = 0; i < g.size(); ++i) {
      for (std::size_t j = 0; j < g[i].size(); ++j) {
        m[i][j] = 0.9 * at("old m", l).values[i][j] + 0.1 * g[i][j];
        s[i][j] = 0.999 * at("old s", l).values[i][j] + 0.001 * g[i][j] * g[i][j];
        step[i][j] = -spec_.rate * (m[i][j] / b1) / (std::sqrt(s[i][j] / b2) + 1e-8);
      }
    }
    check(name("m", l), m);
    check(name("s", l), s);
    return step;
  }

  Matrix rprop_step(std::size_t l) {
    const Matrix& g = at("dW", l).values;
    Matrix length = at("old length", l).values;
    Matrix d = g;
    Matrix step = g;
    for (std::size_t i = 0; i < g.size(); ++i) {
      for (std::size_t j = 0; j < g[i].size(); ++j) {
        const double turn = g[i][j] * at("old d", l).values[i][j];
        if (turn > 0) length[i][j] = std::min(1.2 * length[i][j], 50.0);
        if (turn < 0) length[i][j] = std::max(0.5 * length[i][j], 1e-6);
        if (turn < 0) d[i][j] = 0;
        step[i][j] = d[i][j] == 0 ? 0 : std::copysign(length[i][j], -d[i][j]);
      }
    }
    check(name("length", l), length);
    check(name("d", l), d);
    return step;
  }

  static std::string name(const std::string& what, std::size_t l) { return what + std::to_string(l); }
  const TracedMatrix& at(const std::string& what, std::size_t l) {
    known_.insert(name(what, l));
    return section_.at(name(what, l));
  }
  void check(const std::string& name, const Matrix& expected) {
    known_.insert(name);
    check_same(section_, name, expected);
  }
  static bool has_bias(const TracedMatrix& weights) { return weights.rows[0] == "bias"; }

  /// The input that row i of a matrix of weights is multiplied by.
  static double input(const Matrix& fed, const TracedMatrix& weights, std::size_t r, std::size_t i) {
    if (!has_bias(weights)) return fed[r][i];
    return i == 0 ? 1 : fed[r][i - 1];
  }

  static Matrix activated(const Matrix& z, const std::string& f) {
    Matrix h = z;
    for (std::vector<double>& row : h) {
      double sum = 0;
      for (const double x : row) sum += std::exp(x);
      for (double& x : row) x = f == "softmax" ? std::exp(x) / sum : apply(f, x);
    }
    return h;
  }

  static Matrix times(Matrix a, const Matrix& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t j = 0; j < a[i].size(); ++j) a[i][j] *= b[i][j];
    }
    return a;
  }

  /// x a + y b
  static Matrix combined(const Matrix& a, const Matrix& b, double x, double y) {
    Matrix c = a;
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t j = 0; j < a[i].size(); ++j) c[i][j] = x * a[i][j] + y * b[i][j];
    }
    return c;
  }

  double bounded(double e) const {
    if (spec_.loss == "mae") return e > 0 ? 1 : e < 0 ? -1 : 0;
    return spec_.loss == "huber:0.5" ? std::min(0.5, std::max(-0.5, e)) : e;
  }

  double term(double yhat, double y) const {
    if (spec_.loss == "mae") return std::abs(yhat - y);
    if (spec_.loss == "huber:0.5")
      return std::abs(yhat - y) > 0.5 ? 0.5 * (std::abs(yhat - y) - 0.25) : 0.5 * (yhat - y) * (yhat - y);
    if (spec_.loss != "cross-entropy") return (yhat - y) * (yhat - y);
    if (spec_.activations.back() == "softmax") return y == 0 ? 0 : -y * std::log(yhat);
    return y == 0 ? -std::log(1 - yhat) : -std::log(yhat);
  }

  void gradient(std::size_t l, const Matrix& delta) {
    const TracedMatrix& weights = at("W", l);
    Matrix d = zeros(weights.height(), weights.width());
    for (std::size_t i = 0; i < d.size(); ++i) {
      const bool is_bias = has_bias(weights) && i == 0;
      if (is_bias && spec_.fixed_bias) continue;
      for (std::size_t j = 0; j < weights.width(); ++j) {
        for (std::size_t r = 0; r < delta.size(); ++r)
          d[i][j] += input(fed_[l - 1], weights, r, i) * delta[r][j];
        if (!is_bias) d[i][j] += spec_.l2 * weights.values[i][j];
      }
    }
    check(name("dW", l), d);
  }

  /// The delta of the layer below layer l.
  Matrix handed_down(std::size_t l, const Matrix& handed) {
    const TracedMatrix& weights = at("W", l);
    const std::size_t first = has_bias(weights) ? 1 : 0;
    Matrix below = zeros(handed.size(), weights.height() - first);
    for (std::size_t r = 0; r < handed.size(); ++r) {
      for (std::size_t i = 0; i < below[r].size(); ++i) {
        for (std::size_t j = 0; j < weights.width(); ++j) {
          below[r][i] += handed[r][j] * weights.values[i + first][j];
        }
        below[r][i] *= slope(spec_.activations[l - 2], h_[l - 2][r][i]);
        if (section_.has(name("mask", l - 1))) below[r][i] *= at("mask", l - 1).values[r][i];
      }
    }
    return below;
  }

  const TracedSection& section_;
  const Spec& spec_;
  std::size_t layers_;
  Matrix y_;
  std::vector<double> w_;  // of rows
  double n_ = 0;
  std::vector<Matrix> fed_;  // inputs of each layer
  std::vector<Matrix> h_;    // activations of each layer
  std::set<std::string> known_;
};

}  // namespace nntrain::test
