#include "app/commands.hpp"

#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "app/help.hpp"
#include "app/train_command.hpp"
#include "app/train_flags.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

const std::vector<std::string> kCommands = {"train", "help"};

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
  if (command != "train") refuse_command(command);
  TrainOptions options;
  return train_help(train_flags(options));
}

ExitCode help_command(const Arguments& words) {
  if (words.size() > 1) throw UsageError("help takes one command", "for example:  nntrain help train");
  write_standard_output(words.empty() ? short_help() : help_on(words.front()));
  return ExitCode::kDone;
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
  if (command != "train") refuse_command(command);

  TrainOptions options;
  const FlagTable flags = train_flags(options);
  if (asks_for(rest, flags, "help", 'h')) return help_command({command});
  if (asks_for(rest, flags, "version", 'V')) {
    write_standard_output("nntrain " NNTRAIN_VERSION "\n");
    return ExitCode::kDone;
  }
  return train_command(rest);
}

}  // namespace nntrain
