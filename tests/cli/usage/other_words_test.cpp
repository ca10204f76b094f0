// Words of other programs: what is suggested for each of them can be typed.

#include "cli/other_words.hpp"

#include <map>
#include <set>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

const Words kTraining = {"train", "cv", "sweep"};
const Words kAsked = with(kTraining, {"predict", "export", "plot"});

std::string told(const Words& words) {
  const ProgramResult result = nntrain(words);
  CHECK(result.exit_code == 2);
  return result.err;
}

/// Whether a command has a flag, by what the program says when its value is missing.
bool has_flag(const std::string& command, const std::string& flag) {
  static std::map<std::string, bool> known;
  const auto [found, is_new] = known.emplace(command + " " + flag, false);
  if (is_new) found->second = !contains(nntrain({command, "--" + flag}).err, "unknown flag");
  return found->second;
}

/// What stands behind `start` in a text, up to one of `ends`.
std::string behind(const std::string& text, const std::string& start, const std::string& ends) {
  const std::size_t at = text.find(start);
  if (at == std::string::npos) return "";
  const std::size_t from = at + start.size();
  return text.substr(from, text.find_first_of(ends, from) - from);
}

/// Checks that all flags in a text are those of the command, or of the command that it names.
void check_flags_in(const std::string& text, std::string command) {
  const std::string named = behind(text, "nntrain ", " ");
  if (!named.empty()) command = named;
  std::size_t at = 0;
  while ((at = text.find("--", at)) != std::string::npos) {
    const std::string flag = behind(text.substr(at), "--", " ,;:'?\n)");
    INFO(command << " --" << flag << " in: " << text);
    CHECK(has_flag(command, flag));
    const std::string value = behind(text.substr(at), "--" + flag + " ", " ,;:'?\n)");
    const std::set<std::string> choices = {"optimizer", "output-activation", "schedule"};
    if (choices.contains(flag) && !value.empty() && value != "and")
      CHECK_FALSE(contains(nntrain({command, "--" + flag, value}).err, "is not one of"));
    at += 2;
  }
}

/// The message without its remedy line.
std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

}  // namespace

TEST_CASE("every flag of other programs is answered with a flag that the command has") {
  for (const OtherWord& other : other_flags()) {
    const std::string word(other.word);
    const std::string wanted = other.ours.empty() ? "; " + std::string(other.instead)
                                                  : "did you mean '--" + std::string(other.ours) + "'?";
    bool is_told = false;
    for (const std::string& command : kAsked) {
      if (has_flag(command, word)) continue;
      const std::string answer = first_line(told({command, "--" + word, "1"}));
      INFO(answer);
      CHECK(contains(answer, "unknown flag '--" + word + "'"));
      check_flags_in(behind(answer, "'; ", "\n"), command);  // nothing, or a suggestion
      is_told = is_told || contains(answer, wanted);
    }
    INFO(word << " -> " << wanted);
    CHECK(is_told);
  }
}

TEST_CASE("every value of other programs is answered with one that the flag accepts") {
  for (const OtherWord& other : other_values()) {
    const std::string flag = "--" + std::string(other.flag);
    const std::string word(other.word);
    const std::string ours(other.ours);
    const std::string answer = told({"train", flag, word});
    INFO(answer);
    CHECK(contains(answer, flag + " '" + word + "' is not one of: "));
    CHECK(contains(answer,
                   ours.empty() ? "; " + std::string(other.instead) : "; did you mean '" + ours + "'?"));
    check_flags_in(std::string(other.instead), "train");
    if (ours.empty()) continue;
    const std::string accepted = told({"train", flag, ours});
    INFO(accepted);
    CHECK(contains(accepted, "--data FILE"));  // nothing else is missing
  }
}

TEST_CASE("every command of other programs is answered with one that there is") {
  for (const OtherWord& other : other_commands()) {
    const std::string word(other.word);
    const std::string ours(other.ours);
    const std::string answer = first_line(told({word}));
    INFO(answer);
    CHECK(contains(answer, "'" + word + "' is not a command; "));
    CHECK(contains(answer, ours.empty() ? std::string(other.instead) : "did you mean '" + ours + "'?"));
    check_flags_in(std::string(other.instead), "train");
    if (!ours.empty()) CHECK(nntrain({"help", ours}).exit_code == 0);
  }
}

TEST_CASE("no word of other programs is a spelling of ours, which is suggested without it") {
  const auto bare = [](std::string_view word) {
    std::string letters(word);
    std::erase_if(letters, [](char c) { return c == '-' || c == '_' || c == '.'; });
    return letters;
  };
  for (const auto words : {other_flags(), other_values(), other_commands()}) {
    for (const OtherWord& other : words) CHECK(bare(other.word) != bare(other.ours));
  }
}

