// The lines of nntrain sweep --dry-run: a shell runs them as they are, line i is run i, and their results are
// those of the flags that the user gave.

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

Words dry(const Words& more) {
  return with({"sweep", "--data", "data/xnor.csv", "--iterations", "3", "--dry-run"}, more);
}

Words lines(const Words& words) {
  const ProgramResult result = nntrain(words);
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  return lines_of(result.out);
}

/// What the line prints with these flags behind it.
std::string printed(const std::string& line, const std::string& flags = "--print fingerprint -q") {
  const ProgramResult result = shell(line + " " + flags);
  INFO(line << ": " << result.err);
  CHECK(result.exit_code == 0);
  return result.out;
}

/// The line has the fingerprint of nntrain with these words.
void check_same_run(const std::string& line, const Words& words) {
  INFO(line);
  const std::string expected = nntrain(with(words, {"--print", "fingerprint", "-q"})).out;
  CHECK(expected.size() > 10);
  CHECK(printed(line) == expected);
}

}  // namespace

TEST_CASE("--dry-run prints the command line of each run") {
  CHECK(lines(dry({"--folds", "2", "--quiet", "--format", "json", "--progress", "never", "--threads", "3",
                   "--save", "/tmp/no-such-model.json", "--grid", "hidden=2;16,8", "--grid",
                   "lr=1e-4..1e-2:3"})) == Words{"nntrain cv --data data/xnor.csv --folds 2 --iterations 3 "
                                                 "--hidden 2 --learning-rate 0.0001 --threads 1",
                                                 "nntrain cv --data data/xnor.csv --folds 2 --iterations 3 "
                                                 "--hidden 2 --learning-rate 0.001 --threads 1",
                                                 "nntrain cv --data data/xnor.csv --folds 2 --iterations 3 "
                                                 "--hidden 2 --learning-rate 0.01 --threads 1",
                                                 "nntrain cv --data data/xnor.csv --folds 2 --iterations 3 "
                                                 "--hidden 16,8 --learning-rate 0.0001 --threads 1",
                                                 "nntrain cv --data data/xnor.csv --folds 2 --iterations 3 "
                                                 "--hidden 16,8 --learning-rate 0.001 --threads 1",
                                                 "nntrain cv --data data/xnor.csv --folds 2 --iterations 3 "
                                                 "--hidden 16,8 --learning-rate 0.01 --threads 1"});
  CHECK(lines(dry({"--validation-fraction", "0.25", "--no-bias", "--block",
                   "optimizer=gd nesterov momentum=0.5", "--grid", "lr=0.1;auto", "--block",
                   "optimizer=lbfgs"})) == Words{"nntrain train --data data/xnor.csv --validation-fraction "
                                                 "0.25 --no-bias --iterations 3 --optimizer gd "
                                                 "--nesterov --momentum 0.5 --learning-rate 0.1 --threads 1",
                                                 "nntrain train --data data/xnor.csv --validation-fraction "
                                                 "0.25 --no-bias --iterations 3 --optimizer gd "
                                                 "--nesterov --momentum 0.5 --learning-rate auto --threads 1",
                                                 "nntrain train --data data/xnor.csv --validation-fraction "
                                                 "0.25 --no-bias --iterations 3 --optimizer lbfgs "
                                                 "--threads 1"});
}

TEST_CASE("a switch of an axis is there or not") {
  const Words all = lines(dry({"--folds", "2", "--grid", "no-bias=true;false"}));
  REQUIRE(all.size() == 2);
  CHECK(contains(all[0], " --no-bias "));
  CHECK_FALSE(contains(all[1], "no-bias"));
}

TEST_CASE("a shell runs the lines, and a contradiction ends with exit code 2") {
  const ScratchFolder scratch;
  const Words all =
      lines(dry({"--folds", "2", "--grid", "optimizer=gd;lbfgs;rprop", "--grid", "momentum=0;0.5"}));
  REQUIRE(all.size() == 6);
  Words codes;
  for (const std::string& line : all) codes.push_back(std::to_string(shell(line).exit_code));
  CHECK(codes == Words{"0", "0", "0", "2", "0", "2"});
  std::string text;
  for (const std::string& line : all) text += line + "\n";
  const std::string file = scratch.file("runs.txt", text);
  CHECK(shell("sh '" + file + "' >/dev/null 2>&1; sed -n 1p '" + file + "' | sh >/dev/null").exit_code == 0);
  const ProgramResult side_by_side =
      shell("xargs -d '\\n' -P 2 -I{} sh -c '{} --print fingerprint -q || true' <'" + file +
            "' 2>/dev/null | sort -u");
  CHECK(lines_of(side_by_side.out).size() == 4);
}

