#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

struct BadFlags {
  Words flags;
  Words parts;
};

}  // namespace

TEST_CASE("unknown, misspelt, abbreviated, repeated and incomplete flags are refused") {
  const std::vector<BadFlags> cases = {
      {{"--momentun", "4"}, {"unknown flag '--momentun'"}},
      {{"--hiden", "4"}, {"unknown flag '--hiden'; did you mean '--hidden'?"}},
      {{"--Hidden", "4"}, {"unknown flag '--Hidden'; did you mean '--hidden'?"}},
      {{"--hiden=4"}, {"unknown flag '--hiden'; did you mean '--hidden'?"}},
      {{"--iter", "4"}, {"unknown flag '--iter'; did you mean '--iterations'?"}},
      {{"--learning_rat", "1"}, {"unknown flag '--learning_rat'; did you mean '--learning-rate'?"}},
      {{"--dataset", "x"}, {"unknown flag '--dataset'; did you mean '--data'?"}},
      {{"--file", "x"}, {"unknown flag '--file'; did you mean '--data'?"}},
      {{"--random_seed", "1"}, {"unknown flag '--random_seed'; did you mean '--seed'?"}},
      {{"--Early_Stop", "1"}, {"unknown flag '--Early_Stop'; did you mean '--patience'?"}},
      {{"--output", "x"}, {"unknown flag '--output'; did you mean '--save'?"}},
      {{"--k_fold", "5"}, {"unknown flag '--k_fold'; cross-validation is a command of its own: nntrain cv"}},
      {{"-dataset"}, {"unknown flag '-dataset'; did you mean '--data'?"}},
      {{"--scale", "zscore"}, {"--scale 'zscore'", "did you mean 'standard'?"}},
      {{"--loss", "binary_crossentropy"}, {"did you mean 'cross-entropy'?"}},
      {{"--loss", "l1"}, {"--loss 'l1' is not one of: ", "cross-entropy, mae, huber:D; did you mean 'mae'?"}},
      {{"--loss", "huber"}, {"--loss 'huber' is not one of: ", "did you mean 'huber:1'?"}},
      {{"--loss", "huber:0"}, {"--loss '0' is not a number above 0"}},
      {{"--loss", "huber:x"}, {"--loss 'x' is not a number"}},
      {{"--assert", "mae < 1"}, {"no metric 'mae' is computed here; it is a metric of a regression"}},
      {{"--print", "mae"}, {"no field 'mae' here; it is a metric of a regression"}},
      {{"---hidden", "4"}, {"'---hidden'", "did you mean '--hidden'?"}},
      {{"-hidden", "4"}, {"unknown flag '-hidden'; did you mean '--hidden'?", "two dashes"}},
      {{"-hiden", "4"}, {"unknown flag '-hiden'; did you mean '--hidden'?"}},
      {{"-hidden=4"}, {"'-hidden", "did you mean '--hidden'?"}},
      {{"-qh"}, {"unknown flag '-qh'"}},
      {{"-x"}, {"unknown flag '-x'"}},
      {{"-"}, {"'-' does not belong to a flag"}},
      {{"--", "x"}, {"'x' does not belong to a flag: -- ends the flags"}},
      {{"--", "--quiet"}, {"'--quiet' does not belong to a flag: -- ends the flags"}},
      {{"extra"}, {"'extra' does not belong to a flag"}},
      {{""}, {"'' does not belong to a flag"}},
      {{"--hidden", "--quiet"}, {"--hidden needs a value", "'--quiet' is a flag"}},
      {{"--log", "-q"}, {"--log needs a value (FILE)", "'-q' is a flag"}},
      {{"--log", "-h"}, {"--log needs a value (FILE)", "'-h' is a flag"}},
      {{"--features", "--hidden", "4"}, {"--features needs a value (LIST)", "'--hidden' is a flag"}},
      {{"--hidden"}, {"--hidden needs a value (LIST)"}},
      {{"-f"}, {"--features needs a value (LIST)"}},
      {{"--hidden="}, {"--hidden needs a value"}},
      {{"--hidden", "4", "--hidden", "4"}, {"--hidden is given 2 times"}},
      {{"--learning-rate", "1", "--lr", "1"}, {"--learning-rate is given 2 times"}},
      {{"--epochs=1", "--iterations=1"}, {"--iterations is given 2 times"}},
      {{"-d", "data/or.csv"}, {"--data is given 2 times"}},
      {{"--quiet", "-q"}, {"--quiet is given 2 times"}},
      {{"--quiet=true"}, {"--quiet takes no value"}},
      {{"--no-bias", "true"}, {"'true' does not belong to a flag"}},
      {{"--task", "regres"}, {"--task 'regres'", "auto, classify, regress", "did you mean 'regress'?"}},
      {{"--loss", "cross"}, {"--loss 'cross'", "sse, half-sse, mse, half-mse"}},
      {{"--activation", "sigmod"}, {"--activation 'sigmod'", "did you mean 'sigmoid'?"}},
      {{"--output-activation", "relu6"}, {"--output-activation 'relu6'"}},
      {{"--backprop", "Lecture"}, {"--backprop 'Lecture'", "did you mean 'lecture'?"}},
      {{"--format", "xml"}, {"--format 'xml'", "text, json"}},
      {{"--header", "maybe"}, {"--header 'maybe'", "auto, yes, no"}},
      {{"--missing", "mea"}, {"--missing 'mea'"}},
      {{"--weights", "some"}, {"--weights 'some'", "auto, none, full"}},
      {{"--progress", "on"}, {"--progress 'on'", "auto, always, never"}},
      {{"--delimiter", "ab"}, {"--delimiter 'ab'"}},
      {{"--delimiter", "1"}, {"--delimiter '1'"}},
      {{"--delimiter", "\""}, {"--delimiter '\"'"}},
      {{"--delimiter", ""}, {"--delimiter ''"}},
      {{"--data", ""}, {"--data"}},
      {{"--l2", "-1"}, {"--l2 '-1' is not a number from 0"}},
      {{"--momentum", "1"}, {"--momentum '1' is not a number from 0 and below 1"}},
      {{"--l2", "aut"}, {"--l2 'aut' is not auto, or a number"}},
      {{"--dropout", "1"}, {"--dropout '1' is not a number from 0 and below 1"}},
      {{"--lr", "0"}, {"--learning-rate '0' is not a number above 0"}},
  };
  for (const BadFlags& bad : cases) check_refusal(with({"--data", "data/or.csv"}, bad.flags), 2, bad.parts);
}

