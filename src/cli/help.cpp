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
       "train a network and measure it; the word train may be left out",
       "nntrain [train] --data FILE [FLAGS]",
       R"(Trains a network on the columns of a CSV. Prints its weights, and how good it is on the training rows and
on held-out rows. Defaults are in [brackets]; they are the lecture's.)",
       R"(Exit codes: 0 done, and all asserts held; 1 an assert failed; 2 wrong usage; 3 an error in data or files;
4 training failed (diverged, one class only, too few rows); 5 a checkpoint or a file of weights cannot be read
or does not fit; 70 a bug; 129, 130, 143 and 152 stopped by SIGHUP, SIGINT, SIGTERM or SIGXCPU (a
limit of processor time), with the result so far; a second signal ends the program at once; 141 nobody reads
the output any more.)",
       {R"(nntrain --data data/banknotes.txt --features variance,entropy --iterations 10000)",
        R"(nntrain --data data/orchard.csv --target fruit --preset modern --test-fraction 0.2)",
        R"(nntrain --data data/banknotes.txt --lr 0.001 --assert 'accuracy >= 0.95' --save model.json)",
        R"(nntrain --data data/banknotes.txt --target entropy --hidden 16,8 --optimizer lbfgs)",
        R"(nntrain --data data/banknotes.txt --lr 0.001 --checkpoint c.json --checkpoint-every 100)",
        R"(nntrain --resume c.json --iterations 2000 --checkpoint c.json)"}},
      {"cv",
       "measure a recipe on all rows by cross-validation, with intervals",
       "nntrain cv --data FILE [FLAGS]",
       R"(Parts the rows into folds. Each fold is held out once, and a network is trained on the other rows. Prints
the mean of each metric over the folds, and the interval in which the true mean lies with 95 % confidence.)",
       R"(Exit codes: 0 done, and all asserts held; 1 an assert failed; 2 wrong usage; 3 an error in data or files;
4 a training failed (one diverged: the others are told); 70 a bug; 129, 130, 143 and 152 stopped by SIGHUP,
SIGINT, SIGTERM or SIGXCPU, with the folds that had ended; 141 nobody reads the output any more.)",
       {R"(nntrain cv --data data/banknotes.txt --folds 10 --assert 'low(accuracy) >= 0.97')",
        R"(nntrain cv --data data/orchard.csv --preset modern --repeats 3 --save model.json)"}},
      {"sweep",
       "run train or cv for all combinations of some values, and choose the best",
       "nntrain sweep --data FILE --grid AXIS=VALUES --results FILE [FLAGS]",
       R"(Trains a network for each combination of the values of its axes, or cross-validates it if there is a flag on
folds. Writes a row for each run, and tells which settings are the best, and which are not told apart from them.

An axis is a flag of train or cv and its values, with semicolons between: a value, a range of whole numbers
(1..20), or a number of values with equal ratios (1e-4..1e-1:4). A block has flags that belong together, and the
axes behind it. A combination of flags that contradict each other is a row, too: refused, with the reason.)",
       R"(Exit codes: 0 done; 1 --merge has not found all runs; 2 wrong usage; 3 an error in data or files, or the results
are of another sweep; 4 training failed in a run of each candidate; 5 the file of --like is none of nntrain; 70 a
bug; 129, 130, 143 and 152 stopped by SIGHUP, SIGINT, SIGTERM or SIGXCPU, with the rows of the runs that had
ended; 141 nobody reads the output any more.)",
       {R"(nntrain sweep --data data/banknotes.txt --grid 'hidden=2;5;16,8' --folds 5 --results r.csv)",
        R"(nntrain sweep -d t.csv --folds 5 --block optimizer=gd --grid lr=0.01..1:3 --block optimizer=lbfgs --dry-run)",
        R"(nntrain sweep --merge r1.csv r2.csv r3.csv --results r.csv)"}},
      {"predict",
       "predict each row of a file with a saved model",
       "nntrain predict [--model] FILE --data FILE [FLAGS]",
       R"(Writes the prediction of a saved model for each row of a file: the class and the probability of every class,
or the number, as CSV in the order of the rows. Each line has the number of the row in the file, and its target
if the file has one. Columns are found by their names, in any order; others are ignored. The file may be larger
than memory. By default it is read as in training.)",
       R"(Exit codes: 0 done; 2 wrong usage; 3 an error in data or files; 5 the model cannot be read or does not fit
the data.)",
       {R"(nntrain --data data/banknotes.txt --lr 0.001 --save model.json)",
        R"(nntrain predict model.json --data data/banknotes.txt >predictions.csv)"}},
      {"evaluate",
       "measure a saved model on rows with known targets",
       "nntrain evaluate [--model] FILE --data FILE [FLAGS]",
       R"(Measures a saved model on the rows of a file, which must have the target. By default it is read as in training.

With --importance it also measures how much the model relies on each column: the cells of the column change places
among the rows, and the metric gets worse. The random numbers are always the same.)",
       R"(Exit codes: 0 done, and all asserts held; 1 an assert failed; 2 wrong usage; 3 an error in data or files;
