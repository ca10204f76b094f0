#pragma once

#include <functional>
#include <string>

#include "app/flag_table.hpp"
#include "app/train_options.hpp"
#include "training/split.hpp"

namespace nntrain {

/// Writes what receipt_of() reads, of a run with these resolved options; `start_sha256` is that of the file
/// of
/// --init-from. Keeps references to all but the last.
std::function<void(JsonWriter&)> receipt_writer(const TrainOptions& options, const FlagTable& flags,
                                                const Table& table, const Splits& splits,
                                                const std::string& start_sha256);

}  // namespace nntrain
