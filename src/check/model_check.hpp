#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "check/findings.hpp"
#include "check/shift.hpp"
#include "dataset/table.hpp"
#include "model/model.hpp"

namespace nntrain {

/// A text or class of a model that is in a column, beside training.
struct TextChange {
  std::string text;
  std::size_t cells = 0;  ///< here
  std::size_t then = 0;   ///< in the training rows, if the model tells
  Shift shift{};          ///< of its share of the column's values
};

/// The cells with a text that no training row has.
struct UnseenCells {
  std::size_t cells = 0;
  std::size_t first_row = 0;  ///< the number of the first such row, 1-based
};

/// One column of new rows, beside what the training rows had there.
struct ColumnChange {
  std::string name;
  bool is_text = false;  ///< also of classes
  bool is_target = false;
  bool is_read = false;                         ///< whether it is there, and is what the model needs
  std::size_t values = 0;                       ///< cells with a value
  std::size_t missing = 0;                      ///< other cells, also of rows that are left out for them
  std::optional<Seen> then{};                   ///< in the training rows; none: the model does not tell
  std::optional<Seen> now{};                    ///< of numbers: here; none without a value
  Shift shift{};                                ///< of the mean; of texts: the one that moved most
  std::size_t outside = 0;                      ///< of numbers: cells beyond training's min and max
  double farthest = 0;                          ///< the one of these that is farthest away
  std::size_t farthest_row = 0;                 ///< the number of its row, 1-based
  std::vector<TextChange> texts{};              ///< of the model, in its order
  std::map<std::string, UnseenCells> unseen{};  ///< other texts or classes; of a target: no numbers
};

/// What new rows are like for a model.
struct ModelCheck {
  std::string path;
  std::size_t rows = 0;                      ///< that were read, if is_read()
  std::size_t rows_dropped = 0;              ///< of these, left out for missing cells
  std::optional<std::size_t> training_rows;  ///< none: the model does not tell
  std::vector<ColumnChange> columns;         ///< the model's features, and the target if the file has it
  std::vector<Finding> findings;

  /// Whether any column could be read to the end of the file.
  bool is_read() const;
  /// Whether predict would take the file.
  bool predicts() const;
};

/// Looks at new rows for a model, whose file is `model_path`. `read` and `unseen` are those of predict; the
/// rows are read piece by piece. What predict refuses becomes a finding that stops. Throws FileError, and
/// DataError for a pattern that no file fits.
ModelCheck check_for_model(const Model& model, const std::string& model_path, const ReadOptions& read,
                           UnseenMode unseen);

}  // namespace nntrain
