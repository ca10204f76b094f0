#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/words.hpp"

namespace nntrain {

/// The remedies that a program can follow, too. The same kind of error has the same one.
enum class RemedyId {
  kDelimiter,
  kFirstLines,
  kHeader,
  kHeaderAgain,
  kUnits,
  kAmounts,
  kSeveralUnits,
  kDates,
  kMissing,
  kMissingInUse,
  kMissingOrText,
  kText,
  kTooManyTexts,
  kUnseenText,
  kEmptyColumn,
  kEmptiestColumn,
  kDecimalCommas,
  kEncoding,
  kConvert,
  kTask,
  kSpellings,
  kLabelEnds,
  kExactBackprop,
  kLectureBackprop,
  kNothingLearned
};
constexpr auto words(RemedyId) {
  return std::to_array<Word<RemedyId>>({{"delimiter", RemedyId::kDelimiter},
                                        {"first-lines", RemedyId::kFirstLines},
                                        {"header", RemedyId::kHeader},
                                        {"header-again", RemedyId::kHeaderAgain},
                                        {"units", RemedyId::kUnits},
                                        {"amounts", RemedyId::kAmounts},
                                        {"several-units", RemedyId::kSeveralUnits},
                                        {"dates", RemedyId::kDates},
                                        {"missing", RemedyId::kMissing},
                                        {"missing-in-use", RemedyId::kMissingInUse},
                                        {"missing-or-text", RemedyId::kMissingOrText},
                                        {"text", RemedyId::kText},
                                        {"too-many-texts", RemedyId::kTooManyTexts},
                                        {"unseen-text", RemedyId::kUnseenText},
                                        {"empty-column", RemedyId::kEmptyColumn},
                                        {"emptiest-column", RemedyId::kEmptiestColumn},
                                        {"decimal-commas", RemedyId::kDecimalCommas},
                                        {"encoding", RemedyId::kEncoding},
                                        {"convert", RemedyId::kConvert},
                                        {"task", RemedyId::kTask},
                                        {"spellings", RemedyId::kSpellings},
                                        {"label-ends", RemedyId::kLabelEnds},
                                        {"exact-backprop", RemedyId::kExactBackprop},
                                        {"lecture-backprop", RemedyId::kLectureBackprop},
                                        {"nothing-learned", RemedyId::kNothingLearned}});
}

/// One way out of an error: the same command with other words.
struct Way {
  std::string lead;  ///< what it does, or when it is right: "to leave such rows out"; or ""
  std::vector<std::string> arguments{};  ///< {"--missing", "drop"}; an earlier value of a flag gives way
  std::string filter{};                  ///< a program that a file goes through first: "zcat"
  std::string path{};                    ///< that file, if there is a filter
  std::string flag = "data";             ///< the flag of that file, without --
  std::string command{};                 ///< what stands before "-" then: "nntrain plot"; "": "nntrain --FLAG"

  /// "to leave such rows out:  --missing drop", in words of a shell.
  std::string text() const;
};

/// What to do about an error: ways that a program can follow too, or a text for people. A program takes the
/// first way, unless the ways need the user's knowledge.
class Remedy {
 public:
  Remedy() = default;
  Remedy(std::string text) : text_(std::move(text)) {}  // NOLINT(google-explicit-constructor): as in Error
  Remedy(const char* text) : text_(text) {}             // NOLINT(google-explicit-constructor)
  explicit Remedy(std::vector<Way> ways, bool needs_knowledge = false)
      : ways_(std::move(ways)), needs_knowledge_(needs_knowledge) {}
  Remedy(RemedyId id, std::vector<Way> ways, bool needs_knowledge = false)
      : id_(id), ways_(std::move(ways)), needs_knowledge_(needs_knowledge) {}

  const std::optional<RemedyId>& id() const { return id_; }  ///< none: a text for people
  const std::vector<Way>& ways() const { return ways_; }
  bool needs_knowledge() const { return needs_knowledge_; }

  /// The same where a filter is for the file of `flag`. A `command`, such as "nntrain plot", takes the file
  /// without the flag.
  Remedy of_file(const std::string& flag, const std::string& command = "") const;
  /// The same where another command reads the file, unless the ways name theirs: "nntrain predict m.json".
  Remedy of_command(const std::string& command) const;
  /// The same where the file is one of several that a pattern names: a program cannot follow filters then.
  Remedy of_each_file() const;

  /// "to leave such rows out:  --missing drop      or to fill in the mean:  --missing mean"; "" if there is
  /// none. All words are words of a shell.
  std::string text() const;

 private:
  std::optional<RemedyId> id_;
  std::string text_;  // before the ways
  std::vector<Way> ways_;
  bool needs_knowledge_ = true;
};

}  // namespace nntrain
