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
  return flag.is_switch() ? usage : usage + " " + value_text(flag);
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

  nntrain --data banknotes.txt --features variance,entropy --hidden 5

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

}  // namespace nntrain
