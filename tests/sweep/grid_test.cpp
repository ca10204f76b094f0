// Which values an axis has, which combinations a grid has in which order, and which of them are drawn. The
// numbers are from scripts/golden/sweeps.py.

#include "sweep/grid.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/numbers.hpp"
#include "base/random.hpp"
#include "support/catch.hpp"
#include "support/run_program.hpp"

using namespace nntrain;

namespace {

using Strings = std::vector<std::string>;

/// Flags of each kind.
struct Flags {
  double x = 1;
  std::uint64_t n = 1;
  std::string list = "1";
  std::string text;
  std::string file;
  std::string data;
  bool on = false;
  std::uint64_t threads = 1;
  FlagTable table{"sweep"};

  Flags() {
    table.add_input({"data", "FILE", ""}, data);
    table.add_number({"x", "F", "", "ex"}, x, {.least = -1e308, .most = 1e308});
    table.add_count({"n", "N", ""}, n, 0, UINT64_MAX);
    table.add(
        {"list", "LIST", ""}, "",
        [this](const std::string& given) {
          if (given.find('!') != std::string::npos) refuse_value("list", given, "a list of numbers");
          list = given;
        },
        [this](JsonWriter& json) { json.string(list); });
    table.mark_numbers(FlagNumbers::kWhole);
    table.add_text({"text", "TEXT", ""}, text);
    table.add_input({"file", "FILE", ""}, file);
    table.add_switch({"on", "", ""}, on);
    table.refuse({"seeds", "a seed is an axis", "name it"});
    table.end_recipe();
    table.add_count({"threads", "N", ""}, threads, 1, 9);
  }
  Flags(const Flags&) = delete;
  Flags& operator=(const Flags&) = delete;
};

Strings values(const std::string& axis) {
  const Flags flags;
  return parse_axis(axis, flags.table).values;
}

std::string why_refused(const std::function<void(const FlagTable&)>& parse) {
  const Flags flags;
  try {
    parse(flags.table);
  } catch (const UsageError& error) {
    return std::string(error.what()) + " -> " + error.remedy().text();
  }
  return "";
}

void check_axis_refusal(const std::string& axis, const Strings& parts) {
  const std::string why = why_refused([&](const FlagTable& table) { parse_axis(axis, table); });
  INFO(axis << ": " << why);
  CHECK(why.starts_with("--grid '"));
  for (const std::string& part : parts) {
    INFO("missing: " << part);
    CHECK(why.find(part) != std::string::npos);
  }
}

/// "a=1 b=2"
std::string text_of(const std::vector<FlagLine>& lines) {
  std::string text;
  for (const FlagLine& line : lines) text += (text.empty() ? "" : " ") + line.flag + "=" + line.value;
  return text;
}

SweepGrid grid_of(const std::vector<FlagLine>& lines, const std::map<std::string, std::string>& taken = {}) {
  const Flags flags;
  return parse_grid(lines, flags.table, taken);
}

void check_grid_refusal(const std::vector<FlagLine>& lines, const Strings& parts) {
  const std::string why = why_refused([&](const FlagTable& table) {
    parse_grid(lines, table, {{"on", "--on"}});
  });
  INFO(text_of(lines) << ": " << why);
  CHECK_FALSE(why.empty());
  for (const std::string& part : parts) {
    INFO("missing: " << part);
    CHECK(why.find(part) != std::string::npos);
  }
}

Strings combinations_of(const SweepGrid& grid) {
  Strings all;
  for (std::uint64_t i = 0; i < grid.size(); ++i) all.push_back(text_of(grid.combination(i)));
  return all;
}

nlohmann::json golden(const std::string& part) {
  return nlohmann::json::parse(std::ifstream(NNTRAIN_SOURCE_DIR "/tests/golden/sweeps.json"))[part];
}

std::string range_text(const nlohmann::json& one) {
  return fmt::format("{}..{}:{}", one["first"].get<std::string>(), one["last"].get<std::string>(),
                     one["count"].get<int>());
}

}  // namespace

