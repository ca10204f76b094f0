#include "training/csv_workload.hpp"

#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "base/fingerprint.hpp"
#include "base/random.hpp"
#include "base/scratch_file.hpp"
#include "dataset/table.hpp"
#include "training/stopwatch.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kFeatures = 10;
constexpr std::size_t kRows = 100'000;
constexpr std::size_t kQuickRows = 500;

/// Numbers with four decimals between -100 and 100, as measurements have them, and a class of 0 or 1.
std::string made_up_csv(std::size_t rows) {
  constexpr std::uint64_t kLimit = 1'000'000;
  RandomStream random(1, RandomPurpose::kBench);
  std::string text;
  const auto out = std::back_inserter(text);
  for (std::size_t feature = 0; feature < kFeatures; ++feature) fmt::format_to(out, "x{},", feature + 1);
  text += "class\n";
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t feature = 0; feature < kFeatures; ++feature) {
      const std::uint64_t drawn = random.below(2 * kLimit);
      const std::uint64_t size = drawn % kLimit;
      fmt::format_to(out, "{}{}.{:04},", drawn < kLimit ? "" : "-", size / 10'000, size % 10'000);
    }
    fmt::format_to(out, "{}\n", random.below(2));
  }
  return text;
}

std::string fingerprint_of(const Table& table) {
  std::vector<double> values;
  values.reserve(table.rows() * (kFeatures + 1));
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t feature = 0; feature < kFeatures; ++feature) {
      values.push_back(table.cells.at(row, feature));
    }
    values.push_back(table.targets.at(row, 0));
  }
  return fingerprint(values);
}

class CsvWorkload : public Workload {
 public:
  explicit CsvWorkload(std::size_t rows) : CsvWorkload(rows, made_up_csv(rows)) {}

  WorkRun run(Workers& workers) override {
    ReadOptions options;
    options.path = file_.path();
    options.threads = workers.size();
    const Stopwatch watch;
    const Table table = read_table(options);
    return {watch.seconds(), fingerprint_of(table)};
  }

 private:
  CsvWorkload(std::size_t rows, const std::string& text) : Workload("csv", WorkKind::kCsv), file_(text) {
    work_.rows = rows;
    work_.iterations = 1;
    work_.bytes = static_cast<double>(text.size());
  }

  ScratchFile file_;
};

}  // namespace

std::unique_ptr<Workload> make_csv_workload(bool quick) {
  return std::make_unique<CsvWorkload>(quick ? kQuickRows : kRows);
}

}  // namespace nntrain
