// The film of training: its frames, and the files of single frames.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <set>

#include <fmt/format.h>

#include "cli/results.hpp"
#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kFilmed = {"--data", "data/banknotes.txt", "--features", "variance,entropy", "-q"};

void check_svg(const std::string& path) {
  const ProgramResult checked = shell("xmllint --nonet --noout " + path + " 2>&1");
  INFO(checked.out);
  CHECK(checked.exit_code == 0);
}

/// The film that a train command draws; checks that it is XML.
std::string film_of(const Words& words) {
  const ScratchFolder scratch;
  const std::string path = scratch.path("f.svg");
  const ProgramResult result = nntrain(with(words, {"--plot-film", path, "--print", "stop"}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  check_svg(path);
  return read_file(path);
}

/// The titles of all frames, in their order, without the name of the file: "iteration 7 · squared error per
/// row 0.1".
Words titles_of(const std::string& svg) {
  Words titles;
  const std::regex title(">[^<>]*: (iteration [^<]*)</text><text class=\"nn-t\"[^>]*>([^<]*)</text>");
  for (std::sregex_iterator at(svg.begin(), svg.end(), title); at != std::sregex_iterator(); ++at)
    titles.push_back((*at)[1].str() + " · " + (*at)[2].str());
  return titles;
}

Words iterations_of(const std::string& svg) {
  Words iterations;
  for (const std::string& title : titles_of(svg))
    iterations.push_back(title.substr(10, title.find(" ·") - 10));
  return iterations;
}

std::size_t times_in(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("a film has a frame after each N iterations and at the end") {
  const std::string svg = film_of(with(kFilmed, {"--iterations", "45", "--plot-every", "10"}));
  CHECK(iterations_of(svg) == Words{"0", "10", "20", "30", "40", "45"});
  CHECK(times_in(svg, "<use href=\"#nn-s") == 1372);  // the rows are written once
  CHECK(times_in(svg, ">variance<") == 1);
}

TEST_CASE("without a pace a film has some tens of frames, however long training is") {
  for (const std::string iterations : {"63", "700"}) {
    const std::size_t frames = titles_of(film_of(with(kFilmed, {"--iterations", iterations}))).size();
    CAPTURE(iterations, frames);
    CHECK(frames > 32);
    CHECK(frames <= 65);
  }
  CHECK(iterations_of(film_of(with(kFilmed, {"--iterations", "0"}))) == Words{"0"});
}

TEST_CASE("programs that play no film show the last frame, and its numbers are those of the result") {
  const Words words = with(kFilmed, {"--iterations", "30"});
  const std::string svg = film_of(with(words, {"--plot-every", "10"}));
  const Words titles = titles_of(svg);
  const std::string accuracy = printed(words, "accuracy").front();
  CHECK(contains(titles.back(), fmt::format("accuracy {:.3f}", std::atof(accuracy.c_str()))));
  const double loss = std::atof(printed(words, "loss").front().c_str()) / 1372;
  CHECK(contains(titles.back(), fmt::format("squared error per row {:#.3g}", loss)));
  for (const std::string& title : titles) {
    const std::size_t group = svg.rfind("<g ", svg.find(title.substr(0, title.find(" ·")) + "<"));
    CAPTURE(title);
    CHECK(
        contains(svg.substr(group, 60), title == titles.back() ? "display=\"inline\"" : "display=\"none\""));
  }
}

TEST_CASE("a film does not change the result") {
  const Words words = with(kFilmed, {"--iterations", "50", "--batch-size", "100"});
  const ScratchFolder scratch;
  CHECK(printed(with(words, {"--plot-film", scratch.path("f.svg")}), "fingerprint") ==
        printed(words, "fingerprint"));
}

TEST_CASE("a film in the name of which stands %d is a picture for each frame") {
  const ScratchFolder scratch;
  const ProgramResult result =
      nntrain(with(kFilmed, {"--iterations", "100", "--plot-every", "50", "--plot-film",
                             scratch.path("at-%d.svg"), "--print", "stop"}));
  REQUIRE(result.exit_code == 0);
  Words names;
  for (const auto& entry : std::filesystem::directory_iterator(scratch.folder()))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  REQUIRE(names == Words{"at-000.svg", "at-050.svg", "at-100.svg"});
  const std::string svg = read_file(scratch.path("at-050.svg"));
  check_svg(scratch.path("at-050.svg"));
  CHECK(iterations_of(svg) == Words{"50"});
  CHECK_FALSE(contains(svg, "<animate"));
}

TEST_CASE("a film that goes back to better weights ends with them") {
  const Words words = with(
      kFilmed, {"--iterations", "300", "--lr", "0.02", "--validation-fraction", "0.3", "--patience", "5"});
  const std::string best = printed(words, "best_iteration").front();
  const Words titles = titles_of(film_of(with(words, {"--plot-every", "1"})));
  CHECK(titles.back().starts_with("iteration " + best + ", restored"));
}

TEST_CASE("a film without a pace tells that it went back, too, and which metrics it has in one column") {
  std::string table = "x,y\n";  // x says nothing about y
  for (int i = 0; i < 60; ++i) table += fmt::format("{},{}\n", i * 37 % 61, i * i % 7 % 2);
  const ScratchFolder scratch;
  const Words words = {
      "--data", scratch.file("noise.csv", table), "-q",  "--scale",    "standard", "--iterations",
      "30000",  "--validation-fraction",          "0.4", "--patience", "3"};
  const std::string best = printed(words, "best_iteration").front();
  const std::string svg = film_of(with(words, {"--plot-panels", "data"}));
  CHECK(titles_of(svg).back().starts_with("iteration " + best + ", restored"));
  CHECK(contains(svg, ">noise.csv: iteration 0<"));
  for (const std::string& title : titles_of(svg))
    CHECK(std::regex_search(title, std::regex(" · accuracy 0\\.[0-9]{3}$")));
}

TEST_CASE("a film has no values for the pointer, and its rows once, so that it is small") {
  const std::string svg = film_of(kFilmed);
  CHECK_FALSE(contains(svg, "<title>row"));
  CHECK(times_in(svg, "<title>") == 1);
  CHECK(times_in(svg, "<use href=\"#nn-s") == 1372);
  CHECK(svg.size() < 600'000);
}

TEST_CASE("a film of a fit has up to 300 rows, the same ones, and one diagonal") {
  const std::string svg =
      film_of({"--data", "data/banknotes.txt", "--target", "entropy", "-q", "--scale", "standard",
               "--optimizer", "adam", "--iterations", "20", "--plot-every", "10", "--plot-panels", "fit"});
  CHECK(times_in(svg, "<use href=\"#nn-m") == 3 * 300 + 1);  // and in the legend
  CHECK(contains(svg, "300 of 1372 train rows are drawn"));
  CHECK(times_in(svg, "class=\"nn-l nn-n nn-p") == 1 + 1);  // and in the legend
  const std::regex axes("class=\"nn-a\" d=\"([^\"]*)\"");
  std::set<std::string> different;
  for (std::sregex_iterator at(svg.begin(), svg.end(), axes); at != std::sregex_iterator(); ++at)
    different.insert((*at)[1]);
  CHECK(different.size() == 1);
}

TEST_CASE("a film ends with what there is if training diverges or its time is over") {
  const ScratchFolder scratch;
  const std::string path = scratch.path("f.svg");
  const Words diverging = {
      "--data", "data/banknotes.txt", "--target", "entropy", "--learning-rate", "1", "-q", "--iterations",
      "500",    "--plot-film",        path};
  CHECK(nntrain(diverging).exit_code == 4);
  check_svg(path);
  CHECK(titles_of(read_file(path)).size() >= 2);
  const Words timed =
      with(kFilmed, {"--iterations", "100000000", "--max-seconds", "0.5", "--plot-film", path});
  CHECK(nntrain(with(timed, {"--print", "stop"})).out == "time\n");
  check_svg(path);
  CHECK(titles_of(read_file(path)).size() >= 2);
}

TEST_CASE("a film ends where a signal stops training") {
  const ScratchFolder scratch;
  const ProgramResult result =
      shell(fmt::format(
                "nntrain {} --iterations 100000000 --plot-film f.svg --log log.csv --print stop & "
                "until [ \"$(wc -l <log.csv)\" -gt 100 ]; do sleep 0.02; done 2>/dev/null; "
                "kill -TERM $!; wait $!",
                fmt::format("--data {}/data/banknotes.txt --features variance,entropy", NNTRAIN_SOURCE_DIR)),
            scratch.folder().string());
  INFO(result.err);
  CHECK(result.exit_code == 143);
  if (contains(result.err,
               "there was no time for the film")) {  // a slow program, such as one with sanitizers
    CHECK_FALSE(std::filesystem::exists(scratch.path("f.svg")));
    return;
  }
  REQUIRE(std::filesystem::exists(scratch.path("f.svg")));
  check_svg(scratch.path("f.svg"));
  CHECK(titles_of(read_file(scratch.path("f.svg"))).size() == 8);
}

TEST_CASE("a resumed film begins where training goes on") {
  const ScratchFolder scratch;
  const std::string checkpoint = scratch.path("c.json");
  const std::string path = scratch.path("f.svg");
  REQUIRE(nntrain(with(kFilmed, {"--iterations", "20", "--checkpoint", checkpoint, "--print", "stop"}))
              .exit_code == 0);
  REQUIRE(nntrain({"--resume", checkpoint, "--iterations", "45", "-q", "--plot-film", path, "--plot-every",
                   "10", "--print", "stop"})
              .exit_code == 0);
  check_svg(path);
  CHECK(iterations_of(read_file(path)) == Words{"20", "30", "40", "45"});
}

TEST_CASE("of several starts the film shows the best") {
  const Words words = with(kFilmed, {"--iterations", "20", "--restarts", "4"});
  const std::string svg = film_of(with(words, {"--plot-every", "20"}));
  CHECK(iterations_of(svg) == Words{"0", "20"});
  const double loss = std::atof(printed(words, "loss").front().c_str()) / 1372;
  CHECK(contains(titles_of(svg).back(), fmt::format("{:#.3g}", loss)));
}

TEST_CASE("a film shows the panels that are asked for") {
  const std::string svg = film_of(
      with(kFilmed, {"--iterations", "20", "--plot-every", "10", "--plot-panels", "accuracy,confusion"}));
  CHECK(contains(svg, ">confusion matrix, train rows<"));
  CHECK(contains(svg, "largest class: 0.5554"));
  CHECK_FALSE(contains(svg, ">variance<"));
  const std::string regression =
      film_of({"--data", "data/banknotes.txt", "--target", "entropy", "-q", "--scale", "standard",
               "--iterations", "20", "--optimizer", "adam"});
  CHECK_FALSE(contains(titles_of(regression).back(), "accuracy"));
}

TEST_CASE("a film with too many frames is refused, with a pace that fits") {
  const ScratchFolder scratch;
  const Words words = with(kFilmed, {"--plot-film", scratch.path("f.svg")});
  check_refusal(with(words, {"--iterations", "1000", "--plot-every", "1"}), 2,
                {"--plot-every 1 comes to 1001 frames, and a film has at most 500", "--plot-every 5"});
  check_refusal(with(words, {"--iterations", "1000000", "--plot-every", "7"}), 2, {"--plot-every 5000"});
  check_refusal(with(words, {"--hidden", "2000,2000", "--iterations", "400", "--plot-every", "1"}), 2,
                {"401 frames, and memory is kept for 33 of this size", "--plot-every 20"});
}

TEST_CASE("what makes no film is refused with the reason") {
  check_refusal(with(kFilmed, {"--plot-film", "f.gif"}), 2, {"--plot-film f.gif does not end in .svg"});
  check_refusal(with(kFilmed, {"--plot-film", "%d-%d.svg"}), 2, {"%d twice"});
  for (const std::string path : {"%03d.svg", "a-%%.svg"})
    check_refusal(with(kFilmed, {"--plot-film", path}), 2, {"is written %d alone"});
  const ScratchFolder scratch;
  std::filesystem::create_directory(scratch.path("at-%d"));
  check_refusal(with(kFilmed, {"--plot-film", scratch.path("at-%d/f.svg")}), 2, {"name of a folder"});
  check_refusal(with(kFilmed, {"--plot-every", "5"}), 2, {"--plot-every needs --plot-film"});
  check_refusal(with(kFilmed, {"--plot-film", "f.svg", "--plot-panels", "fit"}), 2,
                {"'fit' cannot be drawn: the target is a class"});
  check_refusal(with({"cv"}, with(kFilmed, {"--plot-film", "f.svg"})), 2, {"cv has no --plot-film"});
}

}  // namespace nntrain::test
