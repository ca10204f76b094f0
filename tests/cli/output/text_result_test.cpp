#include <array>
#include <cstdio>

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// The value of a `key: value` line.
std::string value_of(const std::string& text, const std::string& key) {
  for (const std::string& line : lines_of(text)) {
    if (line.substr(0, key.size() + 2) == key + ": ") return line.substr(key.size() + 2);
  }
  return "(no line '" + key + "')";
}

}  // namespace

TEST_CASE("a text result tells data, guesses, network, training and accuracy") {
  const ProgramResult result =
      nntrain({"--data", "data/banknotes.txt", "--features", "variance,entropy", "--hidden", "5"});
  REQUIRE(result.exit_code == 0);
  CHECK(contains(result.err, "nntrain: hint: "));
  CHECK(value_of(result.out, "data").substr(0, 29) == "data/banknotes.txt (1372 rows");
  CHECK(contains(value_of(result.out, "data"), "line 1"));
  CHECK(contains(value_of(result.out, "data"), "commas"));
  CHECK(value_of(result.out, "features") == "variance, entropy");
  const std::string target = value_of(result.out, "target");
  for (const std::string part : {"classification", "0 (762 rows)", "1 (610 rows)"})
    CHECK(contains(target, part));
  CHECK(contains(value_of(result.out, "network"), "2-5-1"));
  CHECK(contains(value_of(result.out, "network"), "21 parameters"));
  for (const std::string part : {"exact", "sse", "0.01", "seed 1"})
    CHECK(contains(value_of(result.out, "training"), part));
  CHECK(contains(value_of(result.out, "stop"), "iterations (1000 "));
  CHECK(value_of(result.out, "fingerprint").size() == 16);
}

TEST_CASE(
    "the accuracy line carries counts, interval and largest class, and is labelled as training accuracy") {
  const Words words = {"--data",           "data/banknotes.txt", "--features",
                       "variance,entropy", "--iterations",       "200"};
  const std::string line = value_of(nntrain(words).out, "train accuracy");
  const nlohmann::json train = json_of(with(words, {"-q"}))["metrics"]["train"];
  std::array<char, 200> wanted{};
  std::snprintf(wanted.data(), wanted.size(), "%.4f (%d of 1372, 95%% CI %.4f-%.4f; largest class 0.5554)",
                train["accuracy"].get<double>(), train["correct"].get<int>(),
                train["accuracy_low"].get<double>(), train["accuracy_high"].get<double>());
  CHECK(line == wanted.data());
}

TEST_CASE("weights are printed with the names of inputs and units") {
  const ProgramResult result =
      nntrain({"--data", "data/banknotes.txt", "--features", "variance,entropy", "--init-from",
               "data/lecture_start.json", "--iterations", "0", "--quiet"});
  REQUIRE(result.exit_code == 0);
  std::vector<Words> rows;
  for (const std::string& line : lines_of(result.out)) rows.push_back(words_of(line));
  const auto has_row = [&](const Words& row) {
    return std::find(rows.begin(), rows.end(), row) != rows.end();
  };
  INFO(result.out);
  CHECK(has_row({"bias", "0.5", "-0.75", "0.25", "1.25", "-0.375"}));
  CHECK(has_row({"variance", "-0.25", "1", "0.75", "-0.5", "0.625"}));
  CHECK(has_row({"entropy", "0.125", "0.5", "-1", "-0.125", "0.875"}));
  CHECK(has_row({"bias", "0.125"}));
  CHECK(has_row({"hidden1.1", "-0.5"}));
  CHECK(has_row({"hidden1.5", "0.375"}));
}

TEST_CASE("weights are shown up to 200 parameters, then counted; --weights overrules") {
  const auto told = [](const std::string& hidden, const Words& flags) {
    return nntrain(with({"--data", "data/banknotes.txt", "--iterations", "1", "--quiet", "--hidden", hidden},
                        flags))
        .out;
  };
  CHECK(contains(told("33", {}), "hidden1.33"));  // 199 parameters
  const std::string counted = told("34", {});     // 205 parameters
  CHECK(!contains(counted, "hidden1."));
  CHECK(contains(value_of(counted, "weights"), "205"));
  CHECK(contains(value_of(counted, "weights"), "--weights full"));
  CHECK(contains(told("34", {"--weights", "full"}), "hidden1.34"));
  CHECK(contains(told("34", {"--weights", "auto"}), "weights: 205"));
  const std::string none = told("3", {"--weights", "none"});
  CHECK(!contains(none, "hidden1."));
  CHECK(!contains(none, "weights"));
  CHECK(!contains(told("34", {"--weights", "none"}), "weights"));
}

