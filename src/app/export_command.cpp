#include <optional>
#include <string>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/reading_flags.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
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

/// The type of an ONNX model's inputs that are numbers.
enum class InputType { kDouble, kFloat };
constexpr auto words(InputType) {
  return std::to_array<Word<InputType>>({{"double", InputType::kDouble}, {"float", InputType::kFloat}});
}

struct ExportOptions {
  std::string model;
  std::optional<ExportFormat> to;
  InputType input = InputType::kDouble;
  std::string output;
  std::string config;
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
  table.add_choice(
      {"input", "", "the type of an ONNX model's inputs that are numbers; it computes in double either way"},
      options.input);
  table.add_output({"output", "FILE", "the exported model; - is standard output", "", 'o'}, options.output,
                   Writing::kWhole, true);
  add_config_flag(table, options.config);
  return table;
}

ExportOptions read_export_options(const Arguments& arguments, FlagPlaces& places) {
  ExportOptions options;
  const FlagTable flags = export_flags(options);
  read_flags(arguments, flags, places);
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
  if (options.input == InputType::kFloat && options.to == ExportFormat::kC) {
    throw UsageError("--input float contradicts --to c: the C function takes numbers as double",
                     "leave --input out, or export as ONNX:  --to onnx");
  }
  check_files(flags);
  return options;
}

/// The bytes of an ONNX file. Says which names a program that uses it has to know.
std::string exported_onnx(const SavedModel& saved, const ExportOptions& options) {
  const OnnxModel onnx =
      onnx_model(saved, options.input == InputType::kFloat ? OnnxType::kFloat : OnnxType::kDouble);
  for (const OnnxRenaming& one : onnx.renamings) {
    print_warning(fmt::format("the {} '{}' is called '{}' in the ONNX model: {} column has that name",
                              one.is_input ? "input" : "output", printable(one.wanted), printable(one.name),
                              one.is_input ? "another" : "a"));
  }
  return onnx.bytes;
}

std::string exported(const SavedModel& saved, const ExportOptions& options) {
  switch (*options.to) {
    case ExportFormat::kOnnx:
      return exported_onnx(saved, options);
    case ExportFormat::kC:
      return c_source(saved, options.model);
  }
  return "";
}

/// Writes a saved model as a file for other programs.
ExitCode run_export(const Arguments& arguments, FlagPlaces& places) {
  const ExportOptions options = read_export_options(arguments, places);
  const SavedModel saved = read_model(options.model);
  for (const std::string& warning : warnings_if_cut(saved, options.model)) print_warning(warning);
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
