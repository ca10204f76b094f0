#include <optional>
#include <string>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/reading_flags.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "cli/flag_table.hpp"
#include "export/export_c.hpp"
#include "export/export_onnx.hpp"

namespace nntrain {
namespace {

enum class ExportFormat { kOnnx, kC };

/// Everything that `nntrain export` can be told.
struct ExportOptions {
  std::string model;
  std::optional<ExportFormat> to;
  std::string output;
};

const std::vector<std::pair<std::string, ExportFormat>> kFormats = {{"onnx", ExportFormat::kOnnx},
                                                                    {"c", ExportFormat::kC}};

FlagTable export_flags(ExportOptions& options) {
  FlagTable table("export");
  table.group("Model");
  add_model_flag(table, options.model);
  table.group("Output");
  table.add(
      {"to", "onnx|c", "ONNX, for runtimes of many languages, or C99, for a compiler"}, "",
      [&options](const std::string& given) { options.to = choice<ExportFormat>("to", given, kFormats); },
      [&options](JsonWriter& json) { json.string(options.to == ExportFormat::kC ? "c" : "onnx"); });
  table.add_text({"output", "FILE", "the exported model; - is standard output", "", 'o'}, options.output);
  return table;
}

ExportOptions read_export_options(const Arguments& arguments) {
  ExportOptions options;
  parse_command_line(arguments, export_flags(options));
  if (options.model.empty()) {
    throw UsageError("there is no model: what is to be exported?",
                     "name its file:  nntrain export FILE --to onnx --output FILE");
  }
  const std::string model = shell_word(options.model);
  if (!options.to) {
    throw UsageError("there is no --to: what is the model to become, onnx or c?",
                     fmt::format("choose one:  nntrain export {} --to onnx --output FILE", model));
  }
  if (options.output.empty()) {
    const bool is_c = *options.to == ExportFormat::kC;
    throw UsageError("there is no --output: where is the model to be written?",
                     fmt::format("name a file, or - for standard output:  nntrain export {} --to {}", model,
                                 is_c ? "c --output model.c" : "onnx --output model.onnx"));
  }
  if (options.output == "-") return options;
  check_writable(options.output, Writing::kWhole);
  refuse_overwriting({"output", options.output}, {"model", options.model});
  return options;
}

/// A saved model as a file that other programs can use.
ExitCode run_export(const Arguments& arguments) {
  const ExportOptions options = read_export_options(arguments);
  const SavedModel saved = read_model(options.model);
  const std::string text =
      options.to == ExportFormat::kC ? c_source(saved, options.model) : onnx_model(saved);
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
