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

}  // namespace

std::string short_help() {
  return "nntrain " NNTRAIN_VERSION R"( trains neural networks on tables.

  nntrain --data banknotes.txt --features variance,entropy --hidden 5

reads a CSV, learns its last column, prints the accuracy and the weights. Commands:

  train            fit and measure; the default, so the word may be left out
  help [COMMAND]   this text, or all flags of a command:  nntrain help train

--version prints the version.
)";
}

std::string train_help(const FlagTable& table) {
  std::string out = R"(Usage: nntrain [train] --data FILE [FLAGS]

Trains a network on the columns of a CSV and prints how good it is, on the rows trained on and on rows held
out, and its weights. Defaults are in [brackets]; they are the lecture's.
)";
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

}  // namespace nntrain
