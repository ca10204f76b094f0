#include "bench/bench.hpp"

#include <algorithm>

#include "base/stopwatch.hpp"
#include "bench/bench_report.hpp"
#include "bench/made_up_csv.hpp"
#include "bench/network_workload.hpp"
#include "bench/workloads.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// Logs its runs. Run k takes k seconds and has the k-th of `fingerprints`.
class FakeWorkload : public Workload {
 public:
  FakeWorkload(std::string name, std::string& log, std::vector<std::string> fingerprints)
      : Workload(std::move(name), WorkKind::kNetwork), log_(log), fingerprints_(std::move(fingerprints)) {
    work_ = {.rows = 10, .iterations = 6, .flops = 300, .sigmoids = 40, .streamed = 500};
  }

  WorkRun run(Workers&) override {
    log_ += name();
    ++runs_;
    return {static_cast<double>(runs_), fingerprints_.at(runs_ - 1)};
  }

 private:
  std::string& log_;
  std::vector<std::string> fingerprints_;
  std::size_t runs_ = 0;
};

}  // namespace

TEST_CASE("workloads run by turns, and their middle run counts") {
  std::string log;
  std::vector<std::unique_ptr<Workload>> workloads;
  workloads.push_back(std::make_unique<FakeWorkload>("a", log, std::vector<std::string>(3, "f")));
  workloads.push_back(std::make_unique<FakeWorkload>("b", log, std::vector<std::string>(3, "g")));
  std::string told;
  const BenchResult result =
      bench(workloads, 3, kQuickProbes, Workers::caller(),
            [&told](std::size_t run, const std::string& name) { told += name + std::to_string(run); });
  CHECK(log == "ababab");
  CHECK(told == "a1b1a2b2a3b3");
  CHECK(result.threads == 1);
  CHECK(result.runs == 3);
  CHECK(result.probes.flops > 0);
  CHECK(result.probes.sigmoids > 0);
  CHECK(result.probes.slowdown >= 1);
  REQUIRE(result.workloads.size() == 2);
  const WorkloadResult& a = result.workloads[0];
  CHECK(a.fingerprint == "f");
  CHECK(a.seconds == std::vector<double>{1, 2, 3});
  CHECK(a.median() == 2);
  CHECK(a.least() == 1);
  CHECK(a.most() == 3);
  CHECK(a.rows_per_second() == 30);
  CHECK(a.flops_per_second() == 150);
  CHECK(result.probes.bytes > 0);
  const Probes best = {.flops = 300, .sigmoids = 80, .bytes = 1000};
  CHECK(a.share_of_peak(best) == 0.5);
  CHECK(a.share_of_bound(best) == 0.5);
}

TEST_CASE("the bound is what takes longest: multiply-adds, sigmoids or memory") {
  const Probes best = {.flops = 300, .sigmoids = 80, .bytes = 1000};
  CHECK(bound_seconds({.flops = 600, .sigmoids = 80, .streamed = 1000}, best) == 2);
  CHECK(bound_seconds({.flops = 300, .sigmoids = 240, .streamed = 1000}, best) == 3);
  CHECK(bound_seconds({.flops = 300, .sigmoids = 80, .streamed = 4000}, best) == 4);
  CHECK(bound_seconds({}, best) == 0);
}

TEST_CASE("probes keep the best rates of all rounds") {
  for (const std::size_t threads : {1U, 2U}) {
    Workers workers(threads);
    Prober prober(kQuickProbes, workers);
    Probes first;
    prober.measure(first);
    CHECK(first.flops > 0);
    CHECK(first.sigmoids > 0);
    CHECK(first.bytes > 0);
    CHECK(first.slowdown >= 1);
    Probes best = {.flops = 1e300, .sigmoids = 1e300, .bytes = 1e300, .slowdown = 1};
    prober.measure(best);
    CHECK(best.flops == 1e300);
    CHECK(best.sigmoids == 1e300);
    CHECK(best.bytes == 1e300);
    CHECK(best.slowdown == 1);
  }
}

