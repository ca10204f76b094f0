#include "page/page.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "base/json_reader.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "page/html.hpp"
#include "page/page_sections.hpp"
#include "page/page_style.hpp"
#include "plot/svg.hpp"

namespace nntrain {
namespace {

constexpr const char* kHead =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline'; img-src data:\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n";

std::string text_at(const Json& result, std::string_view object, std::string_view name) {
  const std::optional<Json> found = result.find(object);
  const std::optional<Json> value = found && found->is_object() ? found->find(name) : std::nullopt;
  return value && value->is_text() ? value->text() : "";
}

std::string file_name(const std::string& path) {
  return path == "-" ? shown_path(path) : std::filesystem::path(path).filename().string();
}

/// "banknotes.txt", or the two that are compared.
std::string subject_of(const Json& result) {
  const std::string a = text_at(result, "a", "path");
  if (!a.empty()) return fmt::format("{} and {}", file_name(a), file_name(text_at(result, "b", "path")));
  std::string path = text_at(result, "data", "path");
  if (path.empty()) path = text_at(result, "options", "data");
  return path.empty() ? "" : file_name(path);
}

std::string status_text(const Json& result, ExitCode code, const std::string& error) {
  struct Meaning {
    std::string_view status;
    std::string_view text;
  };
  constexpr auto meanings =
      std::to_array<Meaning>({{"signal", "stopped by a signal; this is the result so far"},
                              {"diverged", "training diverged"},
                              {"failed-assert", "an assert failed"},
                              {"time", "stopped by --max-seconds"},
                              {"done", "done"}});
  if (!error.empty()) return "an error stopped the command";
  if (const std::optional<Json> trains = result.find("trains"); trains && !trains->boolean())
    return "training would refuse this file";
  const std::optional<Json> status = result.find("status");
  const std::string word = status && status->is_text() ? status->text() : "done";
  std::string text = word;
  for (const Meaning& one : meanings) {
    if (one.status == word) text = one.text;
  }
  if (word != "done" || code == ExitCode::kDone) return text;
  return code == ExitCode::kAnswerNo ? "done; what must not be was found" : "done, but not all is well";
}

std::string status_html(const Json& result, ExitCode code, const std::string& error) {
  const bool is_good = code == ExitCode::kDone;
  return fmt::format("<p class=\"status {}\">{} {}<small>exit code {}</small></p>\n",
                     is_good ? "good" : "bad", is_good ? "&#10003;" : "&#10007;",
                     html_text(status_text(result, code, error)), static_cast<int>(code));
}

std::string contents_html(const std::vector<PageSection>& sections) {
  std::string out = "<nav aria-label=\"Sections\">\n<ul>\n";
  for (const PageSection& one : sections)
    out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", one.id, html_text(one.title));
  return out + "</ul>\n</nav>\n";
}

}  // namespace

std::string html_page(const PageContent& content) {
  const Json result = parse_json(content.json);
  const std::vector<PageSection> sections = page_sections(content, result);
  const std::string subject = subject_of(result);
  const std::string command = "nntrain " + content.command;
  std::string out = kHead;
  const bool has_figures = std::any_of(sections.begin(), sections.end(),
                                       [](const PageSection& one) { return one.id == "pictures"; });
  out += fmt::format("<title>{}</title>\n<style>\n{}{}</style>\n</head>\n<body>\n",
                     html_text(printable(subject.empty() ? command : command + ": " + subject, 60)),
                     page_style(), has_figures ? svg_rules(Theme::kAuto) + "\n" : "");
  if (has_figures) out += fmt::format("<svg class=\"marks\" aria-hidden=\"true\">{}</svg>\n", svg_marks());
  out += "<header>\n";
  out += fmt::format("<h1>{}{}</h1>\n", html_text(command),
                     subject.empty() ? "" : fmt::format(": <bdi>{}</bdi>", html_text(subject)));
  out += status_html(result, content.code, content.error) + contents_html(sections) + "</header>\n<main>\n";
  for (const PageSection& one : sections) {
    out += fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n{}</section>\n", one.id, html_text(one.title),
                       one.html);
  }
  return out + fmt::format("</main>\n<script>\n{}</script>\n</body>\n</html>\n", page_script());
}

}  // namespace nntrain
