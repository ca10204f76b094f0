#include "cli/tables.hpp"

namespace nntrain::test {

TEST_CASE("balanced class weights are the shares that one can give by hand") {
  const ScratchFolder scratch;
  Cells rows = clouds(50, {"a", "b", "b", "b", "c"}, 31);
  const std::string data = scratch.file("t.csv", csv_of(rows));
  const Words words = {"--data", data, "--iterations", "40", "--lr", "0.2", "-q"};
  const nlohmann::json balanced = json_of(with(words, {"--class-weights", "balanced"}));
  // 50 / (3 * 10) twice, and 50 / (3 * 30).
  const nlohmann::json by_hand = json_of(
      with(words, {"--class-weights", "a=1.6666666666666667,c=1.6666666666666667,b=0.5555555555555556"}));
  CHECK(balanced["options"]["class-weights"] == "balanced");
  CHECK(balanced["fingerprint"] == by_hand["fingerprint"]);
  CHECK(balanced["fingerprint"] != json_of(words)["fingerprint"]);
  const std::string plain = json_of(words)["fingerprint"];
  CHECK(json_of(with(words, {"--class-weights", "a=1"}))["fingerprint"] == plain);
  CHECK(json_of(with(words, {"--class-weights", "c=1,a=1"}))["fingerprint"] == plain);

  // Only training rows count, not held-out rows.
  const Words ordered =
      with(words, {"--class-weights", "balanced", "--test-fraction", "0.5", "--split", "ordered"});
  const std::string before = json_of(ordered)["fingerprint"];
  for (std::size_t row = 30; row < rows.size(); ++row) rows[row][2] = "b";
  scratch.file("t.csv", csv_of(rows));
  CHECK(json_of(ordered)["fingerprint"] == before);
}

TEST_CASE("a class that counts more is found more often") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", csv_of(clouds(60, {"no", "yes", "yes"}, 21)));
  const Words words = {"--data", data,     "--features", "x1",   "--iterations",
                       "200",    "--loss", "mse",        "--lr", "0.5"};
  CHECK(number_of(with(words, {"--class-weights", "no=20"}), "recall[no]") >
        number_of(with(words, {"--class-weights", "yes=20"}), "recall[no]"));
}

TEST_CASE("class weights that cannot be meant are refused") {
  const std::vector<std::tuple<std::string, int, Words>> cases = {
      {"red=1", 3, {"'y' has no class 'red'", "(0, 1)"}},
      {"0", 2, {"'0' is not of the form LABEL=WEIGHT", "balanced"}},
      {"0=0,1=0", 4, {"have weight 0"}},
      {"0=-1", 2, {"'-1'", "is not a number >= 0"}},
      {"0=1,0=2", 2, {"'0' is there twice"}},
      {"0=x", 2, {"'x'"}},
      {"0=", 2, {"''"}},
      {"0=nan", 2, {"'nan'"}},
      {"0=1e999", 2, {"'1e999'"}},
      {"balancd", 2, {"'balancd'", "balanced"}},
      {"\"0=1", 2, {"quote"}},
      {"0=1,", 2, {"LABEL=WEIGHT"}},
  };
  for (const auto& [given, exit_code, parts] : cases) {
    check_refusal({"--data", "data/or.csv", "--class-weights", given}, exit_code, parts);
  }
  check_refusal({"--data", "data/banknotes.txt", "--target", "entropy", "--class-weights", "balanced"}, 2,
                {"--class-weights contradicts --task"});
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,y\n1,\"a,b\"\n2,c=d\n3,c=d\n");
  CHECK(nntrain({"--data", data, "--class-weights", "\"a,b=2\",c=d=0.5", "-q", "--iterations", "1"})
            .exit_code == 0);
}

TEST_CASE("a class without training rows has weight 1, and the others are balanced among themselves") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "x,y\n1,a\n2,a\n3,a\n4,b\n5,a\n6,a\n7,b\n8,a\n9,c\n10,c\n");
  const Words words = {"--data", data, "--iterations", "20", "--split", "ordered", "--test-fraction",
                       "0.2",    "-q"};
  // 8 training rows: 8 / (2 * 6) and 8 / (2 * 2).
  const nlohmann::json balanced = json_of(with(words, {"--class-weights", "balanced"}));
  const nlohmann::json by_hand = json_of(with(words, {"--class-weights", "a=0.6666666666666666,b=2"}));
  CHECK(balanced["fingerprint"] == by_hand["fingerprint"]);
  CHECK(balanced["metrics"]["test"].dump() == by_hand["metrics"]["test"].dump());
  CHECK(balanced["metrics"]["test"]["loss"] > 0);
}

}  // namespace nntrain::test
