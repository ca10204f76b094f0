#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

const std::string kNotes = std::string(NNTRAIN_SOURCE_DIR) + "/data/banknotes.txt";
const Words kTold = {"--features", "variance,entropy", "--iterations", "100", "--format", "json", "--quiet"};

/// A JSON result without what may differ between two runs: the data's path and hash, and the seconds.
std::string comparable(const std::string& json) {
  std::string kept;
  for (const std::string& line : lines_of(json)) {
    const std::string key = line.substr(std::min(line.find('"'), line.size()));
    const auto is = [&](const std::string& name) {
      return key.substr(0, name.size() + 3) == "\"" + name + "\":";
    };
    const bool may_differ = is("path") || is("sha256") || is("seconds") || is("data");
    if (!may_differ || contains(line, "{")) kept += line + "\n";
  }
  return kept;
}

std::string result_of(const ProgramCall& call) {
  const ProgramResult result = run(call);
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  REQUIRE(contains(result.out, "\"fingerprint\""));
  return comparable(result.out);
}

ProgramCall call_with(const std::string& data, const Words& flags = kTold) {
  ProgramCall call;
  call.arguments = with({"--data", data}, flags);
  return call;
}

}  // namespace

TEST_CASE("a result leaves out nothing that a comparison should see") {
  const ProgramResult result = run(call_with(kNotes));
  CHECK(lines_of(comparable(result.out)).size() + 4 == lines_of(result.out).size());
}

TEST_CASE(
    "the same command gives the same result in another folder, from standard input and with CRLF line ends") {
  const ScratchFolder scratch;
  const std::string text = read_file(kNotes);
  const std::string wanted = result_of(call_with(kNotes));
  CHECK(result_of(call_with(kNotes)) == wanted);

  ProgramCall elsewhere = call_with("copy.csv");
  scratch.file("copy.csv", text);
  elsewhere.directory = scratch.folder().string();
  CHECK(result_of(elsewhere) == wanted);

  ProgramCall from_pipe = call_with("-");
  from_pipe.input = text;
  CHECK(result_of(from_pipe) == wanted);

  std::string crlf;
  for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  CHECK(result_of(call_with(scratch.file("crlf.csv", crlf))) == wanted);
  CHECK(result_of(call_with(scratch.file("mark.csv", "\xEF\xBB\xBF" + text))) == wanted);

  const std::size_t last = text.find_last_not_of("\r\n");
  CHECK(result_of(call_with(scratch.file("cut.csv", text.substr(0, last + 1)))) == wanted);

  std::string semicolons = text;
  std::replace(semicolons.begin(), semicolons.end(), ',', ';');
  std::string by_semicolons = result_of(call_with(scratch.file("semicolons.csv", semicolons)));
  const std::size_t delimiter = by_semicolons.find("\"delimiter\": \";\"");
  REQUIRE(delimiter != std::string::npos);
  by_semicolons[delimiter + 14] = ',';
  CHECK(by_semicolons == wanted);
}

TEST_CASE("the hash of the data is that of its bytes, from a file or a pipe") {
  const nlohmann::json from_file = json_of({"--data", "data/or.csv", "--iterations", "1", "-q"});
  const ProgramResult from_pipe = nntrain({"--data", "-", "--iterations", "1", "-q", "--format", "json"},
                                          read_file(std::string(NNTRAIN_SOURCE_DIR) + "/data/or.csv"));
  const std::string sum = shell("sha256sum data/or.csv").out.substr(0, 64);
  CHECK(from_file["data"]["sha256"] == sum);
  CHECK(nlohmann::json::parse(from_pipe.out)["data"]["sha256"] == sum);
}

TEST_CASE("the locale changes nothing") {
  const std::string wanted = result_of(call_with(kNotes));
  Words locales = {"C", "C.UTF-8", "de_DE.UTF-8", "de_DE", "tr_TR.UTF-8", "POSIX"};
  for (const std::string& name : lines_of(shell("locale -a 2>/dev/null | head -20").out))
    locales.push_back(name);
  for (const std::string& name : locales) {
    INFO(name);
    ProgramCall call = call_with(kNotes);
    call.environment = {"LC_ALL=" + name, "LANG=" + name};
    CHECK(result_of(call) == wanted);
  }
}

TEST_CASE("every level of the processor gives the same bits") {
  const std::vector<Words> jobs = {kTold,
                                   {"--hidden", "7,3", "--activation", "tanh,relu", "--iterations", "20",
                                    "--lr", "0.001", "--format", "json", "-q"},
                                   {"--target", "curtosis", "--hidden", "9", "--iterations", "20", "--lr",
                                    "0.001", "--format", "json", "-q"},
                                   {"--features", "variance,entropy", "--backprop", "lecture", "--iterations",
                                    "50", "--format", "json", "-q"}};
  for (const Words& job : jobs) {
    const std::string wanted = result_of(call_with(kNotes, job));
    int levels = 0;
    for (const std::string level : {"baseline", "avx2", "avx512"}) {
      INFO(level);
      ProgramCall call = call_with(kNotes, job);
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

TEST_CASE("another build gives the same result") {
  const std::string other = NNTRAIN_OTHER_PROGRAM;
  if (other.empty()) {
    WARN("no other build to compare with (NNTRAIN_OTHER_BUILD)");
    return;
  }
  const std::vector<Words> jobs = {kTold,
                                   {"--features", "variance,entropy", "--backprop", "lecture", "--iterations",
                                    "100", "--format", "json", "-q"},
                                   {"--hidden", "6,4", "--activation", "tanh,relu", "--iterations", "30",
                                    "--lr", "0.001", "--format", "json", "-q"},
                                   {"--target", "curtosis", "--hidden", "9", "--no-bias", "--iterations",
                                    "30", "--lr", "0.001", "--format", "json", "-q"}};
  for (const Words& job : jobs) {
    ProgramCall call = call_with(kNotes, job);
    const std::string here = result_of(call);
    call.program = other;
    CHECK(result_of(call) == here);
  }
}

TEST_CASE("a text result is the same twice but for its seconds, and another seed gives another one") {
  const auto without_stop = [](const Words& words) {
    std::string kept;
    for (const std::string& line : lines_of(nntrain(words).out)) {
      if (line.substr(0, 6) != "stop: ") kept += line + "\n";
    }
    return kept;
  };
  const Words words = {"--data", kNotes, "--iterations", "10", "--quiet"};
  CHECK(without_stop(words) == without_stop(words));
  CHECK(without_stop(words) == without_stop(with(words, {"--seed", "1"})));
  CHECK(without_stop(words) != without_stop(with(words, {"--seed", "2"})));
}

}  // namespace nntrain::test
