// The table of exit codes in docs/ci.md: each line is true, and each exit code that a command is known for is
// in it.

#include <map>
#include <sstream>
#include <string>
#include <utility>

#include "support/catch.hpp"
#include "support/run_program.hpp"

using namespace nntrain::test;

namespace {

using Pair = std::pair<std::string, int>;

/// The command and the code of each line of the table.
std::map<Pair, std::string> table() {
  std::istringstream lines(read_file(NNTRAIN_SOURCE_DIR "/docs/ci.md"));
  std::map<Pair, std::string> pairs;
  bool is_in_table = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == "| command | exit code | when |") is_in_table = true;
    if (line.empty()) is_in_table = false;
    if (!is_in_table || line.starts_with("| command") || line.starts_with("|---")) continue;
    std::istringstream words(line);
    std::string bar;
    std::string command;
    int code = -1;
    std::string when;
    REQUIRE(words >> bar >> command >> bar >> code >> bar);
    std::getline(words, when);
    INFO(line);
    CHECK(pairs.emplace(Pair(command, code), when).second);
  }
  return pairs;
}

/// What ends in this way, after kFiles, in a folder with the files of data.
const std::map<Pair, std::string> kCases = {
    {{"train", 0}, "nntrain -d xnor.csv --iterations 3 --assert 'iterations == 3'"},
    {{"train", 1}, "nntrain -d xnor.csv --iterations 3 --assert 'accuracy > 2'"},
    {{"train", 2}, "nntrain -d xnor.csv --hiden 3"},
    {{"train", 3}, "nntrain -d none.csv"},
    {{"train", 4}, "nntrain -d orchard.csv --target sugar --missing mean --learning-rate 1000000"},
    {{"train", 5}, "nntrain -d xnor.csv --init-from xnor.csv"},
    {{"cv", 0}, "nntrain cv -d xnor.csv --iterations 3 --folds 2"},
    {{"cv", 1}, "nntrain cv -d xnor.csv --iterations 3 --folds 2 --assert 'accuracy > 2'"},
    {{"cv", 2}, "nntrain cv -d xnor.csv --iterations 3 --folds 2 --assert 'acuracy > 2'"},
    {{"cv", 3}, "nntrain cv -d none.csv"},
    {{"cv", 4}, "nntrain cv -d one.csv --task classify"},
    {{"cv", 5}, "nntrain cv -d xnor.csv --like xnor.csv"},
    {{"sweep", 0}, "nntrain sweep -d xnor.csv --folds 2 --grid 'hidden=1;2' --results r.csv"},
    {{"sweep", 1},
     "nntrain sweep -d xnor.csv --folds 2 --grid 'hidden=1;2' --shard 1/2 --results 1.csv && "
     "nntrain sweep --merge 1.csv --results r.csv"},
    {{"sweep", 2}, "nntrain sweep -d xnor.csv --folds 2 --grid 'hiden=1;2' --results r.csv"},
    {{"sweep", 3}, "nntrain sweep -d xnor.csv --folds 2 --grid config=none.conf --results r.csv"},
    {{"sweep", 4},
     "nntrain sweep -d orchard.csv --target sugar --missing mean --learning-rate 1000000 --folds 2 --grid "
     "'hidden=1;2' --results r.csv"},
    {{"sweep", 5}, "nntrain sweep -d xnor.csv --like xnor.csv --grid 'hidden=1;2' --results r.csv"},
    {{"predict", 0}, "nntrain predict m.json -d xnor.csv"},
    {{"predict", 2}, "nntrain predict m.json"},
    {{"predict", 3}, "nntrain predict m.json -d none.csv"},
    {{"predict", 5}, "nntrain predict m.json -d orchard.csv"},
    {{"evaluate", 0}, "nntrain evaluate m.json -d xnor.csv"},
    {{"evaluate", 1}, "nntrain evaluate m.json -d xnor.csv --assert 'accuracy > 2'"},
    {{"evaluate", 2}, "nntrain evaluate m.json -d xnor.csv --assert 'acuracy > 2'"},
    {{"evaluate", 3}, "nntrain evaluate m.json -d none.csv"},
    {{"evaluate", 5}, "nntrain evaluate m.json -d orchard.csv"},
    {{"compare", 0}, "nntrain compare m.json m.json -d xnor.csv"},
    {{"compare", 1}, "nntrain compare m.json m.json -d xnor.csv --fail-on same"},
    {{"compare", 2}, "nntrain compare m.json"},
    {{"compare", 3}, "nntrain compare xnor.csv xnor.csv"},
    {{"compare", 5}, "nntrain compare m.json m.json -d orchard.csv"},
    {{"check", 0}, "nntrain check xnor.csv"},
    {{"check", 1}, "nntrain check orchard.csv"},
    {{"check", 2}, "nntrain check xnor.csv --fail-on nothing"},
    {{"check", 3}, "nntrain check none.csv"},
    {{"check", 5}, "nntrain check xnor.csv --model xnor.csv"},
    {{"show", 0}, "nntrain show m.json"},
    {{"show", 2}, "nntrain show"},
    {{"show", 3}, "nntrain show none.json"},
    {{"show", 5}, "nntrain show xnor.csv"},
    {{"plot", 0}, "nntrain plot xnor.csv --output p.svg"},
    {{"plot", 2}, "nntrain plot xnor.csv --output p.png"},
    {{"plot", 3}, "nntrain plot none.csv"},
    {{"plot", 5}, "nntrain plot m.json -d orchard.csv --output p.svg"},
    {{"replay", 0}, "nntrain replay m.json"},
    {{"replay", 1}, "sed -i 's/0,0,/0,1,/' xnor.csv; nntrain replay m.json"},
    {{"replay", 2}, "nntrain replay"},
    {{"replay", 3}, "rm xnor.csv; nntrain replay m.json"},
    {{"replay", 4}, "nntrain replay m.json -d all_1.csv"},
    {{"replay", 5}, "nntrain replay xnor.csv"},
    {{"export", 0}, "nntrain export m.json --to c --output -"},
    {{"export", 2}, "nntrain export m.json"},
    {{"export", 3}, "nntrain export none.json --to c --output -"},
    {{"export", 5}, "nntrain export xnor.csv --to c --output -"},
    {{"bench", 0}, "nntrain bench --quick --runs 1 --only sigmoid"},
    {{"bench", 2}, "nntrain bench --only nothing"},
    {{"bench", 3}, "nntrain bench --quick --runs 1 --only sigmoid >/dev/full"},
    {{"help", 0}, "nntrain help cv"},
    {{"help", 2}, "nntrain help none"},
    {{"help", 3}, "nntrain help >/dev/full"},
    // The log is a pipe: its first line tells that training runs.
    {{"any", 129}, "ends_by HUP"},
    {{"any", 130}, "ends_by INT"},
    {{"any", 141},
     "{ read go <go; nntrain show m.json; echo $? >code; } | { exec <&-; echo >go; }; exit $(cat code)"},
    {{"any", 143}, "ends_by TERM"},
    {{"any", 152}, "ends_by XCPU"},
};

