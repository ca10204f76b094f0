#include "base/launcher.hpp"

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// Sets environment variables, and takes all of launchers away at the end.
class Environment {
 public:
  struct Variable {
    const char* name;
    std::string value;
  };
  explicit Environment(const std::vector<Variable>& variables) {
    clear();
    for (const Variable& one : variables) ::setenv(one.name, one.value.c_str(), 1);
  }
  ~Environment() { clear(); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  static void clear() {
    for (const char* name : {"OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK", "PMI_SIZE", "PMI_RANK",
                             "MV2_COMM_WORLD_SIZE", "MV2_COMM_WORLD_RANK", "PALS_SIZE", "PALS_RANKID",
                             "PMIX_RANK", "SLURM_STEP_NUM_TASKS", "SLURM_NTASKS"})
      ::unsetenv(name);
  }
};

}  // namespace

TEST_CASE("a process without a launcher is alone") {
  const Environment none(std::vector<Environment::Variable>{});
  CHECK_FALSE(launch().is_launched);
  CHECK(launch().ranks == 1);
}

TEST_CASE("the variables of launchers tell how many ranks there are, and which one this is") {
  const auto [ranks, rank] =
      GENERATE(std::pair{"OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK"}, std::pair{"PMI_SIZE", "PMI_RANK"},
               std::pair{"MV2_COMM_WORLD_SIZE", "MV2_COMM_WORLD_RANK"});
  const Environment launcher(std::vector<Environment::Variable>{{ranks, "8"}, {rank, "5"}});
  CHECK(launch().is_launched);
  CHECK(launch().ranks == 8);
  CHECK(launch().rank == 5);
  CHECK(std::string(launch().variable) == ranks);
}

TEST_CASE("srun with PMIx tells the ranks of its step") {
  const Environment launcher(
      std::vector<Environment::Variable>{{"PMIX_RANK", "2"}, {"SLURM_STEP_NUM_TASKS", "4"}});
  CHECK(launch().ranks == 4);
  CHECK(launch().rank == 2);
}

TEST_CASE("sbatch starts one process, however many tasks it reserves") {
  const Environment batch(std::vector<Environment::Variable>{{"SLURM_NTASKS", "4"}});
  CHECK(launch().ranks == 1);
}

TEST_CASE("what is no number tells nothing") {
  const std::string text = GENERATE("", "x", "8x", "-1", "0");
  const Environment odd(std::vector<Environment::Variable>{{"PMI_SIZE", text}});
  CHECK(launch().ranks == 1);
}