TEST_CASE("a model is named once, before or behind --") {
  check_refusal({"show", "m.json", "--", "n.json"}, 2, {"'m.json' does not belong to a flag"});
  check_refusal({"show", "m.json", "n.json"}, 2, {"'n.json' does not belong to a flag"});
  check_refusal({"show", "--model", "m.json", "--", "n.json"}, 2, {"--model is given 2 times"});
}

TEST_CASE("bad values of numeric flags are refused with flag and value") {
  const Words for_all = {"",
                         "010",
                         "0x10",
                         "-1",
                         "nan",
                         "inf",
                         "1e99",
                         "18446744073709551616",
                         "5x",
                         "5 5",
                         "--5",
                         "1e",
                         ".",
                         "+",
                         "-",
                         "1,5,",
                         "1_0",
                         "0b1",
                         "1.5.",
                         "1e+",
                         "٣",
                         "1e-400",
                         "99999999999999999999999999999999"};
  const Words for_counts = {"1.5", "1e3", "+5", "5.0", " 5", "5 ", "-0", "00", ".5"};
  const Words for_rates = {"0", "-0", "0.0", "-0.5", "1e309", "2e6", "1d5", "0,1", " 1", "01.5"};
  const auto check_all = [](const std::string& flag, const Words& values) {
    for (const std::string& value : values) {
      check_refusal({"--data", "data/or.csv", flag + "=" + value}, 2, {flag});
      // A value that looks like a flag may have another message.
      const bool like_flag = value.size() > 1 && value[0] == '-' && value[1] == '-';
      const Words parts = like_flag ? Words{flag} : Words{flag, "'" + value + "'"};
      check_refusal({"--data", "data/or.csv", flag, value}, 2, parts);
    }
  };
  check_all("--learning-rate", with(for_all, for_rates));
  check_all("--seed", with(for_all, for_counts));
  check_all("--iterations", with(with(for_all, for_counts), {"1000000000001"}));
  Words for_hidden;
  for (const std::string& value :
       with(with(for_all, for_counts), {"5,0", "0,0", "5,,3", "5,", ",5", "5;3", "5,-1", "1000000001"})) {
    if (value != " 5" && value != "5 ") for_hidden.push_back(value);  // blanks around list items are no error
  }
  check_all("--hidden", for_hidden);
}

TEST_CASE("a number with a decimal comma, or in groups of three digits, is told how to write it") {
  const ScratchFolder scratch;
  const auto write = [](const Words& words, const std::string& meant) {
    check_refusal(with({"--data", "data/or.csv"}, words), 2, {"\n  write:  " + meant + "\n"});
  };
  write({"--lr", "0,05"}, "0.05");
  write({"--momentum", "0,9"}, "0.9");
  write({"--dropout", ",5"}, ".5");
  write({"--l2", "1,5e-3"}, "1.5e-3");
  write({"--init", "uniform:0,5"}, "uniform:0.5");
  write({"--loss", "huber:1,5"}, "huber:1.5");
  write({"--threshold", "0,3"}, "0.3");
  write({"--threshold", "recall=0,9"}, "recall=0.9");
  write({"--assert", "accuracy >= 0,9"}, "0.9");
  write({"--iterations", "10,000"}, "10000");
  write({"--iterations", "1.000.000"}, "1000000");
  write({"--batch-size", "1.000"}, "1000");
  write({"--config", scratch.file("c.conf", "lr = 0,5\n")}, "0.5");
  check_refusal({"compare", "a", "b", "--margin", "accuracy=0,01"}, 2, {"\n  write:  accuracy=0.01\n"});
  // What would be refused again is not told.
  for (const Words& words : {Words{"--dropout", "1,5"}, Words{"--lr=-0,5"}, Words{"--iterations", "1,5"},
                             Words{"--threads", "1,5"}, Words{"--hidden", "5,0"}})
    CHECK_FALSE(contains(nntrain(with({"--data", "data/or.csv"}, words)).err, "write:"));
}

