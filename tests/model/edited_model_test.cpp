// Models that were changed and sealed again: refused, or sound.

#include <set>

#include <nlohmann/json.hpp>

#include "model/mutations.hpp"
#include "model/soundness.hpp"

using namespace nntrain;
using namespace nntrain::test;
using Tree = nlohmann::ordered_json;
using Pointer = Tree::json_pointer;

namespace {

void check_numbers(double share) {
  Sample sample(share);
  const ModelReading reading;
  int accepted = 0;
  for (const std::string& text : golden_models()) {
    for (const Place& place : tokens_of(text).numbers) {
      for (const std::string& number : kOddNumbers) {
        if (!sample.takes()) continue;
        CAPTURE(place.begin, number);
        const bool is_read = is_accepted(reading, with_part(text, place.begin, place.length, number));
        accepted += is_read ? 1 : 0;
        if (number == "NaN") CHECK_FALSE(is_read);
      }
      if (!sample.takes()) continue;
      CHECK_FALSE(is_accepted(reading, with_part(text, place.begin, place.length, "1e999")));
    }
  }
  CHECK(accepted > 0);
}

/// The places of a value and of all values in it.
void list_places(const Tree& tree, const Pointer& here, std::vector<Pointer>& places) {
  if (tree.is_object()) {
    for (const auto& [name, value] : tree.items()) list_places(value, here / name, places);
  } else if (tree.is_array()) {
    for (std::size_t i = 0; i < tree.size(); ++i) list_places(tree[i], here / i, places);
  }
  places.push_back(here);
}

/// Whether a value here must keep its type: not in the parts that only say how the model was made.
bool is_strict(const Pointer& place) {
  static const std::set<std::string> loose = {"options", "metrics", "training", "checksum"};
  return loose.count(place.to_string().substr(1, place.to_string().find('/', 1) - 1)) == 0;
}

bool same_kind(const Tree& a, const Tree& b) {
  return a.type() == b.type() || (a.is_number() && b.is_number());
}

/// Replaces every value by values of other types, or removes it.
void check_structure(double share) {
  Sample sample(share);
  const ModelReading reading;
  const std::vector<Tree> others = {nullptr, true, 0.5, "?", Tree::object(), Tree::array({Tree::object()})};
  for (const std::string& text : golden_models()) {
    const Tree tree = Tree::parse(text);
    std::vector<Pointer> places;
    list_places(tree, Pointer(), places);
    places.pop_back();  // the whole model
    for (const Pointer& place : places) {
      if (place.to_string() == "/checksum") continue;
      for (const Tree& other : others) {
        if (!sample.takes()) continue;
        Tree changed = tree;
        changed[place] = other;
        CAPTURE(place.to_string(), other.dump());
        const bool is_read = is_accepted(reading, changed.dump(2) + "\n");
        if (is_strict(place) && (other.is_array() || !same_kind(tree[place], other))) CHECK_FALSE(is_read);
      }
      const Tree& parent = tree[place.parent_pointer()];
      if (!parent.is_object() || !sample.takes()) continue;
      Tree changed = tree;
      changed[place.parent_pointer()].erase(place.back());
      CAPTURE(place.to_string());
      const bool is_read = is_accepted(reading, changed.dump(2) + "\n");
      if (is_strict(place)) CHECK_FALSE(is_read);
    }
  }
}

}  // namespace

TEST_CASE("an edited number is refused, or the model is sound") {
  check_numbers(0.2);
}

TEST_CASE("any edited number is refused, or the model is sound", "[.full]") {
  check_numbers(1);
}

TEST_CASE("a value of another kind, or one that is left out, is refused") {
  check_structure(0.2);
}

TEST_CASE("any value of another kind, or one that is left out, is refused", "[.full]") {
  check_structure(1);
}

TEST_CASE("keys that stand there twice are refused, though the checksum be right") {
  const ModelReading reading;
  for (const std::string& text : golden_models()) {
    for (const Place& place : tokens_of(text).keys) {
      const std::string key = text.substr(place.begin, place.length);
      if (key == "\"checksum\"") continue;
      CAPTURE(key);
      CHECK_THAT(reading.refusal(sealed(with_part(text, place.begin, 0, key + ": 0, "))),
                 ContainsSubstring("is there twice"));
    }
  }
}

