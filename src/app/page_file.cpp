#include "app/page_file.hpp"

#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"

namespace nntrain {

std::string typed_command(const std::string& command, const Arguments& arguments) {
  std::string typed = "nntrain " + command;
  for (const std::string& word : arguments) typed += " " + shell_word(word);
  return typed;
}

void check_page_path(const std::string& path) {
  if (path.empty() || path.ends_with(".html") || path.ends_with(".htm")) return;
  const std::string named =
      path == "-" ? "report.html" : std::filesystem::path(path).replace_extension(".html").string();
  throw UsageError(
      fmt::format("--report {} does not end in .html, and a report is a page of HTML", shown_path(path)),
      "for example:  --report " + shell_word(named));
}

void prepare_page(ReportOutputs& outputs, const std::string& command, const Arguments& arguments) {
  check_page_path(outputs.report);
  outputs.typed = typed_command(command, arguments);
}

void write_page(const ReportOutputs& outputs, PageContent content) {
  content.typed = outputs.typed;
  write_file(outputs.report, html_page(content));
}

}  // namespace nntrain