TEST_CASE("an axis lists values, ranges and ratios between semicolons") {
  const Flags flags;
  CHECK(parse_axis("ex=1", flags.table).flag == "x");
  CHECK(values("x=1;0.5;-3") == Strings{"1", "0.5", "-3"});
  CHECK(values(" x = 1 ; 0.5 ") == Strings{"1", "0.5"});
  CHECK(values("n=3..6;9") == Strings{"3", "4", "5", "6", "9"});
  CHECK(values("n=4..4") == Strings{"4"});
  CHECK(values("n=18446744073709551614..18446744073709551615") ==
        Strings{"18446744073709551614", "18446744073709551615"});
  CHECK(values("x=0..2") == Strings{"0", "1", "2"});
  CHECK(values("list=1..3;16,8") == Strings{"1", "2", "3", "16,8"});
  CHECK(values("on=true;false") == Strings{"true", "false"});
  CHECK(values("x=1e-3..1e-1:3;0") == Strings{"0.001", "0.01", "0.1", "0"});
  CHECK(values("n=1..1e3:4") == Strings{"1", "10", "100", "1000"});
  CHECK(values("n=1..100000").size() == kMostValues);
  CHECK(values("n=1..1000000:100000").size() > 40'000);
}

TEST_CASE("what is no number is taken as it is") {
  CHECK(values("text=a..c;1..3:2") == Strings{"a..c", "1..3:2"});
  CHECK(values("text=\"a;b\";c") == Strings{"\"a;b\"", "c"});
  CHECK(values("file=\"a;b.conf\";c.conf") == Strings{"a;b.conf", "c.conf"});
  CHECK(values("text=a=b;c=d") == Strings{"a=b", "c=d"});
}

TEST_CASE("numbers with equal ratios are those of exact arithmetic") {
  std::size_t count = 0;
  for (const nlohmann::json& one : golden("numbers")) {
    const std::string range = range_text(one);
    INFO(range);
    const Strings found = values("x=" + range);
    const std::vector<double> expected = one["values"];
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      CHECK(found[i] == shortest(expected[i]));
      ++count;
    }
  }
  CHECK(count > 50);
}

TEST_CASE("whole numbers with equal ratios are rounded, and equal ones left out") {
  std::size_t count = 0;
  for (const nlohmann::json& one : golden("counts")) {
    const std::string range = range_text(one);
    INFO(range);
    Strings expected;
    for (const nlohmann::json& value : one["values"]) expected.push_back(value.dump());
    CHECK(values("n=" + range) == expected);
    CHECK(values("list=" + range) == expected);
    ++count;
  }
  CHECK(count == 6);
}

TEST_CASE("a wrong axis is refused with its text and the cause") {
  check_axis_refusal("x", {"--grid 'x' is not AXIS=VALUES", "hidden=2;5"});
  check_axis_refusal("y=1", {"unknown flag 'y'", "nntrain help sweep"});
  check_axis_refusal("x=", {"a value is empty"});
  check_axis_refusal("x=1;;2", {"a value is empty"});
  check_axis_refusal("x=1;", {"a value is empty"});
  check_axis_refusal("x=abc", {"--grid 'x=abc': --x 'abc' is not a number"});
  check_axis_refusal("n=1;-2", {"--n '-2' is not a whole number"});
  check_axis_refusal("n=1.5..3:2", {"--n '1.5' is not a whole number"});
  check_axis_refusal("on=yes", {"--on 'yes' is not true or false"});
  check_axis_refusal("list=1;2!", {"--list '2!' is not a list of numbers"});
  check_axis_refusal("x=1;1", {"'1' stands there twice", "leave one of them out"});
  check_axis_refusal("x=0.1;1e-1", {"'0.1' and '1e-1' are the same value"});
  check_axis_refusal("n=1..3;2", {"'2' stands there twice"});
  check_axis_refusal("x=1..1.0000001:5", {"twice"});
  check_axis_refusal("n=20..1", {"'20..1' descends", "1..20"});
  check_axis_refusal("x=1..0.1:3", {"'1..0.1:3' descends", "0.1..1:3"});
  check_axis_refusal("x=0.1..1", {"is not a range of whole numbers", "1e-4..1e-1:4"});
  check_axis_refusal("n=1..", {"is not a range of whole numbers"});
  check_axis_refusal("n=1..2..3", {"is not a range of whole numbers"});
  check_axis_refusal("n=01..3", {"is not a range of whole numbers"});
  check_axis_refusal("x=a..b:3", {"is not like 1e-4..1e-1:4"});
  check_axis_refusal("x=1..2:", {"is not like 1e-4..1e-1:4"});
  check_axis_refusal("x=1..2:x", {"is not like 1e-4..1e-1:4"});
  check_axis_refusal("x=1..2:1", {"fewer than two values"});
  check_axis_refusal("x=1..2:0", {"fewer than two values"});
  check_axis_refusal("x=0..1:3", {"not above 0"});
  check_axis_refusal("x=-1..1:3", {"not above 0"});
  check_axis_refusal("n=1..100001", {"more than 100000 values"});
  check_axis_refusal("n=0..18446744073709551615", {"more than 100000 values"});
  check_axis_refusal("n=0..99999;100000", {"more than 100000 values"});
  check_axis_refusal("x=1..2:100001", {"more than 100000 values"});
  check_axis_refusal("text=\"a;b", {"a quote is not closed"});
}

