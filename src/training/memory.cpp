#include "training/memory.hpp"

#include <algorithm>
#include <bit>
#include <string>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/limits.hpp"
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

/// The numbers that are kept for each row besides its inputs: target, weight, place, and to measure it the
/// outputs, their errors and order. Measured, for 1 to 10 outputs.
double numbers_of_row(std::size_t outputs) {
  return 6 + 4 * static_cast<double>(outputs);
}

double row_bytes(const Network& network, std::size_t blocks) {
  return sizeof(double) * static_cast<double>(blocks * kBlockRows) * numbers_of_row(network.outputs());
}

double network_bytes(const Network& network, const MemoryBeside& beside) {
  return sizeof(double) * beside.networks * parameters_of(network);
}

double bytes_beside(const Network& network, std::size_t blocks, const MemoryBeside& beside) {
  return network_bytes(network, beside) + input_bytes(network, blocks) * (1 + beside.tables) +
         row_bytes(network, blocks);
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

MemoryBeside beside_training(const Recipe& recipe, std::size_t threads) {
  MemoryBeside beside;
  const auto networks = static_cast<double>(recipe.ensemble);
  if (recipe.ensemble > 1) beside.networks = 2 * networks;  // as they end, and those of the model
  if (recipe.refits) beside.networks += 2 * networks;
  if (recipe.bag > 0) beside.tables = std::min(networks, static_cast<double>(threads));
  if (recipe.refits) beside.tables = std::max(beside.tables, 1.0);
  return beside;
}

bool fits_memory(const Network& network, std::size_t blocks, std::size_t vectors, std::size_t threads,
                 const MemoryBeside& beside) {
  return training_bytes(network, blocks, vectors, threads) + bytes_beside(network, blocks, beside) <=
         available_memory();
}

void check_memory(const Network& network, std::size_t blocks, std::size_t vectors, std::size_t threads,
                  const MemoryBeside& beside) {
  if (fits_memory(network, blocks, vectors, threads, beside)) return;
  const double inputs = input_bytes(network, blocks) * (1 + beside.tables);
  const double rows = row_bytes(network, blocks);
  const double networks = network_bytes(network, beside);
  const double training = training_bytes(network, blocks, vectors, threads);
  const double wanted = training + inputs + rows + networks;
  const MemoryLimit limit = memory_limit();
  const bool are_many = networks > std::max({training, inputs, rows});
  const std::string remedy =
      are_many                            ? "ask for fewer networks, for example:  --ensemble 5"
      : rows > std::max(training, inputs) ? "give it fewer rows:  head -n 100000 FILE | nntrain --data - ..."
      : inputs > training ? "leave out columns, first those with many different texts:  --drop LIST"
                          : "ask for fewer units, for example:  --hidden 100";
  throw UsageError(
      fmt::format("{} of {} inputs and {:.0f} parameters needs {:.3g} GiB of memory to train, and {} "
                  "allows {:.3g} GiB",
                  are_many ? "an ensemble of networks" : "a network", network.inputs(),
                  parameters_of(network), wanted / 0x1p30, limit.giver, limit.bytes / 0x1p30),
      (limit.is_of_machine ? "" : "raise this limit, or ") + remedy);
}

std::size_t runs_in_memory(const Table& table, std::size_t runs) {
  const double column = static_cast<double>(sizeof(double) * table.rows());
  const auto features = static_cast<double>(table.features.size());
  const std::size_t outputs = table.classes.size() > 2 ? table.classes.size() : 1;
  const double room = available_memory() - column * (features + 1);
  const double at_once = room / (column * (features + numbers_of_row(outputs)));
  return at_once < static_cast<double>(runs) ? static_cast<std::size_t>(std::max(at_once, 1.0)) : runs;
}

}  // namespace nntrain
