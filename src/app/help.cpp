#include "app/help.hpp"

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
  // Long choices are told in the help column.
  if (!flag.is_switch())
    usage += " " + (flag.value_name.find('|') == std::string::npos ? flag.value_name : "WHICH");
  return usage;
}

std::string text_of(const Flag& flag) {
  std::string text = flag.help;
  if (flag.value_name.find('|') != std::string::npos) text = flag.value_name + ": " + text;
  if (!flag.alias.empty()) text += fmt::format(" (also --{})", flag.alias);
  if (!flag.default_text.empty()) text += fmt::format(" [{}]", flag.default_text);
  return text;
}

/// Words from column kHelpColumn on, broken before kWidth.
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

/// The flags under their headings, and those that every command has.
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

std::string short_help() {
  return "nntrain " NNTRAIN_VERSION R"( trains neural networks on tables.

  nntrain --data banknotes.txt --features variance,entropy --hidden 5

reads a CSV, learns its last column, prints the accuracy and the weights. Commands:

  train            fit and measure; the default, so the word may be left out
  predict          what a saved model says about each row of a file
  evaluate         how good a saved model is on labelled rows
  show             how a saved model was made, its layers and its weights
  export           a saved model as ONNX or C, for other programs
  bench            fixed workloads: how fast this machine does them, and their fingerprints
  help [COMMAND]   this text, or all flags of a command:  nntrain help train

--version prints the version.
)";
}

std::string train_help(const FlagTable& table) {
  std::string out = R"(Usage: nntrain [train] --data FILE [FLAGS]

Trains a network on the columns of a CSV and prints how good it is, on the rows trained on and on rows held
out, and its weights. Defaults are in [brackets]; they are the lecture's.
)";
  out += flag_list(table);
  out += R"(
Exit codes: 0 done, and all asserts held; 1 an assert failed; 2 wrong usage; 3 data or files; 4 training
failed (diverged, one class only, too few rows); 5 a file of weights that does not fit; 70 a bug.

Examples:
  nntrain --data banknotes.txt --features variance,entropy --iterations 10000
  nntrain --data flowers.csv --target species --preset modern --test-fraction 0.2
  nntrain --data banknotes.txt --assert 'accuracy >= 0.95' --lr 0.001 --quiet
  nntrain --data houses.csv --target price --task regress --hidden 16,8 --format json
)";
  return out;
}

std::string predict_help(const FlagTable& table) {
  return R"(Usage: nntrain predict [--model] FILE --data FILE [FLAGS]

Writes what a saved model says about each row of a file: its class and the probability of every class, or its
number, as CSV in the order of the rows. Columns are found by their names, in any order; others are ignored.
The file may be larger than memory. What is not given is as it was in training.
)" + flag_list(table) +
         R"(
Exit codes: 0 done; 2 wrong usage; 3 data or files; 5 the model cannot be read or does not fit the data.

Examples:
  nntrain --data banknotes.txt --save model.json
  nntrain predict model.json --data new.csv >predictions.csv
)";
}

std::string evaluate_help(const FlagTable& table) {
  return R"(Usage: nntrain evaluate [--model] FILE --data FILE [FLAGS]

Measures a saved model on the labelled rows of a file. What is not given is as it was in training.
)" + flag_list(table) +
         R"(
Exit codes: 0 done, and all asserts held; 1 an assert failed; 2 wrong usage; 3 data or files; 5 the model
cannot be read or does not fit the data.

Example:
  nntrain evaluate model.json --data labelled.csv --assert 'accuracy >= 0.9'
)";
}

std::string show_help(const FlagTable& table) {
  return R"(Usage: nntrain show [--model] FILE [FLAGS]

Prints how a saved model was made, what becomes of each column, its layers and its weights.
)" + flag_list(table) +
         R"(
Example:
  nntrain show model.json --weights full
)";
}

std::string export_help(const FlagTable& table) {
  return R"(Usage: nntrain export [--model] FILE --to onnx|c --output FILE

Writes a saved model as a file that other programs can use, with all that becomes of the columns inside: rows
go in as they stand in a CSV.

onnx   one input per column, called as it is, N x 1: double for numbers (NaN: missing), string for texts. The
       outputs of a classification are label and probabilities (N x C; outputs where they are none), that of
       a regression is prediction. For ONNX Runtime and its like; opset 13.
c      one file of C99 without dependencies but libm; the declarations at its top say how it is called. Its
       results have the bits of nntrain predict's.

Whether texts may be unknown and cells missing is as it was in training (--unseen, --missing): where they may
not, the C function says which column is wrong, and an ONNX runtime refuses the rows.
)" + flag_list(table) +
         R"(
Exit codes: 0 done; 2 wrong usage; 3 files; 5 the model cannot be read.

Examples:
  nntrain export model.json --to onnx --output model.onnx
  nntrain export model.json --to c --output - | cc -std=c99 -O2 -c -x c - -o model.o
)";
}

std::string bench_help(const FlagTable& table) {
  return R"(Usage: nntrain bench [FLAGS]

Measures fixed workloads on made-up data, without any file of yours: networks (the lecture's, Keras', and two
larger ones), reading a CSV, and each elementary function. Defaults are in [brackets].
)" + flag_list(table) +
         R"(
The work is the same everywhere, and so are the fingerprints (of the final weights, the cells read, the
function's values): on any processor, with any number of threads.

Mrows/s is rows times iterations, in millions a second. A multiply-add is two flops: a layer of I inputs and
O outputs has 2 I O a row for X W, for X' D and, but for the first layer, for D W'; nothing else is counted.
The peak is measured in between: multiply-adds in registers, and the sigmoid over numbers in the cache.
"of peak" is the share that the flops at the peak would have of the time; "of bound" is that of the flops at
the peak and the sigmoids at theirs; "of sigmoid" compares a function's rate with the sigmoid's.

Example:
  nntrain bench --threads 2 --only 28-64-64-1,csv
)";
}

}  // namespace nntrain