TEST_CASE("words are the same with hyphens, underscores, dots or capitals") {
  for (const std::string word :
       {"validation-split", "validation_split", "validation.split", "validationSplit"})
    CHECK(contains(told({"--" + word, "0.2"}),
                   "unknown flag '--" + word + "'; did you mean '--validation-fraction'?"));
  CHECK(contains(told({"--batchSize", "8"}), "did you mean '--batch-size'?"));
  CHECK(contains(told({"--learningrate", "1"}), "did you mean '--learning-rate'?"));
  CHECK(contains(told({"--loss", "MSELoss"}), "did you mean 'mse'?"));
  CHECK(contains(told({"--loss", "half_mse"}), "did you mean 'half-mse'?"));
  CHECK(contains(told({"--optimizer", "L-BFGS-B"}), "did you mean 'lbfgs'?"));
  CHECK(contains(told({"MLPClassifier"}), "did you mean 'train'?"));
}

TEST_CASE("words of other programs in a config file and in an axis have the same suggestions") {
  const ScratchFolder scratch;
  const auto of_line = [&](const std::string& line) {
    return told(
        {"train", "--data", "x.csv", "--config", scratch.file("c.conf", "hidden = 5\n" + line + "\n")});
  };
  CHECK(contains(of_line("validation_split = 0.2"),
                 "c.conf:2: unknown flag 'validation_split'; did you mean 'validation-fraction'?"));
  CHECK(contains(of_line("loss = mean_squared_error"), "did you mean 'mse'?"));
  CHECK(contains(of_line("input_shape = 2"), "; the inputs are the columns of --features"));
  CHECK(contains(of_line("maxit = 100"), "did you mean 'iterations'?"));
  const Words sweep = {"sweep", "--data", "x.csv", "--folds", "2", "--results", scratch.path("r.csv")};
  CHECK(contains(told(with(sweep, {"--grid", "maxit=1;2"})), "did you mean 'iterations'?"));
  CHECK(contains(told(with(sweep, {"--grid", "optimizer=sgd"})), "did you mean 'gd'?"));
}

TEST_CASE("the words of the lecture, and of the programs in it, lead to ours") {
  const auto answers = [](const Words& words, const std::string& ours) {
    INFO(words.back());
    CHECK(contains(told(words), ours));
  };
  answers({"learn"}, "did you mean 'train'?");
  answers({"head", "data/banknotes.txt"}, "did you mean 'check'?");
  answers({"summary", "m.json"}, "did you mean 'show'?");
  answers({"--a", "0.1"}, "did you mean '--learning-rate'?");
  answers({"--alpha", "0.1"}, "scikit-learn's alpha, the L2 penalty, is --l2");
  answers({"--units", "5"}, "nntrain train --hidden 5");
  answers({"--loss", "mean_squared_error"}, "did you mean 'mse'?");
  answers({"--optimizer", "sgd"}, "did you mean 'gd'?");
  answers({"--optimizer", "sag"}, "; neuralnet's sag is --optimizer rprop, and scikit-learn's ");
  answers({"--optimizer", "rprop-"}, "did you mean 'rprop'?");
  answers({"--optimizer", "l-bfgs"}, "did you mean 'lbfgs'?");
  answers({"--max-iter", "100"}, "did you mean '--iterations'?");
}

TEST_CASE("who names the picture of plot as in training is told its own flag") {
  check_refusal({"plot", "data/banknotes.txt", "--features", "variance,entropy", "--plot", "b.svg"}, 2,
                {"plot has no --plot", "--output FILE.svg"});
  check_refusal({"plot", "data/banknotes.txt", "--save", "b.svg"}, 2, {"did you mean '--output'?"});
}

TEST_CASE("the words of textbooks and of Spanish for an activation lead to ours") {
  for (const std::string flag : {"--activation", "--output-activation"}) {
    const auto answers = [&](const std::string& word, const std::string& ours) {
      INFO(flag << " " << word);
      CHECK(contains(told({flag, word}), "did you mean '" + ours + "'?"));
    };
    for (const char* const word :
         {"threshold", "sign", "signum", "hard-limit", "hardlim", "escalon", "escalón"})
      answers(word, "step");
    answers("lineal", "identity");
    answers("identidad", "identity");
    answers("sigmoide", "sigmoid");
  }
}

TEST_CASE("a command without a flag of training does not suggest one") {
  for (const std::string command : {"predict", "show", "compare"})
    CHECK_FALSE(contains(told({command, "--maxit", "1"}), "iterations"));
  CHECK_FALSE(contains(told({"predict", "--alpha", "1"}), "--l2"));
}

}  // namespace nntrain::test
