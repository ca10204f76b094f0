#include "page/json_html.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "page/html.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kMostInCell = 12;  // values of a list, side by side

/// A number in little room; `exact`: its text.
std::string short_html(const std::string& exact, double number) {
  if (exact.size() <= 7 || exact.find_first_not_of("-0123456789") == std::string::npos) return exact;
  return fmt::format("<data value=\"{}\">{:.5g}</data>", exact, number);
}

void write_value(JsonWriter& json, const Json& value) {
  if (value.is_object()) {
    json.begin_object();
    for (const auto& [name, member] : value.members()) {
      json.key(name);
      write_value(json, member);
    }
    json.end_object();
  } else if (value.is_list()) {
    json.begin_array();
    if (value.is_number_list()) {
      for (const double number : value.numbers()) json.number(number);
    } else {
      for (const Json item : value.list()) write_value(json, item);
    }
    json.end_array();
  } else if (value.is_null()) {
    json.null();
  } else if (value.is_text()) {
    json.string(value.text());
  } else {
    json.raw(value.word());
  }
}

template <typename Items, typename Is>
bool all_are(const Items& items, const Is& is) {
  for (const auto item : items) {
    if (!is(item)) return false;
  }
  return true;
}

/// "red: 99" of {"text": "red", "count": 99}; "" if it is no such object.
std::string counted_html(const Json& value) {
  if (!value.is_object()) return "";
  const std::optional<Json> count = value.find("count");
  if (!count || !count->is_number() || value.members().size() != 2) return "";
  for (const char* const name : {"text", "label"}) {
    if (const std::optional<Json> text = value.find(name))
      return fmt::format("{}: {}", cell_html(*text), number_html(*count));
  }
  return "";
}

bool is_small(const Json& value) {
  return is_plain(value) || value.is_number_list() ||
         (value.is_list() && all_are(value.list(), [](const Json& item) {
            return is_plain(item) || !counted_html(item).empty();
          }));
}

/// Adds the cells of an object to the last row.
void add_cells(const std::string& before, const Json& object, bool has_lists, PageRows& rows) {
  for (const auto& [name, value] : object.members()) {
    const std::string head = before + in_words(name);
    if (value.is_object()) {
      add_cells(head + ": ", value, has_lists, rows);
    } else if (has_lists || !value.is_list()) {
      rows.set(head, cell_html(value));
    }
  }
}

}  // namespace

std::string in_words(std::string_view name) {
  std::string words(name);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

bool is_plain(const Json& value) {
  return !value.is_object() && !value.is_list();
}

std::string number_html(const Json& number) {
  return short_html(number.word(), number.number());
}

std::vector<std::string> cells_of(const Json& list) {
  std::vector<std::string> cells;
  if (list.is_number_list()) {
    for (const double number : list.numbers()) cells.push_back(short_html(shortest(number), number));
  } else {
    for (const Json item : list.list()) cells.push_back(cell_html(item));
  }
  return cells;
}

std::string json_line(const Json& value) {
  JsonWriter json;
  write_value(json, value);
  std::string line = in_one_line(json.text());
  while (!line.empty() && line.back() == '\n') line.pop_back();
  return line;
}

std::string cell_html(const Json& value) {
  if (value.is_null()) return kNothing;
  if (value.is_number()) return number_html(value);
  if (value.is_boolean()) return value.boolean() ? "yes" : "no";
  if (value.is_text() && value.text().empty()) return "<span class=\"none\">empty</span>";
  if (value.is_text()) return fmt::format("<bdi>{}</bdi>", html_text(value.text()));
  if (std::string one = counted_html(value); !one.empty()) return one;
  if (!is_small(value)) {
    return fmt::format("<details><summary>{}</summary><code>{}</code></details>",
                       value.is_object() ? "values" : counted(value.list().size(), "item"),
                       html_text(json_line(value)));
  }
  const std::vector<std::string> items = cells_of(value);
  if (items.empty()) return kNothing;
  std::string all = join(items, ", ", std::string::npos);
  if (items.size() <= kMostInCell) return all;
  return fmt::format("<details><summary>{}</summary>{}</details>", counted(items.size(), "value"), all);
}

void HtmlWriter::table(const PageTable& table) {
  if (table.rows.empty()) return;
  PageTable named = table;
  named.caption = free_name(table.caption, captions_);
  text_ += html_table(named, captions_.size());
}

void HtmlWriter::folded(const std::string& summary, const std::function<void()>& write) {
  const std::string before = std::exchange(text_, "");
  write();
  const std::string inside = std::exchange(text_, before);
  if (!inside.empty())
    text_ += fmt::format("<details><summary>{}</summary>\n{}</details>\n", html_text(summary), inside);
}

void HtmlWriter::objects(const std::string& title, const Json& list) {
  PageRows rows;
  for (const Json item : list.list()) {
    rows.begin_row();
    add_cells("", item, true, rows);
  }
  table(rows.table(title));
}

void HtmlWriter::keyed(const std::string& title, const std::string& head, const Json& object,
                       bool has_lists) {
  PageRows rows;
  for (const auto& [name, value] : object.members()) {
    rows.begin_row();
    rows.set(head, fmt::format("<bdi>{}</bdi>", html_text(in_words(name))));
    if (value.is_object()) {
      add_cells("", value, has_lists, rows);
    } else if (has_lists || !value.is_list()) {
      rows.set("value", cell_html(value));
    }
  }
  table(rows.table(title));
}

void HtmlWriter::list(const std::string& title, const Json& list) {
  if (list.is_number_list())
    return table({title, {"name", "value"}, {{html_text(title), cell_html(list)}}, false});
  const JsonValues items = list.list();
  if (items.empty()) return;
  if (all_are(items, [](const Json& item) { return item.is_object(); })) return objects(title, list);
  PageTable rows{title, {"number"}, {}};
  std::size_t width = 1;
  for (const Json item : items) {
    std::vector<std::string> row = {fmt::format("{}", rows.rows.size() + 1)};
    if (item.is_list()) {
      for (std::string& cell : cells_of(item)) row.push_back(std::move(cell));
    } else {
      row.push_back(cell_html(item));
    }
    width = std::max(width, row.size());
    rows.rows.push_back(std::move(row));
  }
  for (std::size_t i = 1; i < width; ++i) rows.heads.push_back(width == 2 ? "value" : fmt::format("{}", i));
  for (std::vector<std::string>& row : rows.rows) row.resize(width, kNothing);
  table(rows);
}

void HtmlWriter::object(const std::string& title, const Json& object) {
  PageTable facts{title, {"name", "value"}, {}, false};
  const JsonMembers members = object.members();
  if (members.size() > 1 && all_are(members, [](const auto& one) { return one.second.is_object(); }))
    return keyed(title, "name", object);
  for (const auto& [name, value] : members) {
    if (is_small(value)) facts.rows.push_back({html_text(in_words(name)), cell_html(value)});
  }
  table(facts);
  for (const auto& [name, member] : members) {
    if (!is_small(member)) value(title + ": " + in_words(name), member);
  }
}

void HtmlWriter::value(const std::string& title, const Json& value) {
  if (value.is_object()) return object(title, value);
  if (value.is_list()) return list(title, value);
  table({title, {"name", "value"}, {{html_text(title), cell_html(value)}}, false});
}

std::string HtmlWriter::take() {
  return std::exchange(text_, "");
}

}  // namespace nntrain
