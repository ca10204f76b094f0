// Texts, missing cells and scales: the network's inputs depend on the training rows only.

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

/// x, color, y: 40 rows; kHeldOut holds out the last ten.
Cells mixed(const Words& colors, std::uint64_t seed) {
  Dice dice(seed);
  Cells rows = {{"x", "color", "y"}};
  for (std::size_t row = 0; row < 40; ++row) {
    const std::size_t color = row < colors.size() ? row : dice.below(colors.size());
    const int x = static_cast<int>(dice.below(64));
    rows.push_back({std::to_string(x), colors[color], x + 16 * static_cast<int>(color) > 48 ? "yes" : "no"});
  }
  return rows;
}

const Words kHeldOut = {"--test-fraction", "0.25", "--split", "ordered", "--iterations", "20"};

/// The same with a column of 0 and 1 for each color instead of its name.
Cells by_hand(const Cells& rows, const Words& sorted) {
  Cells numbers;
  for (const Words& row : rows) {
    Words cells = {row[0]};
    for (const std::string& color : sorted) {
      const bool is_head = &row == &rows.front();
      cells.push_back(is_head ? color : row[1] == color ? "1" : "0");
    }
    cells.push_back(row[2]);
    numbers.push_back(cells);
  }
  return numbers;
}

}  // namespace

TEST_CASE("texts are inputs of 0 and 1, sorted, whatever stands in the table first") {
  const ScratchFolder scratch;
  const Words sorted = {"Blue", "blue", "gr\xC3\xBCn", "r, \"ed\""};
  for (const Words& colors : {Words{sorted[3], sorted[0], sorted[2], sorted[1]},
                              Words{sorted[1], sorted[2], sorted[3], sorted[0]}}) {
    const Cells rows = mixed(colors, 4);
    const Words words = with(kHeldOut, {"--data", scratch.file("t.csv", csv_of(rows))});
    const std::string hand = scratch.file("h.csv", csv_of(by_hand(rows, sorted)));
    CHECK(fingerprint_of(words) == fingerprint_of(with(kHeldOut, {"--data", hand})));
    const nlohmann::json inputs = json_of(with(words, {"-q"}))["layers"][0]["inputs"];
    CHECK(inputs ==
          nlohmann::json({"x", "color=Blue", "color=blue", "color=gr\xC3\xBCn", "color=r, \"ed\""}));
  }
}

TEST_CASE("--categorical makes texts of numbers") {
  const ScratchFolder scratch;
  const Cells rows = mixed({"10", "9", "-1"}, 6);
  const Words words = with(kHeldOut, {"--data", scratch.file("t.csv", csv_of(rows)), "--categorical", "c*"});
  const std::string hand = scratch.file("h.csv", csv_of(by_hand(rows, {"-1", "10", "9"})));
  CHECK(json_of(with(words, {"-q"}))["layers"][0]["inputs"] ==
        nlohmann::json({"x", "color=-1", "color=10", "color=9"}));
  CHECK(fingerprint_of(words) == fingerprint_of(with(kHeldOut, {"--data", hand, "--header", "yes"})));
  check_refusal(with(words, {"--drop", "color"}), 3, {"color"});
  check_refusal({"--data", "data/or.csv", "--categorical", "x3"}, 3, {"'x3'", "did you mean"});
  check_refusal({"--data", "data/or.csv", "--categorical", "y"}, 3, {"'y'"});
}

TEST_CASE("a text of the held-out rows that no training row has is an error, or none of the known ones") {
  const ScratchFolder scratch;
  Cells rows = mixed({"red", "blue"}, 3);
  const Words words = with(kHeldOut, {"--data", scratch.file("t.csv", csv_of(rows))});
  const std::string fingerprint = fingerprint_of(words);
  rows[40][1] = "green";
  scratch.file("t.csv", csv_of(rows));
  check_refusal(words, 3, {"t.csv:41", "column 'color'", "'green'", "blue, red", "--unseen zero"});
  CHECK(fingerprint_of(with(words, {"--unseen", "zero"})) == fingerprint);

  scratch.file("train.csv", csv_of(mixed({"red", "blue"}, 3)));
  const std::string test = scratch.file("new.csv", "y,color,x\nno,red,3\nyes,violet,5\n");
  const Words apart = {"--data", scratch.path("train.csv"), "--test", test, "--iterations", "5"};
  check_refusal(apart, 3, {"new.csv:3", "'violet'", "--unseen zero"});
  CHECK(printed(with(apart, {"--unseen", "zero"}), "test.rows,fingerprint").at(1) ==
        fingerprint_of({"--data", scratch.path("train.csv"), "--iterations", "5"}));
}

TEST_CASE("missing cells are an error, leave their rows out, or become the mean") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,z,y\n1,a,0\n?,b,1\n3,,1\n5,b,0\n7,a,1\n");
  const Words words = {"--data", data, "--iterations", "7"};
  check_refusal(words, 3, {"t.csv:3:1", "'x'", "missing", "--missing drop"});
  CHECK(printed(with(words, {"--missing", "drop"}), "rows_read,rows_used,rows_dropped") ==
        Words{"5", "3", "2"});
  CHECK(printed(with(words, {"--missing", "mean"}), "rows_used,rows_dropped") == Words{"5", "0"});
  const std::string filled =
      scratch.file("f.csv", "x,a,b,y\n1,1,0,0\n4,0,1,1\n3,0.5,0.5,1\n5,0,1,0\n7,1,0,1\n");
  for (const Words& scale : {Words{}, {"--scale", "minmax"}}) {
    CHECK(fingerprint_of(with(with(words, {"--missing", "mean"}), scale)) ==
          fingerprint_of(with({"--data", filled, "--iterations", "7"}, scale)));
  }
  const std::string hole = scratch.file("n.csv", "x,z,y\n1,2,0\n?,3,1\n4,5,1\n");
  const std::string typed = scratch.file("m.csv", "x,z,y\n1,2,0\n2.5,3,1\n4,5,1\n");
  CHECK(fingerprint_of({"--data", hole, "--iterations", "7", "--missing", "mean"}) ==
        fingerprint_of({"--data", typed, "--iterations", "7"}));
}

