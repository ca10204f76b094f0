// The file of a model: versions, edits by hand, and use by other programs.

#include <cmath>

#include "cli/comparable.hpp"
#include "cli/models.hpp"
#include "model/mutations.hpp"

namespace nntrain::test {
namespace {

const Words kNumbers = {"--data", kNotes, "--features", "variance,entropy", "--iterations", "20"};

/// Recomputes a network with two layers of sigmoids on the columns variance and entropy.
const std::string kByAwk = R"(LC_ALL=C awk -F, '
  FNR == NR {
    if (/"bias":/) layer++
    if (layer == 0 || !(/"bias":/ || /^ +\[/)) next
    sub(/.*\[/, ""); sub(/\].*/, "")
    units[layer] = split($0, values, /, /)
    for (unit = 1; unit <= units[layer]; unit++) w[layer, rows[layer] + 0, unit] = values[unit]
    rows[layer]++
    next
  }
  FNR == 1 { for (i = 1; i <= NF; i++) place[$i] = i; next }
  {
    x[1] = $place["variance"]; x[2] = $place["entropy"]
    for (layer = 1; layer <= 2; layer++) {
      for (unit = 1; unit <= units[layer]; unit++) {
        sum = w[layer, 0, unit]
        for (i = 1; i < rows[layer]; i++) sum += w[layer, i, unit] * x[i]
        y[unit] = 1 / (1 + exp(-sum))
      }
      for (unit = 1; unit <= units[layer]; unit++) x[unit] = y[unit]
    }
    printf "%.17g\n", x[1]
  }' )";

/// Writes an edited model with the checksum that the message about it gives, and returns its path.
std::string sealed_again(const std::string& edited, const ScratchFolder& scratch) {
  const std::string model = scratch.file("edited.json", edited);
  const ProgramResult refused = nntrain({"show", model});
  check_refusal(refused, 5, {"edited.json was changed or damaged", "if you changed it yourself, write:"});
  const std::string label = "\"checksum\": \"";
  const std::size_t told = refused.err.find(label);
  REQUIRE(told != std::string::npos);
  const std::string seal = refused.err.substr(told, label.size() + 65);
  const std::size_t old_seal = edited.find(label);
  return scratch.file("edited.json",
                      edited.substr(0, old_seal) + seal + edited.substr(old_seal + seal.size()));
}

}  // namespace

TEST_CASE("a few lines of awk predict from the numbers in the file what nntrain does") {
  const std::string model = "tests/golden/models/v1_two_class.json";
  const std::string data = "tests/golden/models/notes.csv";
  const std::vector<double> expected =
      column_of(cells_of(output_of({"predict", model, "--data", data})), "probability:1");
  const ProgramResult awk = shell(kByAwk + model + " " + data);
  INFO(awk.err);
  const std::vector<std::string> found = lines_of(awk.out);
  REQUIRE(found.size() == expected.size());
  for (std::size_t row = 0; row < found.size(); ++row) {
    CHECK(std::abs(std::stod(found[row]) - expected[row]) < 1e-9);
  }
}

TEST_CASE("a newer version of the format is refused by its name") {
  const Trained trained(kNumbers);
  const std::string text = read_file(trained.model);
  const std::string newer = replaced(text, "\"nntrain.model/1\"", "\"nntrain.model/4\"");
  REQUIRE(newer != text);
  const std::string old_seal = trained.scratch.file("newer.json", newer);
  const std::string new_seal = trained.scratch.file("sealed.json", sealed(newer));
  for (const std::string& model : {old_seal, new_seal}) {
    for (const Words& words : {Words{"show", model},
                               {"predict", model, "--data", kNotes},
                               {"evaluate", model, "--data", kNotes}}) {
      check_refusal(words, 5,
                    {model, "of the format nntrain.model/4", "reads up to nntrain.model/3",
                     "use the nntrain that wrote it, or a newer one"});
    }
  }
}

TEST_CASE("other files than models are refused with the way to make one") {
  const ScratchFolder scratch;
  const std::string result = scratch.file("r.json", nntrain(with(kNumbers, {"--format", "json", "-q"})).out);
  check_refusal({"predict", result, "--data", kNotes}, 5,
                {"its schema is 'nntrain.run/1', not 'nntrain.model/3'", "--save FILE"});
  check_refusal({"predict", kNotes, "--data", kNotes}, 5, {"banknotes.txt is not a model: it is not JSON"});
  check_refusal({"show", scratch.folder().string()}, 5, {"it is a directory"});
  check_refusal({"show", scratch.path("none.json")}, 3, {"none.json", "No such file"});
  check_refusal({"predict", scratch.path("none.json"), "--data", kNotes}, 3, {"none.json"});
}

TEST_CASE("a model that was edited by hand works with the checksum that the message tells") {
  const Trained trained(kNumbers);
  const std::string text = read_file(trained.model);
  const std::size_t bias = text.rfind("\"bias\": [") + 9;
  const std::string edited = text.substr(0, bias) + "1000" + text.substr(text.find(']', bias));
  const std::string model = sealed_again(edited, trained.scratch);
  const Cells rows = cells_of(output_of({"predict", model, "--data", kNotes}));
  CHECK(rows[1] == Words{"1", "", "0", "1", "0", "1"});
  const std::string shown = output_of({"show", model});
  CHECK(contains(shown, "edited: the weights are not those of the run, whose fingerprint is " +
                            line_of(output_of({"show", trained.model}), "fingerprint: ")));
  CHECK_FALSE(contains(output_of({"show", trained.model}), "edited: "));
}

TEST_CASE("a receipt whose options contradict each other is refused") {
  const Trained trained(kNumbers);
  const std::string text = read_file(trained.model);
  const auto replayed = [&](const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return Words{"replay",
                 sealed_again(text.substr(0, at) + to + text.substr(at + from.size()), trained.scratch)};
  };
  check_refusal(replayed("\"patience\": 0", "\"patience\": 1"), 2, {"--patience", "no validation rows"});
  check_refusal(replayed("\"nesterov\": false", "\"nesterov\": true"), 2, {"--nesterov", "momentum"});
  const std::string file = "{\"path\": \"t.csv\", \"sha256\": \"" + std::string(64, 'a') + "\"}";
  const std::string behind_files = "\n  },\n  \"rows\"";
  check_refusal(replayed(behind_files, ", \"test\": " + file + behind_files), 5, {"a file for --test"});
}

TEST_CASE("a classification whose target has a scale is refused") {
  const Trained trained(kNumbers);
  const std::string text = read_file(trained.model);
  const std::size_t target = text.find("\n  \"target\"");
  for (const std::string part : {"\"centre\": 0", "\"divisor\": 1"}) {
    std::string edited = text;
    edited.replace(edited.find(part, target), part.size(), part + ".5");
    check_refusal({"predict", sealed_again(edited, trained.scratch), "--data", kNotes}, 5,
                  {"edited.json", "target", "centre"});
  }
}

}  // namespace nntrain::test
