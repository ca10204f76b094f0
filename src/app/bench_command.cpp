#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "app/command_workloads.hpp"
#include "app/commands.hpp"
#include "app/reading_flags.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/ranks.hpp"
#include "base/text.hpp"
#include "bench/bench_report.hpp"
#include "bench/workloads.hpp"
#include "cli/flag_table.hpp"
#include "math/kernels.hpp"
#include "report/outputs.hpp"
#include "report/progress_line.hpp"

namespace nntrain {
namespace {

struct BenchOptions {
  std::vector<std::string> only;  ///< names of workloads; empty: all
  bool quick = false;
  std::uint64_t runs = 5;
  std::uint64_t threads = 1;  ///< 0: all available processors
  Format format = Format::kText;
  std::string config;
  bool quiet = false;
};

bool is_named_in(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Those of nntrain's parts, then those of whole commands.
const std::vector<std::string>& all_names() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> names = workload_names();
    const std::vector<std::string>& commands = command_workload_names();
    names.insert(names.end(), commands.begin(), commands.end());
    return names;
  }();
  return all;
}

std::vector<std::unique_ptr<Workload>> chosen_workloads(const BenchOptions& options) {
  std::vector<std::unique_ptr<Workload>> workloads;
  for (const std::string& name : all_names()) {
    if (!options.only.empty() && !is_named_in(options.only, name)) continue;
    workloads.push_back(is_named_in(command_workload_names(), name)
                            ? make_command_workload(name, options.quick)
                            : make_workload(name, options.quick));
  }
  return workloads;
}

/// A line on a terminal that is overwritten, and erased at the end.
class RunLine {
 public:
  RunLine(std::uint64_t runs, bool shown) : runs_(runs), shown_(shown) {}
  ~RunLine() {
    if (shown_) write_standard_error("\r\x1b[K");
  }
  RunLine(const RunLine&) = delete;
  RunLine& operator=(const RunLine&) = delete;

  void show(std::size_t run, const std::string& workload) const {
    if (shown_) write_standard_error(fmt::format("\rrun {} of {}: {:<20}", run, runs_, workload));
  }

 private:
  std::uint64_t runs_;
  bool shown_;
};

BenchResult measure(const BenchOptions& options) {
  const RunLine line(options.runs, !options.quiet && standard_error_is_terminal());
  Workers workers(threads_asked(options.threads));
  return bench(chosen_workloads(options), options.runs, options.quick ? kQuickProbes : ProbePlan(), workers,
               [&line](std::size_t run, const std::string& workload) { line.show(run, workload); });
}

constexpr std::uint64_t kMostRuns = 1000;

void set_only(std::vector<std::string>& only, const std::string& given) {
  const std::optional<std::vector<ListItem>> items = split_list(given);
  if (!items) refuse_value("only", given, "a comma-separated list: a quote is not closed");
  std::vector<std::string> chosen;
  for (const ListItem& item : *items) {
    if (!is_named_in(all_names(), item.text)) refuse_choice("only", item.text, all_names());
    if (is_named_in(chosen, item.text)) {
      refuse_value("only", given, fmt::format("usable: '{}' is named twice", item.text));
    }
    chosen.push_back(item.text);
  }
  only = chosen;
}

FlagTable bench_flags(BenchOptions& options) {
  FlagTable table("bench");
  table.group("Work");
  table.add(
      {"only", "LIST", fmt::format("only these workloads, of: {}", join(all_names()))}, "",
      [&options](const std::string& given) { set_only(options.only, given); },
      [&options](JsonWriter& json) { json.strings(options.only.empty() ? all_names() : options.only); });
  table.offer_list(all_names());
  table.add_switch({"quick", "", "a small part of the work, for a first look; it has other fingerprints"},
                   options.quick);
  table.add_count({"runs", "N", "runs of each workload, in turn; the median is reported"}, options.runs, 1,
                  kMostRuns);
  table.add_threads({"threads", "N",
                     "threads that share the work, and the peak; they never change a fingerprint; auto: all "
                     "available processors"},
                    options.threads);
  table.group("Output");
  table.add_choice(
      {"format", "", "format of the result on standard output; jsonl: JSON in one line, to append to a file"},
      options.format, {Format::kText, Format::kJson, Format::kJsonl});
  add_config_flag(table, options.config);
  table.add_switch({"quiet", "", "print only errors on standard error", "", 'q'}, options.quiet);
  return table;
}

/// Measures fixed workloads. Prints their speed and their fingerprints.
ExitCode run_bench(const Arguments& arguments, FlagPlaces& places) {
  BenchOptions options;
  read_flags(arguments, bench_flags(options), places);
  if (Ranks::all().are_many())
    throw UsageError(fmt::format("bench measures one process, and there are {}", Ranks::all().size()),
                     "start it without mpirun");

  const BenchResult result = measure(options);
  const std::string level = kernels().name;
  const auto text = [&] { return bench_text(result, level); };
  write_standard_output(in_format(
      options.format, text, [&] { return bench_json(result, level, bench_flags(options).values()); }, text));
  if (!options.quiet) write_standard_error(bench_warning(result));
  return ExitCode::kDone;
}

}  // namespace

Command bench_command() {
  return {"bench", with_flags<BenchOptions, bench_flags>, run_bench};
}

}  // namespace nntrain
