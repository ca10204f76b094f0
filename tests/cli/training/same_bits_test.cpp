// A result has the same bits on every kind of processor and from another build.

#include "cli/comparable.hpp"

namespace nntrain::test {
namespace {

const std::vector<Words>& jobs() {
  static const std::vector<Words> all = {
      {"--features", "variance,entropy", "--iterations", "100"},
      {"--features", "variance,entropy", "--backprop", "lecture", "--iterations", "100"},
      {"--hidden", "7,3", "--activation", "tanh,relu", "--iterations", "20", "--lr", "0.001"},
      {"--target", "curtosis", "--hidden", "9", "--no-bias", "--iterations", "30", "--lr", "0.001"},
      {"--optimizer", "adam", "--batch-size", "37", "--dropout", "0.3", "--hidden", "12,6", "--activation",
       "relu", "--init", "he", "--iterations", "6", "--scale", "standard"},
      {"--optimizer", "rprop", "--loss", "half-mse", "--iterations", "30", "--scale", "minmax",
       "--class-weights", "balanced"},
      {"--optimizer", "lbfgs", "--loss", "cross-entropy", "--init", "xavier", "--l2", "0.1", "--iterations",
       "25"},
      {"--output-activation", "softmax", "--momentum", "0.9", "--nesterov", "--lr", "0.1", "--iterations",
       "25", "--validation-fraction", "0.2", "--patience", "3", "--restarts", "2", "--test-fraction", "0.1"},
      {"--optimizer", "perceptron", "--iterations", "4"},
      {"--target", "entropy", "--momentum", "0.9", "--lr", "0.01", "--init", "uniform:0.5", "--iterations",
       "25", "--hidden", "70", "--activation", "tanh"},
  };
  return all;
}

ProgramCall call_of(const Words& job) {
  return call_with(kNotes, with(job, {"--format", "json", "--quiet"}));
}

}  // namespace

TEST_CASE("every level of the processor gives the same bits") {
  for (const Words& job : jobs()) {
    INFO(job[0] << " " << job[1]);
    const std::string wanted = result_of(call_of(job));
    int levels = 0;
    for (const std::string level : {"baseline", "avx2", "avx512"}) {
      INFO(level);
      ProgramCall call = call_of(job);
      call.environment = {"NNTRAIN_KERNELS=" + level};
      const ProgramResult result = run(call);
      if (result.exit_code == 2) {
        check_refusal(result, 2, {"NNTRAIN_KERNELS", "'" + level + "'", "baseline"});
        continue;
      }
      ++levels;
      CHECK(comparable(result.out) == wanted);
    }
    CHECK(levels >= 1);
  }
  ProgramCall unknown = call_with(kNotes);
  unknown.environment = {"NNTRAIN_KERNELS=sse9"};
  check_refusal(run(unknown), 2, {"NNTRAIN_KERNELS", "'sse9'", "baseline"});
}

TEST_CASE("a table of texts and holes gives the same bits on every level of the processor") {
  ProgramCall call;
  call.arguments = {"--data", "data/orchard.csv", "--preset", "modern", "--iterations",
                    "10",     "--format",         "json",     "-q"};
  const std::string wanted = result_of(call);
  for (const std::string level : {"baseline", "avx2", "avx512"}) {
    call.environment = {"NNTRAIN_KERNELS=" + level};
    const ProgramResult result = run(call);
    if (result.exit_code == 0) CHECK(comparable(result.out) == wanted);
  }
}

TEST_CASE("another build gives the same result") {
  const std::string other = program_to_compare();
  if (other.empty()) {
    WARN("no other build to compare with (NNTRAIN_OTHER_BUILD)");
    return;
  }
  for (const Words& job : jobs()) {
    INFO(job[0] << " " << job[1]);
    ProgramCall call = call_of(job);
    const std::string here = result_of(call);
    call.program = other;
    CHECK(result_of(call) == here);
  }
}

}  // namespace nntrain::test
