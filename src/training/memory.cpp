#include "training/memory.hpp"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/resources.hpp"
#include "math/block_matrix.hpp"
#include "math/block_sum.hpp"

namespace nntrain {
namespace {

double parameters_of(const Network& network) {
  double parameters = 0;
  for (const Layer& layer : network.layers()) {
    parameters += (static_cast<double>(layer.inputs) + 1) * static_cast<double>(layer.outputs);
  }
  return parameters;
}

double input_bytes(const Network& network, std::size_t blocks) {
  return sizeof(double) * static_cast<double>(blocks * kBlockRows) * static_cast<double>(network.inputs());
}

}  // namespace

double training_bytes(const Network& network, std::size_t blocks, std::size_t vectors_kept,
                      std::size_t threads) {
  // The vectors are: parameters of this and the best start, gradient, its total, two earlier points, the best
  // point, and the partial sums of PairwiseSum (two more than its levels).
  const double levels = static_cast<double>(std::bit_width(blocks)) + 2.0;
  const double of_run = levels + static_cast<double>(vectors_kept) + 7.0;
  // Either threads share the sums of subtrees and each has its own tree, or each thread trains its own start.
  const auto count = static_cast<double>(threads);
  const auto subtrees = static_cast<double>(BlockSum::most_subtrees(blocks, threads));
  const double vectors = of_run + (threads > 1 ? std::max(count * levels + subtrees, count * of_run) : 0.0);
  double units = 0;
  for (const Layer& layer : network.layers()) units += static_cast<double>(layer.outputs);
  const double workspace = 2 * units * static_cast<double>(kBlockRows) * static_cast<double>(threads);
  return sizeof(double) * (vectors * parameters_of(network) + workspace);
}

bool fits_memory(const Network& network, std::size_t blocks, std::size_t vectors, std::size_t threads) {
  return training_bytes(network, blocks, vectors, threads) + input_bytes(network, blocks) <=
         available_memory();
}

void check_memory(const Network& network, std::size_t blocks, std::size_t vectors, std::size_t threads) {
  if (fits_memory(network, blocks, vectors, threads)) return;
  const double inputs = input_bytes(network, blocks);
  const double training = training_bytes(network, blocks, vectors, threads);
  const double wanted = training + inputs;
  const double available = available_memory();
  throw UsageError(
      fmt::format(
          "a network of {} inputs and {:.0f} parameters needs {:.3g} GiB of memory to train, and this "
          "machine allows {:.3g} GiB",
          network.inputs(), parameters_of(network), wanted / 0x1p30, available / 0x1p30),
      inputs > training ? "leave out columns, first those with many different texts:  --drop LIST"
                        : "ask for fewer units, for example:  --hidden 100");
}

}  // namespace nntrain
