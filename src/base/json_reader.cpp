#include "base/json_reader.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <deque>
#include <limits>
#include <type_traits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json_text.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {

/// All values of a text in its order, in few words each: what nobody asks for needs little memory. The first
/// word of a value holds its kind and 60 more bits:
///   null
///   boolean (0 or 1)
///   number, then its bits; a count (a number written as one, outside of a list of numbers), then its value
///   text (its start in `texts`), then its length
///   numbers, list, object (their length), then the end of the value, then what is in it: the bits of plain
///   numbers; values; a text and a value for each member
struct JsonTape {
  enum Kind : std::uint64_t { kNull, kBoolean, kNumber, kCount, kText, kNumbers, kList, kObject };
  static constexpr unsigned kBits = 60;

  static std::uint64_t first_word(Kind kind, std::uint64_t rest) { return kind << kBits | rest; }
  Kind kind(std::size_t at) const { return static_cast<Kind>(words[at] >> kBits); }
  std::uint64_t rest(std::size_t at) const { return words[at] & ((std::uint64_t{1} << kBits) - 1); }

  /// Where the value after the one at `at` begins.
  std::size_t end(std::size_t at) const {
    if (kind(at) >= kNumbers) return words[at + 1];
    return at + (kind(at) <= kBoolean ? 1 : 2);
  }
  double number(std::size_t at) const {
    return kind(at) == kCount ? static_cast<double>(words[at + 1]) : std::bit_cast<double>(words[at + 1]);
  }
  std::string_view text(std::size_t at) const {
    return std::string_view(texts).substr(rest(at), words[at + 1]);
  }

  std::deque<std::uint64_t> words;  // grows without a copy
  std::string texts;
};

namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kHead = 2;  // words before the content of a list or object

const char* kind_name(JsonTape::Kind kind) {
  constexpr const char* kNames[] = {"null",   "a truth value",     "a number", "a number",
                                    "a text", "a list of numbers", "a list",   "an object"};
  return kNames[kind];
}

/// The value of the strings that JsonWriter::any_number() writes.
std::optional<double> not_finite(const std::string& text) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (text == "inf") return kInfinity;
  if (text == "-inf") return -kInfinity;
  if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
  return {};
}

/// Fills the tape from the events of nlohmann's parser. The tree of that library accepts equal keys (and
/// keeps the last) and any depth.
class JsonBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::string error;
  JsonTape tape;

  bool null() override { return add({JsonTape::first_word(JsonTape::kNull, 0)}); }
  bool boolean(bool truth) override { return add({JsonTape::first_word(JsonTape::kBoolean, truth ? 1 : 0)}); }
  bool number_integer(number_integer_t number) override { return add_number(static_cast<double>(number)); }
  bool number_unsigned(number_unsigned_t number) override {
    return is_in_numbers() ? add_number(static_cast<double>(number))
                           : add({JsonTape::first_word(JsonTape::kCount, 0), number});
  }
  bool number_float(number_float_t number, const string_t&) override {
    if (!std::isfinite(number)) return fail("a number is not finite");
    return add_number(number);
  }
  bool binary(binary_t&) override { return fail("it holds bytes"); }
  bool string(string_t& text) override {
    const std::size_t start = tape.texts.size();
    tape.texts += bytes_of_json_text(std::move(text));
    return add({JsonTape::first_word(JsonTape::kText, start), tape.texts.size() - start});
  }
  bool key(string_t& name) override {
    const std::size_t start = tape.texts.size();
    tape.texts += bytes_of_json_text(std::move(name));
    put({JsonTape::first_word(JsonTape::kText, start), tape.texts.size() - start});
    return true;
  }
  bool start_object(std::size_t) override { return open(JsonTape::kObject); }
  bool start_array(std::size_t) override { return open(JsonTape::kList); }
  bool end_array() override { return close(); }
  bool end_object() override { return check_keys() && close(); }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& what) override {
    constexpr int kNumberTooLarge = 406;  // nlohmann's error number
    return fail(what.id == kNumberTooLarge ? fmt::format("a number at byte {} is too large", position)
                                           : fmt::format("it is not valid JSON (at byte {})", position));
  }

 private:
  /// A list or object whose end has not come.
  struct Open {
    JsonTape::Kind kind;
    std::size_t at;          // on the tape
    std::size_t length = 0;  // so far
  };

  bool fail(std::string why) {
    if (error.empty()) error = std::move(why);
    return false;
  }

  void put(std::initializer_list<std::uint64_t> words) {
    for (const std::uint64_t word : words) tape.words.push_back(word);
  }

  /// Whether a number is to be plain: a list of only numbers needs little memory, and models are full of
  /// them.
  bool is_in_numbers() {
    if (open_.empty()) return false;
    Open& list = open_.back();
    if (list.kind == JsonTape::kList && list.length == 0) list.kind = JsonTape::kNumbers;
    return list.kind == JsonTape::kNumbers;
  }

  bool add_number(double number) {
    const auto bits = std::bit_cast<std::uint64_t>(number);
    if (!is_in_numbers()) return add({JsonTape::first_word(JsonTape::kNumber, 0), bits});
    put({bits});
    ++open_.back().length;
    return true;
  }

  /// Makes the innermost list of numbers a list of any values.
  void end_plain_numbers() {
    Open& list = open_.back();
    if (list.kind != JsonTape::kNumbers) return;
    list.kind = JsonTape::kList;
    std::size_t from = tape.words.size();
    tape.words.resize(from + list.length);
    for (std::size_t to = tape.words.size(); from > list.at + kHead;) {
      tape.words[--to] = tape.words[--from];
      tape.words[--to] = JsonTape::first_word(JsonTape::kNumber, 0);
    }
  }

  bool add(std::initializer_list<std::uint64_t> words) {
    if (!open_.empty()) {
      end_plain_numbers();
      ++open_.back().length;
    }
    put(words);
    return true;
  }

  bool open(JsonTape::Kind kind) {
    if (open_.size() >= kDeepest) return fail(fmt::format("it is nested deeper than {}", kDeepest));
    add({});
    open_.push_back({kind, tape.words.size()});
    put({0, 0});
    return true;
  }

  bool close() {
    const Open& one = open_.back();
    tape.words[one.at] = JsonTape::first_word(one.kind, one.length);
    tape.words[one.at + 1] = tape.words.size();
    open_.pop_back();
    return true;
  }

  bool check_keys() {
    const Open& object = open_.back();
    std::vector<std::size_t> keys;
    keys.reserve(object.length);
    for (std::size_t at = object.at + kHead; at < tape.words.size(); at = tape.end(tape.end(at)))
      keys.push_back(at);
    // ties: equal keys are refused
    std::sort(keys.begin(), keys.end(),
              [this](std::size_t a, std::size_t b) { return tape.text(a) < tape.text(b); });
    const auto twice = std::adjacent_find(keys.begin(), keys.end(), [this](std::size_t a, std::size_t b) {
      return tape.text(a) == tape.text(b);
    });
    return twice == keys.end() ||
           fail(fmt::format("the key '{}' is there twice", printable(tape.text(*twice))));
  }

  std::vector<Open> open_;
};

}  // namespace

