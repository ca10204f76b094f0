#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "app/plot_flags.hpp"
#include "base/words.hpp"
#include "cli/command_line.hpp"
#include "cli/flag_table.hpp"
#include "model/saved_model.hpp"
#include "report/outputs.hpp"
#include "training/split.hpp"

namespace nntrain {

/// What `nntrain plot` can draw.
enum class FileKind { kModel, kLog, kData, kResults };
constexpr auto words(FileKind) {
  return std::to_array<Word<FileKind>>({{"model", FileKind::kModel},
                                        {"log", FileKind::kLog},
                                        {"data", FileKind::kData},
                                        {"results", FileKind::kResults}});
}

/// The options of `nntrain predict`, `evaluate`, `plot` and `check`: a model, and a file to use it on.
struct UseOptions {
  std::string model;           ///< for plot perhaps a log, a table or the results of a sweep
  std::optional<FileKind> as;  ///< of plot: what `model` is; none: its content tells
  ReadOptions read;            ///< what is not given comes from the model
  UnseenMode unseen = UnseenMode::kError;
  std::uint64_t threads = 0;     ///< 0: all available processors
  std::string output = "-";      ///< of predict: a file
  ReportOutputs outputs;         ///< of evaluate: what it has flags for; of predict: quiet
  PlotOptions plot;              ///< of evaluate and plot
  std::uint64_t importance = 0;  ///< of evaluate: how often to shuffle each column; 0: not at all
  std::string metric;            ///< of evaluate: what importance is measured by; "": the usual one
  std::string config;

  std::set<std::string> given;  ///< names of the flags that the user gave

  bool is_given(const std::string& flag) const { return given.count(flag) > 0; }
};

/// Adds the flags on the rows that a saved model is used on: --data, with this help, how to read it, and
/// --threads.
void add_use_flags(FlagTable& table, UseOptions& options, const std::string& data);

/// The flags of these commands, bound to `options`.
FlagTable predict_flags(UseOptions& options);
FlagTable evaluate_flags(UseOptions& options);
FlagTable plot_flags(UseOptions& options);

/// Reads and checks the options of predict or evaluate from a command line and its config file. Throws
/// UsageError or DataError.
UseOptions read_use_options(const Arguments& arguments, FlagTable (*flags_of)(UseOptions&),
                            FlagPlaces& places);

/// The options with the model's values for everything that is not given.
UseOptions resolve(UseOptions options, const Model& model);
/// The same for predict: a row that training would drop is an error there, since each row gets its line.
UseOptions resolve_for_predict(const UseOptions& options, const Model& model);

/// How to read --data with resolved options, like the model's table `like`.
ReadOptions reading_like(const UseOptions& resolved, const Table& like);

/// The rows of a file to measure a saved model on.
struct LabelledRows {
  Table table;  ///< without its cells
  Split split;
};

/// Reads the file of resolved options like the model's training file, as the split `name`. Throws what
/// reading a table throws, and ModelError for a file without the model's columns.
LabelledRows read_labelled(const UseOptions& resolved, const Model& model, const std::string& name,
                           bool with_sha256);

/// A warning if the saved model of this file was trained on these rows, by their SHA-256, or "".
std::string warning_if_trained_on(const SavedModel& saved, const std::string& model, const Table& rows);

}  // namespace nntrain