TEST_CASE("a line has the result of the flags that were given") {
  const Words base = {"--data", "data/xnor.csv", "--iterations", "3"};
  const Words cv = lines(dry({"--folds", "2", "--seed", "9", "--grid", "hidden=2;3"}));
  REQUIRE(cv.size() == 2);
  check_same_run(cv[1], with({"cv", "--folds", "2", "--seed", "9", "--hidden", "3"}, base));
  CHECK(printed(cv[0]) != printed(cv[1]));

  const Words held = {"--validation-fraction", "0.25", "--split",  "random",
                      "--split-seed",          "4",    "--target", "y"};
  const Words train =
      lines(dry(with(held, {"--grid", "seed=1;18446744073709551615", "--grid", "features=x1;x2,x1"})));
  REQUIRE(train.size() == 4);
  check_same_run(train[3], with(with(base, held), {"--seed", "18446744073709551615", "--features", "x2,x1"}));

  const Words preset = lines(dry({"--preset", "modern", "--folds", "2", "--grid", "optimizer=adam;lbfgs"}));
  REQUIRE(preset.size() == 2);
  check_same_run(preset[0], with({"cv", "--preset", "modern", "--folds", "2", "--optimizer", "adam"}, base));
  check_same_run(preset[1], with({"cv", "--preset", "modern", "--folds", "2", "--optimizer", "lbfgs"}, base));
}

TEST_CASE("a line has the flags of the sweep's config file, and keeps --like") {
  const ScratchFolder scratch;
  const std::string config =
      scratch.file("s.conf",
                   "data = data/xnor.csv\ngrid = hidden=2;3\nfolds = 2\nmomentum = 0.9\n"
                   "nesterov = true\nno-bias = false\nlearning-rate = 0.2\niterations = 50\n");
  const Words all =
      lines({"sweep", "--config", config, "--iterations", "3", "--grid", "seed=1;2", "--dry-run"});
  CHECK(all ==
        Words{"nntrain cv --data data/xnor.csv --folds 2 --learning-rate 0.2 --momentum 0.9 --nesterov "
              "--iterations 3 --hidden 2 --seed 1 --threads 1",
              "nntrain cv --data data/xnor.csv --folds 2 --learning-rate 0.2 --momentum 0.9 --nesterov "
              "--iterations 3 --hidden 2 --seed 2 --threads 1",
              "nntrain cv --data data/xnor.csv --folds 2 --learning-rate 0.2 --momentum 0.9 --nesterov "
              "--iterations 3 --hidden 3 --seed 1 --threads 1",
              "nntrain cv --data data/xnor.csv --folds 2 --learning-rate 0.2 --momentum 0.9 --nesterov "
              "--iterations 3 --hidden 3 --seed 2 --threads 1"});
  // A flag of the command line takes flags of the file back, as in train.
  const ProgramResult other = nntrain({"sweep", "--config", config, "--optimizer", "lbfgs", "--dry-run"});
  CHECK(contains(other.err, "s.conf:4: momentum = 0.9 does not count: --optimizer takes it back"));
  CHECK_FALSE(contains(other.out, "momentum"));
  check_refusal({"sweep", "--config", config, "--grid", "momentum=0.5;0.9", "--dry-run"}, 2,
                {"--grid 'momentum=0.5;0.9' and ", "s.conf:4 both set --momentum"});
  check_refusal({"sweep", "--config", scratch.file("t.conf", "grid = hidden=x\n"), "--folds", "2", "--data",
                 "a.csv", "--dry-run"},
                2, {"t.conf:1: --grid 'hidden=x': --hidden 'x'"});

  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain({"-d", "data/xnor.csv", "--iterations", "2", "--hidden", "4", "--save", model}).exit_code ==
          0);
  const Words like = lines(
      {"sweep", "--data", "data/xnor.csv", "--like", model, "--folds", "2", "--grid", "seed=5", "--dry-run"});
  REQUIRE(like.size() == 1);
  check_same_run(like[0], {"cv", "--data", "data/xnor.csv", "--like", model, "--folds", "2", "--seed", "5"});
}