5 the model cannot be read or does not fit the data.)",
       {R"(nntrain evaluate model.json --data data/banknotes.txt --assert 'accuracy >= 0.9')",
        R"(nntrain evaluate model.json --data data/banknotes.txt --importance 20 --metric auc)"}},
      {"compare",
       "tell whether B is better than A: two results, files of predictions or models",
       "nntrain compare [--baseline] A [--candidate] B [FLAGS]",
       R"(Compares B with the baseline A, and says of each metric whether B is better or worse, and how sure that is.
A and B are of one kind; their content tells which:

result        the JSON (--format json or jsonl) of train, cv or evaluate: fold by fold, or seed by seed
predictions   the CSV that --predictions of train or cv, or predict wrote: row by row
model         what --save wrote: both predict the rows of --data

One metric decides, the others inform. The verdict on it, from the 95 % interval of B - A:

better, worse  the interval excludes 0
same           all values are equal, or the interval is inside the margin
inconclusive   the interval holds 0, or there is none)",
       R"(Exit codes: 0 done; 1 the verdict is one of --fail-on, or B is not shown to be within a --margin; 2 wrong
usage, and two that cannot be compared: other data, other splits; 3 an error in data or files; 5 a model cannot
be read or does not fit the data.)",
       {R"(nntrain compare old.json new.json)",
        R"(nntrain compare old-rows.csv new-rows.csv --metric auc --margin accuracy=0.01)",
        R"(nntrain compare old-model.json new-model.json --data test.csv --fail-on worse,inconclusive)"}},
      {"check",
       "look at a data file: its columns, and what is wrong with it, for training or for a model",
       "nntrain check [--data] FILE [--model FILE] [FLAGS]",
       R"(Reads a CSV as training would, and trains nothing. Prints the first rows, what each column is like, and
findings: what training would refuse, and what harms it. Each finding has a code, and the flag of train that helps.
--missing says how training will read missing cells; check itself always goes on. The numbers are those of the rows
that training would have.
With --model it reads the file as predict would, and tells what predict would refuse, and how the rows differ from
those that the model was trained on. The target may be absent.

refused          training, or predict, refuses the file, with this message
missing-cells    cells without a value
empty-column     columns without any value
read-otherwise   what was read otherwise than it stands there
constant-column  columns with the same value in every row
identifier       columns that count the rows, or have another text in nearly every row
same-column      columns with the cells of an earlier one
collinear        number columns with |r| > 0.999 to an earlier one
tells-target     columns that alone tell the class in 99.5 % of its rows, or a number with |r| > 0.999
repeated-rows    rows that repeat an earlier row
test-rows        rows of --test that are in --data, too
sorted-rows      rows that are sorted by class
rare-class       classes with less than half of an even share, and less than 10 rows or 5 % of them
outliers         values beyond 10 standard deviations of the other values
scales           inputs that need scaling
target-scale     numbers to predict that need scaling

With --model only:
missing-column   columns that the model needs, and the file lacks
other-type       columns of numbers with a cell that is no number
unseen-text      texts that no training row had, and classes that the model does not have
out-of-range     values below or above all values in training
mean-moved       means that differ from training by more than 4 standard errors and 0.1 deviations
shares-moved     the same for the share of a text or of a class
no-ranges        the model was saved by an older nntrain, which did not note what the training rows had)",
       R"(Exit codes: 0 training, or predict, would take the file, and there is no finding of --fail-on; 1 it would be
refused, or there is one; 2 wrong usage; 3 the file cannot be read; 5 the model cannot be read.)",
       {R"(nntrain check data/orchard.csv)", R"(nntrain check new.csv --model model.json)",
        R"(nntrain check data/banknotes.txt --fail-on refused,missing-cells,identifier --format json)"}},
      {"show",
       "print how a saved model was made, its layers and its weights",
       "nntrain show [--model] FILE [FLAGS]",
       R"(Prints how a saved model was made, how each column is prepared, its layers and its weights.)",
       R"(Exit codes: 0 done; 2 wrong usage; 3 an error in files; 5 the model cannot be read.)",
       {R"(nntrain show model.json --weights full)"}},
      {"plot",
       "draw a saved model, a log, a table or a sweep",
       "nntrain plot [--file] FILE [FLAGS]",
       R"(Draws an SVG for papers and pages, or characters for the terminal (-), which take gnuplot on the PATH. FILE
is one of these. Its first line tells which one, or --as does:

model        what --save wrote: shows what the model has learned, on the rows of its training or of --data
log          what --log wrote: shows how training went
data         a table (CSV): shows its rows by two features and the target. It is read as nntrain train reads it,
             but a row is left out only if it misses a cell that is drawn
results      what nntrain sweep --results wrote: shows the metric by the options that were tried

The panels. A table has only data, without predictions. A sweep has only lines, map, parallel and histogram, of
which the first that fits is drawn, and spread. units, network, and spread of a sweep are drawn if they are
asked for:

data         the rows by two features, colored by class, over the class predicted at each point, with the
             boundary and contours of the probability; for a regression: bands of the number
units        the same with the lines where the weighted sums of the hidden units are 0
confusion    rows of each class by predicted class (confusion matrix)
fit          for a regression: predicted against actual values
loss         the loss after each iteration, of training and validation rows (from a log)
accuracy     the same for the accuracy
roc          ROC curve of the second of two classes, or of each class against the rest
calibration  for each tenth of a class's probability: the share of rows in the class, with 95 % intervals
importance   how much the metric gets worse when a column is shuffled (only with nntrain evaluate --importance)
lines        the metric by one option, or with a line for each value of a second one, with 95 % intervals
map          the metric by two options: a cell for each pair of values
parallel     the metric by more options: each candidate is a line from option to option
histogram    how the metric varies from seed to seed: the number of runs in each bin, of up to 6 candidates
network      inputs, units and outputs as circles, with lines as wide as the weights (only as an SVG)
spread       metrics in each fold or run, with means and 95 % intervals (of nntrain cv, --seeds, a sweep))",
       R"(Exit codes: 0 done; 2 wrong usage; 3 an error in data or files, or no gnuplot; 5 the model cannot be read
