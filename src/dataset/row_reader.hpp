#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "csv/csv_reader.hpp"
#include "dataset/cell.hpp"
#include "dataset/column_reader.hpp"
#include "dataset/row_batch.hpp"
#include "dataset/row_plan.hpp"
#include "dataset/table_builder.hpp"

namespace nntrain {

class OddCells;

/// Calls its argument with each record behind a file, and with the plan of its file, until that is false.
using LaterRecords = std::function<void(const std::function<bool(const Record&, const RowPlan&)>&)>;

/// Converts records to rows. Reads only the selected columns.
class RowReader {
 public:
  /// Keeps references to the first four. Appends rows to `rows`. The level indices are those in `found`.
  /// `later` has the records of the files behind this one.
  RowReader(const RowPlan& plan, const MissingTexts& missing, ColumnFindings& found, RowBatch& rows,
            LaterRecords later = {});

  /// Adds `record`, which `records` has just read. Throws DataError with the position for a record with a
  /// wrong number of fields, and BadCell for a cell that is missing or of another type than its column.
  void add(CsvReader& records, const Record& record);

  /// Whether all columns are known to be numbers; then add_numbers() may be called.
  bool is_of_numbers();

  /// Where NumberLine::read() writes texts.
  std::string_view* texts() { return texts_.data(); }

  /// Adds the numbers in rows.next() and the texts in texts() as a row. False if add() would refuse it (a
  /// negative weight).
  bool add_numbers(std::size_t line);

 private:
  /// A field to read, and the slot of its value: features first, then target and weight.
  struct Field {
    std::size_t index;
    std::size_t slot;
  };
  struct Problem {
    Field field;
    CellResult answer;
  };
  void take_cells(const Record& record);
  void add_row(const Record& record);
  bool add_missing(Field field);
  void add_text(const Record& record, Field field);
  void copy_text(std::size_t index, std::string_view text);
  bool places(const PlaceColumn& column, std::string_view text) const;
  void check_placing(const Record& record) const;
  [[noreturn]] void refuse_label(const Record& record, Field field,
                                 const std::vector<std::string>& known) const;
  void check_length(const Record& record) const;
  void check_weight(const Record& record) const;
  CellPlace place(std::size_t line, Field field) const;
  CellPlace place_of_first_text(Field field) const;
  [[noreturn]] void refuse(CsvReader& records, const Record& record, const Problem& problem);
  bool is_header_again(const Record& record) const;
  [[noreturn]] void refuse_header_again(std::size_t line) const;
  [[noreturn]] void refuse_header(const CellPlace& where, const std::string& text,
                                  const OddCells& cells) const;
  std::vector<std::size_t> count_cells(CsvReader& records, const Record& record, Field field,
                                       OddCells& cells) const;

  std::size_t target_slot() const { return plan_.features.size(); }

  const RowPlan& plan_;
  const MissingTexts& missing_;
  std::vector<ColumnReader>& columns_;  // per slot
  TargetValues& target_values_;
  RowBatch& rows_;
  LaterRecords later_;
  std::vector<Field> fields_;            // in file order
  double* row_ = nullptr;                // the current record, by slot
  std::vector<std::string_view> texts_;  // of the current line: the target's, then those to copy
  std::vector<Field> new_texts_;         // in the current record
  std::vector<std::size_t> holes_;       // missing features in the current record
  bool is_complete_ = true;              // whether the current record is kept
  bool is_of_numbers_ = false;           // true once all columns are numbers
  std::optional<Problem> problem_;
};

}  // namespace nntrain
