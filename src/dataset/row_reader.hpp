#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "dataset/cell.hpp"
#include "dataset/column_reader.hpp"
#include "dataset/csv_reader.hpp"
#include "dataset/row_plan.hpp"
#include "dataset/table.hpp"
#include "dataset/target_values.hpp"

namespace nntrain {

/// Turns records into a table's rows: the columns asked for, nothing of the others.
class RowReader {
 public:
  RowReader(RowPlan plan, const MissingTexts& missing, Table& table);

  /// Reads all records, and ends the table's columns, task and classes. Throws DataError, with the place, for
  /// a record of another length and for a cell that may not stand in its column; as settle_target; and
  /// TrainingError if no row is left.
  void read(CsvReader& records);

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
  void add(const Record& record);
  bool add_missing(const Record& record, Field field);
  void add_text(const Record& record, Field field);
  void check_length(const Record& record) const;
  void check_weight(const Record& record) const;
  CellPlace place(std::size_t line, Field field) const;
  [[noreturn]] void refuse(CsvReader& records, const Record& record, const Problem& problem);
  [[noreturn]] void refuse_header(const CellPlace& where, const std::string& text) const;
  bool number_follows(CsvReader& records, std::size_t field) const;
  void finish();

  std::size_t target_slot() const { return plan_.features.size(); }

  RowPlan plan_;
  const MissingTexts& missing_;
  Table& table_;
  std::vector<Field> fields_;          // in file order
  std::vector<ColumnReader> columns_;  // by slot
  std::vector<double> row_;            // by slot
  std::vector<Field> new_texts_;       // of the present record
  std::vector<std::size_t> holes_;     // slots that it leaves to be filled
  std::optional<Problem> problem_;
  TargetValues target_values_;
};

}  // namespace nntrain