/// "layers[0].bias": found from the start, because few values are asked for their place.
std::string Json::place() const {
  std::string place;
  for (std::size_t at = 0; at < at_;) {
    const bool is_object = tape_->kind(at) == JsonTape::kObject;
    std::size_t child = at + kHead;
    for (std::size_t number = 0;; ++number) {
      const std::size_t value = is_object ? tape_->end(child) : child;
      const std::size_t end = tape_->end(value);
      if (at_ < end) {
        place += !is_object ? fmt::format("[{}]", number)
                            : (place.empty() ? "" : ".") + printable(tape_->text(child));
        at = value;
        break;
      }
      child = end;
    }
  }
  return place;
}

void Json::refuse(const std::string& why) const {
  throw JsonError(at_ == 0 ? why : place() + ": " + why);
}

void Json::refuse_kind(const char* wanted) const {
  refuse(fmt::format("it is {}, not {}", kind_name(tape_->kind(at_)), wanted));
}

bool Json::is_null() const {
  return tape_->kind(at_) == JsonTape::kNull;
}

bool Json::is_boolean() const {
  return tape_->kind(at_) == JsonTape::kBoolean;
}

bool Json::is_list() const {
  return tape_->kind(at_) == JsonTape::kList || tape_->kind(at_) == JsonTape::kNumbers;
}

bool Json::is_object() const {
  return tape_->kind(at_) == JsonTape::kObject;
}

bool Json::is_number() const {
  return tape_->kind(at_) == JsonTape::kNumber || tape_->kind(at_) == JsonTape::kCount;
}

bool Json::is_text() const {
  return tape_->kind(at_) == JsonTape::kText;
}

bool Json::is_number_list() const {
  return tape_->kind(at_) == JsonTape::kNumbers;
}

bool Json::boolean() const {
  if (!is_boolean()) refuse_kind("true or false");
  return tape_->rest(at_) != 0;
}

double Json::number() const {
  if (!is_number()) refuse_kind("a number");
  return tape_->number(at_);
}

std::uint64_t Json::count(std::uint64_t most) const {
  if (tape_->kind(at_) != JsonTape::kCount || tape_->words[at_ + 1] > most)
    refuse(fmt::format("it should be a whole number from 0 to {}", most));
  return tape_->words[at_ + 1];
}

