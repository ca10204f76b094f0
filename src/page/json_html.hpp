#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_reader.hpp"
#include "page/page_table.hpp"

namespace nntrain {

/// The name of a member as words: "accuracy low" for "accuracy_low".
std::string in_words(std::string_view name);

/// Whether it is neither an object nor a list.
bool is_plain(const Json& value);

/// A number with up to five digits; a whole one with all. The exact one stays in the element.
std::string number_html(const Json& number);

/// The values of a list as such cells.
std::vector<std::string> cells_of(const Json& list);

/// Any value in little room: what is deeper than a list of plain values is JSON, in a <details>.
std::string cell_html(const Json& value);

/// A value in a line of JSON.
std::string json_line(const Json& value);

/// Writes the parts of one page, whose tables are numbered.
class HtmlWriter {
 public:
  /// Any value: objects as tables of names and values, lists of objects as tables. `title`: what it is.
  void value(const std::string& title, const Json& value);
  void table(const PageTable& table);
  /// A list of objects, a row each. Members that are objects have a column for each of their members.
  void objects(const std::string& title, const Json& list);
  /// An object whose members are objects, a row each; without `has_lists` their lists are left out.
  void keyed(const std::string& title, const std::string& head, const Json& object, bool has_lists = true);
  /// What `write` adds to this page, in a <details> with this text; nothing if it adds nothing.
  void folded(const std::string& summary, const std::function<void()>& write);
  void raw(std::string_view html) { text_ += html; }

  /// What was written since the last call.
  std::string take();

 private:
  void object(const std::string& title, const Json& object);
  void list(const std::string& title, const Json& list);

  std::string text_;
  std::set<std::string> captions_;  // that name the boxes, and differ
};

}  // namespace nntrain
