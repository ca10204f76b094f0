#include "app/commands.hpp"

#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "app/bench_command.hpp"
#include "app/bench_options.hpp"
#include "app/help.hpp"
#include "app/train_command.hpp"
#include "app/train_flags.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

const std::vector<std::string> kCommands = {"train", "bench", "help"};

[[noreturn]] void refuse_command(const std::string& word) {
  std::error_code ignored;
  if (std::filesystem::exists(word, ignored)) {
    throw UsageError(
        fmt::format("'{}' is no command; did you mean --data {}?", shown_path(word), shown_path(word)));
  }
  throw UsageError(fmt::format("'{}' is no command{}", printable(word), did_you_mean(word, kCommands)),
                   "the commands are: " + join(kCommands));
}

std::string help_on(const std::string& command) {
  if (command == "help") return short_help();
  if (command == "bench") {
    BenchOptions options;
    return bench_help(bench_flags(options));
  }
  if (command != "train") refuse_command(command);
  TrainOptions options;
  return train_help(train_flags(options));
}

ExitCode help_command(const Arguments& words) {
  if (words.size() > 1) throw UsageError("help takes one command", "for example:  nntrain help train");
  write_standard_output(words.empty() ? short_help() : help_on(words.front()));
  return ExitCode::kDone;
}

/// Runs the command whose flags these are, unless its words ask for its help or the version.
ExitCode run_unless_asked(const std::string& command, const Arguments& words, const FlagTable& flags,
                          ExitCode (*run)(const Arguments&)) {
  if (asks_for(words, flags, "help", 'h')) return help_command({command});
  if (asks_for(words, flags, "version", 'V')) {
    write_standard_output("nntrain " NNTRAIN_VERSION "\n");
    return ExitCode::kDone;
  }
  return run(words);
}

}  // namespace

ExitCode run_command(const Arguments& arguments) {
  if (arguments.empty()) {
    std::fputs(short_help().c_str(), stderr);
    return ExitCode::kUsage;
  }
  const bool has_word = arguments.front().substr(0, 1) != "-";
  const std::string command = has_word ? arguments.front() : "train";
  const Arguments rest(arguments.begin() + (has_word ? 1 : 0), arguments.end());
  if (command == "help") {
    const bool on_itself = rest.size() == 1 && (rest.front() == "--help" || rest.front() == "-h");
    return help_command(on_itself ? Arguments{"help"} : rest);
  }
  if (command == "bench") {
    BenchOptions options;
    return run_unless_asked(command, rest, bench_flags(options), bench_command);
  }
  if (command != "train") refuse_command(command);
  TrainOptions options;
  return run_unless_asked(command, rest, train_flags(options), train_command);
}

}  // namespace nntrain
