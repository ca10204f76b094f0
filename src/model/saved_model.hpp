#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "metrics/metric.hpp"
#include "model/model.hpp"
#include "model/receipt.hpp"
#include "model/sealed_file.hpp"

namespace nntrain {

/// The format of models. Its version grows when an nntrain that knows this one could misread a new file.
extern const FileFormat kModelFormat;

/// The rows of the file trained on.
struct RowCounts {
  std::uint64_t read = 0;
  std::uint64_t used = 0;
  std::uint64_t dropped = 0;
};

/// How training went.
struct TrainingRecord {
  std::uint64_t iterations = 0;  ///< that were made
  std::string stop;              ///< as name_of(Stop) tells it
  std::optional<std::uint64_t> best_iteration;
  std::optional<std::uint64_t> best_restart;  ///< from 1; of several starts
};

/// What was measured on one split.
struct SplitRecord {
  std::string split;
  Metrics metrics;
};

/// A model and its receipt.
struct SavedModel {
  Receipt receipt;
  RowCounts rows;
  TrainingRecord training;
  std::vector<SplitRecord> metrics;
  Model model;
  std::string fingerprint;  ///< as the file tells it
};

/// Reads what --save has written. Throws DataError if the file cannot be opened, ModelError if it is no model
/// or not sound.
SavedModel read_model(const std::string& path);

/// The same of its text; messages call the file `path`.
SavedModel model_of_text(const std::string& text, const std::string& path);

}  // namespace nntrain
