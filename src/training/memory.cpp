#include "training/memory.hpp"

#include <bit>

#include <fmt/format.h>
#include <unistd.h>

#include "base/error.hpp"
#include "math/block_matrix.hpp"

namespace nntrain {
namespace {

double parameters_of(const Network& network) {
  double parameters = 0;
  for (const Layer& layer : network.layers()) {
    parameters += (static_cast<double>(layer.inputs) + 1) * static_cast<double>(layer.outputs);
  }
  return parameters;
}

double machine_bytes() {
  return static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

double training_bytes(const Network& network, std::size_t blocks) {
  // Parameters, gradient, its total, two earlier points, and the partial sums of PairwiseSum (two more than
  // its levels).
  const double vectors = static_cast<double>(std::bit_width(blocks)) + 7.0;
  double units = 0;
  for (const Layer& layer : network.layers()) units += static_cast<double>(layer.outputs);
  const double workspace = 2 * units * static_cast<double>(kBlockRows);
  return sizeof(double) * (vectors * parameters_of(network) + workspace);
}

void check_memory(const Network& network, std::size_t blocks) {
  const double wanted = training_bytes(network, blocks);
  const double machine = machine_bytes();
  if (wanted <= machine) return;
  throw UsageError(
      fmt::format("a network of {:.0f} parameters needs {:.3g} GiB of memory to train, and this machine "
                  "has {:.3g} GiB",
                  parameters_of(network), wanted / 0x1p30, machine / 0x1p30),
      "ask for fewer units, for example:  --hidden 100");
}

}  // namespace nntrain
