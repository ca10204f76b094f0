#include "bench/bench_report.hpp"

#include <fmt/format.h>

#include "base/processor.hpp"
#include "base/text.hpp"
#include "model/receipt.hpp"

namespace nntrain {
namespace {

constexpr double kGiga = 1e9;
constexpr double kMega = 1e6;
/// Times that differ by more than this factor are a sign of a busy machine.
constexpr double kMuchLonger = 1.3;

std::string heading(const BenchResult& result, const std::string& kernels) {
  return fmt::format(
      "nntrain {}: {} kernels, {}; seconds are medians of {}\n"
      "processor: {}\n"
      "peak: {:.1f} GFLOP/s (a multiply-add counts as two), {:.1f} M sigmoids/s ({:.3f} ns each), {:.1f} "
      "GB/s "
      "from memory\n",
      NNTRAIN_VERSION, kernels, counted(result.threads, "thread"), counted(result.runs, "run"),
      printable(processor_name(), 200), result.probes.flops / kGiga, result.probes.sigmoids / kMega,
      kGiga / result.probes.sigmoids, result.probes.bytes / kGiga);
}

std::string share(double part) {
  return fmt::format("{:.1f}%", 100 * part);
}

/// The first columns of all tables. `scale` turns seconds into the table's unit.
std::string beginning(const WorkloadResult& one, double scale) {
  return fmt::format("{:<15} {:>8.4f} {:>8.4f} {:>8.4f}", one.name, scale * one.median(), scale * one.least(),
                     scale * one.most());
}

std::string table_head(WorkKind kind) {
  switch (kind) {
    case WorkKind::kNetwork:
      return fmt::format("{:<15} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}  {}\n", "network", "seconds",
                         "min", "max", "Mrows/s", "GFLOP/s", "of peak", "of bound", "fingerprint");
    case WorkKind::kCsv:
      return fmt::format("{:<15} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}  {}\n", "reading", "seconds", "min",
                         "max", "Mrows/s", "MB/s", "of bound", "fingerprint");
    case WorkKind::kCommand:
      return fmt::format("{:<15} {:>8} {:>8} {:>8} {:>8} {:>8}  {}\n", "command", "seconds", "min", "max",
                         "Mrows/s", "of bound", "fingerprint");
    case WorkKind::kFunction:
      break;
  }
  return fmt::format("{:<15} {:>8} {:>8} {:>8} {:>10}  {}\n", "function", "ns each", "min", "max",
                     "of sigmoid", "fingerprint");
}

std::string table_line(const WorkloadResult& one, const Probes& best) {
  switch (one.kind) {
    case WorkKind::kNetwork:
      return fmt::format("{} {:>8.3f} {:>8.3f} {:>8} {:>8}  {}\n", beginning(one, 1),
                         one.rows_per_second() / kMega, one.flops_per_second() / kGiga,
                         share(one.share_of_peak(best)), share(one.share_of_bound(best)), one.fingerprint);
    case WorkKind::kCsv:
      return fmt::format("{} {:>8.3f} {:>8.2f} {:>8}  {}\n", beginning(one, 1), one.rows_per_second() / kMega,
                         one.bytes_per_second() / kMega, share(one.share_of_bound(best)), one.fingerprint);
    case WorkKind::kCommand:
      return fmt::format("{} {:>8.3f} {:>8}  {}\n", beginning(one, 1), one.rows_per_second() / kMega,
                         share(one.share_of_bound(best)), one.fingerprint);
    case WorkKind::kFunction:
      break;
  }
  const double each = kGiga / (static_cast<double>(one.work.rows) * static_cast<double>(one.work.iterations));
  return fmt::format("{} {:>10}  {}\n", beginning(one, each), share(one.share_of_sigmoid(best)),
                     one.fingerprint);
}

void write_workload(JsonWriter& json, const WorkloadResult& one, const Probes& best) {
  json.begin_object();
  json.key("name").string(one.name).key("kind").string(name_of(one.kind));
  json.key("rows").count(one.work.rows).key("iterations").count(one.work.iterations);
  json.key("seconds").number(one.median()).key("min").number(one.least()).key("max").number(one.most());
  json.key("rows_per_second").number(one.rows_per_second());
  switch (one.kind) {
    case WorkKind::kNetwork:
      json.key("flops").number(one.work.flops).key("sigmoids").number(one.work.sigmoids);
      json.key("gflops").number(one.flops_per_second() / kGiga);
      json.key("share_of_peak").number(one.share_of_peak(best));
      break;
    case WorkKind::kCsv:
      json.key("bytes").number(one.work.bytes);
      json.key("megabytes_per_second").number(one.bytes_per_second() / kMega);
      break;
    case WorkKind::kCommand:
      json.key("flops").number(one.work.flops).key("sigmoids").number(one.work.sigmoids);
      break;
    case WorkKind::kFunction:
      json.key("nanoseconds_each").number(kGiga / one.rows_per_second());
      json.key("share_of_sigmoid").number(one.share_of_sigmoid(best));
      break;
  }
  if (one.kind != WorkKind::kFunction) {
    json.key("streamed").number(one.work.streamed);
    json.key("share_of_bound").number(one.share_of_bound(best));
  }
  json.key("fingerprint").string(one.fingerprint);
  json.key("runs").numbers(one.seconds);
  json.end_object();
}

}  // namespace

std::string bench_text(const BenchResult& result, const std::string& kernels) {
  std::string out = heading(result, kernels);
  for (const WorkKind kind : {WorkKind::kNetwork, WorkKind::kCsv, WorkKind::kFunction, WorkKind::kCommand}) {
    bool has_head = false;
    for (const WorkloadResult& one : result.workloads) {
      if (one.kind != kind) continue;
      if (!has_head) out += "\n" + table_head(kind);
      has_head = true;
      out += table_line(one, result.probes);
    }
  }
  return out;
}

std::string bench_json(const BenchResult& result, const std::string& kernels,
                       const std::vector<OptionValue>& options) {
  JsonWriter json;
  json.begin_object();
  json.key("schema").string("nntrain.bench/1");
  json.key("version").string(NNTRAIN_VERSION);
  json.key("command").string("bench");
  write_options(json, options);
  json.key("processor").string(processor_name());
  json.key("kernels").string(kernels);
  json.key("threads").count(result.threads);
  json.key("runs").count(result.runs);
  json.key("peak").begin_object();
  json.key("gflops").number(result.probes.flops / kGiga);
  json.key("sigmoids_per_second").number(result.probes.sigmoids);
  json.key("gigabytes_per_second").number(result.probes.bytes / kGiga);
  json.end_object();
  json.key("workloads").begin_array();
  for (const WorkloadResult& one : result.workloads) write_workload(json, one, result.probes);
  json.end_array();
  json.end_object();
  return json.text();
}

std::string bench_warning(const BenchResult& result) {
  std::vector<std::string> uneven;
  for (const WorkloadResult& one : result.workloads) {
    if (one.most() > kMuchLonger * one.least()) uneven.push_back(one.name);
  }
  if (result.probes.slowdown > kMuchLonger) {
    return fmt::format(
        "nntrain: warning: other programs keep the processor busy (on average {:.0f} % of the peak is left): "
        "stop them to get comparable numbers\n",
        100 / result.probes.slowdown);
  }
  if (uneven.empty()) return "";
  return fmt::format(
      "nntrain: warning: the longest run took over {} times the shortest ({}): another program is running; "
      "stop it, or use more --runs\n",
      kMuchLonger, join(uneven));
}

}  // namespace nntrain
