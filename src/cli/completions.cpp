#include <algorithm>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "base/quote.hpp"
#include "base/text.hpp"
#include "cli/help.hpp"

namespace nntrain {
namespace {

/// Whether a word is no pattern that stands for others, such as hash:COLUMN, F or recall=R.
bool is_typed_as_it_is(const std::string& word) {
  return std::none_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// The words of "none|standard|minmax", or those that the flag offers; perhaps none.
std::vector<std::string> choices(const Flag& flag) {
  std::vector<std::string> words;
  std::copy_if(flag.offered.begin(), flag.offered.end(), std::back_inserter(words), is_typed_as_it_is);
  if (!flag.is_choice()) return words;
  for (std::size_t begin = 0; begin <= flag.value_name.size();) {
    const std::size_t end = std::min(flag.value_name.find('|', begin), flag.value_name.size());
    const std::string word = flag.value_name.substr(begin, end - begin);
    if (is_typed_as_it_is(word)) words.push_back(word);
    begin = end + 1;
  }
  return words;
}

/// All names of a flag: "--data", "-d".
std::vector<std::string> names_of(const Flag& flag) {
  std::vector<std::string> names = {"--" + flag.name};
  if (!flag.alias.empty()) names.push_back("--" + flag.alias);
  if (flag.short_name != 0) names.push_back(fmt::format("-{}", flag.short_name));
  return names;
}

std::string command_words(const std::vector<CommandPage>& pages) {
  std::vector<std::string> words;
  for (const CommandPage& page : pages) words.push_back(page.text.name);
  words.emplace_back("help");
  return join(words, " ", std::string::npos);
}

/// The case of one command: what to complete after each of its flags.
std::string bash_cases(const CommandPage& page) {
  std::vector<std::string> flags;
  std::string cases;
  std::vector<std::string> files;
  std::vector<std::string> others;
  for (const Flag& flag : page.flags) {
    const std::vector<std::string> names = names_of(flag);
    flags.insert(flags.end(), names.begin(), names.end());
    const std::string pattern = fmt::format("{}", fmt::join(names, "|"));
    const std::vector<std::string> words = choices(flag);
    if (!words.empty()) {
      cases += fmt::format("        {}) words='{}'{} ;;\n", pattern, fmt::join(words, " "),
                           flag.is_list ? " list=yes" : "");
    } else if (flag.file) {
      files.push_back(pattern);
    } else if (!flag.implied.empty()) {
      cases += fmt::format("        {}) [[ -n $equals ]] || words=$flags ;;\n", pattern);
    } else if (!flag.is_switch()) {
      others.push_back(pattern);
    }
  }
  if (!files.empty()) cases += fmt::format("        {}) files=yes ;;\n", fmt::join(files, "|"));
  if (!others.empty()) cases += fmt::format("        {}) ;;\n", fmt::join(others, "|"));
  cases += fmt::format("        *) words=$flags {};;\n", page.bare.empty() ? "" : "files=yes ");
  return fmt::format("    {})\n      flags='{} --help --version'\n      case $prev in\n{}      esac ;;\n",
                     page.text.name, fmt::join(flags, " "), cases);
}

/// Escapes text between brackets in zsh's _arguments.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_flag(const Flag& flag) {
  std::string value;
  if (!flag.is_switch()) {
    const std::vector<std::string> words = choices(flag);
    value = (flag.implied.empty() ? ":" : "::") + zsh_text(words.empty() ? flag.value_name : "which") + ":";
    if (!words.empty() && flag.is_list) {
      value += fmt::format("_sequence -d compadd - {}", fmt::join(words, " "));  // -d: also a word twice
    } else if (!words.empty()) {
      value += fmt::format("({})", fmt::join(words, " "));
    }
    if (flag.file) value += "_files";
  }
  std::string lines;
  for (const std::string& name : names_of(flag)) {
    const bool is_long = name.size() > 2 && !flag.is_switch();
    const std::string spec = fmt::format("{}{}{}[{}]{}", flag.repeatable ? "*" : "", name, is_long ? "=" : "",
                                         zsh_text(flag.help), value);
    lines += fmt::format(" \\\n        {}", shell_word(spec));
  }
  return lines;
}

}  // namespace

std::string bash_completion(const std::vector<CommandPage>& pages) {
  std::string out = "# made by: nntrain help bash\n_nntrain() {\n";
  out += R"(  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
  local command=train words= files= flags= equals= list= before=
  # --flag=value comes as three words
  if [[ $cur == = ]]; then
    cur= equals=yes
  elif [[ $prev == = ]]; then
    prev=${COMP_WORDS[COMP_CWORD-2]} equals=yes
  fi
  COMPREPLY=()
)";
  const std::string names = command_words(pages);
  out += fmt::format("  local commands='{}'\n", names);
  out += R"(  if ((COMP_CWORD == 1)) && [[ $cur != -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$cur")
    return
  fi
  [[ ${COMP_WORDS[1]} == -* ]] || command=${COMP_WORDS[1]}
  case $command in
)";
  for (const CommandPage& page : pages) out += bash_cases(page);
  out += R"(    help) words="$commands man bash zsh" ;;
  esac
  [[ $cur == -* ]] && files=
  [[ -n $list && $cur == *,* ]] && before=${cur%,*},  # of a list, the last item
  mapfile -t COMPREPLY < <(
    compgen -P "$before" -W "$words" -- "${cur#"$before"}"
    [[ -z $files ]] || compgen -f -- "$cur"
  )
  [[ -z $files ]] || compopt -o filenames 2>/dev/null
}
complete -F _nntrain nntrain
)";
  return out;
}

std::string zsh_completion(const std::vector<CommandPage>& pages) {
  std::string out =
      "#compdef nntrain\n# made by: nntrain help zsh\n_nntrain() {\n  local command=train\n  local -a "
      "commands=(\n";
  for (const CommandPage& page : pages) {
    out += fmt::format("    {}\n", shell_word(page.text.name + ":" + zsh_text(page.text.summary)));
  }
  out += R"(    'help:help on a command'
  )
  if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
    _describe command commands
    return
  fi
  if [[ $words[2] != -* ]]; then
    command=$words[2]
    shift words
    ((CURRENT--))
  fi
  case $command in
)";
  for (const CommandPage& page : pages) {
    out += fmt::format("    {})\n      _arguments -S", page.text.name);
    for (const Flag& flag : page.flags) out += zsh_flag(flag);
    for (const std::string& name : page.bare) out += fmt::format(" \\\n        '::{}:_files'", name);
    out += " ;;\n";
  }
  out += R"(    help) _values command )" + command_words(pages) + R"( man bash zsh ;;
  esac
}
# in a folder of fpath the file is the function itself; read by source it only defines it
if [ "$funcstack[1]" = _nntrain ]; then _nntrain "$@"; else compdef _nntrain nntrain; fi
)";
  return out;
}

}  // namespace nntrain
