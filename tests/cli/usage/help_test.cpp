#include "cli/expect.hpp"
#include "plot/plot.hpp"

namespace nntrain::test {

TEST_CASE("no arguments give the short help and exit 2") {
  const ProgramResult result = nntrain({});
  CHECK(result.exit_code == 2);
  CHECK(result.out.empty());
  CHECK(contains(result.err, "nntrain --data"));
  CHECK(contains(result.err, "help"));
  CHECK(lines_of(result.err).size() <= 25);
}

TEST_CASE("help and version are results: standard output, exit 0") {
  const std::vector<Words> commands = {{"help"},
                                       {"--help"},
                                       {"-h"},
                                       {"help", "train"},
                                       {"help", "help"},
                                       {"help", "bench"},
                                       {"bench", "--help"},
                                       {"bench", "--runs", "0", "-h"},
                                       {"train", "--help"},
                                       {"train", "-h"},
                                       {"--data", "no/such.csv", "--help"},
                                       {"--hiden", "4", "-h"}};
  for (const Words& words : commands) {
    INFO(words.back());
    const ProgramResult result = nntrain(words);
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
    CHECK(contains(result.out, "nntrain"));
    CHECK(result.out.back() == '\n');
  }
  for (const Words& words :
       {Words{"--version"}, Words{"-V"}, Words{"train", "--version"}, Words{"bench", "-V"}}) {
    const ProgramResult result = nntrain(words);
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
    REQUIRE(result.out.substr(0, 8) == "nntrain ");
    const std::string version = result.out.substr(8, result.out.size() - 9);
    CHECK(version.find_first_not_of("0123456789.") == std::string::npos);
    CHECK(std::count(version.begin(), version.end(), '.') == 2);
  }
}

TEST_CASE("the help of train groups all flags and shows their defaults") {
  const ProgramResult result = nntrain({"help", "train"});
  CHECK(result.out == nntrain({"train", "--help"}).out);
  for (const std::string flag : {"-d, --data FILE",
                                 "-f, --features LIST",
                                 "--drop LIST",
                                 "-t, --target",
                                 "--categorical LIST",
                                 "--weights-column COLUMN",
                                 "--task",
                                 "--header",
                                 "--columns",
                                 "--delimiter",
                                 "--missing",
                                 "--na",
                                 "--unseen",
                                 "--scale",
                                 "--class-weights LIST",
                                 "--validation FILE",
                                 "--validation-fraction F",
                                 "--test FILE",
                                 "--test-fraction F",
                                 "--split",
                                 "--hidden",
                                 "--activation",
                                 "--output-activation",
                                 "--no-bias",
                                 "--init-from FILE",
                                 "--loss",
                                 "--backprop",
                                 "--optimizer",
                                 "--momentum F",
                                 "--nesterov",
                                 "--batch-size N",
                                 "--no-shuffle",
                                 "--l2 F",
                                 "--dropout F",
                                 "--average F",
                                 "--schedule",
                                 "--tolerance F",
                                 "--patience N",
                                 "--max-seconds F",
                                 "--restarts N",
                                 "--ensemble N",
                                 "--bag F",
                                 "--refit",
                                 "--calibrate",
                                 "--fixed-bias",
                                 "--preset",
                                 "--learning-rate",
                                 "--lr",
                                 "--iterations",
                                 "--epochs",
                                 "--seed",
                                 "--predictions FILE",
                                 "--log FILE",
                                 "--log-weights FILE",
                                 "--trace [N]",
                                 "--trace-show LIST",
                                 "--trace-rows",
                                 "--trace-format",
                                 "--format",
                                 "--print",
                                 "--weights",
                                 "--assert",
                                 "--config FILE",
                                 "--progress",
                                 "-q, --quiet",
                                 "-h, --help",
                                 "-V, --version"}) {
    INFO(flag);
    CHECK(contains(result.out, flag));
  }
  for (const std::string part :
       {"\nData:\n", "\nNetwork:\n", "\nTraining:\n", "\nOutput:\n", "\nPreparation:\n", "\nHeld-out rows:\n",
        "[5]", "auto: 0.01, for adam 0.001", "[1000]", "[1]", "[sigmoid]", "[exact]", "Exit codes"}) {
    INFO(part);
    CHECK(contains(result.out, part));
  }
  for (const std::string& line : lines_of(result.out)) {
    INFO(line);
    CHECK(line.size() <= 110);
  }
}

TEST_CASE("the flags of every command are listed in at most 100 columns") {
  for (const std::string command : {"train", "cv", "sweep", "predict", "evaluate", "compare", "check", "show",
                                    "plot", "replay", "export", "bench"}) {
    for (const std::string& line : lines_of(nntrain({"help", command}).out)) {
      const bool is_of_flag =
          line.starts_with("      --") || line.starts_with("  -") || line.starts_with(std::string(30, ' '));
      INFO(command << ": " << line);
      CHECK((!is_of_flag || line.size() <= 100));
    }
  }
}

TEST_CASE("help on plot says what each panel shows") {
  const std::string help = nntrain({"help", "plot"}).out;
  for (const Word<PanelKind>& panel : words(PanelKind())) {
    INFO(panel.word);
    CHECK(contains(help, "\n" + std::string(panel.word) + " "));
  }
}

TEST_CASE("help on plot tells the kinds of files") {
  const std::string help = nntrain({"help", "plot"}).out;
  for (const std::string kind : {"model", "log", "data"}) CHECK(contains(help, "\n" + kind + "  "));
  CHECK(contains(help, "auto|model|log|data"));
}

TEST_CASE("help names only flags that exist") {
  const std::string help = nntrain({"help", "train"}).out;
  for (std::size_t at = help.find("--"); at != std::string::npos; at = help.find("--", at + 2)) {
    const std::size_t end = help.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-", at);
    const std::string flag = help.substr(at, end - at);
    if (flag == "--help" || flag == "--version") continue;
    INFO(flag);
    // For an existing flag the value may be missing or wrong, but the flag is never unknown.
    CHECK(!contains(nntrain({"--data", "data/or.csv", "--iterations", "0", "--quiet", flag}).err,
                    "unknown flag"));
  }
}

TEST_CASE("the help of bench says what is measured and how it is counted") {
  const ProgramResult result = nntrain({"help", "bench"});
  CHECK(result.out == nntrain({"bench", "--help"}).out);
  for (const std::string part :
       {"--only LIST", "28-64-64-1", "--quick", "--runs N", "[5]", "--threads N", "[1]", "--format",
        "-q, --quiet", "-h, --help", "-V, --version", "2 I O", "\"of bound\""}) {
    INFO(part);
    CHECK(contains(result.out, part));
  }
  for (const std::string& line : lines_of(result.out)) {
    INFO(line);
    CHECK(line.size() <= 110);
  }
  CHECK(contains(nntrain({"help"}).out, "\n  bench "));
}

TEST_CASE("help takes one command that exists") {
  check_refusal({"help", "trian"}, 2, {"'trian'", "did you mean 'train'?"});
  check_refusal({"help", "train", "train"}, 2, {"help takes one command"});
}

TEST_CASE("the word train may be left out") {
  const Words words = {"--data", "data/or.csv", "--iterations", "5", "--print", "fingerprint", "-q"};
  CHECK(nntrain(with({"train"}, words)).out == nntrain(words).out);
  CHECK(nntrain({"-d", "data/or.csv", "-f", "x1,x2", "-t", "y", "--epochs=5", "--print=fingerprint", "-q"})
            .out == nntrain(words).out);
}

}  // namespace nntrain::test
