#pragma once

#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "bench/bench.hpp"

namespace nntrain {

/// The result as tables: networks, reading, functions, commands. `kernels` is the name of their level.
std::string bench_text(const BenchResult& result, const std::string& kernels);

/// The result as JSON, schema nntrain.bench/1. `options` are the values of the flags.
std::string bench_json(const BenchResult& result, const std::string& kernels,
                       const std::vector<OptionValue>& options);

/// Why the numbers may be unreliable, or "".
std::string bench_warning(const BenchResult& result);

}  // namespace nntrain
