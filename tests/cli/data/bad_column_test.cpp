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

}  // namespace nntrain::test
