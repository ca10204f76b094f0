// --group, --split hash:COLUMN and --split-column: columns that say which row goes where.

#include <map>
#include <set>

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kParts = {"--test-fraction", "0.2", "--validation-fraction", "0.1"};

/// `rows` with a further column at the end.
template <typename F>
Cells with_last(Cells rows, const std::string& name, const F& text) {
  rows[0].push_back(name);
  for (std::size_t row = 1; row < rows.size(); ++row) rows[row].push_back(text(row - 1));
  return rows;
}

/// Banknotes of 60 people.
Cells notes_of_people() {
  Dice dice(3);
  return with_last(banknotes(), "person", [&](std::size_t) { return "p" + std::to_string(dice.below(60)); });
}

/// Banknotes, each with an id; some ids are there twice.
Cells notes_with_ids() {
  return with_last(banknotes(), "id",
                   [](std::size_t row) { return "note " + std::to_string(row / 10 * 10); });
}

/// The text of each row in a column, by the split of the row.
std::map<std::string, std::vector<std::string>> by_split(const Words& words, const std::string& column,
                                                         const ScratchFolder& scratch) {
  const ProgramResult result =
      nntrain(with(words, {"--target", "classification", "-q", "--iterations", "0", "--print", "stop",
                           "--predictions", scratch.path("p.csv"), "--keep", column}));
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  std::map<std::string, Words> texts;
  const Cells rows = cells_of(read_file(scratch.path("p.csv")));
  for (std::size_t row = 1; row < rows.size(); ++row) texts[rows[row][1]].push_back(rows[row].back());
  return texts;
}

std::set<std::string> distinct(const Words& texts) {
  return {texts.begin(), texts.end()};
}

/// The number of texts in both lists.
std::size_t shared(const Words& a, const Words& b) {
  const std::set<std::string> in_b = distinct(b);
  const std::set<std::string> in_a = distinct(a);
  return static_cast<std::size_t>(
      std::count_if(in_a.begin(), in_a.end(), [&](const std::string& text) { return in_b.count(text) > 0; }));
}

/// A run whose rows a column places, and what it needs besides --data.
struct Placed {
  std::string data;
  Words flags;
};

std::vector<Placed> placed_runs(const ScratchFolder& scratch) {
  const std::string people = scratch.file("people.csv", csv_of(notes_of_people()));
  const std::string ids = scratch.file("ids.csv", csv_of(notes_with_ids()));
  const std::string parts =
      scratch.file("parts.csv", csv_of(with_last(banknotes(), "part", [](std::size_t row) -> std::string {
                     return row % 5 == 0 ? "test" : row % 7 == 0 ? "validation" : "train";
                   })));
  return {{people, with(kParts, {"--group", "person"})},
          {people, with(kParts, {"--group", "col:6", "--split", "random", "--split-seed", "4"})},
          {ids, with(kParts, {"--split", "hash:id"})},
          {parts, {"--split-column", "part"}}};
}

}  // namespace

TEST_CASE("rows of a group are never cut, and the parts have about their sizes") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", csv_of(notes_of_people()));
  for (const std::string mode : {"stratified", "random", "ordered"}) {
    INFO(mode);
    const Words words = with({"--data", data, "--group", "person", "--split", mode}, kParts);
    auto people = by_split(words, "person", scratch);
    CHECK(shared(people["train"], people["test"]) == 0);
    CHECK(shared(people["train"], people["validation"]) == 0);
    CHECK(shared(people["validation"], people["test"]) == 0);
    CHECK(std::abs(static_cast<double>(people["test"].size()) - 274) < 25);
    CHECK(std::abs(static_cast<double>(people["validation"].size()) - 137) < 25);
    const bool is_drawn = mode != "ordered";
    CHECK((by_split(with(words, {"--seed", "2"}), "person", scratch) != people) == is_drawn);
  }
  const Words words = with({"--data", data, "--group", "person", "-q", "--iterations", "1"}, kParts);
  const nlohmann::json result = json_of(words);
  CHECK(result["data"]["target"] == "classification");
  CHECK(result["data"]["features"] == Words{"variance", "skewness", "curtosis", "entropy"});
  CHECK(result["options"]["group"] == "person");
  CHECK(contains(nntrain(with(words, {"--features", "entropy,person", "--unseen", "zero"})).out,
                 "features: entropy, person (60 texts)\n"));
  CHECK(contains(nntrain(words).out, " test; whole groups of person\n"));
  CHECK(printed({"--data", data, "--group", "person", "--validation-fraction", "0.1", "--test",
                 "data/banknotes.txt", "-q", "--iterations", "1"},
                "test.rows") == Words{"1372"});  // a file without the column
}

TEST_CASE("stratified groups keep the shares of the classes") {
  const ScratchFolder scratch;
  const Cells notes = banknotes();
  Dice dice(4);
  const std::string data = scratch.file("t.csv", csv_of(with_last(notes, "person", [&](std::size_t row) {
                                          return notes[row + 1].back() + std::to_string(dice.below(100));
                                        })));
  const nlohmann::json result =
      json_of(with({"--data", data, "--group", "person", "-q", "--iterations", "0"}, kParts));
  for (const std::string part : {"train", "validation", "test"})
    CHECK(std::abs(result["metrics"][part]["majority"].get<double>() - 762.0 / 1372) < 0.04);
}