or does not fit the data.)",
       {R"(nntrain plot data/banknotes.txt --plot-features variance,entropy)",
        R"(nntrain plot model.json --output model.svg)",
        R"(nntrain plot model.json --data data/banknotes.txt --plot-panels roc,calibration --output roc.svg)",
        R"(nntrain plot log.csv)", R"(nntrain plot results.csv --output sweep.svg)"}},
      {"replay",
       "train a saved model again and check that the result has the same bits",
       "nntrain replay [--model] FILE [FLAGS]",
       R"(Repeats the training of a saved model and compares the bits of weights, columns and metrics. If they differ,
it prints the first difference and what else changed: the bytes of a file, the version, an option. A run that
time or a signal stopped is repeated with the same number of iterations.)",
       R"(Exit codes: 0 identical; 1 different; 2 wrong usage; 3 an error in data or files; 4 training failed; 5 the
model cannot be read; 129, 130, 143 and 152 stopped by SIGHUP, SIGINT, SIGTERM or SIGXCPU, without a
verdict.)",
       {R"(nntrain replay model.json --data data/banknotes.txt)"}},
      {"export",
       "write a saved model as ONNX or C, for other programs",
       "nntrain export [--model] FILE --to onnx|c --output FILE",
       R"(Writes a saved model as a file for other programs, including the preparation of the columns: it takes rows
as they are in a CSV. Of an ensemble it is one file, too, with the mean outputs of its networks.

onnx   one input per column, with the column's name, N x 1: double (or float, by --input) for numbers (NaN:
       missing), string for texts. The model computes in double. A classification has the outputs label and
       probabilities (N x C; called outputs if they are not probabilities). A regression has the output
       prediction. If a column has such a name, the output gets another one, and a warning tells it. For ONNX
       Runtime and others; opset 13.
c      one file of C99 that needs only libm; the declarations at its top show how to call it. Its results have
       the same bits as those of nntrain predict.

Unknown texts and missing cells are allowed if training allowed them (--unseen, --missing). Otherwise the C
function returns which column is wrong, and an ONNX runtime refuses the rows.)",
       R"(Exit codes: 0 done; 2 wrong usage; 3 an error in files; 5 the model cannot be read.)",
       {R"(nntrain export model.json --to onnx --output model.onnx)",
        R"(nntrain export model.json --to c --output - | cc -std=c99 -O2 -c -x c - -o model.o)"}},
      {"bench",
       "measure the speed of this machine on fixed workloads",
       "nntrain bench [FLAGS]",
       R"(Measures the speed of fixed workloads on made-up data: networks (the lecture's, Keras', two larger ones, and
that of --preset modern), reading a CSV of numbers and one with texts, each elementary function, and all that
nntrain predict and a cross-validation do. It needs no file of yours. Defaults are in [brackets].)",
       R"(The fingerprints (of the final weights, the cells read, the function's values, the predictions) are the same
on any processor, with any number of threads.

Mrows/s is rows times iterations, in millions per second. A multiply-add counts as two flops: a layer of I
inputs and O outputs has 2 I O flops per row for X W, for X' D and, except in the first layer, for D W';
nothing else is counted. The peak speed, of multiply-adds, of sigmoids and of reading memory, is measured
between the runs. What measures it never changes, so that versions of nntrain can be compared.
"of peak" divides the time of the flops at peak speed by the measured time. "of bound" divides by it the
longest of three times at peak speed: that of the flops, that of the sigmoids, and that of what must go
through memory (a CSV and the numbers read from it). "of sigmoid" divides a function's speed by the peak
speed of the sigmoid.)",
       {R"(nntrain bench --threads 2 --only 28-64-64-1,csv)"}},
  };
  return all;
}

}  // namespace nntrain
