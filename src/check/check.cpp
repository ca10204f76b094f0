#include "check/check.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/file_pattern.hpp"
#include "base/input.hpp"
#include "csv/delimiter.hpp"
#include "dataset/guess.hpp"
#include "dataset/read_table.hpp"
#include "dataset/split.hpp"
#include "math/pairwise_sum.hpp"
#include "model/make_samples.hpp"

namespace nntrain {
namespace {

Finding refusal(const Error& error) {
  return {FindingCode::kRefused, error.what(), error.remedy(), true};
}

/// Reads the table to describe. If training refuses it, that becomes a finding, and another table may be
/// described: one of classes if the task is open, one of numbers if they are one class, or one of all rows if
/// too few are complete.
std::optional<Table> read_to_check(ReadOptions read, std::vector<Finding>& findings) {
  try {
    return read_table(read);
  } catch (const FileError&) {
    throw;
  } catch (const Error& error) {
    findings.push_back(refusal(error));
    if (!can_be_read_again(read.path)) return std::nullopt;
    if (error.remedy().id() == RemedyId::kTask)  // of one class there is no table, but one of numbers
      read.task = error.code() == ExitCode::kTraining ? Task::kRegress : Task::kClassify;
    else if (error.code() == ExitCode::kTraining && read.missing == MissingMode::kDrop)
      read.missing = MissingMode::kMean;
    else
      return std::nullopt;
  }
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

/// What training refuses when it makes network inputs and weights of the rows. The table is as training
/// reads it.
void find_refused_rows(const Table& table, const Table* test, MissingMode missing, UnseenMode unseen,
                       std::vector<Finding>& findings) {
  const auto check_weights = [](const Table& one) {
    if (one.weights.empty()) return;
    checked_sum_of_weights(one, sum_rows(one.rows(), [&](std::size_t row) { return one.weights[row]; }));
  };
  try {
    const Preprocessing preprocessing = fit_preprocessing(table, all_rows(table), ScaleMode::kNone, missing);
    check_weights(table);
    if (test == nullptr) return;
    preprocessing.check(*test, all_rows(*test), unseen);
    check_weights(*test);
  } catch (const UnseenText& error) {
    findings.push_back(refusal(with_drop(error, table)));
  } catch (const Error& error) {
    findings.push_back(refusal(error));
  }
}

}  // namespace

bool CheckResult::trains() const {
  return std::none_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.stops; });
}

std::string CheckResult::dropped_for() const {
  const bool stops = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.stops && finding.code == FindingCode::kMissingCells;
  });
  return stops ? "without a target or a weight left out here" : "dropped for missing cells";
}

CheckResult check(const ReadOptions& options, const std::string& test, UnseenMode unseen, Workers& workers) {
  static_cast<void>(files_named_by(options.path));  // no file is no finding
  CheckResult result;
  ReadOptions read = options;
  if (read.missing == MissingMode::kError) read.missing = MissingMode::kMean;  // so that they can be counted
  result.table = read_to_check(read, result.findings);
  if (!result.table) return result;
  read.missing = options.missing;
  const std::optional<Table> test_table = read_test(read, *result.table, test, result.findings);
  const Table* const test_rows = test_table ? &*test_table : nullptr;
  result.columns = summaries_of(*result.table, workers);
  std::vector<Finding> more = findings_in(*result.table, result.columns, options.missing, test_rows);
  const bool are_read =
      result.trains() && std::none_of(more.begin(), more.end(), [](const Finding& one) { return one.stops; });
  if (are_read) find_refused_rows(*result.table, test_rows, options.missing, unseen, result.findings);
  const bool are_perhaps_amounts = options.task == Task::kAuto && !result.trains() &&
                                   result.findings.front().remedy.id() == RemedyId::kTask;
  if (are_perhaps_amounts)
    std::erase_if(more, [](const Finding& one) { return one.code == FindingCode::kRareClass; });
  for (Finding& finding : more) result.findings.push_back(std::move(finding));
  return result;
}

}  // namespace nntrain
