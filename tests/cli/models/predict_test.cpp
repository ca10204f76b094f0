// A saved model predicts what its run predicted, in whatever form the rows come.

#include <filesystem>
#include <set>

#include "cli/comparable.hpp"
#include "cli/models.hpp"

namespace nntrain::test {
namespace {

const Words kTexts = {"--data", kOrchard, "--missing", "mean", "--scale", "standard", "--iterations", "50"};
const Words kNumbers = {"--data", "data/banknotes.txt", "--iterations", "50", "--lr", "0.001"};

}  // namespace

TEST_CASE("a saved model predicts what its run predicted, bit for bit") {
  const std::vector<Words> runs = {
      kNumbers,
      with(kNumbers, {"--test-fraction", "0.3", "--validation-fraction", "0.1", "--scale", "minmax"}),
      with(kNumbers, {"--features", "entropy,variance", "--class-weights", "balanced", "--hidden", "0"}),
      kTexts,
      with(kTexts, {"--test-fraction", "0.25", "--hidden", "6,3", "--activation", "tanh,relu"}),
      with(kTexts, {"--output-activation", "sigmoid", "--loss", "mse"}),
      with(kTexts, {"--output-activation", "identity", "--loss", "mse", "--no-bias"}),
      with(kTexts, {"--target", "orchard", "--drop", "fruit"}),
      with(kTexts, {"--target", "sugar", "--scale-target", "standard"}),
      with(kTexts,
           {"--target", "sugar", "--scale-target", "minmax", "--test-fraction", "0.2", "--split", "ordered"}),
      {"--data", "data/or.csv", "--optimizer", "perceptron"},
  };
  for (const Words& flags : runs) {
    INFO(csv_of({flags}));
    const Trained trained(flags);
    Cells found = cells_of(trained.predict(flags[1]));
    CHECK(found.size() > 4);
    Cells expected = cells_of(trained.predictions());
    for (std::size_t row = 1; row < expected.size(); ++row) expected[row][1] = "";
    if (found[0].size() == 4) {  // a regression: predict copies "12.0", the run writes the number 12
      for (Cells* const rows : {&found, &expected}) {
        for (std::size_t row = 1; row < rows->size(); ++row)
          (*rows)[row][2] = std::to_string(std::stod((*rows)[row][2]));
      }
    }
    CHECK((found == expected));
  }
}

TEST_CASE("rows that are predicted one at a time are those of the whole file") {
  for (const Words& flags : {kTexts, with(kTexts, {"--target", "sugar", "--scale-target", "standard"})}) {
    const Trained trained(flags);
    const std::vector<std::string> lines = lines_of(read_file(kOrchard));
    const std::vector<std::string> whole = lines_of(trained.predict(kOrchard));
    REQUIRE(whole.size() == lines.size());
    for (std::size_t row = 1; row < lines.size(); row += 11) {
      const std::string one = trained.predict_text(lines[0] + "\n" + lines[row] + "\n");
      const std::string rest = whole[row].substr(whole[row].find(','));
      CHECK(one == whole[0] + "\n1" + rest + "\n");
    }
  }
}

TEST_CASE("a file of many parts, and any number of threads, give the same rows") {
  const Trained trained(kNumbers);
  const std::vector<std::string> lines = lines_of(read_file(kNotes));
  std::string large = lines[0] + "\n";
  const std::vector<std::string> few = lines_of(trained.predict(kNotes));
  std::string expected = few[0] + "\n";
  for (int round = 0; round < 40; ++round) {  // 2 MB: it is read in ranges
    for (std::size_t row = 1; row < lines.size(); ++row) {
      large += lines[row] + "\n";
      expected +=
          std::to_string(round * 1372 + static_cast<int>(row)) + few[row].substr(few[row].find(',')) + "\n";
    }
  }
  const std::string path = trained.scratch.file("large.csv", large);
  for (const std::string threads : {"1", "2", "5"}) {
    CHECK((trained.predict(path, {"--threads", threads}) == expected));
  }
}

TEST_CASE("model, data and predictions may come from and go to pipes") {
  const Trained trained(kTexts);
  const std::string expected = trained.predict(kOrchard);
  CHECK(trained.predict_text(read_file(kOrchard)) == expected);
  CHECK(trained.predict(kOrchard, {"--output", "-"}) == expected);
  CHECK(output_of({"predict", "-", "--data", kOrchard}, read_file(trained.model)) == expected);
  CHECK(output_of({"predict", "--model", "-", "--data", kOrchard}, read_file(trained.model)) == expected);
  const std::string out = trained.scratch.path("out.csv");
  CHECK(trained.predict(kOrchard, {"-o", out}).empty());
  CHECK(read_file(out) == expected);
  CHECK(trained.predict(kOrchard, {"-o", "/dev/stdout"}) == expected);
  check_refusal({"predict", "-", "--data", "-"}, 2, {"both be standard input"});
}

TEST_CASE("predictions that fail half-way leave the old file") {
  const Trained trained(kTexts);
  const std::string rows = read_file(kOrchard);
  std::string late = rows;
  for (int round = 0; round < 300; ++round) late += rows.substr(rows.find('\n') + 1);
  late += "100,violet,5,hill,11,apple\n";
  const std::string data = trained.scratch.file("late.csv", late);
  const std::string out = trained.scratch.file("out.csv", "old");
  check_refusal({"predict", trained.model, "--data", data, "--output", out}, 3,
                {"late.csv:72242:", "violet"});
  CHECK(read_file(out) == "old");
  CHECK_FALSE(std::filesystem::exists(out + ".nntrain-tmp"));
  const std::string all = trained.predict(data, {"--unseen", "zero"});
  for (const std::string threads : {"1", "3"}) {
    const ProgramResult shown = nntrain({"predict", trained.model, "--data", data, "--threads", threads});
    CHECK(shown.exit_code == 3);
    CHECK(lines_of(shown.out).size() > 70'000);
    CHECK((all.substr(0, shown.out.size()) == shown.out));
  }
  check_refusal({"predict", trained.model, "--data", data, "--output", data}, 2, {"would overwrite"});
  check_refusal({"predict", trained.model, "--data", data, "--output", trained.model}, 2,
                {"would overwrite", "--model"});
  check_refusal({"predict", trained.model, "--data", kOrchard, "--output", "/dev/full"}, 3,
                {"No space left"});
  check_refusal({"predict", trained.model, "--data", kOrchard, "--output", trained.scratch.path("no/out")}, 3,
                {"no/out", "No such file"});
}

TEST_CASE("what is read by the shell's < or written by its > is not overwritten") {
  const Trained trained(kTexts);
  const std::string rows = read_file(kOrchard);
  const std::string data = trained.scratch.file("rows.csv", rows);
  const auto run = [&](const std::string& line) {
    return shell("nntrain " + line, trained.scratch.folder().string());
  };
  const std::string predict = "predict " + trained.model;
  check_refusal(run(predict + " --data - <rows.csv --output rows.csv"), 2,
                {"--output rows.csv would overwrite the file of --data"});
  check_refusal(run("--data - <rows.csv --missing mean --iterations 0 --save rows.csv"), 2,
                {"--save rows.csv would overwrite the file of --data"});
  check_refusal(run(predict + " --data rows.csv >>rows.csv"), 2,
                {"standard output is the file of --data, rows.csv"});
  check_refusal(run(predict + " --data - <rows.csv >>rows.csv"), 2,
                {"standard output is the file of --data"});
  CHECK(read_file(data) == rows);
  CHECK(run(predict + " --data - <rows.csv >other.csv").exit_code == 0);
}

TEST_CASE("labels are as the data spell them, and probabilities sum to 1") {
  const std::vector<Words> spellings = {
      {"1.0", "2"}, {"-1", "0.50", "1e1"}, {"a, \"b\"", "b:c", "\xC3\xA4"}, {"no", "yes"}};
  for (const Words& labels : spellings) {
    const ScratchFolder scratch;
    const std::string data = scratch.file("t.csv", csv_of(clouds(60, labels, 8)));
    const Trained trained({"--data", data, "--task", "classify", "--iterations", "100", "--lr", "0.2"});
    const Cells rows = predicted_cells(trained.predict(data));
    Words head = {"prediction"};
    for (const std::string& label : labels) head.push_back("probability:" + label);
    CHECK(rows[0] == head);
    std::set<std::string> seen;
    for (std::size_t row = 1; row < rows.size(); ++row) {
      seen.insert(rows[row][0]);
      double sum = 0;
      std::size_t largest = 1;
      for (std::size_t c = 1; c < rows[row].size(); ++c) {
        sum += std::stod(rows[row][c]);
        if (std::stod(rows[row][c]) > std::stod(rows[row][largest])) largest = c;
      }
      CHECK(std::abs(sum - 1) < 2e-15);
      CHECK(rows[row][0] == labels[largest - 1]);
    }
    CHECK(seen == std::set<std::string>(labels.begin(), labels.end()));
  }
}

}  // namespace nntrain::test
