#pragma once

#include <string>
#include <vector>

#include "base/remedy.hpp"
#include "base/words.hpp"
#include "check/column_summary.hpp"
#include "dataset/table.hpp"

namespace nntrain {

/// What can be found in a table. docs/check.md says what each one means.
enum class FindingCode {
  kRefused,
  kMissingCells,
  kEmptyColumn,
  kReadOtherwise,
  kConstantColumn,
  kIdentifier,
  kSameColumn,
  kCollinear,
  kTellsTarget,
  kRepeatedRows,
  kTestRows,
  kSortedRows,
  kRareClass,
  kOutliers,
  kScales,
  kTargetScale,
  // of rows for a model
  kMissingColumn,
  kOtherType,
  kUnseenText,
  kOutOfRange,
  kMeanMoved,
  kSharesMoved,
  kNoRanges
};
constexpr auto words(FindingCode) {
  return std::to_array<Word<FindingCode>>({{"refused", FindingCode::kRefused},
                                           {"missing-cells", FindingCode::kMissingCells},
                                           {"empty-column", FindingCode::kEmptyColumn},
                                           {"read-otherwise", FindingCode::kReadOtherwise},
                                           {"constant-column", FindingCode::kConstantColumn},
                                           {"identifier", FindingCode::kIdentifier},
                                           {"same-column", FindingCode::kSameColumn},
                                           {"collinear", FindingCode::kCollinear},
                                           {"tells-target", FindingCode::kTellsTarget},
                                           {"repeated-rows", FindingCode::kRepeatedRows},
                                           {"test-rows", FindingCode::kTestRows},
                                           {"sorted-rows", FindingCode::kSortedRows},
                                           {"rare-class", FindingCode::kRareClass},
                                           {"outliers", FindingCode::kOutliers},
                                           {"scales", FindingCode::kScales},
                                           {"target-scale", FindingCode::kTargetScale},
                                           {"missing-column", FindingCode::kMissingColumn},
                                           {"other-type", FindingCode::kOtherType},
                                           {"unseen-text", FindingCode::kUnseenText},
                                           {"out-of-range", FindingCode::kOutOfRange},
                                           {"mean-moved", FindingCode::kMeanMoved},
                                           {"shares-moved", FindingCode::kSharesMoved},
                                           {"no-ranges", FindingCode::kNoRanges}});
}

/// Something in the data that harms training, or makes its result worth less; or that is wrong for a model.
struct Finding {
  FindingCode code;
  std::string text;                    ///< a sentence without its point
  Remedy remedy{};                     ///< flags of train, or of predict, if some help
  bool stops = false;                  ///< whether training, or predict, refuses the data
  std::vector<std::string> columns{};  ///< the names of those that it is about
};

/// Whether a finding makes the command fail: it stops, or its code is one of those of --fail-on.
bool fails(const Finding& finding, const std::vector<FindingCode>& fail_on);

/// The findings in a table, in the order of their codes. `missing` is how training would read it; where it
/// would stop, the table was read with MissingMode::kMean. `test` has the test rows, read like the table; or
/// it is null.
std::vector<Finding> findings_in(const Table& table, const std::vector<ColumnSummary>& columns,
                                 MissingMode missing, const Table* test);

}  // namespace nntrain
