#include "bench/bench.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace nntrain {

double WorkloadResult::median() const {
  std::vector<double> ordered = seconds;
  std::stable_sort(ordered.begin(), ordered.end());
  const std::size_t half = ordered.size() / 2;
  return ordered.size() % 2 == 1 ? ordered[half] : (ordered[half - 1] + ordered[half]) / 2;
}

double WorkloadResult::least() const {
  return *std::min_element(seconds.begin(), seconds.end());
}

double WorkloadResult::most() const {
  return *std::max_element(seconds.begin(), seconds.end());
}

double WorkloadResult::rows_per_second() const {
  return static_cast<double>(work.rows) * static_cast<double>(work.iterations) / median();
}

double WorkloadResult::share_of_bound(const Probes& best) const {
  return bound_seconds(work, best) / median();
}

double bound_seconds(const Work& work, const Probes& best) {
  return std::max({work.flops / best.flops, work.sigmoids / best.sigmoids, work.streamed / best.bytes});
}

BenchResult bench(const std::vector<std::unique_ptr<Workload>>& workloads, std::size_t runs,
                  const ProbePlan& probes, Workers& workers, const BenchWatcher& watcher) {
  BenchResult result;
  Prober prober(probes, workers);
  result.threads = workers.size();
  result.runs = runs;
  for (const auto& workload : workloads) {
    result.workloads.push_back({workload->name(), workload->kind(), workload->work(), {}, {}});
  }
  for (std::size_t run = 0; run < runs; ++run) {
    prober.measure(result.probes);
    for (std::size_t i = 0; i < workloads.size(); ++i) {
      watcher(run + 1, workloads[i]->name());
      const WorkRun one = workloads[i]->run(workers);
      WorkloadResult& its = result.workloads[i];
      its.seconds.push_back(one.seconds);
      if (run > 0 && one.fingerprint != its.fingerprint) {
        throw std::logic_error("two runs of the workload " + its.name + " differ");
      }
      its.fingerprint = one.fingerprint;
    }
  }
  return result;
}

}  // namespace nntrain
