#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_reader.hpp"
#include "dataset/table.hpp"
#include "model/preprocessing.hpp"
#include "network/activation.hpp"
#include "network/loss.hpp"

namespace nntrain {

/// The words that models have for choices.
inline constexpr std::array<std::pair<std::string_view, MissingMode>, 3> kMissingModes = {
    {{"error", MissingMode::kError}, {"drop", MissingMode::kDrop}, {"mean", MissingMode::kMean}}};
inline constexpr std::array<std::pair<std::string_view, UnseenMode>, 2> kUnseenModes = {
    {{"error", UnseenMode::kError}, {"zero", UnseenMode::kZero}}};
inline constexpr std::array<std::pair<std::string_view, Task>, 2> kTasks = {
    {{"classify", Task::kClassify}, {"regress", Task::kRegress}}};
inline constexpr std::array<std::pair<std::string_view, bool>, 2> kColumnTypes = {
    {{"number", false}, {"text", true}}};

template <typename Words, typename T>
std::string_view word_of(const Words& words, T meaning) {
  for (const auto& [word, one] : words) {
    if (one == meaning) return word;
  }
  return words.front().first;
}

/// What the text of `json` stands for. Throws JsonError.
template <typename Words>
auto meaning_of(const Words& words, const Json& json) {
  for (const auto& [word, meaning] : words) {
    if (word == json.text()) return meaning;
  }
  json.refuse("'" + json.text() + "' is unknown here");
}

/// The same for choices that name_of() names.
template <typename T>
T choice_called(const Json& json, const std::vector<T>& choices) {
  for (const T choice : choices) {
    if (name_of(choice) == json.text()) return choice;
  }
  json.refuse("'" + json.text() + "' is unknown here");
}

}  // namespace nntrain
