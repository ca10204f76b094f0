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

/// The line of zsh after one types `typed` and the Tab key.
std::string line_in_zsh(const std::string& setup, const std::string& typed, const ScratchFolder& scratch) {
  scratch.file("setup", setup + R"(
PS1=
tell() { print -r -- "told:$BUFFER:"; BUFFER=; zle .accept-line }
zle -N tell
bindkey '^X' tell
)");
  scratch.file("type", R"(
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'source ./setup; print "is"-ready'
zpty -r -m shell out '*is-ready*'
zpty -n -w shell "$1"$'\t\x18'
zpty -r -m shell out '*told:*:*'
print -r -- ${${out##*told:}%%:*}
)");
  const ProgramResult result = shell("timeout 60 zsh -f ./type '" + typed + "'", scratch.path(""));
  INFO(result.err);
  CHECK(result.exit_code == 0);
  return result.out;
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

TEST_CASE("bash offers the words of a flag that also takes others, or a list of them") {
  const ScratchFolder scratch;
  CHECK(offered({"nntrain", "--activation", ""}, scratch) ==
        Words{"sigmoid", "tanh", "relu", "identity", "elu", "selu", "softplus", "step"});
  CHECK(offered({"nntrain", "--activation", "r"}, scratch) == Words{"relu"});
  CHECK(offered({"nntrain", "--activation", "tanh,relu,s"}, scratch) ==
        Words{"tanh,relu,sigmoid", "tanh,relu,selu", "tanh,relu,softplus", "tanh,relu,step"});
  CHECK(offered({"nntrain", "--plot-panels", "=", "data,conf"}, scratch) == Words{"data,confusion"});
  CHECK(offered({"nntrain", "compare", "--fail-on", ""}, scratch) ==
        Words{"better", "worse", "same", "inconclusive"});
  CHECK(offered({"nntrain", "check", "--fail-on", "missing-cells,ident"}, scratch) ==
        Words{"missing-cells,identifier"});
  CHECK(offered({"nntrain", "bench", "--only", "lecture,k"}, scratch) == Words{"lecture,keras"});
  CHECK(offered({"nntrain", "--init", ""}, scratch) == Words{"normal", "xavier", "he"});
  CHECK(offered({"nntrain", "--init", "he,x"}, scratch).empty());  // no list
  CHECK(offered({"nntrain", "--delimiter", "t"}, scratch) == Words{"tab"});
  for (const char* const command : {"train", "cv", "sweep", "evaluate", "compare"}) {
    CHECK(offered({"nntrain", command, "--metric", "accu"}, scratch) == Words{"accuracy"});
    CHECK(offered({"nntrain", command, "--metric", "rm"}, scratch) == Words{"rmse"});
  }
  CHECK(offered({"nntrain", "sweep", "--select", "accu"}, scratch) == Words{"accuracy"});
  CHECK(offered({"nntrain", "--threshold", ""}, scratch).empty());  // F and recall=R stand for numbers
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

TEST_CASE("zsh completes whether it reads the completions by source or from a folder of fpath") {
  const ScratchFolder scratch;
  REQUIRE(shell("nntrain help zsh >_nntrain", scratch.path("")).exit_code == 0);
  const std::string start = "autoload -Uz compinit && compinit -u -D";
  for (const std::string& setup : {start + "; source ./_nntrain", "fpath=($PWD $fpath); " + start}) {
    CAPTURE(setup);
    CHECK(line_in_zsh(setup, "nntrain ev", scratch) == "nntrain evaluate \n");
    CHECK(line_in_zsh(setup, "nntrain --optimizer=p", scratch) == "nntrain --optimizer=perceptron \n");
    CHECK(line_in_zsh(setup, "nntrain --activation tanh,r", scratch) == "nntrain --activation tanh,relu,\n");
    CHECK(line_in_zsh(setup, "nntrain cv --init x", scratch) == "nntrain cv --init xavier \n");
  }
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
