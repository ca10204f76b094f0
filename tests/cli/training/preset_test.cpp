// Presets: the flags of each one, and that a given flag overrides them.

#include "cli/tables.hpp"

namespace nntrain::test {
namespace {

const Words kNotes = {"--data", "data/banknotes.txt", "--iterations", "12"};
const std::string kOrchard = "data/orchard.csv";  // texts, missing cells, three classes

}  // namespace

TEST_CASE("the preset of the lecture is what happens without one") {
  CHECK(fingerprint_of(with(kNotes, {"--preset", "lecture"})) == fingerprint_of(kNotes));
  nlohmann::json told = json_of(with(kNotes, {"--preset", "lecture", "-q"}))["options"];
  nlohmann::json wanted = json_of(with(kNotes, {"-q"}))["options"];
  CHECK(told["preset"] == "lecture");
  CHECK(wanted["preset"].is_null());
  told.erase("preset");
  wanted.erase("preset");
  CHECK(told == wanted);
}

TEST_CASE("the options of a result tell what a preset stands for") {
  const nlohmann::json options =
      json_of({"--data", "data/banknotes.txt", "--preset", "keras", "-q"})["options"];
  CHECK(options["preset"] == "keras");
  CHECK(options["hidden"] == "5");
  CHECK(options["init"] == "xavier");
  CHECK(options["loss"] == "mse");
  CHECK(options["optimizer"] == "gd");
  CHECK(options["learning-rate"] == 0.01);
  CHECK(options["batch-size"] == 10);
  CHECK(options["iterations"] == 1000);
  CHECK(options["validation-fraction"] == 0.2);
}

TEST_CASE("a preset is the same as its flags") {
  for (const std::string preset : {"lecture", "keras", "modern"}) {
    INFO(preset);
    const nlohmann::json options = json_of(with(kNotes, {"--preset", preset, "-q"}))["options"];
    Words words = {"--data", "data/banknotes.txt"};
    const std::string ignored =
        " data preset features target header delimiter task format quiet weights progress assert ";
    for (const auto& [name, value] : options.items()) {
      const bool is_switch = value.is_boolean();
      if (value.is_null() || contains(ignored, " " + name + " ") || (is_switch && !value.get<bool>()))
        continue;
      if (value.is_number() && value == 0 && name != "iterations") continue;
      if (name == "split" || (name == "no-shuffle" && !is_switch)) continue;
      words.push_back("--" + name);
      if (!is_switch) words.push_back(value.is_string() ? value.get<std::string>() : value.dump());
    }
    CHECK(fingerprint_of(words) == fingerprint_of(with(kNotes, {"--preset", preset})));
  }
}

TEST_CASE("flags that are given win over the preset, on the command line and in a config file") {
  const ScratchFolder scratch;
  const Words words = with(kNotes, {"--preset", "keras", "-q"});
  const nlohmann::json options =
      json_of(with(words, {"--batch-size", "50", "--lr", "0.1", "--hidden", "7,3"}))["options"];
  CHECK(options["batch-size"] == 50);
  CHECK(options["learning-rate"] == 0.1);
  CHECK(options["hidden"] == "7,3");
  CHECK(options["init"] == "xavier");
  CHECK(options["iterations"] == 12);

  const std::string config =
      scratch.file("c.conf", "batch-size = 50\nlr = 0.1\npreset = keras\nhidden = 7,3\n");
  CHECK(fingerprint_of(with(kNotes, {"--config", config})) ==
        fingerprint_of(
            with(kNotes, {"--preset", "keras", "--batch-size", "50", "--lr", "0.1", "--hidden", "7,3"})));
  CHECK(json_of(with(kNotes, {"--config", config, "--preset", "lecture", "-q"}))["options"]["init"] ==
        "normal");

  // A flag of a preset gives way to a given flag that contradicts it.
  CHECK(json_of(with(words, {"--optimizer", "lbfgs"}))["options"]["batch-size"] == "full");
  CHECK(json_of(with(words, {"--validation", "data/banknotes.txt"}))["options"]["validation-fraction"] == 0);
  CHECK(json_of(with(words, {"--hidden", "0"}))["options"]["hidden"] == "0");
  CHECK(json_of(with(kNotes, {"--preset", "modern", "--hidden", "0", "-q"}))["options"]["hidden"] == "0");
  check_refusal(with(kNotes, {"--preset", "modern", "--momentum", "0.9"}), 2,
                {"--momentum contradicts --optimizer"});
}

TEST_CASE("the modern preset takes a raw table as it is") {
  const Words words = {"--data", kOrchard, "--preset", "modern"};
  const nlohmann::json result = json_of(with(words, {"--test-fraction", "0.25", "-q"}));
  CHECK(result["data"]["rows_used"] == result["data"]["rows"]);
  CHECK(result["data"]["classes"].size() == 3);
  CHECK(result["options"]["missing"] == "mean");
  CHECK(result["options"]["unseen"] == "zero");
  CHECK(result["metrics"]["test"]["accuracy"].get<double>() > 0.75);
  CHECK(fingerprint_of(words) == fingerprint_of(words));

  const nlohmann::json number = json_of({"--data", "data/banknotes.txt", "--target", "entropy", "--preset",
                                         "modern", "--test-fraction", "0.25", "-q"});
  CHECK(number["data"]["task"] == "regress");
  CHECK(number["metrics"]["test"]["r2"].get<double>() > 0.7);

  const nlohmann::json notes =
      json_of({"--data", "data/banknotes.txt", "--preset", "modern", "--test-fraction", "0.3", "-q"});
  CHECK(notes["metrics"]["test"]["accuracy"].get<double>() > 0.98);
}

TEST_CASE("a preset that does not exist is refused") {
  check_refusal(with(kNotes, {"--preset", "kears"}), 2,
                {"'kears'", "lecture, keras, modern", "did you mean 'keras'?"});
}

TEST_CASE("what a preset does not set, because a given flag contradicts it, is told") {
  const Words words = with(kNotes, {"--preset", "modern", "--test-fraction", "0.3", "--print", "stop"});
  CHECK(nntrain(words).err.empty());
  const ProgramResult result = nntrain(with(words, {"--optimizer", "rprop"}));
  CHECK(result.exit_code == 0);
  CHECK(contains(result.err, "nntrain: warning: --preset modern does not set --"));
  for (const std::string flag : {"--learning-rate", "--batch-size", "--dropout"}) {
    INFO(flag);
    CHECK(contains(result.err, flag));
  }
  CHECK(contains(result.err, ": your flags contradict it\n"));
}

}  // namespace nntrain::test
