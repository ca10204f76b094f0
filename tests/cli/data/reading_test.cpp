// Large files, which several threads read in ranges.

#include <cstdint>
#include <fstream>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// Rows of `columns` numbers and a class: a file of some megabytes.
std::string large_table(std::size_t rows, std::size_t columns) {
  std::string text;
  for (std::size_t c = 0; c < columns; ++c) text += "x" + std::to_string(c) + ",";
  text += "y\n";
  std::uint32_t state = 1;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t c = 0; c < columns; ++c) {
      state = state * 1664525U + 1013904223U;
      text += (state >> 31U != 0 ? "-0." : "0.") + std::to_string(state >> 20U) + ",";
    }
    text += state >> 30U != 0 ? "1\n" : "0\n";
  }
  return text;
}

/// The peak memory of the program in bytes.
double peak_memory(const Words& arguments) {
  const pid_t child = ::fork();
  if (child == 0) {
    const int nowhere = ::open("/dev/null", O_RDWR);
    ::dup2(nowhere, 1);
    ::dup2(nowhere, 2);
    std::vector<char*> words = {const_cast<char*>(program_under_test().c_str())};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    ::execv(program_under_test().c_str(), words.data());
    ::_exit(127);
  }
  int status = 0;
  rusage usage{};
  REQUIRE(::wait4(child, &status, 0, &usage) == child);
  CHECK(status == 0);
  return static_cast<double>(usage.ru_maxrss) * 1024;
}

}  // namespace

TEST_CASE("a large file gives the same result from any number of threads and from a pipe") {
  const ScratchFolder scratch;
  const std::string path = scratch.file("t.csv", large_table(60'000, 5));
  const Words flags = {"--iterations", "2", "--hidden", "3", "--quiet"};
  const auto result_of = [&](const std::string& data, const std::string& threads, const std::string& input) {
    const ProgramResult result =
        nntrain(with(flags, {"--data", data, "--threads", threads, "--format", "json"}), input);
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    nlohmann::json json = nlohmann::json::parse(result.out);
    json["training"].erase("seconds");
    json.erase("resources");
    json["training"].erase("threads");
    json["options"].erase("threads");
    json["options"].erase("data");
    json["data"].erase("path");
    return json;
  };
  const nlohmann::json one = result_of(path, "1", "");
  CHECK(result_of(path, "2", "") == one);
  CHECK(result_of(path, "7", "") == one);
  CHECK(result_of("-", "2", read_file(path)) == one);
  CHECK(one["data"]["rows"] == 60'000);
  CHECK(one["data"]["sha256"] == shell("sha256sum < '" + path + "'").out.substr(0, 64));
}

TEST_CASE("the first error of a large file is told, wherever it is") {
  const ScratchFolder scratch;
  std::string text = large_table(60'000, 5);
  const std::size_t late = text.rfind(",0.", text.size() - 1000);
  text.replace(late, 3, ",zz");
  const std::size_t line = 1 + static_cast<std::size_t>(std::count(
                                   text.begin(), text.begin() + static_cast<std::ptrdiff_t>(late), '\n'));
  const std::string path = scratch.file("t.csv", text);
  check_refusal({"--data", path}, 3, {"t.csv:" + std::to_string(line) + ":", "is not a number"});
  const std::size_t early = text.find("\n0.", text.size() / 2);
  text.insert(early + 1, "1,2\n");
  const std::size_t first = 2 + static_cast<std::size_t>(std::count(
                                    text.begin(), text.begin() + static_cast<std::ptrdiff_t>(early), '\n'));
  for (const std::string threads : {"1", "2", "5"}) {
    check_refusal({"--data", scratch.file("t.csv", text), "--threads", threads}, 3,
                  {"t.csv:" + std::to_string(first) + ": 2 fields, but the header has 6"});
  }
}

TEST_CASE("a run needs hardly more memory than its data") {
  if (!is_release_build()) return;  // sanitizers need more
  constexpr double kRows = 200'000;
  constexpr double kColumns = 25;  // the target among them
  const ScratchFolder scratch;
  const std::string path = scratch.file(
      "t.csv", large_table(static_cast<std::size_t>(kRows), static_cast<std::size_t>(kColumns) - 1));
  const Words flags = {"--data", path, "--iterations", "1", "--hidden", "0", "--threads", "2"};
  constexpr double kAllowed = 1.3 * kRows * kColumns * sizeof(double) + 24e6;
  CHECK(peak_memory(flags) < kAllowed);
  CHECK(peak_memory(with(flags, {"--scale", "standard"})) < kAllowed);
  CHECK(peak_memory(with(flags, {"--test-fraction", "0.3", "--scale", "minmax"})) < kAllowed);
}

TEST_CASE("reading that takes long tells how far it is, where that is asked for") {
  // A pipe does not hold the table: once all is written, the program has begun to read. Half a second it
  // keeps silent.
  const ScratchFolder scratch;
  scratch.file("t.csv", large_table(3'000, 5));
  const ProgramResult result = shell(
      "reads() { { cat t.csv; sleep 0.6; } | nntrain --data - --iterations 0 --print rows_used --progress $1 "
      "2>$1; }\n"
      "reads auto & reads always; wait",
      scratch.path(""));
  CHECK(result.out == "3000\n3000\n");
  const std::string told = read_file(scratch.path("always"));
  CHECK(contains(told, " rows read, "));
  CHECK(contains(told, "standard input"));
  CHECK(!contains(read_file(scratch.path("auto")), " rows read, "));
}

TEST_CASE("a signal ends a program that is reading, at once and without a trace") {
  // More than a pipe holds has been written: the program has begun to read, and waits for more.
  const ScratchFolder scratch;
  const ProgramResult result = shell(
      "mkdir here; mkfifo data\n"
      "{ yes 1,0 | head -n 100000; touch written; until [ -e ended ]; do sleep 0.01; done; } >data &\n"
      "(cd here; exec nntrain --data - --predictions p.csv) <data & reader=$!\n"
      "until [ -e written ]; do sleep 0.01; done\n"
      "kill -TERM $reader; wait $reader; echo $?; touch ended; ls here; wait",
      scratch.path(""));
  CHECK(result.out == "143\n");
}

}  // namespace nntrain::test
