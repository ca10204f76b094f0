// The kernel for the lecture's whole network.

#include <cmath>
#include <cstdint>
#include <vector>

#include "math/elementary.hpp"
#include "math/kernels.hpp"
#include "math/random_values.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

struct Shape {
  std::size_t inputs;
  std::size_t units;
  std::size_t rows;
  bool has_bias;
  bool lecture;
  bool has_weights;

  std::size_t biases() const { return has_bias ? 1 : 0; }
  std::size_t parameter_count() const { return (inputs + biases()) * units + biases() + units; }
};

struct Rows {
  BlockMatrix x;
  BlockMatrix target;
  BlockMatrix weight;
};

/// Half of the targets are 1. Inputs are in [-radius, radius].
Rows draw_rows(const Shape& shape, double radius, RandomStream& random) {
  Rows rows{random_block(shape.rows, shape.inputs, random, radius), random_block(shape.rows, 1, random),
            random_block(shape.rows, 1, random, 3)};
  for (std::size_t r = 0; r < shape.rows; ++r) {
    rows.target.set(r, 0, rows.target.at(r, 0) > 0 ? 1 : 0);
    rows.weight.set(r, 0, std::fabs(rows.weight.at(r, 0)));
  }
  return rows;
}

constexpr double kSlope = 0.7;

/// The gradient of the block, followed by the sum of the squares.
using Result = std::vector<double>;

/// Computes row by row, and adds each sum in the defined order.
Result twin_of(const Shape& shape, const Rows& rows, const std::vector<double>& parameters) {
  const std::size_t units = shape.units;
  const double* const w = parameters.data() + shape.biases() * units;
  const double* const w_out = w + shape.inputs * units + shape.biases();
  BlockMatrix h(units);
  BlockMatrix d(units);
  h.grow_to(kBlockRows);
  d.grow_to(kBlockRows);
  std::vector<double> error(shape.rows);
  std::vector<double> weighted(shape.rows);
  std::vector<double> delta(shape.rows);
  for (std::size_t r = 0; r < shape.rows; ++r) {
    double output = shape.has_bias ? w_out[-1] : 0;
    for (std::size_t j = 0; j < units; ++j) {
      double z = shape.has_bias ? parameters[j] : 0;
      for (std::size_t i = 0; i < shape.inputs; ++i) z = std::fma(rows.x.at(r, i), w[i * units + j], z);
      h.set(r, j, sigmoid(z));
      output = std::fma(h.at(r, j), w_out[j], output);
    }
    const double y = sigmoid(output);
    error[r] = y - rows.target.at(r, 0);
    weighted[r] = shape.has_weights ? rows.weight.at(r, 0) * error[r] : error[r];
    delta[r] = kSlope * weighted[r] * std::fma(-y, y, y);
    for (std::size_t j = 0; j < units; ++j) {
      const double slope = std::fma(-h.at(r, j), h.at(r, j), h.at(r, j));
      d.set(r, j, (shape.lecture ? weighted[r] : delta[r]) * w_out[j] * slope);
    }
  }
  Result result;
  const auto push_sum = [&](const auto& a, const auto& b) {
    result.push_back(
        lane_sum(shape.rows, [&](std::size_t r, double lane) { return std::fma(a(r), b(r), lane); }));
  };
  const auto one = [](std::size_t) { return 1.0; };
  const auto delta_of = [&](std::size_t r) { return delta[r]; };
  for (std::size_t i = 0; i < shape.inputs + shape.biases(); ++i) {
    for (std::size_t j = 0; j < units; ++j) {
      const auto d_of = [&](std::size_t r) { return d.at(r, j); };
      if (i < shape.biases()) {
        push_sum(one, d_of);
      } else {
        push_sum([&](std::size_t r) { return rows.x.at(r, i - shape.biases()); }, d_of);
      }
    }
  }
  if (shape.has_bias) push_sum(one, delta_of);
  for (std::size_t j = 0; j < units; ++j) push_sum([&](std::size_t r) { return h.at(r, j); }, delta_of);
  push_sum([&](std::size_t r) { return weighted[r]; }, [&](std::size_t r) { return error[r]; });
  return result;
}

Result result_of(const Kernels& level, const Shape& shape, const Rows& rows,
                 const std::vector<double>& parameters) {
  RandomStream random(3, RandomPurpose::kStart);
  BlockMatrix h = random_block(kBlockRows, shape.units, random);
  BlockMatrix y = random_block(kBlockRows, 1, random);
  BlockMatrix error = random_block(kBlockRows, 1, random);
  BlockMatrix delta = random_block(kBlockRows, 1, random);
  Result result = random_vector(parameters.size(), random);
  result.push_back(level.sigmoid_network({.x = rows.x.block(0),
                                          .target = rows.target.block(0),
                                          .weight = shape.has_weights ? rows.weight.block(0) : nullptr,
                                          .parameters = parameters.data(),
                                          .gradient = result.data(),
                                          .slope = kSlope,
                                          .lecture = shape.lecture,
                                          .has_bias = shape.has_bias,
                                          .h = h.block(0),
                                          .y = y.block(0),
                                          .error = error.block(0),
                                          .delta = delta.block(0),
                                          .inputs = shape.inputs,
                                          .units = shape.units,
                                          .rows = shape.rows}));
  return result;
}

}  // namespace

TEST_CASE("sigmoid_network is its naive twin, bit for bit") {
  std::uint64_t turn = 0;
  for (const std::size_t rows : kRowCounts) {
    if (rows == 0) continue;
    for (std::size_t inputs = 1; inputs <= kMostNetworkInputs; ++inputs) {
      for (std::size_t units = 1; units <= kMostNetworkUnits; ++units, ++turn) {
        const Shape shape{inputs, units, rows, turn % 3 != 0, turn % 7 < 3, turn % 5 == 0};
        RandomStream random(turn, RandomPurpose::kStart);
        const Rows samples = draw_rows(shape, 2, random);
        const std::vector<double> parameters = random_vector(shape.parameter_count(), random, 3);
        const Result twin = twin_of(shape, samples, parameters);
        for (const Kernels* const level : supported_kernels()) {
          CAPTURE(level->name, inputs, units, rows, shape.has_bias, shape.lecture, shape.has_weights);
          REQUIRE(result_of(*level, shape, samples, parameters) == twin);
        }
      }
    }
  }
}

TEST_CASE("sigmoid_network is its twin also where a sigmoid is 0 or 1") {
  const Shape shape{2, 5, kBlockRows, true, false, false};
  for (const double radius : {60.0, 300.0, 3e4, 1e300}) {
    for (const double large : {1.0, 90.0, 5e3}) {
      RandomStream random(static_cast<std::uint64_t>(large), RandomPurpose::kStart);
      Rows samples = draw_rows(shape, 1, random);
      samples.x.set(77, 1, radius);  // one number decides
      samples.x.set(78, 0, -radius);
      std::vector<double> parameters = random_vector(shape.parameter_count(), random, 3);
      parameters[6] *= large;
      parameters[17] *= large;
      CAPTURE(radius, large);
      const Result twin = twin_of(shape, samples, parameters);
      for (const Kernels* const level : supported_kernels()) {
        CAPTURE(level->name);
        REQUIRE(result_of(*level, shape, samples, parameters) == twin);
      }
    }
  }
}
