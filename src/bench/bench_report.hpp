#pragma once

#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "bench/bench.hpp"

namespace nntrain {

/// The result as tables: networks, reading, functions. `kernels` is the level's name.
std::string bench_text(const BenchResult& result, const std::string& kernels);

/// The result as JSON, schema nntrain.bench/1; `options`: what the flags were.
std::string bench_json(const BenchResult& result, const std::string& kernels,
                       const std::vector<OptionValue>& options);

/// What makes the numbers doubtful, or "".
std::string bench_warning(const BenchResult& result);

}  // namespace nntrain
