#include "page/page_sections.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "page/difference_panel.hpp"
#include "page/html.hpp"
#include "page/metrics_html.hpp"
#include "page/page_figures.hpp"
#include "page/recipe_html.hpp"
#include "page/runs_html.hpp"
#include "page/weights_html.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kLongestJson = 150'000;  // bytes, to keep a page small

/// The section of a member of the JSON; one that is not here is in "more".
struct MemberPlace {
  std::string_view name;
  std::string_view section;
};

constexpr auto kPlaces = std::to_array<MemberPlace>({{"metrics", "result"},
                                                     {"importance", "result"},
                                                     {"verdict", "result"},
                                                     {"decided_by", "result"},
                                                     {"part", "result"},
                                                     {"pairing", "result"},
                                                     {"field", "result"},
                                                     {"best", "result"},
                                                     {"axes", "result"},
                                                     {"seeds", "result"},
                                                     {"trains", "result"},
                                                     {"predicts", "result"},
                                                     {"cv", "result"},
                                                     {"asserts", "asserts"},
                                                     {"warnings", "warnings"},
                                                     {"advice", "warnings"},
                                                     {"findings", "warnings"},
                                                     {"runs", "details"},
                                                     {"candidates", "details"},
                                                     {"columns", "details"},
                                                     {"first_rows", "details"},
                                                     {"final", "details"},
                                                     {"rows", "details"},
                                                     {"results", "details"},
                                                     {"shard", "details"},
                                                     {"kept", "details"},
                                                     {"missing", "details"},
                                                     {"options", "recipe"},
                                                     {"data", "data"},
                                                     {"a", "data"},
                                                     {"b", "data"},
                                                     {"model", "data"},
                                                     {"files", "data"},
                                                     {"split", "data"},
                                                     {"network", "network"},
                                                     {"layers", "weights"},
                                                     {"networks", "weights"},
                                                     {"members", "weights"},
                                                     {"fingerprint", "making"},
                                                     {"version", "making"},
                                                     {"schema", "making"},
                                                     {"status", "making"},
                                                     {"command", "making"},
                                                     {"training", "making"},
                                                     {"resources", "making"},
                                                     {"seconds", "making"}});

std::string_view section_of(std::string_view name) {
  const auto* const found =
      std::find_if(kPlaces.begin(), kPlaces.end(), [&](const MemberPlace& one) { return one.name == name; });
  return found == kPlaces.end() ? "more" : found->section;
}

/// What has a form of its own elsewhere.
bool is_formed(std::string_view name) {
  constexpr auto formed =
      std::to_array<std::string_view>({"metrics", "asserts", "warnings", "advice", "findings", "runs",
                                       "options", "layers", "networks", "first_rows"});
  return std::find(formed.begin(), formed.end(), name) != formed.end();
}

std::string mark_html(bool is_good) {
  return is_good ? "<span class=\"good\">&#10003; PASS</span>" : "<span class=\"bad\">&#10007; FAIL</span>";
}

void write_asserts_html(HtmlWriter& writer, const Json& asserts) {
  PageTable table{"Verdicts on the asserts", {"assert", "verdict", "value", "95 % interval"}, {}};
  for (const Json one : asserts.list()) {
    std::vector<std::string> row = {cell_html(one["expression"]), mark_html(one["passed"].boolean()),
                                    cell_html(one["value"]), ""};
    const std::optional<Json> low = one.find("low");
    const std::optional<Json> high = one.find("high");
    if (low && high && low->is_number())
      row.back() = fmt::format("{} to {}", cell_html(*low), cell_html(*high));
    if (row.back().empty()) row.back() = kNothing;
    table.rows.push_back(std::move(row));
  }
  writer.table(table);
}

/// A finding, an advice: its message, code and remedy.
std::string note_html(const Json& note) {
  if (note.is_text()) return html_text(note.text());
  if (!note.is_object() || !note.find("message")) return html_text(json_line(note));
  std::string out = html_text(note["message"].text());
  if (const std::optional<Json> code = note.find("code"); code && code->is_text())
    out = fmt::format("<code>{}</code> {}", html_text(code->text()), out);
  const std::optional<Json> remedy = note.find("remedy");
  if (remedy && remedy->is_object() && remedy->find("text"))
    out += fmt::format("<br><span class=\"remedy\">{}</span>", html_text((*remedy)["text"].text()));
  return out;
}

std::string warnings_html(const PageContent& content, const Json& result) {
  std::string items;
  for (const std::string& warning : content.warnings) items += "<li>" + html_text(warning) + "</li>\n";
  for (const char* const name : {"warnings", "findings", "advice"}) {
    const std::optional<Json> notes = result.find(name);
    if (!notes || notes->is_null()) continue;
    if (!notes->is_list()) {
      items += "<li>" + note_html(*notes) + "</li>\n";
      continue;
    }
    for (const Json note : notes->list()) items += "<li>" + note_html(note) + "</li>\n";
  }
  return items.empty() ? "" : "<ul class=\"notes\">\n" + items + "</ul>\n";
}

std::string pictures_html(const PageContent& content, const Json& result) {
  std::vector<Panel> panels = content.panels;
  if (content.command == "compare" && result.find("metrics")) {
    if (std::optional<Panel> differences = difference_panel(result))
      panels.push_back(*std::move(differences));
  }
  return figures_html(std::move(panels));
}

