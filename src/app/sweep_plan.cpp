#include "app/sweep_plan.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "app/layers.hpp"
#include "app/resolve.hpp"
#include "app/train_data.hpp"
#include "app/train_flags.hpp"
#include "app/train_notes.hpp"
#include "base/error.hpp"
#include "base/input.hpp"
#include "base/quote.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "dataset/identifiers.hpp"

namespace nntrain {
namespace {

/// Flags that name input files: their bytes count, and not where they are.
constexpr std::array<std::string_view, 4> kFileFlags = {"data", "validation", "test", "init-from"};

constexpr std::uint64_t kNoKey = 0;

/// The first 16 hex digits of a SHA-256.
std::uint64_t key_from(const Sha256& hash) {
  constexpr std::size_t kDigits = 16;
  return parse_key(hash.hex().substr(0, kDigits)).value();
}
std::uint64_t key_from(const std::string& text) {
  Sha256 hash;
  hash.update(text);
  return key_from(hash);
}

bool is_file_flag(const std::string& flag) {
  return std::find(kFileFlags.begin(), kFileFlags.end(), flag) != kFileFlags.end();
}

}  // namespace

TrainRequest SweepPlan::request(std::size_t run, const std::vector<FlagLine>& more) const {
  return request_of(results_.rows[run].number, more);
}

TrainRequest SweepPlan::request_of(std::uint64_t number, const std::vector<FlagLine>& more) const {
  std::vector<FlagLine> lines = flags_.lines(number);
  lines.insert(lines.end(), more.begin(), more.end());
  TrainOptions options;
  options.cross_validates = sweep_.train.cross_validates;
  TrainRequest request = read_train_request(lines, std::move(options));
  request.hashes_files = true;
  return request;
}

SweepPlan::SweepPlan(const SweepOptions& sweep) : sweep_(sweep), flags_(sweep) {
  for (std::uint64_t number = sweep.shard.number; number <= sweep.combinations.size();
       number += sweep.shard.count)
    results_.rows.push_back({number, kNoKey});
  results_.runs = sweep.combinations.size();
  results_.version = NNTRAIN_VERSION;
  group_all();
  for (std::size_t group = 1; group < readings_.size(); ++group) {
    static_cast<void>(tables(group));
    for (std::size_t run = 0; run < results_.rows.size(); ++run) {
      if (group_of_[run] == group && results_.rows[run].key == kNoKey)
        attempt(run, [&] { settle(run, request(run)); });
    }
  }
  if (options_.empty() && sweep_.shard.count > 1) look_at_others();
  if (options_.empty()) std::rethrow_exception(first_error_);
  set_columns();
}

void SweepPlan::attempt(std::size_t run, const std::function<void()>& settle) {
  try {
    settle();
  } catch (const UsageError&) {
    if (!first_error_) first_error_ = std::current_exception();
    results_.rows[run].key = key_of_refused(run);
  }
}

void SweepPlan::group_all() {
  group_of_.assign(results_.rows.size(), 0);
  for (std::size_t run = 0; run < results_.rows.size(); ++run) {
    attempt(run, [&] {
      const TrainRequest request = this->request(run);
      group_of_[run] = static_cast<std::uint32_t>(group_with(reading_of(request)));
      if (first_run_.size() < readings_.size()) first_run_.push_back(run);
      if (present_ == kNone) {
        read_tables(request);
        present_ = 0;
        note_warnings(request);
      }
      if (group_of_[run] == present_) settle(run, request);
    });
  }
}

void SweepPlan::look_at_others() {
  for (std::uint64_t number = 1; number <= results_.runs && options_.empty(); ++number) {
    try {
      const TrainRequest request = request_of(number);
      if (present_ == kNone) {
        read_tables(request);
        present_ = 0;
        note_warnings(request);
      }
      options_ = resolve(completed(request, tables_.front()), tables_.front()).options;
    } catch (const UsageError&) {
      if (!first_error_) first_error_ = std::current_exception();
    }
  }
}

SweepPlan::Reading SweepPlan::reading_of(const TrainRequest& request) {
  const TrainOptions& options = request.options;
  return {static_cast<const ReadSettings&>(options.read), options.validation, options.is_given("delimiter")};
}

std::size_t SweepPlan::group_with(const Reading& reading) {
  const auto found = std::find(readings_.begin(), readings_.end(), reading);
  if (found != readings_.end()) return static_cast<std::size_t>(found - readings_.begin());
  readings_.push_back(reading);
  return readings_.size() - 1;
}

void SweepPlan::read_tables(const TrainRequest& request) {
  const std::string& path = request.options.read.path;
  const bool is_first = results_.sha256.empty();
  if (!is_first && !can_be_read_again(path))
    throw UsageError(fmt::format("the runs read {} in more than one way, and it can be read only once",
                                 path == "-" ? "standard input" : shown_path(path)),
                     "write the rows to a file      or leave out the axes of columns");
  tables_.clear();
  tables_.reserve(2);  // so that the reference to the first lasts
  TrainRequest by_all = request;
  by_all.options.threads = sweep_.train.threads;
  by_all.options.outputs = sweep_.train.outputs;
  tables_.push_back(read_data(by_all));
  if (is_first) results_.sha256 = tables_.front().sha256;
  if (tables_.front().sha256 != results_.sha256)
    throw DataError(shown_path(path) + " has changed since the sweep began", "start it again");
  if (request.options.validation.empty()) return;
  std::vector<InputFile> files;
  tables_.push_back(other_tables(by_all, tables_.front(), files)(1));
}

std::vector<std::size_t> SweepPlan::groups() const {
  std::vector<std::size_t> order = {present_};
  for (std::size_t group = 0; group < readings_.size(); ++group) {
    if (group != present_) order.push_back(group);
  }
  return order;
}

const std::vector<Table>& SweepPlan::tables(std::size_t group) {
  if (group == present_) return tables_;
  present_ = kNone;
  read_tables(request(first_run_[group]));
  present_ = group;
  return tables_;
}

std::vector<Table> SweepPlan::take_tables(std::size_t group) {
  static_cast<void>(tables(group));
  present_ = kNone;
  return std::exchange(tables_, {});
}

SweepJob SweepPlan::job(std::size_t run, const std::vector<Table>& tables) const {
  TrainRequest request = completed(this->request(run), tables.front());
  Experiment experiment = resolve(request, tables.front());
  return {std::move(request), std::move(experiment)};
}

std::vector<OptionValue> SweepPlan::options_as_given(std::size_t run) const {
  TrainOptions options;
  options.cross_validates = sweep_.train.cross_validates;
  options = with_given(std::move(options), flags_.lines(results_.rows[run].number));
  std::vector<OptionValue> values = train_flags(options).values();
  for (OptionValue& one : values) {
    if (one.json == "\"auto\"") one.json = "null";
  }
  return values;
}

void SweepPlan::settle(std::size_t run, const TrainRequest& request) {
  const TrainRequest whole = completed(request, tables_.front());
  const SweepJob job = {whole, resolve(whole, tables_.front())};
  if (options_.empty()) options_ = job.experiment.options;
  results_.rows[run].key = key_of(job);
}

std::uint64_t SweepPlan::key_of_refused(std::size_t run) const {
  std::string text = results_.version + "\nrefused";
  for (const std::string& word : flags_.words(results_.rows[run].number)) text += "\n" + word;
  return key_from(text);
}

std::uint64_t SweepPlan::key_of(const SweepJob& job) {
  const TrainOptions& options = job.request.options;
  std::string text = results_.version + (options.cross_validates ? "\ncv" : "\ntrain");
  for (const OptionValue& option : job.experiment.options) {
    if (option.is_recipe && !is_file_flag(option.flag)) text += "\n" + option.flag + "=" + option.json;
  }
  text += "\ndata " + tables_.front().sha256;
  for (const auto& [flag, path] : held_out_files(options))
    text += "\n" + flag + " " + hash_of_file(flag, path);
  if (!options.init_from.empty()) text += "\ninit-from " + hash_of_file("init-from", options.init_from);
  return key_from(text);
}

const std::string& SweepPlan::hash_of_file(const std::string& flag, const std::string& path) {
  std::string& hash = hashes_[path];
  if (hash.empty()) hash = read_input(flag, path).sha256;
  return hash;
}

std::uint64_t SweepPlan::hash_of_sweep() const {
  Sha256 hash;
  hash.update(results_.version + (sweep_.train.cross_validates ? "\ncv\n" : "\ntrain\n") + results_.sha256);
  for (std::uint64_t number = 1; number <= results_.runs; ++number) {
    hash.update("\n");
    for (const FlagLine& line : flags_.lines(number)) {
      if (!is_file_flag(line.flag)) hash.update(fmt::format("\n{}={}", line.flag, line.value));
    }
  }
  return key_from(hash);
}

void SweepPlan::set_columns() {
  results_.sweep = hash_of_sweep();
  const KnownMetrics known = metrics_of_sweep(sweep_.train.cross_validates, sweep_.has_validation,
                                              labels_of(tables_.front().classes));
  std::vector<std::string> axes;
  for (const auto& [flag, value] : flags_in(sweep_.grid)) axes.push_back(flag);
  rows_ = std::make_unique<SweepRows>(known, field_to_select(sweep_, known), axes, options_, results_);
}

void SweepPlan::note_warnings(const TrainRequest& request) {
  const Table& table = tables_.front();
  warnings_ = warnings_on_data(completed(request, table).options, table);
  for (const std::string& warning :
       {warning_on_identifiers(table), warning_on_constant_target(table), warning_on_number_texts(table)}) {
    if (!warning.empty()) warnings_.push_back(warning);
  }
  if (sweep_.train.max_seconds > 0)
    warnings_.emplace_back(
        "with --max-seconds the speed of the machine decides how far a run comes: its rows are not the same "
        "elsewhere");
}

}  // namespace nntrain
