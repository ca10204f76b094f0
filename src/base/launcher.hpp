#pragma once

#include <cstddef>

namespace nntrain {

/// What a launcher of ranks, such as mpirun or srun, has told this process by its environment.
struct Launch {
  bool is_launched = false;   ///< whether there is a launcher: it may have started one rank
  std::size_t rank = 0;       ///< of this process
  std::size_t ranks = 1;      ///< how many processes it has started for the command; 0: it does not say
  const char* variable = "";  ///< by which it says so: "OMPI_COMM_WORLD_SIZE"
};

/// That of this process. A variable that sbatch sets for a single process, too, such as SLURM_NTASKS, says
/// nothing.
Launch launch();

}  // namespace nntrain