TEST_CASE("the alias of a flag is held to the same rules") {
  check_refusal({"--data", "data/or.csv", "--lr", "nan"}, 2, {"'nan'"});
  check_refusal({"--data", "data/or.csv", "--epochs", "-1"}, 2, {"'-1'"});
}

TEST_CASE("a network beyond this machine's memory is refused with the memory it needs") {
  check_refusal({"--data", "data/banknotes.txt", "--hidden", "100000000"}, 2,
                {"600000001 parameters", "GiB of memory", "--hidden"});
  check_refusal({"--data", "data/banknotes.txt", "--hidden", "1000000000,1000000000"}, 2, {"GiB of memory"});
}

TEST_CASE("a word that is no command is answered with what may be meant") {
  check_refusal({"data/banknotes.txt"}, 2,
                {"'data/banknotes.txt' is not a command; did you mean --data data/banknotes.txt?"});
  check_refusal({"data/banknotes.txt", "--hidden", "5"}, 2, {"did you mean --data data/banknotes.txt?"});
  check_refusal({"train", "data/banknotes.txt"}, 2, {"did you mean --data data/banknotes.txt?"});
  check_refusal({"trian", "--data", "data/or.csv"}, 2,
                {"'trian' is not a command; did you mean 'train'?",
                 "the commands are: train, cv, sweep, predict, ", "bench, help"});
  check_refusal({"hlep"}, 2, {"'hlep' is not a command; did you mean 'help'?"});
  check_refusal({"help", "trian"}, 2, {"'trian' is not a command; did you mean 'train'?"});
  check_refusal({""}, 2, {"'' is not a command"});
}

TEST_CASE("a command of other programs is answered with ours") {
  check_refusal({"experiment"}, 2, {"'experiment' is not a command; did you mean 'train'?"});
  check_refusal({"visualize", "m.json"}, 2, {"'visualize' is not a command; did you mean 'plot'?"});
  check_refusal({"cross-validate"}, 2, {"'cross-validate' is not a command; did you mean 'cv'?"});
  check_refusal({"cv", "--k-fold", "5"}, 2, {"unknown flag '--k-fold'; did you mean '--folds'?"});
  check_refusal({"hyperopt"}, 2, {"'hyperopt' is not a command; did you mean 'sweep'?"});
}

TEST_CASE("an underscore in the name of a flag counts as a hyphen, not in its value") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("a_b.csv", "x_1,y\n1,p\n2,q\n");
  const std::string config = scratch.file("c_d.conf", "batch_size = 1\n");
  const ProgramResult result =
      nntrain({"--data", data, "--learning_rate", "0.5", "--no_bias", "--iterations=3", "--features", "x_1",
               "--config", config, "-q", "--print", "learning-rate,no-bias,batch-size,data.path"});
  INFO(result.err);
  CHECK(result.out == "0.5\ttrue\t1\t" + data + "\n");
  check_refusal({"--data", data, "--learning_rate", "1", "--learning-rate", "1"}, 2,
                {"--learning-rate is given 2 times"});
}

TEST_CASE("a command line without data names the flag") {
  check_refusal({"train"}, 2, {"--data"});
  check_refusal({"--hidden", "5"}, 2, {"--data FILE"});
}

TEST_CASE("-- ends the flags: behind it is the name of a model, whatever it looks like") {
  const ScratchFolder scratch;
  const ProgramResult result = shell(
      "nntrain --data '" NNTRAIN_SOURCE_DIR
      "/data/or.csv' --iterations 1 -q --save ./--help --print stop -- &&"
      "nntrain show --weights none -- --help | head -1 && nntrain show --model --weights none -- -x; echo $?",
      scratch.path(""));
  INFO(result.err);
  CHECK(contains(result.out, "iterations\n"));
  CHECK(contains(result.out, "--help"));
  CHECK(contains(result.out, "\n2\n"));
}

TEST_CASE("words of other programs have a suggestion: flags, values and commands") {
  const auto told = [](const Words& words) { return nntrain(words).err; };
  CHECK(contains(told({"--loss", "cross_entropy", "--data", "x"}), "did you mean 'cross-entropy'"));
  CHECK(contains(told({"--loss", "half_mse", "--data", "x"}), "did you mean 'half-mse'"));
  CHECK(contains(told({"--val-fraction", "0.2"}), "did you mean '--validation-fraction'"));
  CHECK(contains(told({"--max-epochs", "2"}), "did you mean '--iterations'"));
  CHECK(contains(told({"test", "m.json"}), "did you mean 'evaluate'"));
  CHECK(contains(told({"info", "m.json"}), "did you mean 'show'"));
}

}  // namespace nntrain::test
