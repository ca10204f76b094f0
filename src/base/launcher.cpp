#include "base/launcher.hpp"

#include <charconv>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace nntrain {
namespace {

/// The environment variables of a launcher: how many ranks there are, and which one this is.
struct Variables {
  const char* ranks;
  const char* rank;
};

constexpr Variables kOfLaunchers[] = {
    {"OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK"},  // Open MPI
    {"PMI_SIZE", "PMI_RANK"},                          // MPICH, Intel MPI, srun --mpi=pmi2
    {"MV2_COMM_WORLD_SIZE", "MV2_COMM_WORLD_RANK"},    // MVAPICH
    {"PALS_SIZE", "PALS_RANKID"},                      // Cray
};
constexpr const char* kRankOfPmix = "PMIX_RANK";  // srun --mpi=pmix, prun

std::optional<std::size_t> number_in(const char* variable) {
  const char* const text = std::getenv(variable);
  if (text == nullptr) return {};
  const std::string_view digits = text;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return {};
  return number;
}

}  // namespace

Launch launch() {
  for (const Variables& one : kOfLaunchers) {
    const std::optional<std::size_t> ranks = number_in(one.ranks);
    if (ranks && *ranks > 0) return {true, number_in(one.rank).value_or(0), *ranks, one.ranks};
  }
  if (const std::optional<std::size_t> rank = number_in(kRankOfPmix)) {
    const std::optional<std::size_t> tasks = number_in("SLURM_STEP_NUM_TASKS");
    return {true, *rank, tasks.value_or(0), tasks ? "SLURM_STEP_NUM_TASKS" : kRankOfPmix};
  }
  return {};
}

}  // namespace nntrain