TEST_CASE("means and scales are learnt on the training rows alone") {
  const ScratchFolder scratch;
  const Cells rows = mixed({"red", "blue"}, 12);
  for (const Words& flags : {Words{"--missing", "mean"}, {"--scale", "standard"}, {"--scale", "minmax"}}) {
    INFO(flags[0] << " " << flags[1]);
    Cells changed = rows;
    changed[2][0] = flags[1] == "mean" ? "?" : "63";
    const Words words =
        with(with(kHeldOut, {"--data", scratch.file("t.csv", csv_of(changed)), "--lr", "0.001"}), flags);
    const Words before = printed(words, "fingerprint,test.loss");
    changed[40][0] = "100000";
    changed[38][0] = "-7";
    scratch.file("t.csv", csv_of(changed));
    const Words after = printed(words, "fingerprint,test.loss");
    CHECK(after[0] == before[0]);
    CHECK(after[1] != before[1]);
    changed[5][0] = "20.5";
    scratch.file("t.csv", csv_of(changed));
    CHECK(fingerprint_of(words) != before[0]);
  }
}

TEST_CASE("a missing cell that the training rows say nothing about is named") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,y\n1,0\n2,1\n3,1\n4,0\n");
  const std::string test = scratch.file("new.csv", "x,y\n1,0\n,1\n");
  const Words words = {"--data", data, "--test", test, "--iterations", "3"};
  check_refusal(words, 3, {"new.csv", "'x'", "missing"});
  CHECK(printed(with(words, {"--missing", "drop"}), "test.rows") == Words{"1"});
  CHECK(printed(with(words, {"--missing", "mean"}), "test.rows") == Words{"2"});
}

TEST_CASE("a column without a value in the training rows is left out of that training, and told") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  // b and "c,d" have values in the last rows only, which are held out.
  std::string text = "a,b,\"c,d\",e,y\n";
  for (int row = 1; row <= 20; ++row) {
    text += std::to_string(row * row % 7) + (row > 18 ? ",3.5,red," : ",,,") + std::to_string(row % 3) +
            (row % 2 == 0 ? ",p\n" : ",q\n");
  }
  const std::string data = scratch.file("t.csv", text);
  const Words words = {"--data",  data,      "--missing",    "mean", "--test-fraction", "0.25",
                       "--split", "ordered", "--iterations", "5",    "--scale",         "standard"};
  const ProgramResult run = nntrain(with(words, {"--save", model}));
  CHECK(run.exit_code == 0);
  const std::string remedy = "--drop 'b,\"c,d\"'";
  CHECK(contains(run.err,
                 "nntrain: warning: columns 'b', 'c,d' have no value in any training row, and are left "
                 "out, as by " +
                     remedy + "\n"));
  const ProgramResult dropped =
      shell("nntrain --data " + data +
            " --missing mean --test-fraction 0.25 --split "
            "ordered --iterations 5 --scale standard -q --print fingerprint,test.loss " +
            remedy);
  CHECK(dropped.exit_code == 0);
  const Words values = printed(words, "fingerprint,test.loss");
  CHECK(dropped.out == values[0] + "\t" + values[1] + "\n");
  CHECK(nntrain(with(words, {"-q"})).err.empty());

  // The model does not need them, and is made again to the last bit.
  const Cells predictions = cells_of(nntrain({"predict", model, "--data", "-"}, "e,a\n1,2\n0,5\n").out);
  CHECK(predictions.size() == 3);
  CHECK(nntrain({"replay", model}).exit_code == 0);
  // One that the test file has, too, is not read there.
  const std::string test = scratch.file("test.csv", "a,b,\"c,d\",e,y\n1,5,6,2,p\n4,,,1,q\n");
  const Words with_file = {"--data",       scratch.file("u.csv", text.substr(0, text.find("3.5") - 3)),
                           "--missing",    "mean",
                           "--test",       test,
                           "--iterations", "5"};
  CHECK(printed(with_file, "test.rows") == Words{"2"});
}

TEST_CASE("rows that are dropped for one column are told with the --drop that keeps them") {
  const ScratchFolder scratch;
  std::string text = "a,z,b,y\n";
  for (int row = 1; row <= 6; ++row) {
    text += std::to_string(row) + ",0" + (row == 3 ? ",7" : ",") + (row % 2 == 0 ? ",p\n" : ",q\n");
  }
  const Words words = {"--data", scratch.file("t.csv", text), "--missing", "drop", "--drop", "z"};
  check_refusal(words, 4, {"only one class: 'q'", "5 of 6 rows lack 'b'", "--drop z,b"});
  const std::string none = scratch.file("t.csv", text.replace(text.find(",7"), 2, ","));
  check_refusal(words, 4, {"no complete row", "of 6 rows, 6 lack 'b'", "--drop z,b"});
  CHECK(nntrain({"--data", none, "--missing", "drop", "--drop", "z,b", "-q"}).exit_code == 0);
  check_refusal({"--data", none, "--missing", "mean", "--features", "b"}, 4,
                {"no feature has a value in any training row", "--features LIST"});
  check_refusal({"--data", scratch.file("w.csv", "a,x,y\n1,-1e308,p\n2,1.5e308,q\n3,1e308,q\n"), "--drop",
                 "a", "--scale", "minmax"},
                3, {"column 'x'", "--drop a,x"});
}

}  // namespace nntrain::test