TEST_CASE("huge numbers in the table of weights do not run into their names or each other") {
  const ScratchFolder scratch;
  const std::string start = scratch.file(
      "w.json",
      R"({"layers": [{"weights": [[-1.23456e-150, -1.23456e+150]], "bias": [-1.23456e+150, -1.23456e-300]},
      {"weights": [[1], [-1.23456e+150]], "bias": [-1.23456e+150]}]})");
  const std::string data = scratch.file("t.csv", "x,y\n1,0\n2,1\n");
  const ProgramResult result =
      nntrain({"--data", data, "--hidden", "2", "--init-from", start, "--iterations", "0", "--quiet"});
  INFO(result.err << result.out);
  REQUIRE(result.exit_code == 0);
  std::vector<Words> rows;
  for (const std::string& line : lines_of(result.out)) rows.push_back(words_of(line));
  const auto has_row = [&](const Words& row) {
    return std::find(rows.begin(), rows.end(), row) != rows.end();
  };
  CHECK(has_row({"bias", "-1.23456e+150", "-1.23456e-300"}));
  CHECK(has_row({"x", "-1.23456e-150", "-1.23456e+150"}));
  CHECK(has_row({"bias", "-1.23456e+150"}));
}

TEST_CASE("a regression is told by its errors") {
  const ProgramResult result =
      nntrain({"--data", "data/banknotes.txt", "--target", "entropy", "--iterations", "200", "--quiet"});
  REQUIRE(result.exit_code == 0);
  CHECK(contains(value_of(result.out, "target"), "regression"));
  for (const std::string key : {"train loss", "train rmse", "train mae", "train r2"}) {
    INFO(key);
    CHECK(value_of(result.out, key).find_first_not_of("-0123456789.e") == std::string::npos);
  }
  CHECK(!contains(result.out, "accuracy"));
}

TEST_CASE("rows that were dropped are told") {
  const ScratchFolder scratch;
  const std::string path = scratch.file("t.csv", "a;y\n1;0\n?;0\n2;1\nNA;1\n");
  const ProgramResult result = nntrain({"--data", path, "--missing", "drop", "--iterations", "1", "-q"});
  CHECK(contains(value_of(result.out, "data"), "2 dropped"));
  CHECK(contains(value_of(result.out, "data"), "semicolons"));
}

TEST_CASE("the truth tables are learnt") {
  for (const std::string table : {"data/or.csv", "data/xnor.csv"}) {
    INFO(table);
    const ProgramResult result = nntrain({"--data", table, "--learning-rate", "1", "--iterations", "5000",
                                          "--print", "train.correct,rows_used", "-q"});
    CHECK(result.exit_code == 0);
    CHECK(result.out == "4\t4\n");
  }
  const ProgramResult line = nntrain(
      {"--data", "data/or.csv", "--hidden", "0", "--lr", "1", "--iterations", "1000", "--print", "accuracy"});
  CHECK(line.out == "1\n");
  const ProgramResult never = nntrain({"--data", "data/xnor.csv", "--hidden", "0", "--lr", "1",
                                       "--iterations", "1000", "--assert", "accuracy < 1", "-q"});
  CHECK(never.exit_code == 0);
}

TEST_CASE("an accuracy that is not 1 is not printed as 1") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  nntrain({"--data", scratch.file("t.csv", "x,y\n0,a\n1,b\n0,a\n1,b\n"), "--hidden", "0", "--lr", "1", "-q",
           "--save", model});
  std::string rows = "x,y\n0,b\n";
  for (int row = 1; row < 30000; ++row) rows += row % 2 == 0 ? "1,b\n" : "0,a\n";
  const std::string out = nntrain({"evaluate", model, "--data", "-"}, rows).out;
  CHECK(contains(out,
                 "test accuracy: 0.99997 (29999 of 30000, 95% CI 0.9998-0.99999; largest class 0.5000)\n"));
  CHECK(contains(out, "test balanced accuracy: 0.99997\n"));
  CHECK(contains(out, "\n  a     15000     0.9999   1.0000  0.99997 "));
}

}  // namespace nntrain::test
