#include "cli/comparable.hpp"

namespace nntrain::test {

TEST_CASE("a result leaves out nothing that a comparison should see") {
  const ProgramResult result = run(call_with(kNotes));
  CHECK(lines_of(comparable(result.out)).size() + 6 == lines_of(result.out).size());
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
