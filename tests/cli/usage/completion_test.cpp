// The manual page, and the completions in their shells.

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// What bash offers for the last word of a line.
Words offered(const Words& line, const ScratchFolder& scratch) {
  std::string words;
  for (const std::string& word : line) words += " '" + word + "'";
  const ProgramResult result = run({.arguments = {"--norc", "-c",
                                                  "source <('" + program_under_test() +
                                                      "' help bash)\n"
                                                      "COMP_WORDS=(" +
                                                      words +
                                                      ") COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
                                                      "_nntrain; printf '%s\\n' \"${COMPREPLY[@]}\""},
                                    .input = "",
                                    .directory = scratch.path(""),
                                    .environment = {},
                                    .program = "/bin/bash"});
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  CHECK(result.err.empty());
  return words_of(result.out);
}

}  // namespace

TEST_CASE("bash completes commands, flags, choices and files") {
  const ScratchFolder scratch;
  scratch.file("model.json", "");
  scratch.file("data.csv", "");
  CHECK(offered({"nntrain", ""}, scratch) == Words{"train", "cv", "sweep", "predict", "evaluate", "compare",
                                                   "check", "show", "plot", "replay", "export", "bench",
                                                   "help"});
  CHECK(offered({"nntrain", "ev"}, scratch) == Words{"evaluate"});
  CHECK(offered({"nntrain", "--hid"}, scratch) == Words{"--hidden"});
  CHECK(offered({"nntrain", "--data", "d"}, scratch) == Words{"data.csv"});
  CHECK(offered({"nntrain", "-d", "data.csv", "--optimizer", ""}, scratch) ==
        Words{"gd", "adam", "rprop", "lbfgs", "perceptron"});
  CHECK(offered({"nntrain", "train", "--loss", "=", "half"}, scratch) == Words{"half-sse", "half-mse"});
  CHECK(offered({"nntrain", "train", "--loss", "="}, scratch).size() == 7);
  CHECK(offered({"nntrain", "predict", "m"}, scratch) == Words{"model.json"});
  CHECK(offered({"nntrain", "compare", "model.json", "m"}, scratch) == Words{"model.json"});
  CHECK(offered({"nntrain", "predict", "model.json", "--h"}, scratch) == Words{"--header", "--help"});
  CHECK(offered({"nntrain", "export", "model.json", "--to", ""}, scratch) == Words{"onnx", "c"});
  CHECK(offered({"nntrain", "plot", "model.json", "-o", "d"}, scratch) == Words{"data.csv"});
  CHECK(offered({"nntrain", "--plot", "d"}, scratch) == Words{"data.csv"});
  CHECK(offered({"nntrain", "help", "b"}, scratch) == Words{"bench", "bash"});
  CHECK(offered({"nntrain", "--hidden", ""}, scratch).empty());
  CHECK(offered({"nntrain", "--trace", "--hid"}, scratch) == Words{"--hidden"});  // its value may be left out
  CHECK(offered({"nntrain", "--trace", "="}, scratch).empty());
  CHECK(offered({"nntrain", "unknown", "--"}, scratch).empty());
}

TEST_CASE("bash offers every flag of every command") {
  const ScratchFolder scratch;
  for (const char* const command : {"train", "cv", "sweep", "predict", "evaluate", "compare", "check", "show",
                                    "plot", "replay", "export", "bench"}) {
    const Words flags = offered({"nntrain", command, "--"}, scratch);
    const std::string help = nntrain({"help", command}).out;
    CHECK(flags.size() >= 4);
    for (const std::string& flag : flags) {
      CAPTURE(command, flag);
      CHECK(contains(help, flag));
    }
    for (const std::string& line : lines_of(help)) {
      const std::size_t at = line.find("--");
      if (line.rfind("      --", 0) != 0 && line.rfind("  -", 0) != 0) continue;
      const std::string flag = line.substr(at, line.find_first_of(" ", at) - at);
      CAPTURE(command, flag);
      CHECK(std::find(flags.begin(), flags.end(), flag) != flags.end());
    }
  }
}

TEST_CASE("zsh takes its completions") {
  const ScratchFolder scratch;
  const ProgramResult result =
      shell("nntrain help zsh >c && zsh -n c && grep -c '^    [a-z]*)$' c", scratch.path(""));
  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(result.out == "12\n");
  // '--flag=[text]:name:values': in the text, a colon or a bracket would end it.
  int texts = 0;
  for (const std::string& line : lines_of(read_file(scratch.path("c")))) {
    const std::size_t begin = line.find('[');
    if (!contains(line, "        '") || begin == std::string::npos) continue;
    ++texts;
    INFO(line);
    for (std::size_t i = begin + 1;; ++i) {
      REQUIRE(i < line.size());
      if (line[i] == '\\') {
        ++i;
      } else if (line[i] == ']') {
        break;
      } else {
        CHECK((line[i] != ':' && line[i] != '['));
      }
    }
  }
  CHECK(texts > 100);
}

TEST_CASE("the manual page is rendered without warnings and tells all flags") {
  const ScratchFolder scratch;
  const ProgramResult page = nntrain({"help", "man"});
  REQUIRE(page.exit_code == 0);
  scratch.file("nntrain.1", page.out);
  const ProgramResult warnings = shell("groff -man -ww -z -Tutf8 nntrain.1", scratch.path(""));
  CHECK(warnings.exit_code == 0);
  CHECK(warnings.err.empty());
  const std::string text = shell("groff -man -P-c -P-b -P-u -Tascii nntrain.1", scratch.path("")).out;
  for (const char* const command : {"train", "cv", "sweep", "predict", "evaluate", "compare", "check", "show",
                                    "plot", "replay", "export", "bench"}) {
    CHECK(contains(text, std::string("\nNNTRAIN ") + command));
    const std::string help = nntrain({"help", command}).out;
    for (const std::string& line : lines_of(help)) {
      if (line.rfind("      --", 0) != 0) continue;
      const std::string flag = words_of(line).front();
      CAPTURE(command, flag);
      CHECK(contains(text, flag));
    }
  }
  CHECK(contains(text, "nntrain - train neural networks on tables"));
}

TEST_CASE("the program is installed with its manual page and completions") {
  const ScratchFolder scratch;
  const std::string build = std::filesystem::path(program_under_test()).parent_path().string();
  const ProgramResult result = shell("cmake --install '" + build + "' --prefix .", scratch.path(""));
  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK(shell("gzip -dc share/man/man1/nntrain.1.gz", scratch.path("")).out == nntrain({"help", "man"}).out);
  CHECK(read_file(scratch.path("share/bash-completion/completions/nntrain")) ==
        nntrain({"help", "bash"}).out);
  CHECK(read_file(scratch.path("share/zsh/site-functions/_nntrain")) == nntrain({"help", "zsh"}).out);
}

}  // namespace nntrain::test
