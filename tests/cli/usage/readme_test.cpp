// Every command in the console blocks of the README and of the lecture prints what is shown there, timings
// aside.

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "cli/examples.hpp"
#include "support/catch.hpp"

using namespace nntrain::test;

namespace {

/// What run.sh says when the build folder is not its own yet.
std::string without_build(const std::string& text) {
  std::istringstream lines(text);
  std::string rest;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("build: ", 0) != 0) rest += line + "\n";
  }
  return rest;
}

/// "done in 0.123 s" -> "done in # s"
std::string without_timings(const std::string& text) {
  const std::string before = "done in ";
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, from)) {
    const std::size_t number = at + before.size();
    result += text.substr(from, number - from) + '#';
    from = std::min(text.find_first_not_of("0123456789.", number), text.size());
  }
  return result + text.substr(from);
}

/// Of what bench prints, without the numbers that it measured and the level of the processor: "7.0%" -> "#".
std::string without_measures(const std::string& text) {
  std::istringstream lines(text);
  std::string rest;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    for (std::string word; words >> word;) {
      const bool is_number =
          word.find('.') != std::string::npos && word.find_first_not_of("(0123456789.%") == std::string::npos;
      const bool is_level = word == "baseline" || word == "avx2" || word == "avx512";
      rest += (is_number || is_level ? "#" : word) + " ";
    }
    rest += "\n";
  }
  return rest;
}

/// Empty lines at the end are not shown.
std::string comparable(const Example& example, const std::string& output) {
  const bool measures = example.command.find("nntrain bench") != std::string::npos;
  const std::string text = measures ? without_measures(output) : without_timings(without_build(output));
  return text.substr(0, text.find_last_not_of('\n') + 1);
}

/// What is written in a picture, sorted: versions of gnuplot write it in different orders.
std::vector<std::string> texts_of(const std::string& svg) {
  std::istringstream lines(svg);
  std::vector<std::string> texts;
  for (std::string line; std::getline(lines, line);) {
    if (line.find("<text>") != std::string::npos) texts.push_back(line);
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

/// The pictures that a document shows are those that its commands have drawn, as far as they can be read.
void check_pictures(const std::string& document, const ScratchFolder& home) {
  const std::string text = read_file(std::string(NNTRAIN_SOURCE_DIR) + "/" + document);
  const std::string folder = "pictures/";
  std::size_t found = 0;
  for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder, at + 1)) {
    const std::string name = text.substr(at + folder.size(), text.find(')', at) - at - folder.size());
    INFO(document << ": " << name);
    const auto shown = texts_of(read_file(NNTRAIN_SOURCE_DIR "/docs/pictures/" + name));
    CHECK(shown.size() > 20);
    CHECK(texts_of(read_file(home.path(name))) == shown);
    ++found;
  }
  CHECK(found >= 2);
}

void check_examples(const std::string& document, const ScratchFolder& home) {
  const std::vector<Example> all = examples_of(document);
  REQUIRE(all.size() > 15);
  for (const Example& example : all) {
    INFO(document << ": $ " << example.command);
    const ProgramResult result =
        shell("export HOME=" + home.folder().string() + "; { " + example.command + "; } 2>&1");
    CHECK(comparable(example, result.out) == comparable(example, example.output));
  }
  check_pictures(document, home);
}

}  // namespace

TEST_CASE("the README shows what its commands print") {
  if (!is_release_build()) return;  // its jobs are too long for the others
  const ScratchFolder home;
  check_examples("README.md", home);
  CHECK(read_file(home.path(".local/bin/nntrain")).substr(1, 3) == "ELF");
}

TEST_CASE("the lecture shows what its commands print") {
  if (!is_release_build()) return;
  const ScratchFolder home;
  check_examples("docs/lecture.md", home);
}
