// nntrain bench: its bits are always the same, and it reports times.

#include <filesystem>
#include <sstream>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

struct GoldenWorkload {
  std::string name;
  std::string whole;
  std::string quick;
};

std::vector<GoldenWorkload> golden_workloads() {
  std::vector<GoldenWorkload> all;
  for (const std::string& line : lines_of(read_file(NNTRAIN_SOURCE_DIR "/tests/golden/bench.txt"))) {
    if (line.front() == '#') continue;
    const Words words = words_of(line);
    REQUIRE(words.size() == 3);
    all.push_back({words[0], words[1], words[2]});
  }
  REQUIRE(all.size() == 13);
  return all;
}

/// The result has all workloads in order, with the fingerprints of tests/golden.
void check_fingerprints(const nlohmann::json& result, std::string GoldenWorkload::*wanted) {
  const std::vector<GoldenWorkload> golden = golden_workloads();
  REQUIRE(result["workloads"].size() == golden.size());
  for (std::size_t i = 0; i < golden.size(); ++i) {
    CHECK(result["workloads"][i]["name"] == golden[i].name);
    CHECK(result["workloads"][i]["fingerprint"] == golden[i].*wanted);
  }
}

const Words kQuick = {"bench", "--quick", "--runs", "1", "--quiet"};

}  // namespace

TEST_CASE("the workloads have the same bits on every level and with any number of threads") {
  for (const std::string threads : {"1", "2", "5", "auto"}) {
    INFO(threads << " threads");
    check_fingerprints(json_of(with(kQuick, {"--threads", threads})), &GoldenWorkload::quick);
  }
  ProgramCall call;
  call.arguments = with(kQuick, {"--format", "json"});
  for (const std::string level : {"baseline", "avx2", "avx512"}) {
    INFO(level);
    call.environment = {"NNTRAIN_KERNELS=" + level};
    const ProgramResult result = run(call);
    if (result.exit_code == 2) continue;  // this processor does not support it
    REQUIRE(result.exit_code == 0);
    const nlohmann::json json = nlohmann::json::parse(result.out);
    CHECK(json["kernels"] == level);
    check_fingerprints(json, &GoldenWorkload::quick);
  }
  if (!is_release_build()) return;
  for (const std::string threads : {"1", "2"}) {
    check_fingerprints(json_of({"bench", "--runs", "1", "--threads", threads}), &GoldenWorkload::whole);
  }
}

TEST_CASE("the JSON of bench has numbers that fit each other") {
  const nlohmann::json result = json_of({"bench", "--quick", "--runs", "4", "--threads", "2", "-q"});
  CHECK(result["schema"] == "nntrain.bench/1");
  CHECK(result["command"] == "bench");
  CHECK(result["options"]["runs"] == 4);
  CHECK(result["options"]["threads"] == 2);
  CHECK(result["options"]["only"].size() == 13);
  CHECK(result["threads"] == 2);
  CHECK(result["runs"] == 4);
  const double gflops = result["peak"]["gflops"];
  const double sigmoids = result["peak"]["sigmoids_per_second"];
  const double gigabytes = result["peak"]["gigabytes_per_second"];
  CHECK(gflops > 0);
  CHECK(sigmoids > 0);
  CHECK(gigabytes > 0);
  CHECK(result["processor"].get<std::string>().size() > 2);
  const auto number = [](const nlohmann::json& one, const char* name) {
    return one.contains(name) ? one[name].get<double>() : 0;
  };
  for (const nlohmann::json& one : result["workloads"]) {
    INFO(one);
    const double seconds = one["seconds"];
    CHECK(one["min"] > 0);
    CHECK(one["min"] <= seconds);
    CHECK(seconds <= one["max"]);
    REQUIRE(one["runs"].size() == 4);
    const double rows = static_cast<double>(one["rows"]) * static_cast<double>(one["iterations"]);
    CHECK(one["rows_per_second"] == rows / seconds);
    if (one["kind"] != "function") {
      const double longest =
          std::max({number(one, "flops") / 1e9 / gflops, number(one, "sigmoids") / sigmoids,
                    number(one, "streamed") / 1e9 / gigabytes});
      CHECK(longest > 0);
      CHECK(one["share_of_bound"] == Approx(longest / seconds));
    }
    if (one["kind"] == "network") {
      const double flops = one["flops"];
      CHECK(one["gflops"] == Approx(flops / seconds / 1e9));
      CHECK(one["share_of_peak"] == Approx(flops / seconds / 1e9 / gflops));
      CHECK(one["streamed"] == 0);
    } else if (one["kind"] == "csv") {
      CHECK(one["megabytes_per_second"] == Approx(static_cast<double>(one["bytes"]) / seconds / 1e6));
      CHECK(one["streamed"] > one["bytes"]);
    } else if (one["kind"] == "command") {
      CHECK(one["flops"] > 0);
      CHECK(one["sigmoids"] > 0);
      CHECK(one["streamed"] > 0);
    } else {
      CHECK(one["kind"] == "function");
      CHECK(one["nanoseconds_each"] == Approx(1e9 * seconds / rows));
      CHECK(one["share_of_sigmoid"] == Approx(rows / seconds / sigmoids));
    }
  }
}

