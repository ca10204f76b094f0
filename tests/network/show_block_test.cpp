// The values of a shown block are those of training.

#include "math/kernel_table.hpp"
#include "network/gradient_check.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

/// Compares the two ways through one block, for each rule that the problem can have.
void check_both_ways(const Problem& problem, Loss loss) {
  const std::size_t rows = problem.samples.rows();
  const std::vector<Layer>& layers = problem.network.layers();
  for (const Backprop rule : {Backprop::kExact, Backprop::kLecture}) {
    if (rule == Backprop::kLecture &&
        (layers.size() > 2 || layers.back().outputs > 1 || loss != Loss::kSse)) {
      continue;
    }
    const BackwardRule back{loss, loss_slope(loss, problem.samples.total_weight), rule};
    const auto computed = [&](auto& way, Workspace& workspace) {
      std::vector<double> gradient(problem.parameters.size() + 1);
      gradient.back() = way({problem.network, problem.parameters, problem.samples, 0, workspace}, back,
                            std::span(gradient).first(problem.parameters.size()));
      return gradient;
    };
    Workspace fast(problem.network);
    Workspace slow(problem.network);
    CHECK(computed(forward_backward, fast) == computed(forward_backward_in_steps, slow));
    // The kernel for a whole network stores no deltas of hidden units.
    const bool stores_deltas = layers.size() > 2 || layers.back().outputs > 1 ||
                               loss == Loss::kCrossEntropy || rows < kLeastNetworkRows;
    for (std::size_t unit = 0; unit < layers[0].outputs; ++unit) {
      for (std::size_t row = 0; row < rows; ++row) {
        CHECK(fast.h[0].at(row, unit) == slow.h[0].at(row, unit));
        if (stores_deltas) CHECK(fast.d[0].at(row, unit) == slow.d[0].at(row, unit));
      }
    }
  }
}

}  // namespace

TEST_CASE("going step by step changes no bit, also where training has a faster way") {
  std::uint64_t seed = 90'000;
  for (const Loss loss : {Loss::kSse, Loss::kHalfMse, Loss::kCrossEntropy}) {
    for (const std::size_t layers : {1U, 2U}) {
      for (const std::size_t outputs : {1U, 3U}) {
        for (const bool has_weights : {false, true}) {
          for (const std::size_t rows : {57U, 77U}) {
            CAPTURE(name_of(loss), layers, outputs, has_weights, rows);
            check_both_ways(
                draw({.layers = layers, .outputs = outputs, .has_weights = has_weights, .rows = rows},
                     ++seed),
                loss);
          }
        }
      }
    }
  }
}

TEST_CASE("what is shown of a block has the masks that its gradient had") {
  const Problem problem = draw({.layers = 2, .rows = 20}, 5);
  const Objective objective{.loss = Loss::kMse, .dropout = 0.5};
  LossGradient function(problem.network, objective, 1, 7);
  std::vector<double> gradient(problem.parameters.size());
  const auto next = [&] { return function(problem.samples, problem.parameters, gradient); };
  next();
  const std::uint64_t dropped = function.blocks_dropped();
  next();
  ShownBlock block = function.show_block(problem.samples, problem.parameters, 0, dropped);
  CHECK(block.workspace.dropping);
  // The gradient of the output's bias is the sum of its deltas.
  const Layer& output = problem.network.layers().back();
  double sum = 0;
  for (std::size_t row = 0; row < 20; ++row) sum += block.workspace.d.back().at(row, 0);
  CHECK(sum == Approx(gradient[output.offset]).epsilon(1e-13));
  // z = x W + b
  REQUIRE(block.z.size() == 3);
  const Layer& first = problem.network.layers().front();
  double z = problem.parameters[first.offset];
  for (std::size_t i = 0; i < first.inputs; ++i) {
    z += problem.samples.inputs.at(3, i) * problem.parameters[first.offset + first.outputs * (i + 1)];
  }
  CHECK(block.z[0].at(3, 0) == Approx(z).epsilon(1e-14));
}
