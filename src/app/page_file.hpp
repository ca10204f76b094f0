#pragma once

#include <string>

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

/// Writes the page of --report. Throws DataError.
void write_page(const ReportOutputs& outputs, PageContent content);

}  // namespace nntrain
