#include "cli/help.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include <fmt/format.h>

namespace nntrain {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kHelpColumn = 30;

std::string usage_of(const Flag& flag) {
  std::string usage = flag.short_name != 0 ? fmt::format("  -{}, ", flag.short_name) : "      ";
  usage += "--" + flag.name;
  return flag.is_switch() ? usage : usage + " " + value_text(flag);
}

/// Appends words from column kHelpColumn on, with line breaks before kWidth.
void append_wrapped(std::string& out, const std::string& text) {
  std::size_t column = kHelpColumn;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::size_t length = end - begin;
    if (column > kHelpColumn && column + 1 + length > kWidth) {
      out += "\n" + std::string(kHelpColumn, ' ');
      column = kHelpColumn;
    } else if (column > kHelpColumn) {
      out += ' ';
      ++column;
    }
    out.append(text, begin, length);
    column += length;
    begin = end + 1;
  }
  out += '\n';
}

/// The flags under their headings, and the flags of every command.
std::string flag_list(const FlagTable& table) {
  std::string out;
  std::string group;
  for (const Flag& flag : table.flags()) {
    if (flag.group != group) {
      group = flag.group;
      fmt::format_to(std::back_inserter(out), "\n{}:\n", group);
    }
    const std::string usage = usage_of(flag);
    out += usage;
    if (usage.size() + 2 > kHelpColumn) {
      out += "\n" + std::string(kHelpColumn, ' ');
    } else {
      out.append(kHelpColumn - usage.size(), ' ');
    }
    append_wrapped(out, text_of(flag));
  }
  out += R"(
  -h, --help                  this text
  -V, --version               the version
)";
  return out;
}

}  // namespace

std::string value_text(const Flag& flag) {
  const std::string value = flag.is_choice() ? "WHICH" : flag.value_name;
  return flag.implied.empty() ? value : "[" + value + "]";
}

std::string text_of(const Flag& flag) {
  std::string text = flag.help;
  if (flag.is_choice()) text = flag.value_name + ": " + text;
  if (!flag.alias.empty()) text += fmt::format(" (also --{})", flag.alias);
  if (!flag.default_text.empty()) text += fmt::format(" [{}]", flag.default_text);
  return text;
}

std::string short_help() {
  std::string out = "nntrain " NNTRAIN_VERSION R"( trains neural networks on tables.

  nntrain --data data/banknotes.txt --features variance,entropy --hidden 5

reads a CSV, learns its last column, prints the accuracy and the weights. Commands:

)";
  for (const CommandText& text : command_texts())
    out += fmt::format("  {:<16} {}\n", text.name, text.summary);
  return out + R"(  help [COMMAND]   this text, or all flags of a command:  nntrain help train

--version prints the version. Manual page and completions:  nntrain help man, bash or zsh
)";
}

std::string command_help(const CommandText& text, const FlagTable& table) {
  std::string out = fmt::format("Usage: {}\n\n{}\n{}\n", text.usage, text.description, flag_list(table));
  if (!text.notes.empty()) out += text.notes + "\n\n";
  out += text.examples.size() > 1 ? "Examples:\n" : "Example:\n";
  for (const std::string& example : text.examples) out += fmt::format("  {}\n", example);
  return out;
}