TEST_CASE("words with blanks, quotes and dashes reach the run as they are") {
  const ScratchFolder scratch;
  const std::string data =
      scratch.file("it's $(a) \"table\".csv", "-a b,'c',d e;f,y\n1,2,3,0\n2,3,1,1\n3,1,2,0\n4,0,1,1\n");
  const Words all = lines({"sweep", "--data", data, "--iterations", "2", "--folds", "2", "--dry-run",
                           "--grid", "features=-a b;'c',-a b;\"d e;f\"", "--target", "y"});
  REQUIRE(all.size() == 3);
  CHECK(printed(all[0], "--print options.features -q") == "-a b\n");
  CHECK(printed(all[1], "--print options.features -q") == "'c',-a b\n");
  CHECK(printed(all[2], "--print options.features -q") == "d e;f\n");
}

TEST_CASE("the shares of a sweep have each line once, in turn") {
  const Words grid = {"--folds", "2", "--grid", "hidden=1..5", "--grid", "seed=1;2"};
  const Words all = lines(dry(grid));
  REQUIRE(all.size() == 10);
  for (const std::size_t count : {1U, 3U, 4U, 12U}) {
    for (std::size_t number = 1; number <= count; ++number) {
      Words expected;
      for (std::size_t i = number - 1; i < all.size(); i += count) expected.push_back(all[i]);
      CHECK(lines(dry(with(grid, {"--shard", std::to_string(number) + "/" + std::to_string(count)}))) ==
            expected);
    }
  }
}

TEST_CASE("--random draws lines, the same ones for the same seed") {
  const Words grid = {"--folds", "2", "--grid", "hidden=1..9", "--grid", "seed=1..9"};
  const Words all = lines(dry(grid));
  Words before;
  for (const std::string count : {"3", "10", "80"}) {
    const Words drawn = lines(dry(with(grid, {"--random", count})));
    CHECK(drawn.size() == std::stoul(count));
    CHECK(drawn == lines(dry(with(grid, {"--random", count, "--sweep-seed", "1"}))));
    CHECK(drawn != lines(dry(with(grid, {"--random", count, "--sweep-seed", "2"}))));
    std::size_t place = 0;  // in the order of all
    for (const std::string& line : all) {
      if (place < drawn.size() && drawn[place] == line) ++place;
    }
    CHECK(place == drawn.size());
    for (const std::string& line : before) CHECK(std::find(drawn.begin(), drawn.end(), line) != drawn.end());
    before = drawn;
  }
  CHECK(lines(dry(with(grid, {"--random", "1000"}))) == all);
}

TEST_CASE("a run has no test rows of its own, and --metric only where something watches it") {
  const Words rows = {"--validation", "data/or.csv", "--test", "data/or.csv", "--metric", "accuracy"};
  const Words plain = lines(dry(with(rows, {"--grid", "hidden=2;3"})));
  REQUIRE(plain.size() == 2);
  CHECK_FALSE(contains(plain[0], "--test"));
  CHECK_FALSE(contains(plain[0], "--metric"));
  printed(plain[0]);
  const Words watched = lines(dry(with(rows, {"--grid", "patience=0;5"})));
  REQUIRE(watched.size() == 2);
  CHECK(contains(watched[1], " --metric accuracy "));
  printed(watched[1]);
  const Words fraction = lines(dry({"--test-fraction", "0.25", "--folds", "2", "--grid", "hidden=2;3"}));
  CHECK(contains(fraction.at(0), " --test-fraction 0.25 "));
}

TEST_CASE("--dry-run writes no file and tells what it cannot print") {
  const ScratchFolder scratch;
  const std::string results = scratch.path("r.csv");
  CHECK(lines(dry({"--folds", "2", "--grid", "hidden=1..3", "--results", results})).size() == 3);
  CHECK_FALSE(std::filesystem::exists(results));
  CHECK(
      shell("nntrain sweep -d data/xnor.csv --folds 2 --grid 'hidden=1..3' --dry-run >/dev/full").exit_code ==
      3);
  check_refusal({"sweep", "--data", "-", "--folds", "2", "--grid", "hidden=1..3", "--dry-run"}, 2,
                {"--dry-run contradicts --data -"});
  CHECK(lines({"sweep", "--data", "no-such.csv", "--folds", "2", "--grid", "hidden=1..3", "--dry-run"})
            .size() == 3);
}

}  // namespace nntrain::test
