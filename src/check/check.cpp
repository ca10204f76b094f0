#include "check/check.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/file_pattern.hpp"
#include "base/input.hpp"
#include "csv/delimiter.hpp"
#include "dataset/guess.hpp"
#include "dataset/read_table.hpp"

namespace nntrain {
namespace {

Finding refusal(const Error& error) {
  return {FindingCode::kRefused, error.what(), error.remedy(), true};
}

/// Whether the answer to the error is a task, and the file can be read once more with one.
bool lacks_task(const Error& error, const std::string& path) {
  return error.remedy().id() == RemedyId::kTask && path != "-" && !is_same_pipe(path, path);
}

std::optional<Table> read_to_check(ReadOptions read, std::vector<Finding>& findings) {
  try {
    return read_table(read);
  } catch (const FileError&) {
    throw;
  } catch (const Error& error) {
    findings.push_back(refusal(error));
    if (!lacks_task(error, read.path)) return std::nullopt;
  }
  read.task = Task::kClassify;
  try {
    return read_table(read);
  } catch (const Error&) {  // told already
    return std::nullopt;
  }
}

std::optional<Table> read_test(ReadOptions read, const Table& table, const std::string& path,
                               std::vector<Finding>& findings) {
  if (path.empty()) return std::nullopt;
  read.header = table.has_header ? HeaderMode::kYes : HeaderMode::kNo;
  read.keep.clear();
  try {
    return read_table_like(read, table, path);
  } catch (const FileError&) {
    throw;
  } catch (const Error& error) {
    Finding finding = refusal(error);
    finding.remedy = finding.remedy.of_file("test");
    findings.push_back(std::move(finding));
    return std::nullopt;
  }
}

}  // namespace

bool CheckResult::trains() const {
  return std::none_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.stops; });
}

CheckResult check(const ReadOptions& options, const std::string& test, Workers& workers) {
  static_cast<void>(files_named_by(options.path));  // no file is no finding
  CheckResult result;
  ReadOptions read = options;
  read.missing = MissingMode::kMean;  // so that missing cells can be counted
  result.table = read_to_check(read, result.findings);
  if (!result.table) return result;
  const std::optional<Table> test_rows = read_test(read, *result.table, test, result.findings);
  result.columns = summaries_of(*result.table, workers);
  for (Finding& finding :
       findings_in(*result.table, result.columns, options.missing, test_rows ? &*test_rows : nullptr))
    result.findings.push_back(std::move(finding));
  const bool are_perhaps_amounts = options.task == Task::kAuto && !result.trains() &&
                                   result.findings.front().remedy.id() == RemedyId::kTask;
  if (are_perhaps_amounts)
    std::erase_if(result.findings, [](const Finding& one) { return one.code == FindingCode::kRareClass; });
  return result;
}

}  // namespace nntrain
