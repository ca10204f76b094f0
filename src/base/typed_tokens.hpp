#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nntrain {

/// The tokens of a JSON text that people typed (base/typed_json.hpp). All throw JsonError with the place.
class TypedTokens {
 public:
  /// Reads the first token. Throws for a text that is no UTF-8.
  explicit TypedTokens(std::string_view text);

  /// Reads the next token.
  void next();

  bool is_end() const { return kind_ == Kind::kEnd; }
  bool is(char mark) const { return kind_ == Kind::kMark && text_[begin_] == mark; }
  bool is_number() const { return kind_ == Kind::kNumber; }
  /// Whether it is a text in quotes or a word without.
  bool is_text() const { return kind_ == Kind::kText || kind_ == Kind::kWord; }
  /// Whether it is a name that needs quotes: my-layer, niño.
  bool is_name() const { return kind_ == Kind::kName; }
  /// Whether it is the word true, false or null.
  bool is_literal() const;
  /// A number in JSON's form; what stands between the quotes of a JSON text; a word.
  const std::string& text() const { return value_; }

  /// Where the token begins: the number of bytes before it.
  std::size_t begin() const { return begin_; }
  /// "line 1, column 5" of the byte at `begin`.
  std::string place_of(std::size_t begin) const;
  /// The token in quotes, as it was typed.
  std::string shown() const;
  [[noreturn]] void refuse(const std::string& why) const;

 private:
  enum class Kind { kEnd, kMark, kNumber, kText, kWord, kName, kOther };

  std::string_view rest() const { return text_.substr(at_); }
  void skip_blanks();
  bool skip_comment();
  bool is_in_name() const;
  void read_name();

  std::string_view text_;
  std::size_t at_ = 0;     ///< after the token
  std::size_t begin_ = 0;  ///< where it begins
  Kind kind_ = Kind::kEnd;
  std::string value_;
};

}  // namespace nntrain
