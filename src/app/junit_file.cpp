#include "app/junit_file.hpp"

#include <new>

#include "base/interruption.hpp"
#include "base/output.hpp"
#include "base/quote.hpp"
#include "base/resources.hpp"
#include "report/test_cases.hpp"

namespace nntrain {
namespace {

const char* kind_of(ExitCode code) {
  switch (code) {
    case ExitCode::kUsage:
      return "usage";
    case ExitCode::kTraining:
      return "training";
    case ExitCode::kModel:
      return "model";
    default:
      return "data";
  }
}

/// Returns whether the file is written, or there is none.
bool write(const JunitFile& file, const std::vector<TestCase>& cases) {
  if (file.path.empty()) return true;
  try {
    write_file(file.path,
               junit_xml("nntrain " + file.command, shown_path(file.data), cases, seconds_of_command()));
  } catch (const DataError& error) {
    print_error(error.what(), error.remedy().text().c_str());
    return false;
  }
  return true;
}

void write_error(const JunitFile& file, const Error& error) {
  TestCase one = run_case(kind_of(error.code()), error.what());
  one.details = error.remedy().of_command("nntrain " + file.command).text();
  write(file, {one});
}

}  // namespace

void write_early_error(const FlagTable& flags, const JunitFile& file, const Error& error) {
  if (!file.path.empty() && error.code() != ExitCode::kUsage && is_free(flags, *flags.find("junit")))
    write_error(file, error);
}

ExitCode with_junit(const JunitFile& file, const std::function<ExitCode(std::vector<TestCase>& cases)>& run) {
  std::vector<TestCase> cases;
  ExitCode code = ExitCode::kDone;
  try {
    code = run(cases);
  } catch (const Error& error) {
    if (error.code() != ExitCode::kClosedPipe) write_error(file, error);
    throw;
  } catch (const std::bad_alloc&) {
    write(file, {run_case("data", "out of memory")});
    throw;
  }
  return write(file, cases) || noted_signal() != 0 ? code : ExitCode::kData;
}

}  // namespace nntrain
