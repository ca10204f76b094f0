// Models of earlier versions can always be read, and their predictions stay the same. Never make these files
// again: a new version of the format gets its own files (v2_...). Commands in the repository's top folder:
//   nntrain --data data/banknotes.txt --features variance,entropy --hidden 3 --iterations 400 --lr 0.002
//     --test-fraction 0.2 --save tests/golden/models/v1_two_class.json
//   nntrain --data data/orchard.csv --missing mean --scale standard --hidden 3 --optimizer adam --lr 0.02
//     --batch-size 16 --loss cross-entropy --iterations 60 --patience 5 --ensemble 3 --bag 0.3 --refit
//     --calibrate --save tests/golden/models/v3_ensemble.json
//   nntrain predict tests/golden/models/v1_two_class.json --data tests/golden/models/notes.csv
// and so on; `nntrain show` prints the command of each.

#include "cli/models.hpp"

namespace nntrain::test {

TEST_CASE("models of earlier versions predict what they did") {
  const std::string folder = "tests/golden/models/";
  const std::vector<Words> models = {{"v1_two_class", "notes.csv"},
                                     {"v1_classes", "fruits.csv"},
                                     {"v1_regression", "fruits.csv", "--missing", "drop", "-q"},
                                     {"v3_ensemble", "fruits.csv"}};
  for (const Words& words : models) {
    INFO(words[0]);
    const std::string model = folder + words[0] + ".json";
    const Words more(words.begin() + 2, words.end());
    const std::string expected = read_file(NNTRAIN_SOURCE_DIR "/" + folder + words[0] + ".csv");
    CHECK(lines_of(expected).size() > 15);
    const ProgramResult result = nntrain(with({"predict", model, "--data", folder + words[1]}, more));
    CHECK(result.exit_code == 0);
    CHECK((predicted_cells(result.out) == cells_of(expected)));
    CHECK(contains(output_of({"show", model}), "made by: nntrain --data data/"));
    CHECK(output_of({"evaluate", model, "--data", folder + words[1], "--missing", "drop", "--print", "rows"})
              .size() == 3);
  }
}

}  // namespace nntrain::test