TEST_CASE("a flag that no run may have for itself is no axis") {
  check_axis_refusal("data=a.csv", {"all runs share --data", "cannot be compared", "a sweep for each"});
  check_axis_refusal("threads=1;2", {"--threads never changes a result", "--threads N"});
  check_axis_refusal("seeds=1..3", {"sweep has no --seeds: a seed is an axis", "name it"});
  check_grid_refusal({{"block", "data=a.csv"}}, {"--block 'data=a.csv': all runs share --data"});
  check_grid_refusal({{"block", "threads=2"}}, {"--block 'threads=2': --threads never changes"});
}

TEST_CASE("a block has flags between blanks, except in quotes") {
  const Flags flags;
  const SweepBlock block = parse_block("  ex=0.5\ton text=\"a b\" file=\"c d\" ", flags.table);
  CHECK(text_of(block.flags) == "x=0.5 on=true text=\"a b\" file=c d");
  CHECK(text_of(parse_block("on=false", flags.table).flags) == "on=false");
  check_grid_refusal({{"block", " "}}, {"--block ' ' names no flag", "optimizer=gd"});
  check_grid_refusal({{"block", "x"}}, {"--x needs a value (F)"});
  check_grid_refusal({{"block", "x=1 x=2"}}, {"--x stands there twice"});
  check_grid_refusal({{"block", "x=b"}}, {"--block 'x=b': --x 'b' is not a number"});
  check_grid_refusal({{"block", "z=1"}}, {"unknown flag 'z'"});
  check_grid_refusal({{"block", "text=\"a"}}, {"a quote is not closed"});
}

