// Every command in the console blocks of the README and of docs/ prints what is shown there, timings aside;
// every link leads to something; the README stays short.

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "cli/examples.hpp"
#include "support/catch.hpp"

using namespace nntrain::test;

namespace {

/// A document with examples, and how many there are at least: a check that finds none would check nothing.
struct Document {
  std::string path;
  std::size_t examples;
  std::size_t pictures;
};

const std::vector<Document> kPages = {
    {"docs/data.md", 15, 0},   {"docs/training.md", 15, 0},   {"docs/evaluation.md", 9, 0},
    {"docs/models.md", 12, 0}, {"docs/experiments.md", 8, 0}, {"docs/pictures.md", 6, 4},
    {"docs/speed.md", 3, 0},   {"docs/lecture.md", 50, 2},    {"docs/development.md", 1, 0},
    {"docs/check.md", 4, 0},   {"docs/sweep.md", 5, 0},       {"docs/compare.md", 10, 0},
    {"docs/ci.md", 3, 0},      {"docs/report.md", 2, 0},      {"docs/install.md", 4, 0},
};
const Document kReadme = {"README.md", 12, 1};
const std::size_t kReadmeLines = 280;

std::string source_path(const std::string& path) {
  return std::string(NNTRAIN_SOURCE_DIR) + "/" + path;
}

/// README.md and its like, and the pages of docs/.
std::vector<std::string> all_documents() {
  std::vector<std::string> paths = {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "data/README.md"};
  for (const auto& entry : std::filesystem::directory_iterator(source_path("docs"))) {
    if (entry.path().extension() == ".md") paths.push_back("docs/" + entry.path().filename().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

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

/// Of what bench prints, without the numbers that it measured, and the processor's name and level: "7.0%" ->
/// "#".
std::string without_measures(const std::string& text) {
  const std::string processor = "processor: ";
  std::istringstream lines(text);
  std::string rest;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(processor, 0) == 0) line = processor + "#";
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

/// The pictures that a document shows are those that its commands have drawn, byte for byte.
void check_pictures(const Document& document, const ScratchFolder& home) {
  const std::string text = read_file(source_path(document.path));
  const std::string folder = "pictures/";
  std::size_t found = 0;
  for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder, at + 1)) {
    const std::string name = text.substr(at + folder.size(), text.find(')', at) - at - folder.size());
    INFO(document.path << ": " << name);
    const std::string shown = read_file(source_path("docs/pictures/" + name));
    CHECK(shown.size() > 1000);
    CHECK((read_file(home.path(name)) == shown));  // else the message has both
    ++found;
  }
  CHECK(found >= document.pictures);
}

/// The output as a user with the home /home/you sees it.
std::string at_home(std::string output, const ScratchFolder& home) {
  const std::string folder = home.folder().string();
  for (std::size_t at = 0; (at = output.find(folder)) != std::string::npos;)
    output.replace(at, folder.size(), "/home/you");
  return output;
}

void check_examples(const Document& document, const ScratchFolder& home) {
  const std::vector<Example> all = examples_of(document.path);
  INFO(document.path);
  REQUIRE(all.size() >= document.examples);
  for (const Example& example : all) {
    INFO(document.path << ": $ " << example.command);
    const ProgramResult result =
        shell("export HOME=" + home.folder().string() + "; { " + example.command + "; } 2>&1");
    CHECK(comparable(example, at_home(result.out, home)) == comparable(example, example.output));
  }
  check_pictures(document, home);
}

std::string without_code(const std::string& line) {
  std::string rest;
  bool code = false;
  for (const char c : line) {
    if (c == '`') {
      code = !code;
    } else if (!code) {
      rest += c;
    }
  }
  return rest;
}

/// The anchor that GitHub gives to a heading: small letters, blanks as hyphens, no other punctuation than -
/// and _.
std::string anchor_of(const std::string& heading) {
  std::string anchor;
  for (const char c : heading) {
    if (c == ' ') {
      anchor += '-';
    } else if (c >= 'A' && c <= 'Z') {
      anchor += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || (c & 0x80) != 0) {
      anchor += c;
    }
  }
  return anchor;
}

/// All anchors of a document; equal headings get -1, -2, ... from the second on.
std::set<std::string> anchors_of(const std::string& document) {
  std::set<std::string> anchors;
  std::map<std::string, int> seen;
  for (const std::string& line : prose_of(document)) {
    const std::size_t text = line.find_first_not_of('#');
    if (text == 0 || text == std::string::npos || line[text] != ' ') continue;
    const std::string anchor = anchor_of(line.substr(text + 1));
    const int before = seen[anchor]++;
    anchors.insert(before == 0 ? anchor : anchor + "-" + std::to_string(before));
  }
  return anchors;
}

/// Where the links and pictures of a document lead: what stands between "](" and ")".
std::vector<std::string> links_of(const std::string& document) {
  std::vector<std::string> links;
  for (const std::string& line : prose_of(document)) {
    const std::string text = without_code(line);
    for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 1))
      links.push_back(text.substr(at + 2, text.find(')', at) - at - 2));
  }
  return links;
}

}  // namespace

