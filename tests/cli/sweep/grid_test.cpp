// What nntrain sweep refuses before it reads any data: exit 2, with both flags named and a remedy.

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// nntrain sweep on a small table, cross-validated.
Words folds(const Words& more) {
  return with({"sweep", "--data", "data/xnor.csv", "--iterations", "3", "--folds", "2"}, more);
}

Words trains(const Words& more) {
  return with({"sweep", "--data", "data/xnor.csv", "--iterations", "3"}, more);
}

const std::string kHidden = "hidden=2;5";

}  // namespace

TEST_CASE("sweep says which of its flags is missing") {
  check_refusal({"sweep"}, 2, {"--data is missing"});
  check_refusal(folds({"--results", "r.csv"}), 2, {"there is nothing to sweep", "--grid 'hidden=2;5;16,8'"});
  check_refusal(folds({"--grid", kHidden}), 2, {"--results is missing", "--results FILE.csv", "--dry-run"});
  check_refusal(folds({"--grid", kHidden, "--results", "r.txt"}), 2,
                {"--results r.txt does not end in .csv or .jsonl", "results.csv"});
  check_refusal(folds({"--grid", kHidden, "--dry-run", "--sweep-seed", "3"}), 2,
                {"--sweep-seed needs --random", "--random 100"});
}

TEST_CASE("the flags that take numbers take ranges") {
  for (const std::string flag : {"hidden", "batch-size", "iterations", "patience", "restarts", "seed", "l2",
                                 "learning-rate", "max-seconds", "repeats"}) {
    const ProgramResult result =
        nntrain({"sweep", "--data", "a.csv", "--folds", "2", "--dry-run", "--grid", flag + "=1..2"});
    INFO(flag << result.err);
    CHECK(lines_of(result.out).size() == 2);
    CHECK(contains(result.out, " --" + flag + " 2 "));
  }
  CHECK(
      contains(nntrain(folds({"--dry-run", "--grid", "threshold=0.01..0.25:3"})).out, " --threshold 0.05 "));
  CHECK(contains(nntrain(folds({"--dry-run", "--grid", "features=x1..y"})).out, " --features x1..y "));
}

TEST_CASE("a wrong axis or block is refused before any run") {
  check_refusal(folds({"--dry-run", "--grid", "learning-rate=abc"}), 2,
                {"--grid 'learning-rate=abc': --learning-rate 'abc' is not a number"});
  check_refusal(folds({"--dry-run", "--grid=--hidden=1"}), 2, {"'--hidden' has dashes", "hidden"});
  check_refusal(folds({"--dry-run", "--grid", "hiden=1"}), 2,
                {"unknown flag 'hiden'", "did you mean 'hidden'?"});
  check_refusal(folds({"--dry-run", "--grid", "optimizer=gd;adan"}), 2, {"--optimizer 'adan'", "adam"});
  check_refusal(folds({"--dry-run", "--grid", "hidden=0..2;0"}), 2, {"'0' stands there twice"});
  check_refusal(folds({"--dry-run", "--grid", kHidden, "--grid", "hidden=7"}), 2,
                {"--grid 'hidden=7' and --grid 'hidden=2;5' both set --hidden"});
  check_refusal(folds({"--dry-run", "--grid", kHidden, "--hidden", "7"}), 2,
                {"--grid 'hidden=2;5' and --hidden both set --hidden", "leave one of them out"});
  check_refusal(folds({"--dry-run", "--lr=0.1", "--block", "optimizer=gd lr=1"}), 2,
                {"--block 'optimizer=gd lr=1' and --learning-rate both set --learning-rate"});
  for (const std::string flag : {"data=a.csv", "target=y", "task=classify", "like=m.json", "test=t.csv",
                                 "test-fraction=0.1;0.2", "split-seed=1..3"})
    check_refusal(folds({"--dry-run", "--grid", flag}), 2,
                  {"all runs share --" + flag.substr(0, flag.find('='))});
  for (const std::string flag : {"threads=1", "format=json", "save=m.json", "results=r.csv", "random=3"}) {
    check_refusal(folds({"--dry-run", "--grid", flag}), 2,
                  {"--" + flag.substr(0, flag.find('=')) + " never changes a result"});
  }
}

TEST_CASE("sweep refuses the flags of one run, also as an axis") {
  for (const std::string flag : {"seeds",
                                 "predictions",
                                 "keep",
                                 "plot",
                                 "plot-panels",
                                 "plot-theme",
                                 "plot-film",
                                 "plot-every",
                                 "print",
                                 "assert",
                                 "junit",
                                 "log",
                                 "log-weights",
                                 "trace",
                                 "trace-show",
                                 "trace-rows",
                                 "trace-format",
                                 "checkpoint",
                                 "checkpoint-every",
                                 "weights",
                                 "resume"}) {
    check_refusal(folds({"--dry-run", "--grid", kHidden, "--" + flag, "1"}), 2,
                  {"sweep has no --" + flag + ": "});
    check_refusal(folds({"--dry-run", "--grid", flag + "=1"}), 2, {"sweep has no --" + flag + ": "});
  }
  for (const std::string flag : {"continue", "check-gradients"})
    check_refusal(folds({"--dry-run", "--grid", kHidden, "--" + flag}), 2, {"sweep has no --" + flag + ": "});
}

