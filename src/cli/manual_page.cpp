#include <string_view>

#include <fmt/format.h>

#include "cli/help.hpp"

namespace nntrain {
namespace {

/// Escapes text for roff: no escape sequences, no requests at the start of a line, and dashes to copy.
std::string roff(std::string_view text) {
  std::string out;
  bool is_start = true;
  for (const char c : text) {
    if (is_start && (c == '.' || c == '\'')) out += "\\&";
    is_start = c == '\n';
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '\'') {
      out += "\\(aq";
    } else if (c == '`') {
      out += "\\(ga";
    } else if (c == '^') {
      out += "\\(ha";
    } else if (c == '~') {
      out += "\\(ti";
    } else {
      out += c;
    }
  }
  return out;
}

/// Paragraphs. One with three spaces in a row keeps its lines: they are formatted by hand.
std::string paragraphs(const std::string& text) {
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", begin), text.size());
    const std::string part = text.substr(begin, end - begin);
    const bool is_set_out = part.find("   ") != std::string::npos;
    out += is_set_out ? fmt::format(".PP\n.nf\n{}\n.fi\n", roff(part)) : fmt::format(".PP\n{}\n", roff(part));
    begin = end + 2;
  }
  return out;
}

std::string flag_item(const Flag& flag) {
  std::string names = flag.short_name != 0 ? fmt::format("\\fB\\-{}\\fR, ", flag.short_name) : "";
  names += fmt::format("\\fB{}\\fR", roff("--" + flag.name));
  if (!flag.is_switch()) names += fmt::format(" \\fI{}\\fR", roff(value_text(flag)));
  return fmt::format(".TP\n{}\n{}\n", names, roff(text_of(flag)));
}

std::string command_section(const CommandPage& page) {
  const CommandText& text = page.text;
  std::string out = fmt::format(".SH {}\n.B {}\n{}", roff("NNTRAIN " + text.name), roff(text.usage),
                                paragraphs(text.description));
  std::string group;
  for (const Flag& flag : page.flags) {
    if (flag.group != group) out += fmt::format(".SS {}\n", roff(flag.group));
    group = flag.group;
    out += flag_item(flag);
  }
  out += ".SS Notes\n" + paragraphs(text.notes);
  out += ".PP\nExamples:\n.PP\n.nf\n";
  for (const std::string& example : text.examples) out += fmt::format(".RS 4\n{}\n.RE\n", roff(example));
  return out + ".fi\n";
}

}  // namespace

std::string manual_page(const std::vector<CommandPage>& pages) {
  std::string out = ".\\\" made by: nntrain help man\n.TH NNTRAIN 1 \"\" \"nntrain " NNTRAIN_VERSION "\"\n";
  out += ".SH NAME\nnntrain \\- train neural networks on tables\n.SH SYNOPSIS\n";
  for (const CommandPage& page : pages) out += fmt::format(".B {}\n.br\n", roff(page.text.usage));
  out += ".SH DESCRIPTION\n";
  out +=
      roff(
          "nntrain reads a CSV, trains a network on its columns, and prints how good it is. The result has "
          "the same bits for any number of threads, on any machine. The default command is train.") +
      "\n";
  for (const CommandPage& page : pages) {
    out += fmt::format(".TP\n\\fB{}\\fR\n{}\n", page.text.name, roff(page.text.summary));
  }
  for (const CommandPage& page : pages) out += command_section(page);
  return out;
}

}  // namespace nntrain
