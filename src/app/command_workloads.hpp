#pragma once

#include <memory>
#include <string>
#include <vector>

#include "bench/bench.hpp"

namespace nntrain {

/// The workloads that do all that a command does: predict, cv.
const std::vector<std::string>& command_workload_names();

/// Makes the one with this name, and its data in unnamed files of the folder TMPDIR (else /tmp). `quick` does
/// a small part, with a different fingerprint. Throws DataError if a file cannot be written.
/// "predict": nntrain predict with a 28-64-64-1 network for new rows, from the file to the CSV; standard
/// output goes to a file meanwhile. "cv": reading, and ten folds of the lecture's training with four inputs.
std::unique_ptr<Workload> make_command_workload(const std::string& name, bool quick);

}  // namespace nntrain
