#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/use_options.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/text.hpp"
#include "dataset/ordered_reader.hpp"
#include "model/predictor.hpp"
#include "report/model_summary.hpp"
#include "report/predictions.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kRowsAtATime = 8192;

/// Standard output, which grows with the rows, or a file, which appears when it is complete.
class PredictionFile {
 public:
  explicit PredictionFile(const std::string& path) {
    if (path != "-") file_.emplace(path);
  }
  void append(const std::string& text) { file_ ? file_->append(text) : write_standard_output(text); }
  void finish() {
    if (file_) file_->finish();
  }

 private:
  std::optional<WholeFile> file_;
};

/// What the user should know of predictions.
struct Noted {
  std::size_t dropped = 0;     ///< rows
  std::size_t not_finite = 0;  ///< predicted rows
  std::size_t first = 0;       ///< of the latter, its number in the file
};

void note_finite(const BlockMatrix& outputs, std::size_t row, std::size_t number, Noted& noted) {
  bool is_finite = true;
  for (std::size_t o = 0; o < outputs.columns(); ++o) is_finite &= std::isfinite(outputs.at(row, o));
  if (!is_finite && noted.not_finite++ == 0) noted.first = number;
}

/// Writes the predictions for all rows.
Noted predict(const Model& model, const UseOptions& options, FeatureStream& rows, PredictionFile& file) {
  Workers workers(threads_asked(options.threads));
  Predictor predictor(model, options.unseen, workers);
  const PredictionHeader header = prediction_header(model, rows.kept());
  if (!options.outputs.quiet) {
    for (const std::string& renamed : header.renamed) print_warning(renamed);
  }
  std::string text = header.line;
  std::size_t read = 0;
  Noted noted;
  // Another program may wait for each prediction before it writes the next row.
  if (rows.is_waiting()) file.append(std::exchange(text, ""));
  while (rows.has_more()) {
    const Table part = rows.next(kRowsAtATime);
    noted.dropped += part.rows_dropped();
    read += part.rows_read;
    if (part.rows() > 0) {
      const BlockMatrix outputs = predictor.outputs(part);
      const PredictionLines lines(model, outputs, part.kept);
      const bool has_target = part.target_texts.size() > 0;
      for (std::size_t row = 0; row < outputs.rows(); ++row) {
        const std::size_t number = read - part.rows_read + part.row_number(row);
        note_finite(outputs, row, number, noted);
        lines.append(text, row, number, "", has_target ? part.target_texts[row] : "");
      }
    }
    file.append(std::exchange(text, ""));
  }
  file.finish();
  return noted;
}

void warn_of(const Noted& noted, bool is_quiet) {
  if (noted.dropped > 0)
    print_warning(fmt::format("{} with missing cells left out", counted(noted.dropped, "row")));
  if (noted.not_finite > 0 && !is_quiet) {
    print_warning(fmt::format(
        "{} not finite (nan or inf), the first in row {}: a number in that row, or a weight of the model, is "
        "too large",
        noted.not_finite == 1 ? "1 prediction is" : fmt::format("{} predictions are", noted.not_finite),
        noted.first));
  }
}

ExitCode run_predict(const Arguments& arguments, FlagPlaces& places) {
  const UseOptions asked = read_use_options(arguments, predict_flags, places);
  const SavedModel saved = read_model(asked.model);
  const Model& model = saved.model;
  if (!asked.outputs.quiet) {
    for (const std::string& warning : warnings_if_cut(saved, asked.model)) print_warning(warning);
  }
  const Table like = table_like(model, asked.model);
  const UseOptions options = resolve_for_predict(asked, model);
  ReadOptions read = reading_like(options, like);
  read.features_only = true;
  try {
    FeatureStream rows(read, like);
    PredictionFile file(options.output);
    const Noted noted = predict(model, options, rows, file);
    warn_of(noted, options.outputs.quiet);
  } catch (const LacksColumns& error) {
    throw ModelError(error.what(), error.remedy());
  }
  return ExitCode::kDone;
}

}  // namespace

Command predict_command() {
  return {"predict", with_flags<UseOptions, predict_flags>, run_predict};
}

}  // namespace nntrain
