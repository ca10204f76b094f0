#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "dataset/cell.hpp"
#include "dataset/csv_reader.hpp"
#include "dataset/table.hpp"
#include "dataset/target_values.hpp"

namespace nntrain {

/// What to take of each record.
struct RowPlan {
  std::string path;
  char delimiter = ',';
  std::size_t fields = 0;             ///< of every record
  std::string fields_from;            ///< what says so: "the header", "line 1"
  std::vector<std::string> names;     ///< of all fields
  std::vector<std::size_t> features;  ///< fields, in the order of the table's columns
  std::size_t target = 0;             ///< a field
  MissingMode missing = MissingMode::kError;
  std::vector<std::string> given_na;  ///< spellings of a missing value, if the user gave them
  bool columns_named = false;         ///< by --columns
};

/// Turns records into a table's rows: numbers in the columns asked for, nothing of the others.
class RowReader {
 public:
  RowReader(RowPlan plan, const MissingTexts& missing, Table& table);

  /// Reads all records. Throws DataError, with the place, for a record of another length and for a cell that
  /// is no number.
  void read(CsvReader& records);

  const TargetValues& target_values() const { return target_values_; }

 private:
  /// A field that is read, and where its value goes in a row; the target goes behind the features.
  struct Field {
    std::size_t index;
    std::size_t slot;
  };
  void add(const Record& record);
  void check_length(const Record& record) const;
  CellPlace place(const Record& record, std::size_t field) const;
  [[noreturn]] void refuse(CsvReader& records, const Record& record);
  bool number_follows(CsvReader& records, std::size_t field) const;

  RowPlan plan_;
  const MissingTexts& missing_;
  Table& table_;
  std::vector<Field> fields_;  // in file order
  std::vector<double> row_;
  std::optional<std::size_t> bad_field_;
  TargetValues target_values_;
};

}  // namespace nntrain
