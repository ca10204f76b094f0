#include "app/train_data.hpp"

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "app/resume.hpp"
#include "app/rows_on_ranks.hpp"
#include "app/train_flags.hpp"
#include "base/error.hpp"
#include "base/file_pattern.hpp"
#include "base/fingerprint.hpp"
#include "base/input.hpp"
#include "base/quote.hpp"
#include "base/ranks.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "dataset/guess.hpp"
#include "dataset/read_table.hpp"
#include "report/progress_line.hpp"

namespace nntrain {
namespace {

/// How to read files; `line` shows the progress.
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

/// Throws UsageError if the run goes on from a checkpoint with another file for this flag.
void check_same_file(const TrainRequest& request, const InputFile& file) {
  if (request.from) check_file(*request.from, file, request.options.outputs.continues);
}

/// A number that is another one for other cells, targets or numbers of rows; hash collisions aside.
std::uint64_t hash_of_rows(const Table& table) {
  constexpr std::uint64_t kPrime = 0x100000001b3;  // as in FNV-1a, but by words: it is quick
  std::uint64_t hash = table.rows_read;
  for (const BlockMatrix* const matrix : {&table.cells, &table.targets}) {
    const std::size_t numbers = matrix->columns() * kBlockRows;
    for (std::size_t block = 0; block < matrix->block_count(); ++block) {
      for (const double number : std::span(matrix->block(block), numbers))
        hash = (std::rotl(hash, 23) ^ std::bit_cast<std::uint64_t>(number)) * kPrime;
    }
  }
  return hash;
}

/// Throws DataError, on all ranks, if they have other flags or go on from other checkpoints: their files (a
/// config file, a checkpoint that only one machine has) differ.
void check_same_request(const TrainRequest& request) {
  Ranks& ranks = Ranks::all();
  if (!ranks.are_many()) return;
  TrainOptions options = request.options;
  const FlagTable flags = train_flags(options);
  std::string text;
  for (const OptionValue& one : flags.values(options.given))
    text += fmt::format("{}={}\n", one.flag, one.json);
  if (request.from) {
    const SeriesState& from = request.from->checkpoint.search;
    text += fmt::format("from {} {} {}", from.next, from.evaluations, from.kept.size());
    if (from.state)
      text += fmt::format(" {} {}", from.state->iterations, fingerprint(from.state->parameters));
  }
  const std::uint64_t own = hash_of(text);
  if (!ranks.any(ranks.of_first(own) != own)) return;
  throw DataError(
      fmt::format("the flags or the checkpoint are not the same for all {} ranks", ranks.size()),
      "give all machines the same files (--config, --checkpoint, --resume, --like) under their paths");
}

/// Throws DataError, on all ranks, if they have read other rows: a machine can have an old copy of the file.
void check_same_on_ranks(const Table& table) {
  Ranks& ranks = Ranks::all();
  if (!ranks.are_many() || ranks.any(table.is_shared())) return;
  const std::uint64_t own = hash_of_rows(table);
  if (!ranks.any(ranks.of_first(own) != own)) return;
  throw DataError(
      fmt::format("{} is not the same file for all {} ranks", shown_path(table.path), ranks.size()),
      "give all machines the same file under this path");
}

}  // namespace

std::vector<std::pair<std::string, std::string>> held_out_files(const TrainOptions& options) {
  std::vector<std::pair<std::string, std::string>> files;
  if (!options.validation.empty()) files.emplace_back("validation", options.validation);
  if (!options.test.empty()) files.emplace_back("test", options.test);
  return files;
}

InputFile input_of(const std::string& flag, const Table& table) {
  InputFile file{flag, table.path, table.sha256};
  if (!table.is_of_pattern()) return file;
  for (const TablePart& part : table.parts) file.parts.push_back({part.path, part.sha256});
  return file;
}

InputFile read_input(const std::string& flag, const std::string& path) {
  Table table;  // its files alone
  table.path = path;
  for (const std::string& file : files_named_by(path))
    table.parts.push_back({file, 0, sha256_of(read_file(file))});
  table.join_hashes();
  return input_of(flag, table);
}

Table read_data(const TrainRequest& request, RowsOf rows) {
  const std::string& path = request.options.read.path;
  check_same_request(request);
  ReadingLine line(path);
  try {
    ReadOptions read = read_options_of(request, line);
    if (rows == RowsOf::kRanks) share_rows(request, read);
    Table table = read_table(read);
    check_same_on_ranks(table);
    check_same_file(request, input_of("data", table));
    return table;
  } catch (const Error&) {  // a different file may cause any error
    if (request.from && path != "-") check_same_file(request, read_input("data", path));
    throw;
  }
}

OtherTables other_tables(const TrainRequest& request, const Table& table, std::vector<InputFile>& files) {
  return [&](std::size_t number) {
    const auto [name, path] = held_out_files(request.options)[number - 1];
    ReadingLine line(path);
    ReadOptions read = read_options_of(request, line);
    if (table.is_shared()) share_rows(request, read);
    read.header = table.has_header ? HeaderMode::kYes : HeaderMode::kNo;
    // Each file may have its own delimiter, unless the user gave one.
    read.delimiter = request.options.is_given("delimiter") ? delimiter_text(table.delimiter) : "auto";
    try {
      Table other = read_table_like(read, table, path);
      check_same_on_ranks(other);
      files.push_back(input_of(name, other));
      if (name == "validation") check_same_file(request, files.back());
      return other;
    } catch (const Error& error) {
      throw Error(error.code(), error.what(), error.remedy().of_file(name));
    }
  };
}

void check_split_column(const TrainOptions& options, const Table& table, bool has_validation) {
  if (!table.split.is_given()) return;
  const std::string column =
      fmt::format("{}: column '{}'", shown_path(table.path), printable(table.split.name));
  if (options.bag > 0 && has_validation) {
    throw TrainingError(fmt::format("{} has rows with the word validation, and with --bag each network holds "
                                    "out training rows of its own",
                                    column),
                        "write train into them, or leave --bag out");
  }
  if (has_validation || options.bag > 0) return;
  const char* const needs = options.patience > 0           ? "whose loss --patience watches"
                            : options.calibrate            ? "which --calibrate needs"
                            : options.threshold.is_found() ? "on which --threshold is found"
                                                           : nullptr;
  if (needs == nullptr) return;
  throw TrainingError(
      fmt::format("{} has no row with the word validation, {}", column, needs),
      fmt::format("write it into some rows, or leave {} out", options.patience > 0 ? "--patience"
                                                              : options.calibrate  ? "--calibrate"
                                                                                   : "--threshold"));
}

Trial make_trial(const TrainRequest& request, const Experiment& experiment, const Table& table) {
  const HoldOutPlan& plan = experiment.split;
  const std::uint64_t seed = experiment.recipe.plan.seed;
  SplitRows rows = split_rows(table, plan.validation_fraction, plan.test_fraction, plan.mode, plan.seed);
  Ranks& ranks = *table.row_share().ranks;
  const bool has_validation = ranks.any(!rows.validation.empty());
  const bool has_test = ranks.any(!rows.test.empty());
  check_split_column(request.options, table, has_validation);
  Trial trial{{}, seed, request.first_restart, plan.seed, request.passes};
  trial.parts.push_back({"train", std::move(rows.train)});
  const auto files = held_out_files(request.options);
  const auto add = [&](const char* name, bool is_there, std::vector<std::size_t>& of_data) {
    if (is_there) trial.parts.push_back({name, std::move(of_data)});
    for (std::size_t number = 1; number <= files.size(); ++number) {
      if (files[number - 1].first == name) trial.parts.push_back({name, {}, number, true});
    }
  };
  add("validation", has_validation, rows.validation);
  add("test", has_test, rows.test);
  return trial;
}

}  // namespace nntrain
