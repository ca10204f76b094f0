#include "base/remedy.hpp"

#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {

std::string Way::text() const {
  std::vector<std::string> words;
  for (const std::string& argument : arguments) words.push_back(shell_word(argument));
  const std::string flags = join(words, " ", std::string::npos);
  const std::string command = filter.empty() ? flags : filter_remedy(filter, path, flag, flags);
  return lead.empty() ? command : lead + ":  " + command;
}

Remedy Remedy::of_file(const std::string& flag) const {
  Remedy remedy = *this;
  for (Way& way : remedy.ways_) way.flag = flag;
  return remedy;
}

std::string Remedy::text() const {
  if (ways_.empty()) return text_;
  std::string text;
  for (const Way& way : ways_) {
    if (!text.empty()) text += way.lead.empty() ? "   or   " : "      or ";
    text += way.text();
  }
  return text;
}

}  // namespace nntrain