const std::string kFiles =
    "cp '" NNTRAIN_SOURCE_DIR
    "'/data/{xnor,orchard}.csv .; printf 'a,b\\n1,x\\n2,x\\n' >one.csv; mkfifo go\n"
    "sed '2,$s/.$/1/' xnor.csv >all_1.csv\n"
    "nntrain -d xnor.csv --iterations 3 --save m.json -q >/dev/null || exit 99\n"
    "ends_by() {\n"
    "  nntrain -d xnor.csv --iterations 100000000 --log /dev/stdout --print stop >go &\n"
    "  { read line; kill -$1 $!; cat >/dev/null; } <go\n"
    "  wait $!\n"
    "}\n"
    "set -m\n";  // else an interruption would be ignored in the background

}  // namespace

TEST_CASE("the table of exit codes: each line has a case, and each case a line") {
  const std::map<Pair, std::string> lines = table();
  CHECK(lines.size() > 45);
  for (const auto& [pair, when] : lines) {
    INFO(pair.first << " " << pair.second << ": " << when);
    CHECK(kCases.count(pair) == 1);
  }
  for (const auto& [pair, script] : kCases) {
    INFO(pair.first << " " << pair.second << ": " << script);
    CHECK(lines.count(pair) == 1);
  }
}

TEST_CASE("the table of exit codes: each command ends as it says") {
  for (const auto& [pair, script] : kCases) {
    const ScratchFolder folder;
    const std::string program = program_under_test();
    const std::string path = "PATH=" + program.substr(0, program.rfind('/')) + ":$PATH\n";
    const ProgramResult result = run({.arguments = {"-c", path + kFiles + script},
                                      .input = "",
                                      .directory = folder.path(""),
                                      .environment = {},
                                      .program = "/bin/bash"});
    INFO(pair.first << " " << pair.second << ": " << script << "\n" << result.out << result.err);
    CHECK(result.exit_code == pair.second);
  }
}
