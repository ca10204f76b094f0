#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/words.hpp"
#include "trace/board.hpp"

namespace nntrain {

enum class TraceFormat { kText, kMarkdown };
constexpr auto words(TraceFormat) {
  return std::to_array<Word<TraceFormat>>(
      {{"text", TraceFormat::kText}, {"markdown", TraceFormat::kMarkdown}});
}

/// Writes the pieces of a board one after the other: as text for a terminal, whose matrices have aligned
/// columns, or as Markdown for a hand-out, with headings, formulas as code, and matrices as tables.
class BoardText {
 public:
  /// `write` gets whole lines.
  BoardText(TraceFormat format, std::function<void(std::string_view)> write)
      : format_(format), write_(std::move(write)) {}

  /// Throws Interrupted as check_signal() in a long matrix; then it is cut at a whole line.
  void add(const BoardPiece& piece);

  /// Ends a section, or what was cut: an empty line follows.
  void end();

 private:
  void add_as_text(const BoardPiece& piece);
  void add_as_markdown(const BoardPiece& piece);
  void add_matrix(const BoardMatrix& matrix);
  void add_table(const BoardMatrix& matrix);
  void line(std::string_view text);

  TraceFormat format_;
  std::function<void(std::string_view)> write_;
  bool is_line_empty_ = true;         // the last one
  std::optional<BoardPiece> before_;  // the last piece of the section, without its matrix
};

}  // namespace nntrain