TEST_CASE("the text of bench is a table for each kind of work") {
  const ProgramResult result = nntrain(kQuick);
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  for (const std::string part :
       {" kernels, 1 thread; seconds are medians of 1 run\n", "\npeak: ", "\nprocessor: ", " from memory\n",
        "\nnetwork ", "\nreading ", "\nfunction ", "\ncommand ", "of peak", "of bound"}) {
    INFO(part);
    CHECK(contains(result.out, part));
  }
  for (const GoldenWorkload& one : golden_workloads()) {
    const std::vector<std::string> lines = lines_of(result.out);
    CHECK(std::count_if(lines.begin(), lines.end(), [&](const std::string& line) {
            return line.rfind(one.name + " ", 0) == 0 && words_of(line).back() == one.quick;
          }) == 1);
  }
}

TEST_CASE("bench measures some workloads, in its own order") {
  const std::string out = nntrain(with(kQuick, {"--only", "tanh,lecture, exp"})).out;
  const std::vector<std::string> lines = lines_of(out);
  REQUIRE(lines.size() == 10);
  CHECK(words_of(lines[5]).front() == "lecture");
  CHECK(words_of(lines[8]).front() == "exp");
  CHECK(words_of(lines[9]).front() == "tanh");
}

TEST_CASE("bench predicts into a file of its own, and prints its result where it shall") {
  const ScratchFolder folder;
  const std::string result = folder.path("result.txt");
  CHECK(shell("nntrain bench --quick --runs 2 --only predict,cv --quiet >" + result).exit_code == 0);
  const std::vector<std::string> lines = lines_of(read_file(result));
  REQUIRE(lines.size() == 7);
  CHECK(words_of(lines[5]).front() == "predict");
  CHECK(words_of(lines[6]).front() == "cv");
}

TEST_CASE("bench refuses what it does not know") {
  check_refusal({"bench", "--only", "lectur"}, 2, {"--only 'lectur'", "csv", "did you mean 'lecture'?"});
  check_refusal({"bench", "--only", "csv,csv"}, 2, {"'csv' is named twice"});
  check_refusal({"bench", "--only", ""}, 2, {"--only ''"});
  check_refusal({"bench", "--only", "\"csv"}, 2, {"a quote is not closed"});
  check_refusal({"bench", "--runs", "0"}, 2, {"--runs '0'", "from 1 to 1000"});
  check_refusal({"bench", "--threads", "0"}, 2, {"--threads '0'"});
  check_refusal({"bench", "--qick"}, 2, {"did you mean '--quick'?", "nntrain help bench"});
  check_refusal({"bench", "data/or.csv"}, 2,
                {"'data/or.csv' does not belong to a flag", "nntrain help bench"});
  check_refusal({"bench", "--data", "data/or.csv"}, 2, {"unknown flag '--data'"});
  check_refusal({"benhc"}, 2, {"did you mean 'bench'?"});
}

TEST_CASE("bench leaves no file behind, and says where it needs one") {
  const ScratchFolder folder;
  ProgramCall call;
  call.arguments = with(kQuick, {"--only", "csv,predict,cv"});
  call.environment = {"TMPDIR=" + folder.folder().string()};
  CHECK(run(call).exit_code == 0);
  CHECK(std::filesystem::is_empty(folder.folder()));
  call.environment = {"TMPDIR=" + folder.path("none")};
  check_refusal(run(call), 3, {"temporary file", folder.path("none"), "TMPDIR"});
  CHECK(shell("nntrain bench --quick --only exp >/dev/full; echo $?").out == "3\n");
}

}  // namespace nntrain::test
