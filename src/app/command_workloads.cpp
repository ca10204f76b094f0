#include "app/command_workloads.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "app/commands.hpp"
#include "app/many_runs.hpp"
#include "app/resolve.hpp"
#include "app/train_data.hpp"
#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "base/scratch_file.hpp"
#include "base/stopwatch.hpp"
#include "bench/made_up_csv.hpp"
#include "bench/network_workload.hpp"
#include "report/json_report.hpp"

namespace nntrain {
namespace {

/// Standard output is this file for the object's life.
class OutputInto {
 public:
  explicit OutputInto(const ScratchFile& file) : kept_(::dup(STDOUT_FILENO)) {
    if (kept_ < 0 || ::dup2(file.descriptor(), STDOUT_FILENO) < 0) fail();
  }
  ~OutputInto() {
    ::dup2(kept_, STDOUT_FILENO);
    ::close(kept_);
  }
  OutputInto(const OutputInto&) = delete;
  OutputInto& operator=(const OutputInto&) = delete;

 private:
  [[noreturn]] static void fail() {
    throw DataError(fmt::format("cannot redirect standard output: {}", std::strerror(errno)));
  }

  int kept_;
};

std::string content_of(const ScratchFile& file) {
  std::string text;
  std::array<char, 1U << 16U> part{};
  const int descriptor = file.descriptor();
  ssize_t n = 0;
  while ((n = ::read(descriptor, part.data(), part.size())) > 0) {
    text.append(part.data(), static_cast<std::size_t>(n));
  }
  return text;
}

/// The request of a command that trains on this file with these flags.
TrainRequest quiet_request(std::vector<FlagLine> flags, const ScratchFile& data, std::size_t threads,
                           bool cross_validates) {
  flags.push_back({"data", data.path()});
  flags.push_back({"threads", std::to_string(threads)});
  flags.push_back({"quiet", "true"});
  TrainOptions options;
  options.cross_validates = cross_validates;
  TrainRequest request = read_train_request(flags, options);
  request.hashes_files = true;
  return request;
}

/// The text of a model with its first weights.
std::string new_model(const std::vector<FlagLine>& flags, const ScratchFile& data) {
  const TrainRequest request = quiet_request(flags, data, 1, false);
  std::vector<Table> tables;
  tables.push_back(read_data(request));
  const Experiment experiment = resolve(request, tables.front());
  const Trial trial = make_trial(request, experiment, tables.front());
  RunResult result(run_trial(experiment, tables, trial, {}, Workers::caller()));
  result.options = experiment.options;
  result.files = {input_of("data", tables.front())};
  result.table = std::move(tables.front());
  return model_text(result);
}

class PredictWorkload : public Workload {
 public:
  explicit PredictWorkload(std::size_t rows)
      : Workload("predict", WorkKind::kCommand),
        rows_(numbers_csv(rows, kInputs)),
        model_(new_model({{"hidden", "64,64"}, {"scale", "standard"}, {"iterations", "0"}},
                         ScratchFile(numbers_csv(kTrainingRows, kInputs)))) {
    constexpr std::size_t kMultiplyAdds = kInputs * kUnits + kUnits * kUnits + kUnits;
    const auto count = static_cast<double>(rows);
    work_.rows = rows;
    work_.iterations = 1;
    work_.flops = count * 2 * kMultiplyAdds;
    work_.sigmoids = count * (2 * kUnits + 1);
    work_.streamed = static_cast<double>(content_of(rows_).size());
  }

  WorkRun run(Workers& workers) override {
    const ScratchFile output("");
    const double seconds = seconds_into(output, std::to_string(workers.size()));
    return {seconds, fmt::format("{:016x}", hash_of(content_of(output)))};
  }

 private:
  static constexpr std::size_t kInputs = 28;
  static constexpr std::size_t kUnits = 64;
  static constexpr std::size_t kTrainingRows = 500;

  double seconds_into(const ScratchFile& output, const std::string& threads) {
    const OutputInto captured(output);
    FlagPlaces places;
    const Stopwatch watch;
    predict_command().run({"--model", model_.path(), "--data", rows_.path(), "--threads", threads, "--quiet"},
                          places);
    return watch.seconds();
  }

  ScratchFile rows_;
  ScratchFile model_;
};

class CvWorkload : public Workload {
 public:
  CvWorkload(std::size_t rows, std::uint64_t iterations)
      : Workload("cv", WorkKind::kCommand), data_(numbers_csv(rows, kInputs)), iterations_(iterations) {
    const Network network({kInputs, kUnits, 1}, {Activation::kSigmoid, Activation::kSigmoid}, true);
    work_.rows = rows;
    work_.iterations = (kFolds - 1) * iterations;  // that see a row
    const double passes = static_cast<double>(rows) * static_cast<double>(work_.iterations);
    work_.flops = passes * flops_per_row(network);
    work_.sigmoids = passes * (kUnits + 1);
    work_.streamed = static_cast<double>(content_of(data_).size());
  }

  WorkRun run(Workers& workers) override {
    const Stopwatch watch;
    const TrainRequest request = quiet_request({{"folds", std::to_string(kFolds)},
                                                {"hidden", std::to_string(kUnits)},
                                                {"scale", "standard"},
                                                {"iterations", std::to_string(iterations_)}},
                                               data_, workers.size(), true);
    std::vector<Table> tables;
    tables.push_back(read_data(request));
    const RunsResult result = cross_validate(request, std::move(tables));
    return {watch.seconds(), result.fingerprint};
  }

 private:
  static constexpr std::size_t kInputs = 4;
  static constexpr std::size_t kUnits = 5;
  static constexpr std::uint64_t kFolds = 10;

  ScratchFile data_;
  std::uint64_t iterations_;
};

}  // namespace

const std::vector<std::string>& command_workload_names() {
  static const std::vector<std::string> names = {"predict", "cv"};
  return names;
}

std::unique_ptr<Workload> make_command_workload(const std::string& name, bool quick) {
  if (name == "predict") return std::make_unique<PredictWorkload>(quick ? 500 : 50'000);
  if (name == "cv") return std::make_unique<CvWorkload>(quick ? 100 : 1000, quick ? 20 : 1000);
  throw std::logic_error("no workload " + name);
}

}  // namespace nntrain
