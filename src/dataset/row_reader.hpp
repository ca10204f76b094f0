#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "dataset/cell.hpp"
#include "dataset/column_reader.hpp"
#include "dataset/csv_reader.hpp"
#include "dataset/row_batch.hpp"
#include "dataset/row_plan.hpp"
#include "dataset/table_builder.hpp"

namespace nntrain {

/// Turns records into rows: the columns asked for, nothing of the others.
class RowReader {
 public:
  /// Keeps references to all four. Rows go into `rows`; the indices of their levels are those of `found`.
  RowReader(const RowPlan& plan, const MissingTexts& missing, Found& found, RowBatch& rows);

  /// Takes in `record`, which `records` has just read. Throws DataError, with the place, for a record of
  /// another length and for a cell that may not stand in its column.
  void add(CsvReader& records, const Record& record);

  /// Whether every column is known to be one of numbers, so that add_numbers() may be called.
  bool is_of_numbers();

  /// Takes in the record of numbers that rows.next() holds. False for one that add() would refuse.
  bool add_numbers(std::string_view target, std::size_t line);

 private:
  /// A field that is read, and where its value goes in a row: features first, then target and weight.
  struct Field {
    std::size_t index;
    std::size_t slot;
  };
  struct Problem {
    Field field;
    Answer answer;
  };
  void take_cells(const Record& record);
  void add_row(const Record& record);
  bool add_missing(const Record& record, Field field);
  void add_text(const Record& record, Field field);
  void check_length(const Record& record) const;
  void check_weight(const Record& record) const;
  CellPlace place(std::size_t line, Field field) const;
  [[noreturn]] void refuse(CsvReader& records, const Record& record, const Problem& problem);
  [[noreturn]] void refuse_header(const CellPlace& where, const std::string& text) const;
  bool number_follows(CsvReader& records, std::size_t field) const;

  std::size_t target_slot() const { return plan_.features.size(); }

  const RowPlan& plan_;
  const MissingTexts& missing_;
  std::vector<ColumnReader>& columns_;  // by slot
  TargetValues& target_values_;
  RowBatch& rows_;
  std::vector<Field> fields_;       // in file order
  double* row_ = nullptr;           // of the present record, by slot
  std::vector<Field> new_texts_;    // that it holds
  std::vector<std::size_t> holes_;  // slots that it leaves to be filled
  bool is_complete_ = true;         // whether it can stay
  bool is_of_numbers_ = false;      // once all columns are, they stay so
  std::optional<Problem> problem_;
};

}  // namespace nntrain