TEST_CASE("a sweep needs rows that choose, and never test rows") {
  check_refusal(trains({"--dry-run", "--grid", kHidden}), 2,
                {"no folds and no validation rows", "--folds 5", "--validation-fraction 0.2"});
  check_refusal(trains({"--dry-run", "--grid", kHidden, "--test-fraction", "0.25", "--select", "test.loss"}),
                2, {"--select 'test.loss'", "never", "validation.loss"});
  check_refusal(folds({"--dry-run", "--grid", kHidden, "--select", "test.loss"}), 2, {"never", "cv.loss"});
  check_refusal(trains({"--dry-run", "--grid", kHidden, "--select", "validation.loss"}), 2,
                {"no validation rows"});
  check_refusal(folds({"--dry-run", "--grid", kHidden, "--select", "validation.loss"}), 2,
                {"'validation'", "cv"});
  check_refusal(folds({"--dry-run", "--grid", kHidden, "--select", "acuracy"}), 2,
                {"--select 'acuracy'", "did you mean 'accuracy'?"});
  check_refusal(folds({"--dry-run", "--grid", kHidden, "--select", "rows"}), 2, {"--select 'rows'"});
  check_refusal(folds({"--dry-run", "--grid", kHidden, "--metric", "acuracy"}), 2, {"--metric 'acuracy'"});
  for (const Words& rows : {Words{"--grid", "validation-fraction=0;0.25"}, Words{"--preset", "keras"},
                            Words{"--grid", "preset=lecture;keras"}, Words{"--validation", "data/or.csv"},
                            Words{"--block", "split-column=x1"}, Words{"--select", "train.loss"}}) {
    const ProgramResult result = nntrain(trains(with({"--dry-run", "--grid", kHidden}, rows)));
    INFO(result.err);
    CHECK(result.exit_code == 0);
  }
}

TEST_CASE("a share is one of N, and a grid has at most a million combinations") {
  for (const std::string share : {"0/3", "4/3", "1", "a/3", "1/", "1/0", "-1/3"})
    check_refusal(folds({"--dry-run", "--grid", kHidden, "--shard", share}), 2,
                  {"--shard '" + share + "'", "3/16"});
  const Words large = folds({"--dry-run", "--grid", "seed=1..1001", "--grid", "l2=0..999"});
  check_refusal(large, 2, {"1001000 combinations", "at most 1000000", "--random 1000"});
  CHECK(lines_of(nntrain(with(large, {"--random", "7"})).out).size() == 7);
}

TEST_CASE("--merge goes with no flag of a run") {
  check_refusal({"sweep", "--merge", "a.csv", "b.csv", "--results", "r.csv", "--data", "data/xnor.csv"}, 2,
                {"--data contradicts --merge"});
  check_refusal({"sweep", "--merge", "a.csv", "--results", "r.csv", "--grid", kHidden}, 2,
                {"--grid contradicts --merge"});
  check_refusal({"sweep", "--merge", "a.csv", "b.csv"}, 2, {"--results is missing"});
  check_refusal(folds({"data/or.csv", "--grid", kHidden}), 2,
                {"data/or.csv does not belong to a flag", "--data"});
}

TEST_CASE("a sweep overwrites no file that a run reads") {
  check_refusal(trains({"--grid", kHidden, "--validation", "data/or.csv", "--results", "data/or.csv"}), 2,
                {"--results data/or.csv would overwrite the file of --validation"});
  check_refusal(trains({"--grid", "validation=data/xnor.csv;data/or.csv", "--results", "data/or.csv"}), 2,
                {"--results data/or.csv would overwrite a file of the axis validation"});
}

TEST_CASE("each run is a cross-validation if folds are asked for anywhere") {
  const ScratchFolder scratch;
  const std::string config = scratch.file("c.conf", "folds = 2\n");
  for (const Words& words : {Words{"--folds", "2"}, Words{"--repeats", "2"}, Words{"--fold-column", "x1"},
                             Words{"--grid", "folds=2;3"}, Words{"--block", "repeats=2"},
                             Words{"--config", config}, Words{"--grid", "config=" + config}}) {
    const ProgramResult result = nntrain(trains(with({"--dry-run", "--grid", "l2=0;1"}, words)));
    INFO(words.back() << result.err);
    CHECK(result.exit_code == 0);
    for (const std::string& line : lines_of(result.out)) CHECK(line.starts_with("nntrain cv --data "));
  }
  const std::string start = "data/lecture_start.json";
  check_refusal(folds({"--dry-run", "--grid", kHidden, "--init-from", start}), 2,
                {"--init-from", "folds", "--init"});
  check_refusal(folds({"--dry-run", "--grid", "init-from=" + start}), 2, {"--init-from", "folds", "--init"});
  CHECK(nntrain(trains({"--dry-run", "--grid", "l2=0;1", "--select", "train.loss", "--init-from", start}))
            .exit_code == 0);
}

TEST_CASE("a config file of runs has flags of runs only") {
  const ScratchFolder scratch;
  const auto words = [&](const std::string& text) {
    return folds({"--dry-run", "--grid", "config=" + scratch.file("a.conf", text)});
  };
  CHECK(nntrain(words("hidden = 3\n")).exit_code == 0);
  check_refusal(words("hidden = 3\ntarget = y\n"), 2, {"a.conf:2: all runs share --target"});
  check_refusal(words("save = m.json\n"), 2, {"a.conf:1: --save never changes"});
  check_refusal(words("hidden = x\n"), 2, {"a.conf:1: --hidden 'x'"});
  check_refusal(words("seeds = 1..3\n"), 2, {"a.conf:1: sweep has no --seeds"});
  check_refusal(folds({"--dry-run", "--grid", "config=no.conf"}), 3, {"cannot open no.conf"});
}

}  // namespace nntrain::test
