#include "app/bench_options.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "training/workloads.hpp"

namespace nntrain {
namespace {

constexpr std::uint64_t kMostRuns = 1000;

void set_only(std::vector<std::string>& only, const std::string& given) {
  const std::optional<std::vector<ListItem>> items = split_list(given);
  if (!items) refuse_value("only", given, "a comma-separated list: a quote is not closed");
  const std::vector<std::string>& names = workload_names();
  std::vector<std::string> chosen;
  for (const ListItem& item : *items) {
    if (std::find(names.begin(), names.end(), item.text) == names.end()) {
      refuse_choice("only", item.text, names);
    }
    if (std::find(chosen.begin(), chosen.end(), item.text) != chosen.end()) {
      refuse_value("only", given, fmt::format("usable: '{}' is named twice", item.text));
    }
    chosen.push_back(item.text);
  }
  only = chosen;
}

}  // namespace

FlagTable bench_flags(BenchOptions& options) {
  FlagTable table("bench");
  table.group("Work");
  table.add(
      {"only", "LIST", fmt::format("some workloads of: {}", join(workload_names()))}, "",
      [&options](const std::string& given) { set_only(options.only, given); },
      [&options](JsonWriter& json) { json.strings(options.only.empty() ? workload_names() : options.only); });
  table.add_switch({"quick", "", "a small part of the work, with fingerprints of its own: for a first look"},
                   options.quick);
  table.add_count({"runs", "N", "runs of each workload, by turns; their median is told"}, options.runs, 1,
                  kMostRuns);
  table.add_threads({"threads", "N",
                     "threads that share the work, and the peak; they never change a fingerprint; auto: as "
                     "many as there are"},
                    options.threads);
  table.group("Output");
  table.add_choice<Format>({"format", "", "of the result on standard output"}, options.format,
                           {{"text", Format::kText}, {"json", Format::kJson}});
  table.add_switch({"quiet", "", "nothing on standard error but errors", "", 'q'}, options.quiet);
  return table;
}

}  // namespace nntrain
