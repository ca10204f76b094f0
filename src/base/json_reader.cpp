#include "base/json_reader.hpp"

#include <cmath>
#include <limits>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/numbers.hpp"
#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kDeepest = 64;

/// The value of the strings that JsonWriter::any_number() writes.
std::optional<double> not_finite(const std::string& text) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (text == "inf") return kInfinity;
  if (text == "-inf") return -kInfinity;
  if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
  return {};
}

}  // namespace

/// Builds the tree from the events of nlohmann's parser. The tree of that library accepts equal keys (and
/// keeps the last) and any depth.
class JsonBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::string error;

  Json take() {
    root_.note_places();
    return std::move(root_);
  }

  bool null() override { return add(std::monostate()); }
  bool boolean(bool truth) override { return add(truth); }
  bool number_integer(number_integer_t number) override {
    return add_number({static_cast<double>(number), {}});
  }
  bool number_unsigned(number_unsigned_t number) override {
    return add_number({static_cast<double>(number), number});
  }
  bool number_float(number_float_t number, const string_t&) override {
    if (!std::isfinite(number)) return fail("a number is not finite");
    return add_number({number, {}});
  }
  bool binary(binary_t&) override { return fail("it holds bytes"); }
  bool string(string_t& text) override { return add(std::move(text)); }
  bool start_object(std::size_t) override { return open(Json::Object()); }
  bool start_array(std::size_t) override { return open(Json::List()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    if (!open_.back().keys.insert(name).second) {
      return fail(fmt::format("the key '{}' is there twice", printable(name)));
    }
    open_.back().key = std::move(name);
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& what) override {
    constexpr int kNumberTooLarge = 406;  // nlohmann's error number
    return fail(what.id == kNumberTooLarge ? fmt::format("a number at byte {} is too large", position)
                                           : fmt::format("it is not valid JSON (at byte {})", position));
  }

 private:
  struct Open {
    Json value;
    std::string key;  // of the next member
    std::set<std::string> keys;
  };

  bool fail(std::string why) {
    if (error.empty()) error = std::move(why);
    return false;
  }

  /// Keeps a list as plain numbers, which need little memory, until another value follows.
  bool add_number(const Json::Number& number) {
    if (open_.empty()) return add(number);
    auto& value = open_.back().value.value_;
    const auto* const list = std::get_if<Json::List>(&value);
    if (list != nullptr && list->empty()) value = Json::Numbers();
    auto* const numbers = std::get_if<Json::Numbers>(&value);
    if (numbers == nullptr) return add(number);
    numbers->push_back(number.value);
    return true;
  }

  void end_plain_numbers() {
    auto& value = open_.back().value.value_;
    const auto* const numbers = std::get_if<Json::Numbers>(&value);
    if (numbers == nullptr) return;
    Json::List list(numbers->size());
    for (std::size_t i = 0; i < list.size(); ++i) list[i].value_ = Json::Number{(*numbers)[i], {}};
    value = std::move(list);
  }

  template <typename T>
  bool add(T&& value) {
    Json json;
    json.value_ = std::forward<T>(value);
    return put(std::move(json));
  }

  bool put(Json&& json) {
    if (open_.empty()) {
      root_ = std::move(json);
      return true;
    }
    end_plain_numbers();
    if (auto* const list = std::get_if<Json::List>(&open_.back().value.value_)) {
      list->push_back(std::move(json));
    } else {
      std::get<Json::Object>(open_.back().value.value_).emplace_back(open_.back().key, std::move(json));
    }
    return true;
  }

  template <typename T>
  bool open(T&& empty) {
    if (open_.size() >= kDeepest) return fail(fmt::format("it is nested deeper than {}", kDeepest));
    open_.emplace_back().value.value_ = std::forward<T>(empty);
    return true;
  }

  bool close() {
    Json json = std::move(open_.back().value);
    open_.pop_back();
    return put(std::move(json));
  }

  Json root_;
  std::vector<Open> open_;
};