TEST_CASE("the README shows what its commands print") {
  if (!is_release_build()) return;  // its jobs are too long for the others
  const ScratchFolder home;
  check_examples(kReadme, home);
  CHECK(read_file(home.path(".local/bin/nntrain")).substr(1, 3) == "ELF");
}

TEST_CASE("the README's pages show what their commands print") {
  if (!is_release_build()) return;
  for (const Document& page : kPages) {
    const ScratchFolder home;  // each page can be tried without the others
    check_examples(page, home);
  }
}

TEST_CASE("the README and its pages: all that have examples are tested") {
  std::set<std::string> tested = {kReadme.path, "docs/leccion.md"};  // see lecture_pages_test.cpp
  for (const Document& page : kPages) tested.insert(page.path);
  CHECK(all_documents().size() > tested.size());
  for (const std::string& document : all_documents()) {
    INFO(document);
    CHECK(examples_of(document).empty() == (tested.count(document) == 0));
  }
}

TEST_CASE("the README and its pages: every link leads to something") {
  CHECK(anchor_of("`--lr 0.001`, or: What's new?") == "--lr-0001-or-whats-new");
  std::size_t relative = 0;
  std::set<std::string> linked;
  for (const std::string& document : all_documents()) {
    for (const std::string& link : links_of(document)) {
      if (link.find("://") != std::string::npos) continue;
      ++relative;
      INFO(document << ": " << link);
      const std::string path = link.substr(0, link.find('#'));
      const std::filesystem::path folder = std::filesystem::path(document).parent_path();
      const std::string target = path.empty() ? document : (folder / path).lexically_normal().string();
      REQUIRE(std::filesystem::is_regular_file(source_path(target)));
      linked.insert(target);
      if (link.find('#') == std::string::npos) continue;
      const std::string anchor = link.substr(link.find('#') + 1);
      CHECK(anchors_of(target).count(anchor) == 1);
    }
  }
  CHECK(relative > 100);
  for (const std::string& document : all_documents()) {
    INFO(document << " is linked from somewhere");
    CHECK(linked.count(document) + (document == kReadme.path ? 1 : 0) >= 1);
  }
}

TEST_CASE("the README and its pages: each grid has several values, also in commands that no test runs") {
  std::set<std::string> grids;
  const std::string before = "--grid '";
  for (const std::string& document : all_documents()) {
    const std::string text = read_file(source_path(document));
    for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
      const std::size_t from = at + before.size();
      grids.insert(text.substr(from, text.find('\'', from) - from));
    }
  }
  CHECK(grids.size() > 15);
  for (const std::string& grid : grids) {
    INFO(grid);
    const ProgramResult runs = nntrain::test::nntrain(
        {"sweep", "--data", "data/banknotes.txt", "--folds", "2", "--grid", grid, "--dry-run"});
    CHECK(runs.exit_code == 0);
    CHECK(std::count(runs.out.begin(), runs.out.end(), '\n') > 1);
  }
}

TEST_CASE("the README is short") {
  const std::string text = read_file(source_path(kReadme.path));
  CHECK(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) <= kReadmeLines);
}
