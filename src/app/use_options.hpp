#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/plot_flags.hpp"
#include "base/output.hpp"
#include "cli/command_line.hpp"
#include "cli/flag_table.hpp"
#include "model/saved_model.hpp"
#include "report/outputs.hpp"
#include "training/split.hpp"

namespace nntrain {

/// What `nntrain predict`, `evaluate` and `plot` can be told: a model, and the file that it is used on.
struct UseOptions {
  std::string model;  ///< of plot perhaps a log
  ReadOptions read;   ///< what is not given is as the model has it
  UnseenMode unseen = UnseenMode::kError;
  std::uint64_t threads = 0;  ///< 0: as many as this process may run
  std::string output = "-";   ///< of predict: a file
  ReportOutputs outputs;      ///< of evaluate all that it has flags for, of predict quiet
  PlotOptions plot;           ///< of evaluate and plot

  std::set<std::string> given;  ///< names of the flags that the user set

  bool is_given(const std::string& flag) const { return given.count(flag) > 0; }
};

/// Their flags, bound to `options`.
FlagTable predict_flags(UseOptions& options);
FlagTable evaluate_flags(UseOptions& options);
FlagTable plot_flags(UseOptions& options);

/// The options that a command line gives, with the flags of predict or evaluate, checked. Throws UsageError
/// or DataError.
UseOptions read_use_options(const Arguments& arguments, FlagTable (*flags_of)(UseOptions&));

/// The options with what the model says in place of what was not given.
UseOptions resolve(UseOptions options, const Model& model);

/// How --data is read, by such options: as a file like `like`, the model's table.
ReadOptions reading_like(const UseOptions& resolved, const Table& like);

/// The rows of a file, for a saved model to be held against.
struct LabelledRows {
  Table table;  ///< without its cells
  Split split;
};

/// Reads the file of resolved options as the model would have it; the split is called `name`. Throws what
/// reading a table throws, ModelError for a file that lacks the model's columns.
LabelledRows read_labelled(const UseOptions& resolved, const Model& model, const std::string& name,
                           bool with_sha256);

}  // namespace nntrain
