#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/exit_code.hpp"
#include "cli/command_line.hpp"
#include "page/page.hpp"
#include "report/outputs.hpp"

namespace nntrain {

/// The words of a command line, as a shell takes them. `command`: "train".
std::string typed_command(const std::string& command, const Arguments& arguments);

/// Throws UsageError if the file of --report is no page: it does not end in .html or .htm. "": no file.
void check_page_path(const std::string& path);

/// Keeps the command line for the page of --report, and checks the path of that.
void prepare_page(ReportOutputs& outputs, const std::string& command, const Arguments& arguments);

/// The values of train's flags if none is given.
std::vector<OptionValue> default_values();

/// Writes the page of --report. Throws DataError.
void write_page(const ReportOutputs& outputs, PageContent content);

/// Runs a command whose flags are right. If it throws an Error, not one of usage, the page of --report has
/// that instead of a result: an earlier page of the same name would tell of another run.
ExitCode with_page(const ReportOutputs& outputs, const std::string& command,
                   const std::function<ExitCode()>& run);

}  // namespace nntrain
