#include "training/workloads.hpp"

#include <stdexcept>

#include "training/csv_workload.hpp"
#include "training/function_workload.hpp"
#include "training/network_workload.hpp"

namespace nntrain {

const std::vector<std::string>& workload_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const NetworkJob& job : network_jobs()) all.push_back(job.name);
    all.emplace_back("csv");
    for (const BenchedFunction& function : benched_functions()) all.push_back(function.name);
    return all;
  }();
  return names;
}

std::unique_ptr<Workload> make_workload(const std::string& name, bool quick) {
  for (const NetworkJob& job : network_jobs()) {
    if (job.name == name) return make_network_workload(job, quick);
  }
  if (name == "csv") return make_csv_workload(quick);
  for (const BenchedFunction& function : benched_functions()) {
    if (function.name == name) return make_function_workload(function, quick);
  }
  throw std::logic_error("no workload " + name);
}

}  // namespace nntrain
