#include "app/page_file.hpp"

#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "app/train_flags.hpp"
#include "app/train_options.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {

std::string typed_command(const std::string& command, const Arguments& arguments) {
  std::string typed = "nntrain " + command;
  for (const std::string& word : arguments) typed += " " + shell_word(word);
  return typed;
}

void check_page_path(const std::string& path) {
  const std::string ending = lower(path);
  if (path.empty() || ending.ends_with(".html") || ending.ends_with(".htm")) return;
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

std::vector<OptionValue> default_values() {
  TrainOptions fresh;
  return train_flags(fresh).values();
}

void write_page(const ReportOutputs& outputs, PageContent content) {
  content.typed = outputs.typed;
  write_file(outputs.report, html_page(content));
}

ExitCode with_page(const ReportOutputs& outputs, const std::string& command,
                   const std::function<ExitCode()>& run) {
  try {
    return run();
  } catch (const Error& error) {
    if (!outputs.report.empty() && error.code() != ExitCode::kClosedPipe &&
        error.code() != ExitCode::kUsage) {
      try {
        write_page(outputs, {.command = command,
                             .json = "{}",
                             .code = error.code(),
                             .error = error.what(),
                             .remedy = error.remedy().of_command("nntrain " + command).text()});
      } catch (const DataError&) {  // the first error is told, and may be this one
      }
    }
    throw;
  }
}

}  // namespace nntrain