TEST_CASE("by hash, a row keeps its side when rows are added or moved") {
  const ScratchFolder scratch;
  const Cells notes = notes_with_ids();
  const Words words = with({"--data", scratch.path("t.csv"), "--split", "hash:id"}, kParts);
  scratch.file("t.csv", csv_of(notes));
  auto before = by_split(words, "id", scratch);
  CHECK(std::abs(static_cast<double>(before["test"].size()) - 274) < 90);
  CHECK(std::abs(static_cast<double>(before["validation"].size()) - 137) < 80);
  CHECK(shared(before["train"], before["test"]) + shared(before["train"], before["validation"]) == 0);
  Cells more(notes.begin() + 400, notes.end());
  more.insert(more.begin(), notes[0]);
  more.insert(more.end(), notes.begin() + 1, notes.begin() + 400);
  for (int added = 0; added < 100; ++added) {
    more.push_back(notes[1]);
    more.back().back() = "new " + std::to_string(added);
  }
  scratch.file("t.csv", csv_of(more));
  auto after = by_split(words, "id", scratch);
  for (auto& [split, ids] : before) {
    const std::set<std::string> now = distinct(after[split]);
    for (const std::string& id : ids) CHECK(now.count(id) == 1);
  }
  CHECK(after["test"].size() > before["test"].size());
  CHECK(by_split(with(words, {"--seed", "2"}), "id", scratch) != after);
  CHECK(by_split(with(words, {"--seed", "2", "--split-seed", "1"}), "id", scratch) == after);
  CHECK(json_of(with(words, {"-q", "--iterations", "1"}))["options"]["split"] == "hash:id");
}

TEST_CASE("--split-column repeats the run that wrote the predictions, bit by bit") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const auto run_of = [&](const Words& words, const std::string& predictions) {
    const ProgramResult result = nntrain(
        with(words, {"-q", "--print", "fingerprint,test.loss", "--predictions", scratch.path(predictions)}));
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    return result.out;
  };
  struct Job {
    std::string data;
    Words flags;
  };
  const std::vector<Job> jobs = {
      {"data/banknotes.txt", {"--patience", "5", "--scale", "standard"}},
      {"data/orchard.csv", {"--missing", "drop", "--split", "random"}},
      {"data/banknotes.txt", {"--target", "entropy", "--optimizer", "adam", "--batch-size", "50"}}};
  for (const Job& job : jobs) {
    const std::string first =
        run_of(with(with({"--data", job.data, "--iterations", "30"}, kParts), job.flags), "p.csv");
    std::map<std::string, std::string> split_of;
    const Cells predictions = cells_of(read_file(scratch.path("p.csv")));
    for (std::size_t row = 1; row < predictions.size(); ++row)
      split_of[predictions[row][0]] = predictions[row][1];
    const Cells rows = cells_of(read_file(NNTRAIN_SOURCE_DIR "/" + job.data));
    const std::string joined = scratch.file(
        "joined.csv",
        csv_of(with_last(rows, "split", [&](std::size_t row) { return split_of[std::to_string(row + 1)]; })));
    Words flags = job.flags;
    const auto split = std::find(flags.begin(), flags.end(), "--split");
    if (split != flags.end()) flags.erase(split, split + 2);
    CHECK(run_of(with({"--data", joined, "--split-column", "split", "--iterations", "30"}, flags), "q.csv") ==
          first);
    CHECK(read_file(scratch.path("q.csv")) == read_file(scratch.path("p.csv")));
  }
}

TEST_CASE("a part without rows in the split column does not exist") {
  const ScratchFolder scratch;
  const auto parts = [&](const std::string& text) {
    const Cells rows = with_last(clouds(30, {"a", "b"}, 1), "part",
                                 [&](std::size_t row) { return row < 20 ? "train" : text; });
    return Words{
        "--data", scratch.file("t.csv", csv_of(rows)), "--split-column", "part", "-q", "--iterations", "1"};
  };
  const nlohmann::json metrics = json_of(parts("validation"))["metrics"];
  CHECK(metrics["train"]["rows"] == 20);
  CHECK(metrics["validation"]["rows"] == 10);
  CHECK(metrics.count("test") == 0);
  CHECK(json_of(parts("train"))["metrics"].size() == 1);
  check_refusal(with(parts("test"), {"--patience", "3"}), 4, {"part", "no row", "validation", "--patience"});
  check_refusal(parts("dev"), 3, {"t.csv:22:4: column 'part': 'dev'", "train, validation and test"});
  check_refusal(parts("Test"), 3, {"t.csv:22:4: column 'part': 'Test'"});
  check_refusal(parts(""), 3, {"t.csv:22:4: column 'part': ''"});
  const std::string none = scratch.file("n.csv", "x,y,part\n1,a,test\n2,b,test\n3,a,test\n4,b,test\n");
  check_refusal({"--data", none, "--split-column", "part"}, 4, {"no row to train on", "'train'"});
}