TEST_CASE("made-up tables have what they are said to have") {
  const std::string numbers = numbers_csv(3, 2);
  CHECK(numbers.rfind("x1,x2,class\n", 0) == 0);
  CHECK(std::count(numbers.begin(), numbers.end(), '\n') == 4);
  CHECK(std::count(numbers.begin(), numbers.end(), ',') == 4 * 2);
  const std::string texts = texts_csv(2000);
  const std::string header = texts.substr(0, texts.find('\n'));
  CHECK(std::count(header.begin(), header.end(), ',') == kMixedFeatures);
  for (const std::string part : {",\"cook, waiter\",", ",place 0,", ",place 199,", ",yes\n", ",no\n"}) {
    INFO(part);
    CHECK(texts.find(part) != std::string::npos);
  }
  CHECK(texts_csv(2000) == texts);
}

TEST_CASE("a workload with other bits in another run is a bug") {
  std::string log;
  std::vector<std::unique_ptr<Workload>> workloads;
  workloads.push_back(std::make_unique<FakeWorkload>("a", log, std::vector<std::string>{"f", "g"}));
  const auto nothing = [](std::size_t, const std::string&) {};
  CHECK_THROWS_AS(bench(workloads, 2, kQuickProbes, Workers::caller(), nothing), std::logic_error);
}

TEST_CASE("an even number of runs has its median between the middle two") {
  WorkloadResult result{"a", WorkKind::kCsv, {}, {8, 1, 4, 2}, ""};
  CHECK(result.median() == 3);
}

TEST_CASE("flops are those of the products that an iteration needs") {
  const auto flops = [](const std::vector<std::size_t>& sizes) {
    return flops_per_row(Network(sizes, std::vector(sizes.size() - 1, Activation::kSigmoid), true));
  };
  CHECK(flops({7, 3}) == 2 * (2 * 7 * 3));
  CHECK(flops({2, 5, 1}) == 2 * (2 * 2 * 5) + 3 * (2 * 5 * 1));
  CHECK(flops({28, 64, 64, 1}) == 2 * (2 * 28 * 64) + 3 * (2 * 64 * 64) + 3 * (2 * 64 * 1));
}

TEST_CASE("every workload can be made, and says what it is") {
  for (const std::string& name : workload_names()) {
    INFO(name);
    const std::unique_ptr<Workload> workload = make_workload(name, true);
    CHECK(workload->name() == name);
    CHECK(workload->work().rows > 0);
    CHECK(workload->work().iterations > 0);
    CHECK((workload->work().flops > 0) == (workload->kind() == WorkKind::kNetwork));
    CHECK((workload->work().bytes > 0) == (workload->kind() == WorkKind::kCsv));
    CHECK((workload->work().streamed > workload->work().bytes) == (workload->kind() == WorkKind::kCsv));
    const WorkRun run = workload->run(Workers::caller());
    CHECK(run.seconds > 0);
    CHECK(run.fingerprint.size() == 16);
  }
  CHECK_THROWS_AS(make_workload("none", true), std::logic_error);
}

TEST_CASE("calls are timed at least once") {
  int calls = 0;
  const CallTimes times = time_calls(0, [&calls] { ++calls; });
  CHECK(calls == 1);
  CHECK(times.least >= 0);
  CHECK(times.mean >= times.least);
}

TEST_CASE("times that differ much are warned about") {
  BenchResult result;
  result.probes.slowdown = 1;
  result.workloads = {{"a", WorkKind::kCsv, {}, {1, 1.2}, ""}, {"b", WorkKind::kCsv, {}, {2, 2.5}, ""}};
  CHECK(bench_warning(result).empty());
  result.workloads[1].seconds.push_back(2.7);
  CHECK_THAT(bench_warning(result), ContainsSubstring("over 1.3 times the shortest (b)"));
  result.probes.slowdown = 2;
  CHECK_THAT(bench_warning(result), ContainsSubstring("50 % of the peak"));
}
