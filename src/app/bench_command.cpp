#include "app/bench_command.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "app/bench_options.hpp"
#include "base/output.hpp"
#include "math/kernels.hpp"
#include "report/bench_report.hpp"
#include "report/progress_line.hpp"
#include "training/workloads.hpp"

namespace nntrain {
namespace {

/// Of each run, of which there are two.
constexpr double kProbeSeconds = 0.05;
constexpr double kQuickProbeSeconds = 0.001;

std::vector<std::unique_ptr<Workload>> chosen_workloads(const BenchOptions& options) {
  std::vector<std::unique_ptr<Workload>> workloads;
  for (const std::string& name : workload_names()) {
    const bool is_chosen = options.only.empty() ||
                           std::find(options.only.begin(), options.only.end(), name) != options.only.end();
    if (is_chosen) workloads.push_back(make_workload(name, options.quick));
  }
  return workloads;
}

/// One line on a terminal that is written over; gone when this is.
class RunLine {
 public:
  RunLine(std::uint64_t runs, bool shown) : runs_(runs), shown_(shown) {}
  ~RunLine() {
    if (shown_) std::fputs("\r\x1b[K", stderr);
  }
  RunLine(const RunLine&) = delete;
  RunLine& operator=(const RunLine&) = delete;

  void show(std::size_t run, const std::string& workload) const {
    if (shown_) std::fputs(fmt::format("\rrun {} of {}: {:<20}", run, runs_, workload).c_str(), stderr);
  }

 private:
  std::uint64_t runs_;
  bool shown_;
};

BenchResult measure(const BenchOptions& options) {
  const RunLine line(options.runs, !options.quiet && standard_error_is_terminal());
  Workers workers(threads_asked(options.threads));
  return bench(chosen_workloads(options), options.runs, options.quick ? kQuickProbeSeconds : kProbeSeconds,
               workers, [&line](std::size_t run, const std::string& workload) { line.show(run, workload); });
}

}  // namespace

ExitCode bench_command(const Arguments& arguments) {
  BenchOptions options;
  parse_command_line(arguments, bench_flags(options));

  const BenchResult result = measure(options);
  const std::string level = kernels().name;
  write_standard_output(options.format == Format::kJson
                            ? bench_json(result, level, bench_flags(options).values())
                            : bench_text(result, level));
  if (!options.quiet) std::fputs(bench_warning(result).c_str(), stderr);
  return ExitCode::kDone;
}

}  // namespace nntrain
