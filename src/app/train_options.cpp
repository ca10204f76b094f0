#include "app/train_options.hpp"

#include <utility>

#include <fmt/format.h>

#include "app/contradictions.hpp"
#include "base/error.hpp"
#include "base/quote.hpp"
#include "report/terminal_line.hpp"

namespace nntrain {
namespace {

/// Standard input can be read once.
void check_inputs(const TrainOptions& options) {
  const char* first = nullptr;
  for (const auto& [flag, path] :
       {std::pair("data", &options.read.path), std::pair("validation", &options.validation),
        std::pair("test", &options.test), std::pair("init-from", &options.init_from),
        std::pair("resume", &options.resume)}) {
    if (*path != "-") continue;
    if (first != nullptr) {
      throw UsageError(fmt::format("--{} and --{} cannot both be standard input", first, flag),
                       "write one of them to a file");
    }
    first = flag;
  }
}

}  // namespace

bool shows_progress(const Outputs& outputs) {
  const bool wanted = outputs.progress == ProgressMode::kAlways ||
                      (outputs.progress == ProgressMode::kAuto && standard_error_is_terminal());
  return wanted && !outputs.quiet;
}

void check(const TrainOptions& options) {
  if (options.read.path.empty()) {
    throw UsageError("there is no --data: which table is to be learned?",
                     "name the CSV:  --data FILE      (or --data - for standard input)");
  }
  refuse_contradictions(options);
  check_inputs(options);
  const Outputs& outputs = options.outputs;
  const std::string& log = outputs.log;
  for (const auto& [flag, path] :
       {std::pair("log", &log), std::pair("predictions", &outputs.predictions),
        std::pair("save", &outputs.save), std::pair("checkpoint", &outputs.checkpoint)}) {
    if (*path != "-") continue;
    throw UsageError(fmt::format("--{} - would mix with the result on standard output", flag), "name a file");
  }
  if (!log.empty() && !log.ends_with(".csv") && !log.ends_with(".jsonl") && !log.starts_with("/dev/")) {
    throw UsageError(
        fmt::format("--log {} does not end in .csv or .jsonl, which says what to write", shown_path(log)),
        "name it, for example:  --log log.csv");
  }
}

}  // namespace nntrain
