// evaluate measures a saved model on a file as the run that saved it measures a --test file.

#include <filesystem>

#include "cli/comparable.hpp"
#include "cli/models.hpp"

namespace nntrain::test {
namespace {

/// Every third row of a table, or all other rows.
std::string third_of(const Cells& rows, bool others) {
  Cells kept = {rows[0]};
  for (std::size_t row = 1; row < rows.size(); ++row) {
    if ((row % 3 == 0) != others) kept.push_back(rows[row]);
  }
  return csv_of(kept);
}

const Words kNumbers = {"--data", kNotes, "--features", "variance,entropy", "--iterations", "100"};

}  // namespace

TEST_CASE("evaluate measures what the run measures on a --test file, bit for bit") {
  const ScratchFolder scratch;
  const Cells orchard = cells_of(read_file(kOrchard));
  Cells weighted = banknotes();
  for (std::size_t row = 0; row < weighted.size(); ++row) {
    weighted[row].insert(weighted[row].begin() + 1, row == 0 ? "w" : std::to_string(row % 5));
  }
  const auto files = [&](const std::string& name, const Cells& rows) -> Words {
    return {scratch.file(name + "_train.csv", third_of(rows, true)),
            scratch.file(name + "_test.csv", third_of(rows, false))};
  };
  const Words notes = files("notes", banknotes());
  const Words fruits = files("fruits", orchard);
  const Words weights = files("weighted", weighted);
  const std::vector<std::pair<Words, Words>> runs = {
      {notes, {"--lr", "0.001"}},
      {notes, {"--lr", "0.001", "--class-weights", "0=1,1=3", "--l2", "0.01"}},
      {notes, {"--loss", "cross-entropy", "--scale", "standard", "--dropout", "0.2"}},
      {notes, {"--optimizer", "perceptron"}},
      {notes, {"--target", "entropy", "--lr", "0.001", "--scale-target", "standard", "--loss", "sse"}},
      {notes,
       {"--target", "entropy", "--task", "regress", "--scale-target", "standard", "--loss", "huber:0.5"}},
      {weights, {"--weights-column", "w", "--class-weights", "balanced", "--loss", "mse"}},
      {weights, {"--weights-column", "w", "--target", "skewness", "--scale-target", "minmax"}},
      {fruits, {"--missing", "mean", "--scale", "minmax", "--class-weights", "balanced"}},
      {fruits, {"--missing", "drop", "--output-activation", "sigmoid", "--loss", "mse"}},
      {fruits, {"--missing", "mean", "--unseen", "zero", "--target", "sugar", "--scale-target", "minmax"}},
  };
  for (const auto& [data, flags] : runs) {
    INFO(csv_of({flags}));
    const Trained trained(with({"--data", data[0], "--test", data[1], "--iterations", "30"}, flags));
    const nlohmann::json expected = trained.again({})["metrics"]["test"];
    const nlohmann::json found = json_of({"evaluate", trained.model, "--data", data[1], "-q"});
    CHECK(expected["rows"] > 70);
    CHECK(found["metrics"].size() == 1);
    CHECK(found["metrics"]["test"].dump() == expected.dump());
    CHECK(found["schema"] == "nntrain.evaluation/1");
    CHECK(found["data"]["path"] == data[1]);
    CHECK(found["data"]["sha256"].get<std::string>().size() == 64);
    CHECK(found["fingerprint"] == trained.again({})["fingerprint"]);
  }
}

TEST_CASE("evaluate prints fields, and tells of asserts by its exit code") {
  const Trained trained(kNumbers);
  const Words evaluate = {"evaluate", trained.model, "--data", kNotes};
  const Words values = printed(evaluate, "accuracy,test.accuracy,rows_used,fingerprint");
  REQUIRE(values.size() == 4);
  CHECK(values[0] == values[1]);
  CHECK(values[2] == "1372");
  CHECK(values[3] == trained.again({})["fingerprint"].get<std::string>());
  const double accuracy = std::stod(values[0]);
  CHECK(accuracy == trained.again({})["metrics"]["train"]["accuracy"].get<double>());

  const ProgramResult held =
      nntrain(with(evaluate, {"--assert", "accuracy >= 0.5", "--assert", "fingerprint == " + values[3]}));
  CHECK(held.exit_code == 0);
  CHECK(contains(held.err, "PASS accuracy >= 0.5: it is "));
  CHECK(contains(held.out, "test accuracy: "));
  const ProgramResult failed =
      nntrain(with(evaluate, {"--assert", "test.accuracy > 0.9999", "-q", "--print", "rows"}));
  CHECK(failed.exit_code == 1);
  CHECK(failed.out == "1372\n");
  CHECK(contains(failed.err, "FAIL test.accuracy > 0.9999: it is "));
  for (const std::string word : {"train.accuracy > 0.5", "acuracy > 0.5", "rmse > 1"}) {
    check_refusal(with(evaluate, {"--assert", word}), 2, {});
  }
  check_refusal(with(evaluate, {"--print", "acuracy"}), 2, {"accuracy"});
}

TEST_CASE("evaluate needs the labels, and none that are new") {
  const Trained trained(kNumbers);
  const Cells notes = banknotes();
  const std::string unlabelled = trained.scratch.file("u.csv", csv_of(columns_of(notes, {0, 1, 2, 3})));
  check_refusal({"evaluate", trained.model, "--data", unlabelled}, 5,
                {"no column 'classification' in ", "u.csv", "m.json has one"});
  const std::string odd = trained.scratch.file("odd.csv", "variance,entropy,classification\n1,2,0\n1,2,7\n");
  check_refusal({"evaluate", trained.model, "--data", odd}, 3, {"odd.csv:3:3:", "'7'", "(0, 1)"});
  const std::string empty = trained.scratch.file("empty.csv", "variance,entropy,classification\n");
  check_refusal({"evaluate", trained.model, "--data", empty}, 3, {"empty.csv"});
}

TEST_CASE("rows without the column of weights are measured, each with the weight 1") {
  const ScratchFolder scratch;
  const std::string rows = "x,w,y\n1,1,a\n2,3,b\n3,0,b\n";
  const Words flags = {"--data", scratch.file("w.csv", rows), "--weights-column", "w", "--iterations", "2"};
  const Trained weighted(flags);
  const std::string light = scratch.file("light.csv", "x,y\n1,a\n3,b\n0,b\n");
  const std::string ones = scratch.file("ones.csv", "x,w,y\n1,1,a\n3,1,b\n0,1,b\n");
  const Words evaluate = {"evaluate", weighted.model, "--data"};
  const ProgramResult result = nntrain(with(evaluate, {light}));
  CHECK(result.exit_code == 0);
  CHECK(lines_of(result.err).size() == 1);
  CHECK(contains(result.err, "nntrain: warning: the test rows have no column 'w': each has the weight 1"));
  CHECK(json_of(with(evaluate, {light, "-q"}))["metrics"] ==
        json_of(with(evaluate, {ones, "-q"}))["metrics"]);
  CHECK(output_of(with(evaluate, {ones})).size() > 100);  // no warning
  CHECK(lines_of(weighted.predict(light)).size() == 2 + 2);

  for (const std::string flag : {"validation", "test"}) {
    const Words held_out = with(flags, {"--" + flag, light});
    const ProgramResult run = nntrain(held_out);
    CHECK(run.exit_code == 0);
    CHECK(contains(run.err, "nntrain: warning: the " + flag + " rows have no column 'w': "));
    CHECK(json_of(with(held_out, {"-q"}))["metrics"] ==
          json_of(with(flags, {"-q", "--" + flag, ones}))["metrics"]);
  }
}

TEST_CASE("rows that the model was trained on are told") {
  const Trained trained(kNumbers);
  const std::string warning = "these numbers tell nothing about rows that it has not seen";
  const std::string copy = trained.scratch.file("copy.csv", read_file(kNotes));
  const std::string others = trained.scratch.file("others.csv", third_of(banknotes(), false));
  const auto told = [&](const Words& data, const std::string& input = "") {
    const ProgramResult result = nntrain(with({"evaluate", trained.model, "--data"}, data), input);
    CHECK(result.exit_code == 0);
    return result.err;
  };
  for (const std::string& data : {std::string(kNotes), copy}) {
    CHECK(lines_of(told({data})).size() == 1);
    CHECK(contains(told({data}), "nntrain: warning: "));
    CHECK(contains(told({data, "--print", "accuracy"}), warning));
  }
  CHECK(contains(told({"-"}, read_file(kNotes)), warning));
  CHECK(told({kNotes, "-q"}).empty());
  CHECK(told({others}).empty());
}

TEST_CASE("held-out files that are the training file are told") {
  const ScratchFolder scratch;
  const std::string copy = scratch.file("copy.csv", read_file(kNotes));
  const std::string link = scratch.path("link.csv");
  std::filesystem::create_symlink(kNotes, link);
  std::string changed = read_file(kNotes);
  changed[changed.size() - 2] = changed[changed.size() - 2] == '1' ? '0' : '1';  // as many bytes
  const std::string other = scratch.file("other.csv", changed);
  const std::string warning = "has the rows of --data: its numbers tell nothing about rows";
  for (const std::string flag : {"--validation", "--test"}) {
    const auto told = [&](const std::string& path, const Words& more = {}) {
      const ProgramResult result = nntrain(with(with(kNumbers, {flag, path}), more));
      CHECK(result.exit_code == 0);
      return result.err;
    };
    for (const std::string& path : {std::string(kNotes), copy, link}) {
      CHECK(contains(told(path), "nntrain: warning: " + flag + " "));
      CHECK(contains(told(path), warning));
    }
    CHECK(!contains(told(other), warning));
    CHECK(!contains(told(copy, {"-q"}), warning));
  }
}

TEST_CASE("labels of one class only can be evaluated") {
  const Trained trained(kNumbers);
  const std::string csv = "entropy,variance,classification\n1,2,1\n2,-3,1\n0.5,-2,1\n";
  const nlohmann::json found =
      json_of({"evaluate", trained.model, "--data", trained.scratch.file("one.csv", csv), "-q"});
  CHECK(found["metrics"]["test"]["rows"] == 3);
  CHECK(found["metrics"]["test"]["majority"] == 1);
  CHECK(found["data"]["classes"].size() == 2);
}

TEST_CASE("evaluate knows whether training converged") {
  for (const auto& [flags, stop, code] : std::vector<std::tuple<Words, std::string, int>>{
           {{"--validation-fraction", "0.3", "--patience", "2", "--lr", "0.03"}, "patience", 0},
           {{"--tolerance", "0.3"}, "tolerance", 0},
           {{"--lr", "0.001"}, "iterations", 1}}) {
    const Trained trained(with({"--data", kNotes, "--iterations", "60"}, flags));
    CHECK(trained.again({})["training"]["stop"] == stop);
    CHECK(nntrain({"evaluate", trained.model, "--data", kNotes, "-q", "--assert", "converged"}).exit_code ==
          code);
  }
}

}  // namespace nntrain::test
