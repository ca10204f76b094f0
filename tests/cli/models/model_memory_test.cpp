// What a model file may cost: its size bounds the memory, whatever is in it.

#include <filesystem>

#include "cli/expect.hpp"
#include "model/mutations.hpp"

namespace nntrain::test {
namespace {

constexpr std::size_t kSize = 3'000'000;             // bytes of a file
constexpr std::size_t kTimes = 12;                   // as much memory, at most
constexpr std::size_t kProgram = 24 * 1024 * 1024;   // the program itself, with its libraries
constexpr std::size_t kTraining = 88 * 1024 * 1024;  // the same with what training takes

/// `piece` again and again, up to the size of the file; each # becomes a number.
std::string repeated(const std::string& begin, const std::string& piece, const std::string& end) {
  std::string text = begin;
  for (std::size_t number = 0; text.size() < kSize; ++number) {
    for (const char c : piece) c == '#' ? text += std::to_string(number) : text += c;
  }
  text.pop_back();  // a comma
  return text + end;
}

/// Values that need the most memory for their size.
Words hostile_values() {
  return {repeated("[", "[],", "]"),       repeated("[", "{},", "]"),
          repeated("[", "1,", "]"),        repeated("[null,", "1,", "]"),
          repeated("[", "\"\",", "]"),     repeated("[", "[1],", "]"),
          repeated("{", "\"#\":1,", "}"),  repeated("{", "\"#\":{},", "}"),
          repeated("[", "{\"\":0},", "]"), "\"" + std::string(kSize, 'x') + "\""};
}

/// `nntrain ARGUMENTS`, with as much memory as a file of kSize may take, and `more`.
ProgramResult with_little_memory(const std::string& arguments, const ScratchFolder& scratch,
                                 std::size_t more = kProgram) {
  return shell("ulimit -v " + std::to_string((more + kTimes * kSize) / 1024) + " && nntrain " + arguments,
               scratch.folder().string());
}

}  // namespace

TEST_CASE("members that nobody asks for need at most 12 times the size of their file") {
  if (!is_release_build()) return;  // sanitizers need more
  const std::string model = golden_models().front();
  const std::size_t place = model.rfind("  \"checksum\"");
  for (const std::string& value : hostile_values()) {
    const ScratchFolder scratch;
    scratch.file("m.json", sealed(with_part(model, place, 0, "  \"more\": " + value + ",\n")));
    scratch.file("w.json", "{\"more\": " + value + ", \"layers\": []}");
    INFO(value.substr(0, 20));
    const ProgramResult shown = with_little_memory("show m.json", scratch);
    INFO(shown.err);
    CHECK(shown.exit_code == 0);
    const ProgramResult weights = with_little_memory(
        "--data '" NNTRAIN_SOURCE_DIR "/data/or.csv' --threads 1 -q --init-from m.json", scratch, kTraining);
    INFO(weights.err);
    CHECK(contains(weights.err, "do not fit this network"));
    check_refusal(
        with_little_memory("--data '" NNTRAIN_SOURCE_DIR "/data/or.csv' --threads 1 -q --init-from w.json",
                           scratch, kTraining),
        5, {"0 layers"});
  }
}

TEST_CASE("a damaged file needs no more memory than a whole one") {
  if (!is_release_build()) return;
  for (const std::string& value : {repeated("[", "[],", "]"), repeated("{", "\"#\":{},", "}")}) {
    const ScratchFolder scratch;
    scratch.file("m.json", "{\"schema\": \"nntrain.model/1\", \"more\": " + value);
    scratch.file("c.json", "{\"schema\": \"nntrain.checkpoint/1\", \"state\": " + value + "}");
    INFO(value.substr(0, 20));
    check_refusal(with_little_memory("show m.json", scratch), 5, {"m.json is damaged"});
    check_refusal(with_little_memory("plot m.json", scratch), 5, {"m.json is damaged"});
    check_refusal(with_little_memory("--resume c.json", scratch), 5, {"c.json is damaged"});
  }
}

TEST_CASE("the weights of a large network need at most 12 times the size of the model") {
  if (!is_release_build()) return;
  const ScratchFolder scratch;
  const std::string data = "--data '" NNTRAIN_SOURCE_DIR "/data/or.csv' --threads 1 -q ";
  REQUIRE(shell("nntrain " + data + "--hidden 400,400 --activation tanh --iterations 0 --save m.json",
                scratch.folder().string())
              .exit_code == 0);
  REQUIRE(std::filesystem::file_size(scratch.path("m.json")) > kSize);
  CHECK(with_little_memory("show m.json --weights none", scratch).exit_code == 0);
  CHECK(with_little_memory("predict m.json " + data, scratch, kTraining).exit_code == 0);
}

}  // namespace nntrain::test
