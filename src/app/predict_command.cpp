#include <cmath>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/use_options.hpp"
#include "base/error.hpp"
#include "base/output.hpp"
#include "base/packer.hpp"
#include "base/ranks.hpp"
#include "base/text.hpp"
#include "dataset/feature_ranges.hpp"
#include "dataset/ordered_reader.hpp"
#include "dataset/ranked_ranges.hpp"
#include "model/predictor.hpp"
#include "report/model_summary.hpp"
#include "report/predictions.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kRowsAtATime = 8192;

/// Standard output, which grows with the rows, or a file, which appears when it is complete. The header comes
/// with the first lines, so that an error in the first row leaves standard output empty.
class PredictionFile {
 public:
  explicit PredictionFile(const std::string& path) {
    if (path != "-") file_.emplace(path);
  }
  void begin(const std::string& header) { header_ = header; }
  void append(const std::string& lines) {
    if (!header_.empty()) write(std::exchange(header_, ""));
    write(lines);
  }
  void finish() {
    append("");
    if (file_) file_->finish();
  }

 private:
  void write(const std::string& text) { file_ ? file_->append(text) : write_standard_output(text); }

  std::optional<WholeFile> file_;
  std::string header_;  // until it is written
};

/// What the user should know of predictions.
struct Noted {
  std::size_t dropped = 0;     ///< rows
  std::size_t not_finite = 0;  ///< predicted rows
  std::size_t first = 0;       ///< of the latter, its number in the file

  void add(const Noted& later) {
    dropped += later.dropped;
    if (not_finite == 0) first = later.first;
    not_finite += later.not_finite;
  }
};

/// The lines for a piece of the rows, and what is to be noted of them.
struct PredictedPiece {
  std::string csv;
  Noted noted;
};

template <typename Archive>
void pass(Archive& archive, IsType<PredictedPiece> auto& piece) {
  archive(piece.csv, piece.noted.dropped, piece.noted.not_finite, piece.noted.first);
}

bool is_finite_in(const BlockMatrix& outputs, std::size_t row) {
  bool is_finite = true;
  for (std::size_t o = 0; o < outputs.columns(); ++o) is_finite &= std::isfinite(outputs.at(row, o));
  return is_finite;
}

/// Predicts those of the rows that come behind the first `done` ones of the file; `rows_before` of them come
/// before these rows.
PredictedPiece predict_piece(const Model& model, Predictor& predictor, Table& rows, std::size_t rows_before,
                             std::size_t done = 0) {
  PredictedPiece to;
  if (rows_before + rows.rows_read <= done) return to;
  for (const std::size_t dropped : rows.dropped) to.noted.dropped += rows_before + dropped > done ? 1 : 0;
  if (rows.rows() == 0) return to;
  const BlockMatrix outputs = predictor.outputs(rows);
  const PredictionLines lines(model, outputs, rows.kept);
  const bool has_target = rows.target_texts.size() > 0;
  for (std::size_t row = 0; row < outputs.rows(); ++row) {
    const std::size_t number = rows_before + rows.row_number(row);
    if (number <= done) continue;
    if (!is_finite_in(outputs, row) && to.noted.not_finite++ == 0) to.noted.first = number;
    lines.append(to.csv, row, number, "", has_target ? rows.target_texts[row] : "");
  }
  return to;
}

/// Where predictions come from and go to.
struct Predicting {
  const Model& model;
  const UseOptions& options;
  const ReadOptions& read;
  const Table& like;  // the model's columns
};

/// One for each thread.
std::deque<Predictor> predictors_for(const Predicting& how) {
  std::deque<Predictor> predictors;
  for (std::size_t thread = 0; thread < threads_for(how.read); ++thread)
    predictors.emplace_back(how.model, how.options.unseen, Workers::caller());
  return predictors;
}

/// Writes the predictions for ranges of the rows, on several threads. Returns how far it came.
RangesFinished predict_ranges(const Predicting& how, RangeParts& parts, PredictionFile& file, Noted& noted) {
  std::deque<Predictor> predictors = predictors_for(how);
  std::vector<PredictedPiece> pieces(places_for(how.read));
  const auto work = [&](const RangeRows& rows) {
    pieces[rows.place] = predict_piece(how.model, predictors[rows.thread], rows.table, rows.rows_before);
  };
  const auto finish = [&](std::size_t place) {
    file.append(pieces[place].csv);
    noted.add(pieces[place].noted);
  };
  return work_on_ranges(parts, how.read, {work, finish});
}

/// The same on several ranks, each of which predicts its ranges. Rank 0 writes and notes all.
RangesFinished predict_on_ranks(const Predicting& how, RangeParts& parts, PredictionFile& file,
                                Noted& noted) {
  std::deque<Predictor> predictors = predictors_for(how);
  const auto work = [&](const RangeRows& rows) {
    Packer packer;
    packer(predict_piece(how.model, predictors[rows.thread], rows.table, rows.rows_before));
    return packer.take();
  };
  const auto finish = [&](const Ranks::Bytes& bytes) {
    const auto piece = Unpacker(bytes).next<PredictedPiece>();
    file.append(piece.csv);
    noted.add(piece.noted);
  };
  return work_on_ranges(Ranks::all(), parts, how.read, {work, finish});
}

/// Writes the predictions for the rows behind the first `done` ones, as they come.
void predict_in_order(const Predicting& how, FeatureStream& rows, std::size_t done, PredictionFile& file,
                      Noted& noted) {
  Workers workers(threads_asked(how.options.threads));
  Predictor predictor(how.model, how.options.unseen, workers);
  // Another program may wait for each prediction before it writes the next row.
  if (rows.is_waiting()) file.append("");
  std::size_t read = 0;
  while (rows.has_more()) {
    Table part = rows.next(kRowsAtATime);
    const PredictedPiece piece = predict_piece(how.model, predictor, part, read, done);
    read += part.rows_read;
    file.append(piece.csv);
    noted.add(piece.noted);
  }
}

/// The header, with warnings of columns that get another name.
std::string header_for(const Predicting& how, const std::vector<KeptColumn>& kept) {
  const PredictionHeader header = prediction_header(how.model, kept);
  if (!how.options.outputs.quiet) {
    for (const std::string& renamed : header.renamed) print_warning(renamed);
  }
  return header.line;
}

/// The ranges of the files, if they can be read so, on all ranks. Standard input stays where it is.
std::optional<RangeParts> ranges_of(const Predicting& how) {
  const InputPlace stays(how.read.path);
  std::optional<RangeParts> parts = RangeParts::open(how.read, &how.like);
  if (Ranks::all().are_many() && !have_same_ranges(Ranks::all(), parts)) return {};
  return parts;
}

/// Writes the predictions for all rows.
Noted predict(const Predicting& how) {
  Noted noted;
  std::optional<RangeParts> parts = ranges_of(how);
  std::optional<FeatureStream> rows;
  if (!parts) rows.emplace(how.read, how.like);
  PredictionFile file(how.options.output);
  file.begin(header_for(how, parts ? parts->first().table.kept : rows->kept()));
  RangesFinished done;
  if (parts) {
    done = Ranks::all().are_many() ? predict_on_ranks(how, *parts, file, noted)
                                   : predict_ranges(how, *parts, file, noted);
  }
  if (done.are_all) {
    InputPlace(how.read.path).pass_over();
  } else {
    if (!rows) rows.emplace(how.read, how.like);
    predict_in_order(how, *rows, done.rows, file, noted);
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
    warn_of(predict({model, options, read, like}), options.outputs.quiet);
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
