#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "metrics/metric.hpp"
#include "metrics/spread.hpp"
#include "model/model.hpp"
#include "model/receipt.hpp"
#include "model/sealed_file.hpp"

namespace nntrain {

/// The format of model files. Its version grows when an older nntrain could misread a new file.
extern const FileFormat kModelFormat;

/// The same with the oldest version that reads the model right: 3 for several networks, else 2 with a
/// threshold, else 1.
FileFormat format_for(const Model& model);

/// The numbers of rows in the training file.
struct RowCounts {
  std::uint64_t read = 0;
  std::uint64_t used = 0;
  std::uint64_t dropped = 0;
};

/// How training ended.
struct TrainingRecord {
  std::uint64_t iterations = 0;  ///< that were done
  std::string stop;              ///< as from name_of(StopReason)
  std::optional<std::uint64_t> best_iteration;
  std::optional<std::uint64_t> best_restart;  ///< from 1; if there were several starts
  bool is_refitted = false;                ///< trained anew on all rows, for as many iterations as the best
  std::optional<double> l2{};              ///< what --l2 auto came to
  std::vector<TrainingRecord> networks{};  ///< of an ensemble: those of each network, if the file tells
};

struct SplitMetrics {
  std::string split;
  Metrics metrics;
};

/// What a cross-validation said of the recipe of a model that was then trained on all rows.
struct CvFigures {
  std::uint64_t folds = 0;
  std::uint64_t repeats = 0;
  std::vector<std::pair<std::string, MetricSpread>> metrics{};  ///< by name; none: no cross-validation
};

/// A model and its receipt.
struct SavedModel {
  Receipt receipt;
  RowCounts rows;
  TrainingRecord training;
  std::vector<SplitMetrics> metrics;
  Model model;
  std::string fingerprint;  ///< as in the file
  CvFigures cv{};           ///< not proved by a replay
  std::string status{};     ///< as in the result of the run; "" in models of older versions
};

/// Whether the schema is that of a model, of any version.
bool is_model(const Json& json);

/// Reads a file of --save. Throws DataError if it cannot be opened, ModelError if it is no valid model.
SavedModel read_model(const std::string& path);

/// Reads the text of such a file; messages call the file `path`. Throws ModelError.
SavedModel model_of_text(const std::string& text, const std::string& path);

}  // namespace nntrain