const std::vector<CommandText>& command_texts() {
  static const std::vector<CommandText> all = {
      {"train",
       "fit and measure; the default, so the word may be left out",
       "nntrain [train] --data FILE [FLAGS]",
       R"(Trains a network on the columns of a CSV and prints how good it is, on the rows trained on and on rows held
out, and its weights. Defaults are in [brackets]; they are the lecture's.)",
       R"(Exit codes: 0 done, and all asserts held; 1 an assert failed; 2 wrong usage; 3 data or files; 4 training
failed (diverged, one class only, too few rows); 5 a checkpoint or file of weights that cannot be read or does
not fit; 70 a bug; 130 and 143 stopped by SIGINT or SIGTERM, with what there is so far.)",
       {R"(nntrain --data banknotes.txt --features variance,entropy --iterations 10000)",
        R"(nntrain --data flowers.csv --target species --preset modern --test-fraction 0.2)",
        R"(nntrain --data banknotes.txt --assert 'accuracy >= 0.95' --lr 0.001 --quiet)",
        R"(nntrain --data houses.csv --target price --task regress --hidden 16,8 --save model.json)",
        R"(nntrain --data big.csv --checkpoint c.json --checkpoint-every 100)",
        R"(nntrain --resume c.json --checkpoint c.json)"}},
      {"predict",
       "what a saved model says about each row of a file",
       "nntrain predict [--model] FILE --data FILE [FLAGS]",
       R"(Writes what a saved model says about each row of a file: its class and the probability of every class, or its
number, as CSV in the order of the rows. Columns are found by their names, in any order; others are ignored.
The file may be larger than memory. What is not given is as it was in training.)",
       R"(Exit codes: 0 done; 2 wrong usage; 3 data or files; 5 the model cannot be read or does not fit the data.)",
       {R"(nntrain --data banknotes.txt --save model.json)",
        R"(nntrain predict model.json --data new.csv >predictions.csv)"}},
      {"evaluate",
       "how good a saved model is on labelled rows",
       "nntrain evaluate [--model] FILE --data FILE [FLAGS]",
       R"(Measures a saved model on the labelled rows of a file. What is not given is as it was in training.)",
       R"(Exit codes: 0 done, and all asserts held; 1 an assert failed; 2 wrong usage; 3 data or files; 5 the model
cannot be read or does not fit the data.)",
       {R"(nntrain evaluate model.json --data labelled.csv --assert 'accuracy >= 0.9')"}},
      {"show",
       "how a saved model was made, its layers and its weights",
       "nntrain show [--model] FILE [FLAGS]",
       R"(Prints how a saved model was made, what becomes of each column, its layers and its weights.)",
       R"(Exit codes: 0 done; 2 wrong usage; 3 files; 5 the model cannot be read.)",
       {R"(nntrain show model.json --weights full)"}},
      {"plot",
       "a picture of a saved model or of a log",
       "nntrain plot [--file] FILE [FLAGS]",
       R"(Draws what a model has learned, or how a training went: an SVG for papers and pages, or characters for the
terminal. gnuplot draws; it must be on the PATH.

data         rows by two features, coloured by class, on the classes that the model sees there, with their
             boundary and contours of the probability; of a regression bands of the number
confusion    rows of each class by the class that they were predicted as
fit          of a regression: predictions against what is
loss         over the iterations, of training and validation rows (from a log)
accuracy     the same of the accuracy
roc          ROC curve of the second of two classes, or of each class against the rest
calibration  how often came true what was said with some probability, in tenths with 95 % intervals)",
       R"(Exit codes: 0 done; 2 wrong usage; 3 data or files, or no gnuplot; 5 the model cannot be read or does not fit
the data.)",
       {R"(nntrain plot model.json --output model.svg)",
        R"(nntrain plot model.json --data new.csv --plot-panels roc,calibration --output roc.svg)",
        R"(nntrain plot log.csv)"}},
      {"replay",
       "train a saved model again and tell whether the same bits come out",
       "nntrain replay [--model] FILE [FLAGS]",
       R"(Trains again as a saved model says that it was made, and tells whether the same bits come out: weights, columns
and metrics. If not, it tells the first difference and what else is not as it was: the bytes of a file, the
version, an option. A run that was stopped by time or a signal is made again for as many iterations.)",
       R"(Exit codes: 0 identical; 1 different; 2 wrong usage; 3 data or files; 4 nothing to learn from; 5 the model cannot
be read; 130 and 143 stopped by SIGINT or SIGTERM, without a verdict.)",
       {R"(nntrain replay model.json --data banknotes.txt)"}},
      {"export",
       "a saved model as ONNX or C, for other programs",
       "nntrain export [--model] FILE --to onnx|c --output FILE",
       R"(Writes a saved model as a file that other programs can use, with all that becomes of the columns inside: rows
go in as they stand in a CSV.

onnx   one input per column, called as it is, N x 1: double for numbers (NaN: missing), string for texts. The
       outputs of a classification are label and probabilities (N x C; outputs where they are none), that of
       a regression is prediction. For ONNX Runtime and its like; opset 13.
c      one file of C99 without dependencies but libm; the declarations at its top say how it is called. Its
       results have the bits of nntrain predict's.

Whether texts may be unknown and cells missing is as it was in training (--unseen, --missing): where they may
not, the C function says which column is wrong, and an ONNX runtime refuses the rows.)",
       R"(Exit codes: 0 done; 2 wrong usage; 3 files; 5 the model cannot be read.)",
       {R"(nntrain export model.json --to onnx --output model.onnx)",
        R"(nntrain export model.json --to c --output - | cc -std=c99 -O2 -c -x c - -o model.o)"}},
      {"bench",
       "fixed workloads: how fast this machine does them, and their fingerprints",
       "nntrain bench [FLAGS]",
       R"(Measures fixed workloads on made-up data, without any file of yours: networks (the lecture's, Keras', and two
larger ones), reading a CSV, and each elementary function. Defaults are in [brackets].)",
       R"(The work is the same everywhere, and so are the fingerprints (of the final weights, the cells read, the
function's values): on any processor, with any number of threads.

Mrows/s is rows times iterations, in millions a second. A multiply-add is two flops: a layer of I inputs and
O outputs has 2 I O a row for X W, for X' D and, but for the first layer, for D W'; nothing else is counted.
The peak is measured in between: multiply-adds in registers, and the sigmoid over numbers in the cache.
"of peak" is the share that the flops at the peak would have of the time; "of bound" is that of the flops at
the peak and the sigmoids at theirs; "of sigmoid" compares a function's rate with the sigmoid's.)",
       {R"(nntrain bench --threads 2 --only 28-64-64-1,csv)"}},
  };
  return all;
}

}  // namespace nntrain
