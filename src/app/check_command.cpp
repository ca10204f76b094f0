#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/reading_flags.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/text.hpp"
#include "base/workers.hpp"
#include "check/check.hpp"
#include "check/check_report.hpp"
#include "report/outputs.hpp"

namespace nntrain {
namespace {

struct CheckOptions {
  ReadOptions read;
  std::string test;
  std::uint64_t threads = 0;
  std::vector<FindingCode> fail_on;
  Format format = Format::kText;
  std::string config;
};

std::string codes_text(const std::vector<FindingCode>& codes) {
  std::vector<std::string> words;
  for (const FindingCode code : codes) words.emplace_back(name_of(code));
  return join(words, ",", std::string::npos);
}

FlagTable check_flags(CheckOptions& options) {
  FlagTable table("check");
  table.group("Data");
  table.add_input({"data", "FILE",
                   "the CSV to look at; - is standard input; a pattern in quotes ('part-*.csv') "
                   "reads all files that fit as one table",
                   "", 'd'},
                  options.read.path);
  table.take_bare_word("data");
  table.add_input({"test", "FILE", "test rows, to look for those that are in --data, too"}, options.test);
  add_column_flags(table, options.read);
  table.add_text(categorical_text(), options.read.categorical);
  table.add_text(weights_column_text(), options.read.weights_column);
  add_reading_flags(table, options.read);
  table.add_threads({"threads", "N", "threads that share the work; they never change a result"},
                    options.threads);
  table.group("Output");
  table.add(
      {"fail-on", "CODES", "exit 1 if one of these is found: missing-cells,identifier"}, "",
      [&options](const std::string& given) {
        options.fail_on.clear();
        for (const ListItem& item : list_of("fail-on", given))
          options.fail_on.push_back(choice<FindingCode>("fail-on", item.text));
      },
      [&options](JsonWriter& json) { json.string(codes_text(options.fail_on)); });
  table.add_choice(
      {"format", "", "format of the result on standard output; jsonl: JSON in one line, to append to a file"},
      options.format);
  add_config_flag(table, options.config);
  return table;
}

/// Prints what a data file is like, and what is wrong with it.
ExitCode run_check(const Arguments& arguments, FlagPlaces& places) {
  CheckOptions options;
  const FlagTable flags = check_flags(options);
  read_flags(arguments, flags, places);
  if (options.read.path.empty())
    throw UsageError("--data is missing: which file to look at?", "name the CSV:  nntrain check FILE");
  check_files(flags);
  options.read.threads = options.threads;
  Workers workers(threads_asked(options.threads));
  const CheckResult result = check(options.read, options.test, workers);
  write_standard_output(in_format(
      options.format, [&] { return check_text(result); },
      [&] { return check_json(result, options.read.path); }));
  const bool fails = std::any_of(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
    return std::find(options.fail_on.begin(), options.fail_on.end(), finding.code) != options.fail_on.end();
  });
  return fails || !result.trains() ? ExitCode::kAnswerNo : ExitCode::kDone;
}

}  // namespace

Command check_command() {
  return {"check", with_flags<CheckOptions, check_flags>, run_check};
}

}  // namespace nntrain
