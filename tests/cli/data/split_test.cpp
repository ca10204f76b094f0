// Which rows are held out, and that nothing is learned from them.

#include <map>

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

/// The split of each row of --data, and the rows of each class in each split, from the predictions.
struct Parts {
  Words splits;
  std::map<std::string, std::map<std::string, int>> classes;
};

Parts parts_of(const Words& words, const ScratchFolder& scratch) {
  const ProgramResult result = nntrain(
      with(words, {"-q", "--iterations", "0", "--print", "stop", "--predictions", scratch.path("p.csv")}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  const Cells rows = cells_of(read_file(scratch.path("p.csv")));
  Parts parts;
  for (std::size_t row = 1; row < rows.size(); ++row) {
    parts.splits.push_back(rows[row][1]);
    ++parts.classes[rows[row][1]][rows[row][2]];
  }
  return parts;
}

const Words kNotes = {"--data", "data/banknotes.txt", "--lr", "0.001"};

}  // namespace

TEST_CASE("stratified parts have their sizes and every class its share of each") {
  const ScratchFolder scratch;
  const Words words = with(kNotes, {"--test-fraction", "0.2", "--validation-fraction", "0.1"});
  Parts parts = parts_of(words, scratch);
  CHECK(std::count(parts.splits.begin(), parts.splits.end(), "test") == 274);
  CHECK(std::count(parts.splits.begin(), parts.splits.end(), "validation") == 137);
  CHECK(std::abs(parts.classes["test"]["0"] - 762 * 0.2) < 1);
  CHECK(std::abs(parts.classes["validation"]["0"] - 762 * 0.1) < 1);
  CHECK(parts_of(with(words, {"--split", "stratified"}), scratch).splits == parts.splits);
  CHECK(printed(words, "train.rows,validation.rows,test.rows") == Words{"961", "137", "274"});
}

TEST_CASE("random parts have their sizes, ordered ones are the last rows") {
  const ScratchFolder scratch;
  const Words words = with(kNotes, {"--test-fraction", "0.2", "--validation-fraction", "0.1"});
  const Parts random = parts_of(with(words, {"--split", "random"}), scratch);
  CHECK(std::count(random.splits.begin(), random.splits.end(), "test") == 274);
  CHECK(random.splits != parts_of(words, scratch).splits);
  Words ordered(961, "train");
  ordered.resize(961 + 137, "validation");
  ordered.resize(1372, "test");
  CHECK(parts_of(with(words, {"--split", "ordered"}), scratch).splits == ordered);
}

TEST_CASE("the seed draws the parts, and nothing else does") {
  const ScratchFolder scratch;
  for (const std::string mode : {"stratified", "random"}) {
    const Words words = with(kNotes, {"--test-fraction", "0.3", "--split", mode});
    const Parts first = parts_of(words, scratch);
    CHECK(parts_of(with(words, {"--hidden", "2", "--features", "entropy"}), scratch).splits == first.splits);
    CHECK(parts_of(with(words, {"--restarts", "2", "--scale", "standard"}), scratch).splits == first.splits);
    CHECK(parts_of(with(words, {"--seed", "2"}), scratch).splits != first.splits);
  }
  const Words ordered = with(kNotes, {"--test-fraction", "0.3", "--split", "ordered"});
  CHECK(parts_of(ordered, scratch).splits == parts_of(with(ordered, {"--seed", "2"}), scratch).splits);
}

TEST_CASE("a split is drawn at random for a regression") {
  const nlohmann::json result = json_of({"--data", "data/banknotes.txt", "--target", "entropy",
                                         "--iterations", "1", "--test-fraction", "0.25", "-q"});
  CHECK(result["options"]["split"] == "random");
  CHECK(result["metrics"]["test"]["rows"] == 343);
  CHECK(result["metrics"]["train"]["rows"] == 1029);
  check_refusal({"--data", "data/banknotes.txt", "--target", "entropy", "--split", "stratified",
                 "--test-fraction", "0.2"},
                2, {"--split contradicts --task", "--split random"});
}

TEST_CASE("sorted rows that are held out in order are warned about") {
  const Words words = with(kNotes, {"--iterations", "20", "--test-fraction", "0.3", "--weights", "none"});
  const ProgramResult ordered = nntrain(with(words, {"--split", "ordered"}));
  CHECK(contains(ordered.err,
                 "nntrain: warning: no test row is of class 0; the rows may be sorted by class: "
                 "try --split stratified\n"));
  CHECK(lines_of(ordered.err).size() == 1);  // and no word about what one class cannot say
  CHECK(nntrain(with(words, {"--split", "ordered", "-q"})).err.empty());
  CHECK(nntrain(words).err.empty());
}

TEST_CASE("rows that are held out say nothing to the weights") {
  const ScratchFolder scratch;
  const Words parts = parts_of(with(kNotes, {"--test-fraction", "0.3", "--seed", "5"}), scratch).splits;
  Cells rows = banknotes();
  const std::string data = scratch.file("t.csv", csv_of(rows));
  const Words words = {"--data", data, "--test-fraction", "0.3", "--seed", "5", "--iterations", "30"};
  for (const Words& flags :
       {Words{},
        {"--optimizer", "adam", "--batch-size", "32", "--dropout", "0.2"},
        {"--optimizer", "rprop", "--scale", "standard", "--class-weights", "balanced"}}) {
    scratch.file("t.csv", csv_of(rows));
    const Words before = printed(with(words, flags), "fingerprint,test.loss");
    Cells changed = rows;
    for (std::size_t row = 1; row < rows.size(); ++row) {
      if (parts[row - 1] != "test") continue;
      changed[row][0] = changed[row][1];
      changed[row][3] = "17";
    }
    scratch.file("t.csv", csv_of(changed));
    const Words after = printed(with(words, flags), "fingerprint,test.loss");
    CHECK(after[0] == before[0]);
    CHECK(after[1] != before[1]);
  }
}

TEST_CASE("a table with too few rows to hold some out is a failed training") {
  check_refusal({"--data", "data/xnor.csv", "--test-fraction", "0.1"}, 4,
                {"data/xnor.csv has too few rows", "no test row"});
  check_refusal({"--data", "data/xnor.csv", "--validation-fraction", "0.1"}, 4, {"no validation row"});
  check_refusal({"--data", "data/xnor.csv", "--test-fraction", "0.9"}, 4, {"too few rows", "leave none"});
  check_refusal({"--data", "data/xnor.csv", "--test-fraction", "0.7"}, 4, {"too few rows", "2 classes"});
  check_refusal({"--data", "data/xnor.csv", "--test-fraction", "0.4", "--validation-fraction", "0.5"}, 4,
                {"too few rows"});
  CHECK(printed({"--data", "data/xnor.csv", "--test-fraction", "0.5", "--iterations", "1"}, "test.rows") ==
        Words{"2"});
  for (const std::string fraction : {"1", "-0.1", "1.5", "nan", "x", "20%"}) {
    check_refusal({"--data", "data/xnor.csv", "--test-fraction", fraction}, 2, {"--test-fraction", fraction});
  }
}

TEST_CASE("a fraction is the decimal number that was given, and its halves are rounded up") {
  const ScratchFolder scratch;
  const auto test_rows = [&](std::size_t rows, const std::string& fraction) {
    const std::string data = scratch.file("t.csv", csv_of(clouds(rows, {"a", "b"}, 1)));
    return printed({"--data", data, "--iterations", "0", "--test-fraction", fraction}, "test.rows").front();
  };
  CHECK(test_rows(50, "0.57") == "29");  // 28.5; the product of the doubles is below
  CHECK(test_rows(50, "0.569999") == "28");
  CHECK(test_rows(100, "0.145") == "15");  // 14.5; the product is below
  CHECK(test_rows(100, "0.29") == "29");
}

TEST_CASE("--split-seed keeps the split while the seed varies") {
  const ScratchFolder scratch;
  const Words words = with(kNotes, {"--test-fraction", "0.3", "--validation-fraction", "0.1"});
  const Words first = parts_of(with(words, {"--seed", "1"}), scratch).splits;
  CHECK(parts_of(with(words, {"--seed", "2"}), scratch).splits != first);
  CHECK(parts_of(with(words, {"--seed", "2", "--split-seed", "1"}), scratch).splits == first);
  CHECK(parts_of(with(words, {"--seed", "1", "--split-seed", "2"}), scratch).splits != first);
  const auto bits = [&](const Words& seeds) { return printed(with(words, seeds), "fingerprint"); };
  CHECK(bits({"--seed", "1", "--iterations", "2"}) ==
        bits({"--seed", "1", "--split-seed", "1", "--iterations", "2"}));
  CHECK(bits({"--seed", "2", "--split-seed", "1", "--iterations", "0"}) ==
        bits({"--seed", "2", "--iterations", "0"}));
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain(with(words, {"--seed", "2", "--split-seed", "1", "--iterations", "2", "--save", model}))
              .exit_code == 0);
  CHECK(nntrain({"replay", model}).exit_code == 0);
}

}  // namespace nntrain::test