TEST_CASE("a run placed by a column is replayed, taken as --like, and gone on with") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string checkpoint = scratch.path("c.json");
  for (const Placed& one : placed_runs(scratch)) {
    const Words words = with({"--data", one.data}, one.flags);
    CAPTURE(words);
    const auto fingerprint = [&](const Words& arguments) {
      const ProgramResult result = nntrain(with(arguments, {"-q", "--print", "fingerprint,test.loss"}));
      INFO(result.err);
      CHECK(result.exit_code == 0);
      return result.out;
    };
    const std::string first = fingerprint(with(words, {"--iterations", "20", "--save", model}));
    const ProgramResult replay = nntrain({"replay", model});
    INFO(replay.out << replay.err);
    CHECK(replay.exit_code == 0);
    CHECK(fingerprint({"--data", one.data, "--like", model}) == first);
    fingerprint(with(words, {"--iterations", "9", "--checkpoint", checkpoint}));
    CHECK(fingerprint({"--resume", checkpoint, "--iterations", "20"}) == first);
    CHECK(nntrain({"predict", model, "--data", "data/banknotes.txt"}).exit_code == 0);
  }
}

TEST_CASE("a column that places rows is read like the others: in pieces, from several files, from a pipe") {
  const ScratchFolder scratch;
  const Cells notes = banknotes();
  std::string text = "group,variance,skewness,curtosis,entropy,classification\n";  // over 1 MiB
  std::string halves[2] = {text, "variance,skewness,curtosis,entropy,classification,group\n"};
  for (std::size_t row = 0; row < 40000; ++row) {
    const Words& cells = notes[1 + row % 1372];
    std::string numbers = cells[0];
    for (std::size_t i = 1; i < cells.size(); ++i) numbers += "," + cells[i];
    const std::string group = std::to_string(row / 100);
    text += group + "," + numbers + "\n";
    halves[row / 20000] += row < 20000 ? group + "," + numbers + "\n" : numbers + "," + group + "\n";
  }
  scratch.file("half-1.csv", halves[0]);
  scratch.file("half-2.csv", halves[1]);
  const Words flags = {"--group", "group",   "--test-fraction",
                       "0.2",     "-q",      "--iterations",
                       "1",       "--print", "fingerprint,test.rows,test.loss"};
  const std::string data = scratch.file("t.csv", text);
  const std::string expected = nntrain(with({"--data", data, "--threads", "1"}, flags)).out;
  CHECK(contains(expected, "\t8000\t"));  // whole groups of 100 rows
  CHECK(nntrain(with({"--data", data, "--threads", "3"}, flags)).out == expected);
  CHECK(nntrain(with({"--data", "-"}, flags), text).out == expected);
  CHECK(nntrain(with({"--data", scratch.path("half-*.csv")}, flags)).out == expected);
  const std::size_t at = text.find("\n300,") + 1;
  text.erase(at, 3);
  scratch.file("t.csv", text);
  check_refusal(with({"--data", data, "--threads", "3"}, flags), 3,
                {"t.csv:30002:1: column 'group': the group of the row is missing", "fill it in"});
}

TEST_CASE("columns that cannot place rows are refused") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "g,h,x,y\na,1,1,no\na,NA,2,yes\na,3,3,no\na,4,4,yes\n");
  const Words half = {"--data", data, "--test-fraction", "0.5"};
  check_refusal(with(half, {"--group", "g", "--drop", "h"}), 4,
                {"t.csv has too few groups", "'g' has 1 group", "--group"});
  check_refusal(with(half, {"--split", "hash:g", "--drop", "h"}), 4, {"hash of column 'g'", "--split-seed"});
  check_refusal(with(half, {"--group", "h"}), 3,
                {"t.csv:3:2: column 'h'", "group of the row is missing ('NA')", "--na LIST"});
  check_refusal(with(half, {"--split", "hash:h"}), 3, {"t.csv:3:2: column 'h'", "missing ('NA')"});
  CHECK(nntrain(with(half, {"--group", "h", "--na", "-", "--iterations", "1", "-q"})).exit_code == 0);
  check_refusal(with(half, {"--group", "i"}), 3, {"no column 'i'"});
  check_refusal(with(half, {"--group", "g,h"}), 3, {"--group 'g,h'", "one column"});
  check_refusal(with(half, {"--group", "y", "--target", "y"}), 3, {"'y' is the target", "--target NAME"});
  check_refusal(with(half, {"--group", "g", "--features", "z"}), 3, {"no column 'z'"});
  check_refusal(with(half, {"--group", "g", "--drop", "h,x"}), 3,
                {"--group and --drop leave no feature", "--features LIST"});
  for (const std::string split : {"hash", "hash:", "hush:g"})
    check_refusal(with(half, {"--split", split}), 2, {"--split '" + split + "'", "hash:COLUMN"});
}

}  // namespace nntrain::test
