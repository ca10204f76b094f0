#include <cstdio>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/reading_flags.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/words.hpp"
#include "cli/flag_table.hpp"
#include "export/export_c.hpp"
#include "export/export_onnx.hpp"
#include "report/model_summary.hpp"

namespace nntrain {
namespace {

enum class ExportFormat { kOnnx, kC };
constexpr auto words(ExportFormat) {
  return std::to_array<Word<ExportFormat>>({{"onnx", ExportFormat::kOnnx}, {"c", ExportFormat::kC}});
}

struct ExportOptions {
  std::string model;
  std::optional<ExportFormat> to;
  std::string output;
};

FlagTable export_flags(ExportOptions& options) {
  FlagTable table("export");
  table.group("Model");
  add_model_flag(table, options.model);
  table.group("Output");
  table.add(
      {"to", join(words_for<ExportFormat>(), "|"),
       "ONNX, for runtimes of many languages, or C99, for a compiler"},
      "", [&options](const std::string& given) { options.to = choice<ExportFormat>("to", given); },
      [&options](JsonWriter& json) { options.to ? json.string(name_of(*options.to)) : json.null(); });
  table.add_output({"output", "FILE", "the exported model; - is standard output", "", 'o'}, options.output,
                   Writing::kWhole, true);
  return table;
}

ExportOptions read_export_options(const Arguments& arguments) {
  ExportOptions options;
  const FlagTable flags = export_flags(options);
  parse_command_line(arguments, flags);
  if (options.model.empty()) {
    throw UsageError("the model is missing: which one to export?",
                     "name its file:  nntrain export FILE --to onnx --output FILE");
  }
  const std::string model = shell_word(options.model);
  if (!options.to) {
    throw UsageError(
        fmt::format("--to is missing: which format to write, {}?", join(words_for<ExportFormat>(), " or ")),
        fmt::format("choose one:  nntrain export {} --to onnx --output FILE", model));
  }
  if (options.output.empty()) {
    throw UsageError(
        "--output is missing: where to write the model?",
        fmt::format("name a file, or - for standard output:  nntrain export {0} --to {1} --output model.{1}",
                    model, name_of(*options.to)));
  }
  check_files(flags);
  return options;
}

std::string exported(const SavedModel& saved, const ExportOptions& options) {
  switch (*options.to) {
    case ExportFormat::kOnnx:
      return onnx_model(saved);
    case ExportFormat::kC:
      return c_source(saved, options.model);
  }
  return "";
}

/// Writes a saved model as a file for other programs.
ExitCode run_export(const Arguments& arguments) {
  const ExportOptions options = read_export_options(arguments);
  const SavedModel saved = read_model(options.model);
  std::fputs(warning_if_cut(saved, options.model).c_str(), stderr);
  const std::string text = exported(saved, options);
  if (options.output == "-") {
    write_standard_output(text);
  } else {
    write_file(options.output, text);
  }
  return ExitCode::kDone;
}

}  // namespace

Command export_command() {
  return {"export", with_flags<ExportOptions, export_flags>, run_export};
}

}  // namespace nntrain
