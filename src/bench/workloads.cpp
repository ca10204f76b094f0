#include "bench/workloads.hpp"

#include <algorithm>
#include <iterator>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>

#include "base/fingerprint.hpp"
#include "base/random.hpp"
#include "base/scratch_file.hpp"
#include "base/stopwatch.hpp"
#include "bench/network_workload.hpp"
#include "dataset/read_table.hpp"
#include "math/block_matrix.hpp"
#include "math/kernels.hpp"

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

namespace {

constexpr std::size_t kFeatures = 10;
constexpr std::size_t kRows = 100'000;
constexpr std::size_t kQuickRows = 500;

/// Ten numbers per row with four decimals between -100 and 100, like measurements, and a class of 0 or 1.
std::string made_up_csv(std::size_t rows) {
  constexpr std::uint64_t kLimit = 1'000'000;
  RandomStream random(1, RandomPurpose::kBench);
  std::string text;
  const auto out = std::back_inserter(text);
  for (std::size_t feature = 0; feature < kFeatures; ++feature) fmt::format_to(out, "x{},", feature + 1);
  text += "class\n";
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t feature = 0; feature < kFeatures; ++feature) {
      const std::uint64_t drawn = random.below(2 * kLimit);
      const std::uint64_t size = drawn % kLimit;
      fmt::format_to(out, "{}{}.{:04},", drawn < kLimit ? "" : "-", size / 10'000, size % 10'000);
    }
    fmt::format_to(out, "{}\n", random.below(2));
  }
  return text;
}

std::string fingerprint_of(const Table& table) {
  std::vector<double> values;
  values.reserve(table.rows() * (kFeatures + 1));
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t feature = 0; feature < kFeatures; ++feature) {
      values.push_back(table.cells.at(row, feature));
    }
    values.push_back(table.targets.at(row, 0));
  }
  return fingerprint(values);
}

class CsvWorkload : public Workload {
 public:
  explicit CsvWorkload(std::size_t rows) : CsvWorkload(rows, made_up_csv(rows)) {}

  WorkRun run(Workers& workers) override {
    ReadOptions options;
    options.path = file_.path();
    options.threads = workers.size();
    const Stopwatch watch;
    const Table table = read_table(options);
    return {watch.seconds(), fingerprint_of(table)};
  }

 private:
  CsvWorkload(std::size_t rows, const std::string& text) : Workload("csv", WorkKind::kCsv), file_(text) {
    work_.rows = rows;
    work_.iterations = 1;
    work_.bytes = static_cast<double>(text.size());
  }

  ScratchFile file_;
};

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

std::unique_ptr<Workload> make_csv_workload(bool quick) {
  return std::make_unique<CsvWorkload>(quick ? kQuickRows : kRows);
}

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
