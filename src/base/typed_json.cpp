#include "base/typed_json.hpp"

#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/typed_tokens.hpp"

namespace nntrain {
namespace {

/// Copies a typed text as strict JSON, token by token.
class TypedReader {
 public:
  explicit TypedReader(std::string_view text) : tokens_(text) {}

  std::string whole() {
    const bool is_json = tokens_.is('{') || tokens_.is('[');
    if (!is_json) refuse("{");
    value();
    if (!tokens_.is_end()) refuse("the end of the file");
    return std::move(json_);
  }

 private:
  /// A list or an object that is not closed yet.
  struct Opened {
    char end;
    std::size_t begin;
    bool is_empty = true;
    std::set<std::string> names{};  ///< of the members so far
  };

  /// Refuses the token, because of what is expected there. `is_name_right`: whether that may be a name.
  [[noreturn]] void refuse(const std::string& expected, bool is_name_right = false) const {
    std::string why = fmt::format("{} stands where {} is expected", tokens_.shown(), expected);
    if (is_name_right && tokens_.is_name()) why += "; put quotes around it if it is a name";
    if (tokens_.is_end()) why = fmt::format("the file ends where {} is expected", expected);
    const bool is_wrong_end = tokens_.is_end() || tokens_.is(']') || tokens_.is('}');
    if (is_wrong_end && !opened_.empty()) {
      const Opened& inner = opened_.back();
      why += fmt::format("; the {} of {} is not closed", inner.end == '}' ? '{' : '[',
                         tokens_.place_of(inner.begin));
    }
    tokens_.refuse(why);
  }

  /// Copies a value with all that is in it. No recursion: the text may be as deep as it likes.
  void value() {
    do {
      if (tokens_.is('{') || tokens_.is('[')) {
        open();
      } else {
        json_ += scalar();
      }
      while (!opened_.empty() && ends()) close();
      if (!opened_.empty()) next_item();
    } while (!opened_.empty());
  }

  void open() {
    constexpr std::size_t kDeepest = 64;
    if (opened_.size() >= kDeepest) tokens_.refuse(fmt::format("it is nested deeper than {}", kDeepest));
    const char end = tokens_.is('{') ? '}' : ']';
    opened_.push_back({end, tokens_.begin()});
    json_ += end == '}' ? '{' : '[';
    tokens_.next();
  }

  void close() {
    json_ += opened_.back().end;
    opened_.pop_back();
    tokens_.next();
  }

  /// Whether the innermost list or object ends here, perhaps after a comma too many.
  bool ends() {
    Opened& inner = opened_.back();
    if (inner.is_empty) return tokens_.is(inner.end);
    if (tokens_.is(inner.end)) return true;
    if (!tokens_.is(',')) refuse(fmt::format(", or {}", inner.end));
    tokens_.next();
    return tokens_.is(inner.end);
  }

  /// Goes to the value of the next item: over the name of a member.
  void next_item() {
    Opened& inner = opened_.back();
    if (!inner.is_empty) json_ += ',';
    inner.is_empty = false;
    if (inner.end == ']') return;
    if (!tokens_.is_text()) refuse(R"(a name such as "bias")", true);
    const std::string name = '"' + tokens_.text() + '"';
    const std::string meant = parse_json(name).text();  // "\u0061" is "a"
    if (!inner.names.insert(meant).second)
      tokens_.refuse(fmt::format("the key '{}' is there twice", printable(meant)));
    json_ += name;
    tokens_.next();
    if (!tokens_.is(':')) refuse(":");
    tokens_.next();
    json_ += ':';
  }

  std::string scalar() {
    std::string copy;
    if (tokens_.is_number()) {
      copy = tokens_.text();
    } else if (tokens_.is_text()) {
      copy = tokens_.is_literal() ? tokens_.text() : '"' + tokens_.text() + '"';
    } else {
      refuse(opened_.back().end == ']' ? "a number or a list" : "a value", true);
    }
    tokens_.next();
    return copy;
  }

  TypedTokens tokens_;
  std::string json_;
  std::vector<Opened> opened_;
};

}  // namespace

std::string strict_json(std::string_view typed) {
  return TypedReader(typed).whole();
}

Json parse_typed_json(std::string_view text) {
  try {
    return parse_json(text);
  } catch (const JsonError&) {
    return parse_json(strict_json(text));  // which has no error left: its bytes are not those of the file
  }
}

}  // namespace nntrain