void Json::note_places() {
  if (auto* const list = std::get_if<List>(&value_)) {
    for (std::size_t i = 0; i < list->size(); ++i) {
      Json& one = (*list)[i];
      const bool is_plain =
          std::holds_alternative<Number>(one.value_) || std::holds_alternative<std::string>(one.value_);
      if (!is_plain) one.place_ = fmt::format("{}[{}]", place_, i);
      one.note_places();
    }
  } else if (auto* const object = std::get_if<Object>(&value_)) {
    for (auto& [name, one] : *object) {
      one.place_ = (place_.empty() ? "" : place_ + ".") + printable(name);
      one.note_places();
    }
  }
}

const char* Json::kind() const {
  constexpr const char* kKinds[] = {"null",   "a truth value", "a number", "a text", "a list of numbers",
                                    "a list", "an object"};
  return kKinds[value_.index()];
}

void Json::refuse(const std::string& why) const {
  throw JsonError(place_.empty() ? why : place_ + ": " + why);
}

void Json::refuse_kind(const char* wanted) const {
  refuse(fmt::format("it is {}, not {}", kind(), wanted));
}

bool Json::boolean() const {
  if (const bool* const truth = std::get_if<bool>(&value_)) return *truth;
  refuse_kind("true or false");
}

double Json::number() const {
  if (const auto* const number = std::get_if<Number>(&value_)) return number->value;
  refuse_kind("a number");
}

std::uint64_t Json::count(std::uint64_t most) const {
  const auto* const number = std::get_if<Number>(&value_);
  if (number == nullptr || !number->count || *number->count > most) {
    refuse(fmt::format("it should be a whole number from 0 to {}", most));
  }
  return *number->count;
}

const std::string& Json::text() const {
  if (const auto* const text = std::get_if<std::string>(&value_)) return *text;
  refuse_kind("a text");
}

const std::vector<Json>& Json::list() const {
  if (const auto* const list = std::get_if<List>(&value_)) return *list;
  refuse_kind("a list");
}

std::vector<double> Json::numbers() const {
  if (const auto* const numbers = std::get_if<Numbers>(&value_)) return *numbers;
  const auto* const list = std::get_if<List>(&value_);
  if (list != nullptr && list->empty()) return {};
  if (list == nullptr) refuse_kind("a list of numbers");
  for (const Json& one : *list) {
    if (!std::holds_alternative<Number>(one.value_)) {
      refuse(fmt::format("{} is in a list of numbers", one.kind()));
    }
  }
  return {};
}

std::vector<std::string> Json::texts() const {
  std::vector<std::string> texts;
  for (const Json& one : list()) {
    const auto* const text = std::get_if<std::string>(&one.value_);
    if (text == nullptr) refuse(fmt::format("{} is in a list of texts", one.kind()));
    texts.push_back(*text);
  }
  return texts;
}

double Json::any_number() const {
  const auto* const text = std::get_if<std::string>(&value_);
  if (text == nullptr) return number();
  if (const std::optional<double> value = not_finite(*text)) return *value;
  refuse_kind("a number");
}

std::vector<double> Json::any_numbers() const {
  const auto* const list = std::get_if<List>(&value_);
  if (list == nullptr) return numbers();
  std::vector<double> values;
  for (const Json& one : *list) values.push_back(one.any_number());
  return values;
}

const Json* Json::find(std::string_view name) const {
  for (const auto& [key, value] : members()) {
    if (key == name) return &value;
  }
  return nullptr;
}

const Json& Json::operator[](std::string_view name) const {
  if (const Json* const member = find(name)) return *member;
  refuse(fmt::format("there is no \"{}\"", name));
}

const std::vector<std::pair<std::string, Json>>& Json::members() const {
  if (const auto* const object = std::get_if<Object>(&value_)) return *object;
  refuse_kind("an object");
}

std::string Json::word() const {
  if (const bool* const truth = std::get_if<bool>(&value_)) return *truth ? "true" : "false";
  if (const auto* const number = std::get_if<Number>(&value_)) {
    return number->count ? fmt::format("{}", *number->count) : shortest(number->value);
  }
  return text();
}

Json parse_json(std::string_view text) {
  // nlohmann's parser takes a NUL for the end.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    throw JsonError(fmt::format("it is not valid JSON (at byte {})", nul + 1));
  JsonBuilder builder;
  if (!nlohmann::json::sax_parse(text, &builder)) throw JsonError(builder.error);
  return builder.take();
}

}  // namespace nntrain
