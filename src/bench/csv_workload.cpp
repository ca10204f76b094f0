#include "bench/csv_workload.hpp"

#include "base/fingerprint.hpp"
#include "base/scratch_file.hpp"
#include "base/stopwatch.hpp"
#include "bench/made_up_csv.hpp"
#include "dataset/read_table.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kCsvRows = 100'000;
constexpr std::size_t kQuickCsvRows = 500;
constexpr std::size_t kFeatures = 10;

std::string fingerprint_of(const Table& table) {
  std::vector<double> values;
  values.reserve(table.rows() * (table.features.size() + 1));
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t feature = 0; feature < table.features.size(); ++feature) {
      values.push_back(table.cells.at(row, feature));
    }
    values.push_back(table.targets.at(row, 0));
  }
  return fingerprint(values);
}

class CsvWorkload : public Workload {
 public:
  CsvWorkload(const CsvJob& job, std::size_t rows) : CsvWorkload(job, rows, job.text(rows)) {}

  WorkRun run(Workers& workers) override {
    ReadOptions options;
    options.path = file_.path();
    options.threads = workers.size();
    const Stopwatch watch;
    const Table table = read_table(options);
    return {watch.seconds(), fingerprint_of(table)};
  }

 private:
  CsvWorkload(const CsvJob& job, std::size_t rows, const std::string& text)
      : Workload(job.name, WorkKind::kCsv), file_(text) {
    work_.rows = rows;
    work_.iterations = 1;
    work_.bytes = static_cast<double>(text.size());
    work_.streamed = work_.bytes + static_cast<double>(rows * (job.features + 1) * sizeof(double));
  }

  ScratchFile file_;
};

}  // namespace

const std::vector<CsvJob>& csv_jobs() {
  static const std::vector<CsvJob> jobs = {
      {"csv", [](std::size_t rows) { return numbers_csv(rows, kFeatures); }, kFeatures},
      {"texts", texts_csv, kMixedFeatures},
  };
  return jobs;
}

std::unique_ptr<Workload> make_csv_workload(const CsvJob& job, bool quick) {
  return std::make_unique<CsvWorkload>(job, quick ? kQuickCsvRows : kCsvRows);
}

}  // namespace nntrain
