#pragma once

#include <optional>
#include <string>

#include "base/exit_code.hpp"
#include "cli/command_line.hpp"
#include "cli/flag_table.hpp"

namespace nntrain {

enum class ExportFormat { kOnnx, kC };

/// Everything that `nntrain export` can be told.
struct ExportOptions {
  std::string model;
  std::optional<ExportFormat> to;
  std::string output;
};

/// The flags of `export`, bound to `options`.
FlagTable export_flags(ExportOptions& options);

/// `nntrain export`: a saved model as a file that other programs can use.
ExitCode export_command(const Arguments& arguments);

}  // namespace nntrain
