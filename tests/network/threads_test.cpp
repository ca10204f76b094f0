#include <atomic>
#include <bit>
#include <vector>

#include "base/random.hpp"
#include "network/initialization.hpp"
#include "network/loss_gradient.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

Samples made_up(std::size_t rows, std::size_t inputs, std::size_t outputs) {
  RandomStream random(rows, RandomPurpose::kBench);
  Samples samples{BlockMatrix(inputs), BlockMatrix(outputs), BlockMatrix(1), static_cast<double>(rows)};
  for (BlockMatrix* const matrix : {&samples.inputs, &samples.targets, &samples.weights}) {
    matrix->grow_to(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t c = 0; c < matrix->columns(); ++c) matrix->set(row, c, random.uniform());
    }
  }
  return samples;
}

/// The bits of the values and gradients of two calls; the second has other masks.
std::vector<std::uint64_t> bits_of(const Network& network, const Objective& objective, const Samples& samples,
                                   std::size_t threads) {
  Workers workers(threads);
  LossGradient function(network, objective, samples.inputs.block_count(), 5, workers);
  std::vector<double> parameters(network.parameter_count());
  RandomStream random(1, RandomPurpose::kStart);
  initialize(network, {}, random, parameters);
  std::vector<std::uint64_t> bits;
  std::vector<double> gradient(parameters.size());
  for (int call = 0; call < 2; ++call) {
    std::vector<std::atomic<int>> completed(parameters.size());
    std::vector<std::atomic<int>> filled(samples.rows());
    const auto fill = [&](std::size_t block, std::size_t begin, std::size_t end) {
      for (; begin < end; ++begin) ++filled[block * kBlockRows + begin];
    };
    const auto is_complete = [&](std::size_t begin, std::size_t end) {
      for (; begin < end; ++begin) ++completed[begin];
    };
    bits.push_back(
        std::bit_cast<std::uint64_t>(function(samples, parameters, gradient, {fill, is_complete})));
    for (const double value : gradient) bits.push_back(std::bit_cast<std::uint64_t>(value));
    for (const auto& count : completed) REQUIRE(count == 1);
    for (const auto& count : filled) REQUIRE(count == 1);
  }
  return bits;
}

}  // namespace

TEST_CASE("a gradient of one block or several has the same bits on any number of threads") {
  // The first is wide enough to share one block. The last has so many parameters that the sums are shared.
  const std::vector<Network> networks = {
      Network({130, 131, 3}, {Activation::kRelu, Activation::kSoftmax}, true),
      Network({9, 70, 1}, {Activation::kTanh, Activation::kSigmoid}, false),
      Network({90, 100, 1}, {Activation::kSigmoid, Activation::kSigmoid}, true),
  };
  for (std::size_t n = 0; n < networks.size(); ++n) {
    const Network& network = networks[n];
    for (const std::size_t rows : {8U, 33U, 128U, 300U}) {
      const Samples samples = made_up(rows, network.inputs(), network.outputs());
      for (const double dropout : {0.0, 0.3}) {
        Objective objective;
        objective.loss = n == 2 ? Loss::kSse : Loss::kCrossEntropy;
        objective.l2 = n == 1 ? 0 : 0.1;
        objective.fixed_bias = n == 2;
        objective.dropout = dropout;
        const auto expected = bits_of(network, objective, samples, 1);
        for (const std::size_t threads : {2U, 3U, 7U}) {
          CAPTURE(n, rows, dropout, threads);
          CHECK(bits_of(network, objective, samples, threads) == expected);
        }
      }
    }
  }
}
