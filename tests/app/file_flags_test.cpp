// The flags that name files: every command knows which files it reads and which it writes.

#include <string>
#include <vector>

#include "app/commands.hpp"
#include "app/contradictions.hpp"
#include "app/train_flags.hpp"
#include "base/error.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"

using namespace nntrain;
using namespace nntrain::test;

namespace {

std::vector<Command> all_commands() {
  return {train_command(), sweep_command(), predict_command(), evaluate_command(), check_command(),
          show_command(),  plot_command(),  replay_command(),  export_command(),   bench_command()};
}

}  // namespace

TEST_CASE("a flag that takes a FILE is known as a file that is read or written") {
  std::size_t files = 0;
  for (const Command& command : all_commands()) {
    command.with_flags([&](const FlagTable& flags) {
      for (const Flag& flag : flags.flags()) {
        INFO(command.name << " --" << flag.name);
        CHECK(flag.file.has_value() == flag.value_name.starts_with("FILE"));
        if (flag.file) ++files;
      }
    });
  }
  CHECK(files > 25);
}

TEST_CASE("no file that a command writes may be the file of another flag") {
  const ScratchFolder folder;
  const std::string path = folder.file("one", "a,b\n1,2\n");
  std::size_t pairs = 0;
  for (const Command& command : all_commands()) {
    std::size_t count = 0;
    command.with_flags([&](const FlagTable& flags) { count = flags.flags().size(); });
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = 0; j < count; ++j) {
        command.with_flags([&](const FlagTable& flags) {  // fresh options each time
          const Flag& output = flags.flags()[i];
          const Flag& other = flags.flags()[j];
          if (i == j || !output.file || !output.file->writing || !other.file) return;
          INFO(command.name << " --" << output.name << " --" << other.name);
          output.set(path);
          other.set(path);
          CHECK_THROWS_AS(check_files(flags), UsageError);
          ++pairs;
        });
      }
    }
  }
  CHECK(pairs > 45);
}

TEST_CASE("a checkpoint may be written where it was resumed from") {
  const ScratchFolder folder;
  const std::string path = folder.file("c.json", "{}");
  TrainOptions options;
  const FlagTable flags = train_flags(options);
  options.resume = path;
  options.outputs.checkpoint = path;
  CHECK_NOTHROW(check_files(flags, {{"checkpoint", "resume"}}));
  CHECK_THROWS_AS(check_files(flags, {{"log", "resume"}}), UsageError);
}

TEST_CASE("two files cannot both be standard input") {
  TrainOptions options;
  const FlagTable flags = train_flags(options);
  options.read.path = "-";
  CHECK_NOTHROW(check_files(flags));
  options.config = "-";
  CHECK_THROWS_WITH(check_files(flags), "--data and --config cannot both be standard input");
}

TEST_CASE("a check of gradients writes no file, so that every flag that names one is refused") {
  std::size_t outputs = 0;
  TrainOptions empty;
  const FlagTable names = train_flags(empty);
  for (std::size_t i = 0; i < names.flags().size(); ++i) {
    if (!names.flags()[i].file || !names.flags()[i].file->writing) continue;
    INFO(names.flags()[i].name);
    TrainOptions options;
    options.check_gradients = true;
    options.given = {"check-gradients"};
    train_flags(options).flags()[i].set("out");
    CHECK_THROWS_AS(refuse_contradictions(options), UsageError);
    ++outputs;
  }
  CHECK(outputs == 9);
}
