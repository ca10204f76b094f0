#include "page/recipe_html.hpp"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/text.hpp"
#include "page/html.hpp"

namespace nntrain {
namespace {

bool is_given_flag(const PageContent& content, const std::string& flag) {
  return std::any_of(content.options.begin(), content.options.end(),
                     [&](const OptionValue& one) { return one.flag == flag && one.is_given; });
}

/// Whether the value is not the flag's default, as far as that is known.
bool is_changed(const PageContent& content, const std::string& flag, const std::string& value) {
  return std::any_of(content.defaults.begin(), content.defaults.end(), [&](const OptionValue& one) {
    return one.flag == flag && json_line(parse_json(one.json)) != value;
  });
}

}  // namespace

void write_recipe_html(HtmlWriter& writer, const PageContent& content, const std::optional<Json>& options) {
  PageTable given{"Flags that were given", {"flag", "value"}, {}, false};
  PageTable decided{"Flags that a preset, a file or the data decided", {"flag", "value"}, {}, false};
  PageTable defaults{"Flags with their default", {"flag", "value"}, {}, false};
  const auto add = [&](const std::string& flag, const Json& value) {
    PageTable& table = is_given_flag(content, flag)                  ? given
                       : is_changed(content, flag, json_line(value)) ? decided
                                                                     : defaults;
    table.rows.push_back({fmt::format("<code>--{}</code>", html_text(flag)), cell_html(value)});
  };
  if (options) {
    for (const auto& [flag, value] : options->members()) add(flag, value);
  } else {
    for (const OptionValue& one : content.options) add(one.flag, parse_json(one.json));
  }
  writer.table(given);
  writer.table(decided);
  writer.folded(counted(defaults.rows.size(), "default"), [&] { writer.table(defaults); });
}

}  // namespace nntrain
