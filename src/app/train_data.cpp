#include "app/train_data.hpp"

#include <utility>

#include "app/resume.hpp"
#include "base/error.hpp"
#include "base/input.hpp"
#include "base/sha256.hpp"
#include "dataset/read_table.hpp"
#include "report/progress_line.hpp"

namespace nntrain {
namespace {

/// How files are read; `line` tells how far that has come.
ReadOptions read_options_of(const TrainRequest& request, ReadingLine& line) {
  const TrainOptions& options = request.options;
  ReadOptions read = options.read;
  read.threads = options.threads;
  read.sha256 = request.hashes_files;
  if (shows_progress(options.outputs)) {
    read.progress = [&line](const ReadingProgress& progress) { line.show(progress); };
  }
  return read;
}

Table read_data(const TrainRequest& request) {
  const std::string& path = request.options.read.path;
  ReadingLine line(path);
  try {
    Table table = read_table(read_options_of(request, line));
    if (request.from) check_file(*request.from, {"data", path, table.sha256});
    return table;
  } catch (const Error&) {  // of another file anything may be wrong
    if (request.from && path != "-") check_file(*request.from, {"data", path, sha256_of(read_file(path))});
    throw;
  }
}

Table read_held_out(const TrainRequest& request, const Table& like, const std::string& path) {
  ReadingLine line(path);
  ReadOptions read = read_options_of(request, line);
  read.header = like.has_header ? HeaderMode::kYes : HeaderMode::kNo;
  if (!request.options.is_given("delimiter")) read.delimiter = "auto";  // every file may have its own
  return read_table_like(read, like, path);
}

}  // namespace

std::vector<Table> read_tables(const TrainRequest& request) {
  const TrainOptions& options = request.options;
  std::vector<Table> tables;
  tables.push_back(read_data(request));
  if (!options.validation.empty()) {
    tables.push_back(read_held_out(request, tables.front(), options.validation));
    if (request.from) check_file(*request.from, {"validation", options.validation, tables.back().sha256});
  }
  if (!options.test.empty()) tables.push_back(read_held_out(request, tables.front(), options.test));
  return tables;
}

Trial make_trial(const TrainRequest& request, const Experiment& experiment,
                 const std::vector<Table>& tables) {
  const SplitPlan& plan = experiment.split;
  const std::uint64_t seed = experiment.recipe.plan.seed;
  RowSplit rows = split_rows(tables.front(), plan.validation_fraction, plan.test_fraction, plan.mode, seed);
  Trial trial{{}, seed, request.first_restart};
  std::size_t files = 0;
  const auto add = [&](const char* name, std::vector<std::size_t> of_data, const std::string& path) {
    if (!of_data.empty()) trial.parts.push_back({name, std::move(of_data), 0});
    if (path.empty()) return;
    ++files;
    trial.parts.push_back({name, all_rows(tables[files]), files});
  };
  add("train", std::move(rows.train), "");
  add("validation", std::move(rows.validation), request.options.validation);
  add("test", std::move(rows.test), request.options.test);
  return trial;
}

std::vector<InputFile> files_of(const Experiment& experiment, const Trial& trial,
                                const std::vector<Table>& tables) {
  std::vector<InputFile> files = {{"data", tables.front().path, tables.front().sha256}};
  for (const Part& part : trial.parts) {
    const Table& table = tables[part.table];
    if (part.table > 0) files.push_back({part.name, table.path, table.sha256});
  }
  if (!experiment.start.file.path.empty()) files.push_back(experiment.start.file);
  return files;
}

}  // namespace nntrain
