#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

const std::string kNotes = "data/banknotes.txt";

struct BadColumns {
  Words flags;
  Words parts;
};

}  // namespace

TEST_CASE("a misspelt column is answered with the nearest name and all names") {
  check_refusal({"--data", kNotes, "--features", "variance,entropi"}, 3,
                {"nntrain: no column 'entropi' in data/banknotes.txt; did you mean 'entropy'? "
                 "(variance, skewness, curtosis, entropy, classification)"});
  check_refusal({"--data", kNotes, "--target", "Classification"}, 3,
                {"no column 'Classification'", "did you mean 'classification'?"});
  check_refusal({"--data", kNotes, "--drop", "varianse"}, 3,
                {"no column 'varianse'", "did you mean 'variance'?"});
}

TEST_CASE("column lists that cannot be meant are refused") {
  const std::vector<BadColumns> cases = {
      {{"--features", "variance,classification"}, {"'classification' is the target"}},
      {{"--features", "variance,entropy", "--target", "entropy"}, {"'entropy' is the target"}},
      {{"--features", "col:1,col:5"}, {"'classification' is the target"}},
      {{"--features", "variance,entropy,variance"}, {"'variance' is named twice"}},
      {{"--features", "variance,col:1"}, {"'variance' is named twice", "'col:1'"}},
      {{"--features", "variance..curtosis,skewness"}, {"'skewness' is named twice", "'variance..curtosis'"}},
      {{"--features", "v*,variance"}, {"'variance' is named twice", "'v*'"}},
      {{"--features", "col:0"}, {"no column 'col:0'", "col:1 to col:5"}},
      {{"--features", "col:6"}, {"no column 'col:6'", "col:1 to col:5"}},
      {{"--features", "entropy..variance"}, {"'entropy..variance' is reversed"}},
      {{"--features", "x*"}, {"no column 'x*'", "(variance, skewness, curtosis, entropy, classification)"}},
      {{"--features", "variance,,entropy"}, {"empty"}},
      {{"--features", "\"variance"}, {"a quote is not closed"}},
      {{"--target", "variance,entropy"}, {"the target is one column"}},
      {{"--target", "*"}, {"the target is one column"}},
      {{"--drop", "classification"}, {"'classification' is the target"}},
      {{"--drop", "variance..entropy"}, {"--drop leaves no feature"}},
      {{"--drop", "entropy,entropy"}, {"'entropy' is named twice"}},
      {{"--features", "variance", "--drop", "variance"}, {"--drop leaves no feature"}},
      {{"--columns", "a,b", "--header", "no"},
       {"--columns has 2 names, but data/banknotes.txt has 5 fields"}},
      {{"--columns", "a,b,c,d,a", "--header", "no"}, {"the name 'a' is there twice"}},
      {{"--columns", "a,b,,d,e", "--header", "no"}, {"empty"}},
  };
  for (const BadColumns& bad : cases) check_refusal(with({"--data", kNotes}, bad.flags), 3, bad.parts);
}

TEST_CASE("a header name that stands there twice is refused when it is asked for") {
  const ScratchFolder scratch;
  const std::string path = scratch.file("t.csv", "a,b,a,y\n1,2,3,0\n3,4,5,1\n");
  check_refusal({"--data", path, "--features", "a,b"}, 3, {"2 columns of", "called 'a'", "col:1", "col:3"});
  const Words quick = {"--data", path, "--iterations", "1", "--quiet", "--print", "rows_used"};
  CHECK(nntrain(with(quick, {"--features", "col:1,b"})).exit_code == 0);
  CHECK(nntrain(with(quick, {"--features", "b"})).exit_code == 0);
}