TEST_CASE("sections that stand for one another are refused, and may change places") {
  const ModelReading reading;
  for (const std::string& text : golden_models()) {
    const Tree tree = Tree::parse(text);
    for (const auto& [a, value_a] : tree.items()) {
      for (const auto& [b, value_b] : tree.items()) {
        if (a >= b || value_a.is_string() || value_b.is_string()) continue;
        Tree changed = tree;
        std::swap(changed[a], changed[b]);
        CAPTURE(a, b);
        CHECK_FALSE(is_accepted(reading, changed.dump(2) + "\n"));
      }
    }
    Tree moved = tree;
    moved.erase("reading");
    moved.erase("checksum");
    moved["reading"] = tree["reading"];
    moved["checksum"] = tree["checksum"];
    CHECK(is_accepted(reading, moved.dump(2) + "\n"));
  }
}

TEST_CASE("a model that no training makes is refused, though each value by itself could stand there") {
  const ModelReading reading;
  const Tree classes = Tree::parse(golden_models()[1]);
  const auto refusal = [&](const Tree& changed) { return reading.refusal(sealed(changed.dump(2) + "\n")); };
  CHECK(is_accepted(reading, classes.dump(2) + "\n"));
  bool has_texts = false;
  for (std::size_t column = 0; column < classes["columns"].size(); ++column) {
    if (classes["columns"][column]["type"] != "text") continue;
    has_texts = true;
    Tree changed = classes;
    Tree& levels = changed["columns"][column]["levels"];
    levels[1] = levels[0];
    CHECK_THAT(refusal(changed), ContainsSubstring("ascending order"));
  }
  CHECK(has_texts);
  Tree changed = classes;
  changed["target"]["class_weights"] = {1, -1, 1};
  CHECK_THAT(refusal(changed),
             ContainsSubstring("class_weights: it is not a list of one weight for each class"));
  changed = classes;
  changed["files"] = {{"test", classes["files"]["data"]}, {"data", classes["files"]["data"]}};
  CHECK_THAT(refusal(changed), ContainsSubstring("files: there is no \"data\""));
}

TEST_CASE("what a model tells of its training rows may be absent, and must fit") {
  const ModelReading reading;
  const Tree classes = Tree::parse(golden_models()[1]);
  const Tree numbers = {{"values", 4}, {"missing", 1}, {"min", 1},
                        {"max", 3},    {"mean", 2.5},  {"deviation", 1}};
  const Tree texts = {{"values", 6}, {"missing", 1}, {"counts", {1, 2, 3}}};
  const auto with = [&](const char* type, const Tree& seen) {
    Tree changed = classes;
    for (Tree& column : changed["columns"]) {
      if (column["type"] == type) column["seen"] = seen;
    }
    return sealed(changed.dump(2) + "\n");
  };
  const auto but = [](Tree seen, const char* member, const Tree& value) {
    seen[member] = value;
    return seen;
  };
  CHECK(reading.refusal(with("number", numbers)) == "");
  CHECK(reading.refusal(with("text", texts)) == "");
  check_sound(reading.read(with("number", numbers)));
  for (const auto& [seen, why] : std::vector<std::pair<Tree, const char*>>{
           {but(numbers, "max", 0.5), "seen.max: it is less than 'min'"},
           {but(numbers, "deviation", -1), "seen.deviation: it is negative"},
           {but(numbers, "values", 0), "seen.values: there is no value"},
           {but(numbers, "missing", 0.5), "seen.missing"},
           {but(numbers, "mean", nullptr), "seen.mean"}})
    CHECK_THAT(reading.refusal(with("number", seen)), ContainsSubstring(why));
  for (const auto& [seen, why] : std::vector<std::pair<Tree, const char*>>{
           {but(texts, "counts", {1, 2}), "seen.counts: it has 2 numbers, not 3"},
           {but(texts, "counts", {1, 2, 4}), "seen.counts: their sum is not 'values'"},
           {but(texts, "counts", {1, 2.5, 2.5}), "seen.counts: a number is not from 0 to 'values'"},
           {but(texts, "counts", {-1, 2, 5}), "seen.counts: a number is not from 0 to 'values'"}})
    CHECK_THAT(reading.refusal(with("text", seen)), ContainsSubstring(why));
}
