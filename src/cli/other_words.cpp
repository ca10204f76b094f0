#include "cli/other_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace nntrain {
namespace {

/// The word in small letters, without what other programs put between its parts: maxIter, max_iter and
/// max.iter are the same.
std::string bare(std::string_view word) {
  std::string result = lower(word);
  std::erase_if(result, [](char c) { return c == '-' || c == '_' || c == '.' || c == ' '; });
  return result;
}

bool is_among(std::string_view word, const std::vector<std::string>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Whether each --flag in a text is one of `flags`.
bool has_flags_of(std::string_view text, const std::vector<std::string>& flags) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789-";
  for (std::size_t at = text.find("--"); at != std::string_view::npos; at = text.find("--", at)) {
    at += 2;
    const std::size_t end = std::min(text.find_first_not_of(kLetters, at), text.size());
    if (!is_among(text.substr(at, end - at), flags)) return false;
  }
  return true;
}

/// The suggestion for `given`: the one of `names` that is the same word, else what the first of `others` says
/// that is this word and exists(), else the nearest of `names`.
template <typename Exists>
std::string suggest(std::string_view given, std::span<const OtherWord> others, const Exists& exists,
                    const std::vector<std::string>& names, std::string_view prefix) {
  const std::string word = bare(given);
  for (const std::string& name : names) {
    if (bare(name) == word) return fmt::format("; did you mean '{}{}'?", prefix, name);
  }
  for (const OtherWord& other : others) {
    if (bare(other.word) != word || !exists(other)) continue;
    return other.ours.empty() ? fmt::format("; {}", other.instead)
                              : fmt::format("; did you mean '{}{}'?", prefix, other.ours);
  }
  return did_you_mean(with_hyphens(given), names, prefix);
}

}  // namespace

std::string with_hyphens(std::string_view name) {
  std::string result(name);
  std::replace(result.begin(), result.end(), '_', '-');
  return result;
}

std::string suggest_flag(std::string_view name, const std::vector<std::string>& flags,
                         std::string_view prefix) {
  const auto exists = [&](const OtherWord& other) {
    if (!other.ours.empty()) return is_among(other.ours, flags);
    // What has no word here is about training, whose flags have a seed; it may name another command, too.
    const bool is_elsewhere = other.instead.find("nntrain ") != std::string_view::npos;
    return is_among("seed", flags) && (is_elsewhere || has_flags_of(other.instead, flags));
  };
  return suggest(name, other_flags(), exists, flags, prefix);
}

std::string suggest_value(std::string_view flag, std::string_view given,
                          const std::vector<std::string>& words) {
  const auto exists = [&](const OtherWord& other) { return other.flag == flag; };
  return suggest(given, other_values(), exists, words, "");
}

std::string suggest_command(std::string_view word, const std::vector<std::string>& commands) {
  return suggest(
      word, other_commands(), [](const OtherWord&) { return true; }, commands, "");
}

}  // namespace nntrain
