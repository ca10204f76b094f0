#pragma once

#include <memory>

#include "training/workload.hpp"

namespace nntrain {

/// Reads a CSV of ten columns of numbers and two classes with read_table() once in every run. It is written
/// to the folder that the environment variable TMPDIR names (else /tmp), as a file without a name, so that
/// nothing stays behind. Throws DataError where that cannot be done.
std::unique_ptr<Workload> make_csv_workload(bool quick);

}  // namespace nntrain
