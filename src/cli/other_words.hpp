#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// A word of other programs, and what stands for it here.
struct OtherWord {
  std::string_view word;  ///< in small letters, with hyphens; these, underscores and dots may be left out
  std::string_view ours;  ///< the word here; "": there is none
  std::string_view instead{};  ///< what to do then, in one line; its flags are those of the command
  std::string_view flag{};     ///< of a value: the flag that takes it
};

/// The words of Keras, scikit-learn, PyTorch, R (nnet, neuralnet, caret) and others for flags, for values of
/// flags, and for commands.
std::span<const OtherWord> other_flags();
std::span<const OtherWord> other_values();
std::span<const OtherWord> other_commands();

/// The name with - for every _.
std::string with_hyphens(std::string_view name);

/// What may be meant by a flag that is none of `flags`, also if it is a word of other programs: "; did
/// you mean '--data'?". For something that nntrain lacks, what there is instead: "; there is no ...". "" if
/// nothing is similar. `prefix` precedes the flag. maxIter, max_iter and max.iter are the same word.
std::string suggest_flag(std::string_view name, const std::vector<std::string>& flags,
                         std::string_view prefix = "--");

/// The same for the value of the flag `flag`, which must be one of `words`.
std::string suggest_value(std::string_view flag, std::string_view given,
                          const std::vector<std::string>& words);

/// The same for a word that is no command.
std::string suggest_command(std::string_view word, const std::vector<std::string>& commands);

}  // namespace nntrain
