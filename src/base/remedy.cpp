#include "base/remedy.hpp"

#include <fmt/format.h>

#include "base/compression.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {

std::string Way::text() const {
  std::vector<std::string> words;
  for (const std::string& argument : arguments) words.push_back(shell_word(argument));
  const std::string flags = join(words, " ", std::string::npos);
  const std::string before = command.empty() ? "nntrain --" + flag : command;
  const std::string_view first = program_before(filter, path);
  const std::string typed = filter.empty()  ? flags
                            : first.empty() ? filter_remedy(filter, path, before, flags)
                                            : filter_remedy(first, path, filter + " | " + before, flags);
  return lead.empty() ? typed : lead + ":  " + typed;
}

Remedy Remedy::of_file(const std::string& flag, const std::string& command) const {
  Remedy remedy = *this;
  for (Way& way : remedy.ways_) {
    way.flag = flag;
    way.command = command;
  }
  return remedy;
}

Remedy Remedy::of_command(const std::string& command) const {
  Remedy remedy = *this;
  for (Way& way : remedy.ways_) {
    if (way.command.empty()) way.command = command + " --" + way.flag;
  }
  return remedy;
}

Remedy Remedy::of_each_file() const {
  Remedy remedy;
  remedy.id_ = id_;
  remedy.text_ = text_;
  remedy.needs_knowledge_ = needs_knowledge_;
  for (const Way& way : ways_) {
    if (way.filter.empty()) {
      remedy.ways_.push_back(way);
    } else if (remedy.text_.empty()) {
      remedy.needs_knowledge_ = true;
      const std::string_view first = program_before(way.filter, way.path);
      remedy.text_ = fmt::format("{}make new files of such parts:  {} < {}{} > NEW",
                                 way.lead.empty() ? "" : way.lead + ", ", first.empty() ? way.filter : first,
                                 shell_word(way.path), first.empty() ? "" : " | " + way.filter);
      if (!way.arguments.empty()) remedy.text_ += "      and:  " + Way{"", way.arguments}.text();
    }
  }
  return remedy;
}

std::string Remedy::text() const {
  std::string text = text_;
  for (const Way& way : ways_) {
    if (!text.empty()) text += way.lead.empty() ? "   or   " : "      or ";
    text += way.text();
  }
  return text;
}

}  // namespace nntrain