TEST_CASE("the column grammar chooses features in the order of the list") {
  const std::vector<std::pair<Words, Words>> cases = {
      {{}, {"variance", "skewness", "curtosis", "entropy"}},
      {{"--features", "entropy,variance"}, {"entropy", "variance"}},
      {{"--features", "col:4,col:1"}, {"entropy", "variance"}},
      {{"--features", "skewness..entropy"}, {"skewness", "curtosis", "entropy"}},
      {{"--features", "skewness..classification"}, {"skewness", "curtosis", "entropy"}},
      {{"--features", "*s*,e*"}, {"skewness", "curtosis", "entropy"}},
      {{"--features", "*"}, {"variance", "skewness", "curtosis", "entropy"}},
      {{"--features", "*", "--drop", "col:2..col:3"}, {"variance", "entropy"}},
      {{"--drop", "skewness,curtosis"}, {"variance", "entropy"}},
      {{"--features", " \"variance\" , entropy "}, {"variance", "entropy"}},
  };
  for (const auto& [flags, features] : cases) {
    INFO((flags.empty() ? std::string("no flags") : flags.back()));
    const nlohmann::json result = json_of(with({"--data", kNotes, "--iterations", "1", "--quiet"}, flags));
    CHECK(result["data"]["features"] == nlohmann::json(features));
    CHECK(result["layers"][0]["inputs"] == nlohmann::json(features));
  }
}

TEST_CASE("columns that teach nothing are told with one --drop that works") {
  const ScratchFolder scratch;
  const auto warning = [&](const std::string& table, const Words& more) {
    return nntrain(
               with({"--data", scratch.file("t.csv", table), "--iterations", "1", "--print", "stop"}, more))
        .err;
  };
  std::string table = "n,c,t,a,y\n";  // n counts, c and t are constant; a is none of these
  std::string nearly = table;         // nearly so
  for (int i = 0; i < 12; ++i) {
    const std::string end = "," + std::to_string(i % 3) + "," + std::to_string(i % 2) + "\n";
    table += std::to_string(i) + ",7.5,red" + end;
    nearly += std::to_string(i == 11 ? 12 : i) + (i == 5 ? ",7.25,blue" : ",7.5,red") + end;
  }
  CHECK(contains(warning(table, {}),
                 "nntrain: warning: column 'n' counts the rows, column 'c' has the same value in every row, "
                 "column 't' has the same value in every row: if they only tell the rows apart, they tell "
                 "nothing about other rows; to leave them "
                 "out:  --drop n,c,t\n"));
  CHECK(!contains(warning(table, {"--drop", "n,c,t"}), "nothing about other rows"));
  CHECK(!contains(warning(nearly, {}), "nothing about other rows"));
  CHECK(contains(warning("a,c,y\n1,,0\n2,5,1\n3,5,0\n4,5,1\n", {"--missing", "mean"}),
                 "column 'c' has the same value in every row"));
}

TEST_CASE("an unseen text in held-out rows names --drop first, and three of the texts in training") {
  const ScratchFolder scratch;
  std::string table = "city,a,y\n";
  for (int i = 0; i < 12; ++i)
    table += std::string(1, static_cast<char>('k' + i % 6)) + "," + std::to_string(i) + "," +
             std::to_string(i % 2) + "\n";
  const Words words = {"--data",
                       scratch.file("t.csv", table),
                       "--test",
                       scratch.file("h.csv", "city,a,y\nk,1,0\noslo,2,1\n"),
                       "--iterations",
                       "1",
                       "-q"};
  check_refusal(
      words, 3,
      {"h.csv:3: column 'city': no training row has 'oslo' (they have: k, l, m and 3 more)\n",
       "  to leave the column out:  --drop city      or to set the column's inputs to 0 for such cells:  "
       "--unseen zero\n"});
  CHECK(nntrain(with(words, {"--drop", "city"})).exit_code == 0);
  // With this column alone there is nothing to drop.
  const Words alone = {"--data", scratch.file("o.csv", "c,y\nu,0\nv,1\nu,0\nv,1\n"), "--test",
                       scratch.file("i.csv", "c,y\nw,0\n")};
  check_refusal(alone, 3, {"(they have: u, v)\n  to set the column's inputs to 0"});
}

}  // namespace nntrain::test
