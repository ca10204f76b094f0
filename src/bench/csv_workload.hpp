#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "bench/bench.hpp"

namespace nntrain {

/// A made-up CSV to read.
struct CsvJob {
  std::string name;
  std::string (*text)(std::size_t rows);
  std::size_t features;
};

/// "csv": ten columns of numbers; "texts": texts and numbers. Both have two classes.
const std::vector<CsvJob>& csv_jobs();

/// Reads the CSV with read_table() once in each run. The file is in the folder of the environment variable
/// TMPDIR (else /tmp). It has no name, so nothing stays behind. Throws DataError if it cannot be written.
std::unique_ptr<Workload> make_csv_workload(const CsvJob& job, bool quick);

}  // namespace nntrain
