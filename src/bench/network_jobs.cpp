#include "bench/network_jobs.hpp"

namespace nntrain {

const std::vector<NetworkJob>& network_jobs() {
  using StartKind = Initialization::Kind;
  constexpr Activation kSigmoid = Activation::kSigmoid;
  constexpr Activation kRelu = Activation::kRelu;
  static const std::vector<NetworkJob> jobs = {
      {.name = "lecture",
       .sizes = {2, 5, 1},
       .activations = {kSigmoid, kSigmoid},
       .loss = Loss::kSse,
       .start = StartKind::kNormal,
       .learning_rate = 0.01,
       .batch_size = 0,
       .whole = {1372, 20'000},
       .quick = {1372, 100}},
      {.name = "keras",
       .sizes = {4, 5, 1},
       .activations = {kSigmoid, kSigmoid},
       .loss = Loss::kMse,
       .start = StartKind::kXavier,
       .learning_rate = 0.01,
       .batch_size = 10,
       .whole = {1097, 5'000},
       .quick = {1097, 30}},
      {.name = "28-64-64-1",
       .sizes = {28, 64, 64, 1},
       .activations = {kSigmoid, kSigmoid, kSigmoid},
       .loss = Loss::kSse,
       .start = StartKind::kXavier,
       .learning_rate = 1e-5,
       .batch_size = 0,
       .whole = {100'000, 3},
       .quick = {1000, 3}},
      {.name = "256-256-256-10",
       .sizes = {256, 256, 256, 10},
       .activations = {kRelu, kRelu, Activation::kSoftmax},
       .loss = Loss::kCrossEntropy,
       .start = StartKind::kHe,
       .learning_rate = 0.1,
       .batch_size = 0,
       .whole = {8192, 3},
       .quick = {200, 1}},
      // What --preset modern makes of many rows of 28 numbers in two classes.
      {.name = "modern",
       .sizes = {28, 200, 1},
       .activations = {kRelu, kSigmoid},
       .loss = Loss::kCrossEntropy,
       .start = StartKind::kHe,
       .learning_rate = 0.003,
       .batch_size = 32,
       .whole = {40'000, 3},
       .quick = {1000, 1},
       .optimizer = OptimizerKind::kAdam,
       .dropout = 0.3,
       .l2 = 0.0005,
       .average = 0.98},
  };
  return jobs;
}

}  // namespace nntrain