TEST_CASE("any text is an axis or a block that its flags take, or is refused") {
  const Strings pieces = {"x",     "n",  "on",   "list", "text",
                          "file",  "=",  ";",    "..",   ":",
                          "\"",    " ",  "0",    "1",    "7",
                          "12",    "-",  ".",    "e",    "e308",
                          "e-320", "\t", "true", "\xff", "18446744073709551615",
                          "x=",    "n="};
  RandomStream random(2, RandomPurpose::kBench);
  int axes = 0;
  int blocks = 0;
  const int count = test::rounds(3'000, 30'000, 300'000);
  for (int round = 0; round < count; ++round) {
    const Flags flags;
    std::string text = pieces[random.below(6)] + "=";
    for (std::uint64_t i = random.below(8); i > 0; --i) text += pieces[random.below(pieces.size())];
    INFO(text);
    try {
      const SweepAxis axis = parse_axis(text, flags.table);
      ++axes;
      CHECK_FALSE(axis.values.empty());
      CHECK(std::set<std::string>(axis.values.begin(), axis.values.end()).size() == axis.values.size());
      for (const std::string& value : axis.values) flags.table.find(axis.flag)->set(value);
    } catch (const UsageError&) {
    }
    try {
      const SweepBlock block = parse_block(text, flags.table);
      ++blocks;
      CHECK_FALSE(block.flags.empty());
      for (const FlagLine& line : block.flags) flags.table.find(line.flag)->set(line.value);
    } catch (const UsageError&) {
    }
  }
  CHECK(axes > count / 10);
  CHECK(blocks > count / 10);
}

TEST_CASE("axes before the first block belong to all, later ones to theirs") {
  const SweepGrid grid = grid_of({{"grid", "n=1;2"},
                                  {"block", "text=a on"},
                                  {"grid", "x=0.1;0.2"},
                                  {"block", "text=b"},
                                  {"block", "text=c"},
                                  {"grid", "x=7"}});
  CHECK(grid.size() == 8);
  CHECK(combinations_of(grid) == Strings{"n=1 text=a on=true x=0.1", "n=1 text=a on=true x=0.2",
                                         "n=2 text=a on=true x=0.1", "n=2 text=a on=true x=0.2", "n=1 text=b",
                                         "n=2 text=b", "n=1 text=c x=7", "n=2 text=c x=7"});
  CHECK(combinations_of(grid_of({{"grid", "n=1;2"}, {"grid", "x=3;4"}})) ==
        Strings{"n=1 x=3", "n=1 x=4", "n=2 x=3", "n=2 x=4"});
  CHECK(combinations_of(grid_of({{"block", "x=1"}})) == Strings{"x=1"});
}

TEST_CASE("a run has one value of a flag") {
  check_grid_refusal({{"grid", "x=1"}, {"grid", "x=2"}}, {"--grid 'x=2' and --grid 'x=1' both set --x"});
  check_grid_refusal({{"grid", "x=1"}, {"block", "x=2"}}, {"--block 'x=2' and --grid 'x=1' both set --x"});
  check_grid_refusal({{"grid", "x=1"}, {"block", "n=2"}, {"grid", "ex=3"}},
                     {"--grid 'ex=3' and --grid 'x=1' both set --x"});
  check_grid_refusal({{"block", "n=2"}, {"grid", "n=3"}}, {"--grid 'n=3' and --block 'n=2' both set --n"});
  check_grid_refusal({{"grid", "on=true"}}, {"--grid 'on=true' and --on both set --on"});
  check_grid_refusal({{"block", "on"}}, {"--block 'on' and --on both set --on"});
  check_grid_refusal({{"block", "n=2"}, {"block", "n=2"}}, {"--block 'n=2' is there twice"});
  CHECK(grid_of({{"block", "n=2"}, {"grid", "x=1"}, {"block", "n=2"}, {"grid", "x=2"}}).size() == 2);
}

TEST_CASE("combinations of random grids are those of nested loops, each once") {
  RandomStream random(1, RandomPurpose::kBench);
  for (int round = 0; round < 200; ++round) {
    std::vector<FlagLine> lines;
    std::uint64_t number = 0;
    const auto add_axes = [&](const Strings& flags, std::vector<Strings>& axes) {
      for (const std::string& flag : flags) {
        if (random.below(2) == 0) continue;
        Strings texts;
        std::string line = flag + "=";
        for (std::uint64_t i = random.below(4) + 1; i > 0; --i) {
          line += (texts.empty() ? "" : ";") + std::to_string(++number);
          texts.push_back(flag + "=" + std::to_string(number));
        }
        lines.push_back({"grid", line});
        axes.push_back(texts);
      }
    };
    const auto nested = [](Strings before, const std::vector<Strings>& axes) {
      for (const Strings& axis : axes) {
        Strings longer;
        for (const std::string& start : before) {
          for (const std::string& text : axis) longer.push_back(start.empty() ? text : start + " " + text);
        }
        before = longer;
      }
      return before;
    };
    std::vector<Strings> shared;
    add_axes({"x", "n"}, shared);
    const Strings starts = nested({""}, shared);
    Strings expected;
    const std::uint64_t blocks = random.below(4);
    for (std::uint64_t i = 0; i < blocks; ++i) {
      const std::string flag = "text=" + std::to_string(i);
      lines.push_back({"block", flag});
      std::vector<Strings> own = {{flag}};
      add_axes({"list", "file"}, own);
      const Strings all = nested(starts, own);
      expected.insert(expected.end(), all.begin(), all.end());
    }
    if (blocks == 0) expected = starts;
    const SweepGrid grid = grid_of(lines);
    INFO(text_of(lines));
    CHECK(grid.size() == expected.size());
    CHECK(combinations_of(grid) == expected);
    CHECK(std::set<std::string>(expected.begin(), expected.end()).size() == expected.size());
  }
}

TEST_CASE("the size of a grid does not overflow") {
  SweepGrid grid;
  grid.blocks.resize(2);
  for (int i = 0; i < 6; ++i) grid.shared.push_back({"x", Strings(1 << 11, "1")});
  CHECK(grid.size() == UINT64_MAX);
  grid.shared.pop_back();
  CHECK(grid.size() == std::uint64_t{1} << 56U);
}

TEST_CASE("the drawn combinations are those of a shuffle by an independent program") {
  std::size_t count = 0;
  for (const nlohmann::json& one : golden("draws")) {
    INFO(one.dump());
    CHECK(draw_combinations(one["size"], one["count"], one["seed"]) ==
          one["drawn"].get<std::vector<std::uint64_t>>());
    ++count;
  }
  CHECK(count == 9);
}

TEST_CASE("a larger draw has all of a smaller one") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const std::uint64_t size = 1 + seed * seed * 7;
    std::vector<std::uint64_t> before;
    for (std::uint64_t count = 0; count <= size + 2; count += 1 + seed * 3) {
      const std::vector<std::uint64_t> drawn = draw_combinations(size, count, seed);
      CHECK(drawn.size() == std::min(size, count));
      CHECK(std::is_sorted(drawn.begin(), drawn.end()));
      CHECK(std::adjacent_find(drawn.begin(), drawn.end()) == drawn.end());
      CHECK((drawn.empty() || drawn.back() < size));
      CHECK(std::includes(drawn.begin(), drawn.end(), before.begin(), before.end()));
      before = drawn;
    }
  }
}

TEST_CASE("every pair of combinations is drawn equally often") {
  std::map<std::vector<std::uint64_t>, int> pairs;
  for (std::uint64_t seed = 0; seed < 15'000; ++seed) ++pairs[draw_combinations(6, 2, seed)];
  CHECK(pairs.size() == 15);
  for (const auto& [pair, count] : pairs) CHECK(count == Approx(1000).margin(160));  // 5 standard deviations
}
