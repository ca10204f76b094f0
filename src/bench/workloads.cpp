#include "bench/workloads.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "base/fingerprint.hpp"
#include "base/random.hpp"
#include "base/stopwatch.hpp"
#include "bench/csv_workload.hpp"
#include "bench/network_workload.hpp"
#include "math/block_matrix.hpp"
#include "math/kernels.hpp"

namespace nntrain {

const std::vector<std::string>& workload_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const NetworkJob& job : network_jobs()) all.push_back(job.name);
    for (const CsvJob& job : csv_jobs()) all.push_back(job.name);
    for (const BenchedFunction& function : benched_functions()) all.push_back(function.name);
    return all;
  }();
  return names;
}

std::unique_ptr<Workload> make_workload(const std::string& name, bool quick) {
  for (const NetworkJob& job : network_jobs()) {
    if (job.name == name) return make_network_workload(job, quick);
  }
  for (const CsvJob& job : csv_jobs()) {
    if (job.name == name) return make_csv_workload(job, quick);
  }
  for (const BenchedFunction& function : benched_functions()) {
    if (function.name == name) return make_function_workload(function, quick);
  }
  throw std::logic_error("no workload " + name);
}

namespace {

constexpr double kSeconds = 0.03;
constexpr double kQuickSeconds = 0.001;
constexpr std::size_t kTasks = 40;  // shared by the threads, kBenchedPasses / kTasks passes each

/// Space for kBenchedNumbers numbers, aligned like a block of rows.
BlockMatrix numbers() {
  BlockMatrix matrix(kBenchedNumbers / kBlockRows);
  matrix.grow_to(kBlockRows);
  return matrix;
}

class FunctionWorkload : public Workload {
 public:
  FunctionWorkload(const BenchedFunction& function, bool quick)
      : Workload(function.name, WorkKind::kFunction),
        kernel_(kernels().*function.kernel),
        seconds_(quick ? kQuickSeconds : kSeconds),
        arguments_(numbers()) {
    RandomStream random(1, RandomPurpose::kBench);
    for (std::size_t i = 0; i < kBenchedNumbers; ++i) {
      arguments_.block(0)[i] = function.least + (function.most - function.least) * random.uniform();
    }
    work_.rows = kBenchedNumbers;
    work_.iterations = kBenchedPasses;
  }

  WorkRun run(Workers& workers) override {
    std::vector<BlockMatrix> values;
    for (std::size_t thread = 0; thread < workers.size(); ++thread) values.push_back(numbers());
    const auto one_task = [&](std::size_t, std::size_t thread) {
      for (std::size_t pass = 0; pass < kBenchedPasses / kTasks; ++pass) compute(values[thread].block(0));
    };
    const CallTimes times = time_calls(seconds_, [&] { workers.run(kTasks, one_task); });
    compute(values.front().block(0));
    return {times.mean, fingerprint({values.front().block(0), kBenchedNumbers})};
  }

 private:
  void compute(double* values) const {
    std::copy_n(arguments_.block(0), kBenchedNumbers, values);
    kernel_(values, kBenchedNumbers);
  }

  void (*kernel_)(double* x, std::size_t n);
  double seconds_;
  BlockMatrix arguments_;
};

}  // namespace

const std::vector<BenchedFunction>& benched_functions() {
  static const std::vector<BenchedFunction> functions = {
      {"exp", &Kernels::exp, -20, 20},
      {"log", &Kernels::log, 0, 1000},
      {"tanh", &Kernels::tanh, -5, 5},
      {"sigmoid", &Kernels::sigmoid, -20, 20},
  };
  return functions;
}

std::unique_ptr<Workload> make_function_workload(const BenchedFunction& function, bool quick) {
  return std::make_unique<FunctionWorkload>(function, quick);
}

}  // namespace nntrain