std::string Json::text() const {
  if (!is_text()) refuse_kind("a text");
  return std::string(tape_->text(at_));
}

JsonValues Json::list() const {
  if (tape_->kind(at_) != JsonTape::kList) refuse_kind("a list");
  return JsonValues(*this);
}

std::size_t Json::number_count() const {
  if (!is_list()) refuse_kind("a list of numbers");
  if (tape_->kind(at_) == JsonTape::kList) {
    for (const Json one : list()) {
      const JsonTape::Kind kind = tape_->kind(one.at_);
      if (kind != JsonTape::kNumber && kind != JsonTape::kCount)
        refuse(fmt::format("{} is in a list of numbers", kind_name(tape_->kind(one.at_))));
    }
  }
  return tape_->rest(at_);
}

double* Json::copy_numbers(double* to) const {
  const auto begin = tape_->words.begin() + static_cast<std::ptrdiff_t>(at_ + kHead);
  return std::transform(begin, begin + static_cast<std::ptrdiff_t>(number_count()), to,
                        [](std::uint64_t bits) { return std::bit_cast<double>(bits); });
}

std::vector<double> Json::numbers() const {
  std::vector<double> numbers(number_count());
  copy_numbers(numbers.data());
  return numbers;
}

std::vector<std::string> Json::texts() const {
  std::vector<std::string> texts;
  texts.reserve(list().size());
  for (const Json one : list()) {
    if (!one.is_text()) refuse(fmt::format("{} is in a list of texts", kind_name(tape_->kind(one.at_))));
    texts.push_back(one.text());
  }
  return texts;
}

double Json::any_number() const {
  if (!is_text()) return number();
  if (const std::optional<double> value = not_finite(text())) return *value;
  refuse_kind("a number");
}

std::vector<double> Json::any_numbers() const {
  if (tape_->kind(at_) != JsonTape::kList) return numbers();
  std::vector<double> values;
  values.reserve(list().size());
  for (const Json one : list()) values.push_back(one.any_number());
  return values;
}

std::optional<Json> Json::find(std::string_view name) const {
  if (tape_->kind(at_) != JsonTape::kObject) refuse_kind("an object");
  for (std::size_t key = at_ + kHead; key < tape_->end(at_);) {
    const std::size_t value = tape_->end(key);
    if (tape_->text(key) == name) return Json(tape_, value);
    key = tape_->end(value);
  }
  return {};
}

Json Json::operator[](std::string_view name) const {
  if (std::optional<Json> member = find(name)) return *std::move(member);
  refuse(fmt::format("there is no \"{}\"", name));
}

JsonMembers Json::members() const {
  if (tape_->kind(at_) != JsonTape::kObject) refuse_kind("an object");
  return JsonMembers(*this);
}

std::string Json::word() const {
  if (is_boolean()) return boolean() ? "true" : "false";
  if (tape_->kind(at_) == JsonTape::kCount) return fmt::format("{}", count());
  if (tape_->kind(at_) == JsonTape::kNumber) return shortest(number());
  return text();
}

template <typename Item>
typename JsonItems<Item>::Iterator JsonItems<Item>::begin() const {
  return Iterator({all_.tape_, all_.at_ + kHead});
}

template <typename Item>
typename JsonItems<Item>::Iterator JsonItems<Item>::end() const {
  return Iterator({all_.tape_, all_.tape_->end(all_.at_)});
}

template <typename Item>
std::size_t JsonItems<Item>::size() const {
  return all_.tape_->rest(all_.at_);
}

template <typename Item>
Item JsonItems<Item>::Iterator::operator*() const {
  if constexpr (std::is_same_v<Item, Json>) {
    return at_;
  } else {
    return {std::string(at_.tape_->text(at_.at_)), Json(at_.tape_, at_.tape_->end(at_.at_))};
  }
}

template <typename Item>
typename JsonItems<Item>::Iterator& JsonItems<Item>::Iterator::operator++() {
  at_.at_ = at_.tape_->end(at_.at_);
  if constexpr (!std::is_same_v<Item, Json>) at_.at_ = at_.tape_->end(at_.at_);  // from the name to its value
  return *this;
}

template class JsonItems<Json>;
template class JsonItems<std::pair<std::string, Json>>;

Json parse_json(std::string_view text) {
  // nlohmann's parser takes a NUL for the end.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    throw JsonError(fmt::format("it is not valid JSON (at byte {})", nul + 1));
  JsonBuilder builder;
  if (!nlohmann::json::sax_parse(text, &builder)) throw JsonError(builder.error);
  return {std::make_shared<const JsonTape>(std::move(builder.tape)), 0};
}

}  // namespace nntrain
