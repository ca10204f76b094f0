#pragma once

#include <memory>
#include <string>
#include <vector>

#include "training/workload.hpp"

namespace nntrain {

/// The names of all workloads, in the order in which they are told.
const std::vector<std::string>& workload_names();

/// Makes the workload of this name and its data. `quick` ones do a small part of the work, and have
/// fingerprints of their own.
std::unique_ptr<Workload> make_workload(const std::string& name, bool quick);

}  // namespace nntrain