/// The members of a section that have no form of their own: plain ones in one table, then the others.
void write_members(HtmlWriter& writer, const PageSection& section, const Json& result) {
  PageTable facts{section.title + ": facts", {"name", "value"}, {}, false};
  for (const auto& [name, value] : result.members()) {
    const bool is_here = section_of(name) == section.id;
    if (is_here && is_plain(value) && !value.is_null())
      facts.rows.push_back({html_text(in_words(name)), cell_html(value)});
  }
  writer.table(facts);
  for (const auto& [name, value] : result.members()) {
    if (section_of(name) != section.id || is_plain(value) || is_formed(name)) continue;
    std::string title = in_words(name);
    title.front() = static_cast<char>(title.front() >= 'a' && title.front() <= 'z' ? title.front() - 'a' + 'A'
                                                                                   : title.front());
    writer.value(title == section.title ? title + ": all values" : title, value);
  }
}

std::string json_html(const std::string& json) {
  std::string line = in_one_line(json);
  line.pop_back();  // its line feed
  if (line.size() > kLongestJson) {
    return fmt::format(
        "<p>The result as JSON is left out here, as it has {} bytes: <code>--format json</code> "
        "prints it.</p>\n",
        line.size());
  }
  return fmt::format(
      "<details class=\"source\"><summary>The result as JSON</summary>\n<pre id=\"json\" "
      "tabindex=\"0\">{}</pre>\n</details>\n",
      html_text(page_json(line)));
}

/// The first rows of a table that was checked.
void write_first_rows_html(HtmlWriter& writer, const Json& result) {
  PageTable table{"First rows", {"row"}, {}};
  for (const Json column : result["columns"].list()) table.heads.push_back(column["name"].text());
  for (const Json row : result["first_rows"].list()) {
    table.rows.push_back({fmt::format("{}", table.rows.size() + 1)});
    for (std::string& cell : cells_of(row)) table.rows.back().push_back(std::move(cell));
  }
  writer.table(table);
}

/// What the section shows before the members that have no form of their own.
void write_formed(HtmlWriter& writer, const std::string& id, const PageContent& content, const Json& result) {
  const std::optional<Json> metrics = result.find("metrics");
  const std::optional<Json> runs = result.find("runs");
  const bool has_runs = runs && runs->is_list();
  const bool has_parts = content.command != "compare" && metrics && metrics->is_object();
  if (id == "error" && !content.error.empty()) {
    writer.raw(fmt::format("<p class=\"notes\">{}</p>\n", html_text(content.error)));
    if (!content.remedy.empty())
      writer.raw(fmt::format("<p class=\"remedy\">{}</p>\n", html_text(content.remedy)));
  }
  if (id == "result") {
    writer.raw(headline_html(result));
    if (has_parts) write_metrics_html(writer, *metrics, has_runs);
    if (content.command == "compare" && metrics) writer.keyed("Metrics of A and B", "metric", *metrics);
  }
  if (id == "asserts") {
    if (const std::optional<Json> asserts = result.find("asserts")) write_asserts_html(writer, *asserts);
  }
  if (id == "warnings") writer.raw(warnings_html(content, result));
  if (id == "pictures") writer.raw(pictures_html(content, result));
  if (id == "classes" && has_parts) write_classes_html(writer, *metrics);
  if (id == "details" && has_runs)
    write_runs_html(writer, content.command == "cv" ? "Each fold" : "Each run", *runs);
  if (id == "details" && result.find("first_rows")) write_first_rows_html(writer, result);
  if (id == "weights") {
    if (const std::optional<Json> layers = result.find("layers")) write_weights_html(writer, *layers);
    if (const std::optional<Json> networks = result.find("networks")) write_networks_html(writer, *networks);
  }
  if (id == "recipe") write_recipe_html(writer, content, result.find("options"));
  if (id == "making") {
    writer.raw(fmt::format("<pre class=\"command\" id=\"command\" tabindex=\"0\"><code>{}</code></pre>\n",
                           html_text(content.typed)));
  }
}

/// What the section "details" is about.
const char* details_title(const std::string& command) {
  if (command == "sweep") return "Candidates";
  if (command == "cv") return "Folds";
  return command == "check" ? "Columns" : "Runs";
}

}  // namespace

std::vector<PageSection> page_sections(const PageContent& content, const Json& result) {
  std::vector<PageSection> sections = {{"error", "Error"},
                                       {"result", "Result"},
                                       {"asserts", "Asserts"},
                                       {"warnings", "Warnings and advice"},
                                       {"pictures", "Pictures"},
                                       {"classes", "Classes"},
                                       {"details", details_title(content.command)},
                                       {"data", "Data"},
                                       {"network", "Network"},
                                       {"weights", "Weights"},
                                       {"recipe", "Recipe"},
                                       {"more", "More"},
                                       {"making", "How to repeat it"}};
  HtmlWriter writer;
  for (PageSection& section : sections) {
    write_formed(writer, section.id, content, result);
    write_members(writer, section, result);
    if (section.id == "making" && content.error.empty()) writer.raw(json_html(content.json));
    section.html = writer.take();
  }
  std::erase_if(sections, [](const PageSection& section) { return section.html.empty(); });
  return sections;
}

}  // namespace nntrain
