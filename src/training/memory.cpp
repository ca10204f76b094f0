#include "training/memory.hpp"

#include <algorithm>
#include <bit>
#include <string>

#include <fmt/format.h>

#include "base/limits.hpp"
#include "base/ranks.hpp"
#include "math/block_matrix.hpp"
#include "math/block_sum.hpp"
#include "training/memory_error.hpp"

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

double network_bytes(const Network& network, double networks) {
  return sizeof(double) * networks * parameters_of(network);
}

double data_bytes(const Network& network, std::size_t blocks, const MemoryBeside& beside) {
  return input_bytes(network, blocks) * (1 + beside.tables) + row_bytes(network, blocks) + beside.kept;
}

double bytes_in_all(const Network& network, std::size_t blocks, std::size_t vectors, std::size_t threads,
                    const MemoryBeside& beside) {
  return training_bytes(network, blocks, vectors, threads) +
         network_bytes(network, beside.networks + beside.runs) + data_bytes(network, blocks, beside);
}

/// The bytes of the numbers in a table; without the texts of columns that are kept.
double table_bytes(const Table& table) {
  return sizeof(double) * static_cast<double>(table.rows()) * static_cast<double>(table.features.size() + 1);
}

double table_bytes(const std::vector<Table>& tables) {
  double bytes = 0;
  for (const Table& table : tables) bytes += table_bytes(table);
  return bytes;
}

/// How many of `most` runs of `bytes` each have room; at least 1.
std::size_t fitting_runs(double room, double bytes, std::size_t most) {
  const double fitting = std::max(room / bytes, 1.0);
  return fitting < static_cast<double>(most) ? static_cast<std::size_t>(fitting)
                                             : std::max<std::size_t>(most, 1);
}

/// Fewer rows of a table of `rows`: as many as fit in `share` of its memory, of two digits; "" if few do.
std::string fewer_rows(std::size_t rows, double share) {
  constexpr double kRoom = 0.9;  // the estimate is none of each byte
  constexpr std::size_t kFewest = 10;
  const double fitting = std::min(share * kRoom, 1.0) * static_cast<double>(rows);
  if (!(fitting >= kFewest)) return "";
  auto lines = static_cast<std::size_t>(fitting);
  std::size_t unit = 1;
  while (lines / unit >= 100) unit *= 10;
  lines -= lines % unit;
  return fmt::format("give it fewer rows, for example:  head -n {} FILE | nntrain ... --data - ...", lines);
}

/// What to do where data of `data` bytes have `room`.
std::string less_data(const Network& network, std::size_t blocks, double data, double room) {
  constexpr std::size_t kManyInputs = 100;  // columns of numbers alone rarely make so many
  if (network.inputs() >= kManyInputs)
    return "leave out columns, first those with many different texts:  --drop LIST";
  return fewer_rows(blocks * kBlockRows, room / data);
}

/// The vectors of RanksSum: the subtrees of a rank, and a message, for batches of two sizes.
constexpr double kMostOfRanks = 2 * (12 + 1);

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
  const double of_ranks = Ranks::all().are_many() ? kMostOfRanks : 0;
  const double vectors =
      of_ranks + of_run + (threads > 1 ? std::max(count * levels + subtrees, count * of_run) : 0.0);
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

MemoryBeside beside_run(const Recipe& recipe, std::size_t threads, const std::vector<Table>& tables,
                        std::size_t runs) {
  MemoryBeside beside = beside_training(recipe, threads);
  beside.kept = table_bytes(tables);
  if (runs > 1) beside.runs = 2 * static_cast<double>(runs);  // as they end, and side by side for the hash
  return beside;
}

bool fits_memory(const Network& network, std::size_t blocks, std::size_t vectors, std::size_t threads,
                 const MemoryBeside& beside) {
  return bytes_in_all(network, blocks, vectors, threads, beside) <= memory_limit().bytes;
}

void check_memory(const Network& network, std::size_t blocks, std::size_t vectors, std::size_t threads,
                  const MemoryBeside& beside) {
  if (fits_memory(network, blocks, vectors, threads, beside)) return;
  const double data = data_bytes(network, blocks, beside);
  const double networks = network_bytes(network, beside.networks);
  const double wanted = bytes_in_all(network, blocks, vectors, threads, beside);
  const double training = wanted - data - networks;
  const MemoryLimit limit = memory_limit();
  const bool are_many = networks > std::max(training, data);
  const std::string less =
      threads > 1 && fits_memory(network, blocks, vectors, 1, beside) ? "use one thread:  --threads 1"
      : are_many        ? "ask for fewer networks, for example:  --ensemble 5"
      : data > training ? less_data(network, blocks, data, limit.bytes - training - networks)
                        : "ask for fewer units, for example:  --hidden 100";
  throw MemoryError(
      fmt::format("{} of {} inputs and {:.0f} parameters needs {:.3g} GiB of memory to train, and {}",
                  are_many ? "an ensemble of networks" : "a network", network.inputs(),
                  parameters_of(network), wanted / 0x1p30, allowance(limit)),
      more_or(limit, less));
}

double run_bytes(const Network& network, const Table& table, const Recipe& recipe) {
  const std::size_t blocks = table.targets.block_count();
  return bytes_in_all(network, blocks, vectors_kept(recipe), 1, beside_training(recipe, 1));
}

std::size_t runs_in_memory(const Network& network, const std::vector<Table>& tables, const Recipe& recipe,
                           std::size_t runs, std::size_t threads) {
  const double ended = network_bytes(network, beside_run(recipe, 1, tables, runs).runs);
  return fitting_runs(memory_limit().bytes - table_bytes(tables) - ended,
                      run_bytes(network, tables.front(), recipe), std::min(runs, threads));
}

std::size_t runs_in_memory(const Table& table, std::size_t runs) {
  const std::size_t outputs = table.classes.size() > 2 ? table.classes.size() : 1;
  const double numbers = static_cast<double>(table.features.size()) + numbers_of_row(outputs);
  return fitting_runs(memory_limit().bytes - table_bytes(table),
                      sizeof(double) * static_cast<double>(table.rows()) * numbers, runs);
}

}  // namespace nntrain
