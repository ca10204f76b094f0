// --like: the recipe of an earlier run, on other data.

#include "cli/models.hpp"

namespace nntrain::test {
namespace {

struct Job {
  std::string data;
  Words flags;
};

std::vector<Job> jobs() {
  const std::string orchard = "data/orchard.csv";
  const std::string notes = "data/banknotes.txt";
  return {
      {notes, {"--features", "variance,entropy", "--activation", "tanh", "--l2", "0.1", "--seed", "4"}},
      {notes, {"--optimizer", "perceptron", "--iterations", "20"}},
      {notes, {"--target", "entropy", "--optimizer", "lbfgs", "--scale-target", "standard"}},
      {notes,
       {"--loss", "mse", "--output-activation", "softmax", "--split", "random", "--test-fraction", "0.3"}},
      {notes, {"--preset", "keras", "--iterations", "7", "--split-seed", "9"}},
      {orchard, {"--preset", "modern", "--iterations", "5", "--class-weights", "balanced"}},
      {orchard, {"--preset", "modern", "--iterations", "5", "--target", "sugar", "--drop", "weight,fruit"}},
      {orchard,
       {"--missing", "mean", "--na", ",x", "--hidden", "3,2", "--init", "uniform:0.5", "--restarts", "2"}},
  };
}

}  // namespace

TEST_CASE("the recipe of a model or a result on the same data gives the same weights") {
  for (const Job& job : jobs()) {
    CAPTURE(job.flags);
    const ScratchFolder scratch;
    const std::string model = scratch.path("m.json");
    const Words words = with({"--data", job.data, "-q", "--save", model}, job.flags);
    const nlohmann::json result = json_of(words);
    const std::string text = scratch.file("r.json", result.dump());
    for (const std::string& like : {model, text}) {
      const nlohmann::json again =
          json_of({"--like", like, "--data", job.data, "-q", "--save", scratch.path("n.json")});
      CHECK(again["fingerprint"] == result["fingerprint"]);
      CHECK(again["metrics"] == result["metrics"]);
      CHECK(nntrain({"replay", scratch.path("n.json"), "-q"}).exit_code == 0);
    }
  }
}

TEST_CASE("the command line wins over a config file, this over the recipe") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  output_of({"--data", "data/xnor.csv", "--preset", "keras", "--validation-fraction", "0.25", "--iterations",
             "4", "--hidden", "3", "--seed", "7", "-q", "--save", model, "--print", "stop"});
  const std::string config = scratch.file("c.conf", "hidden = 2\nlike = " + model + "\nseed = 8\n");
  const Words ask = {"-q", "--print", "preset,hidden,seed,iterations,batch-size,save"};
  CHECK(output_of(with({"--data", "data/xnor.csv", "--config", config, "--seed", "9"}, ask)) ==
        "keras\t2\t9\t4\t10\tnull\n");
  const Words words = {"--data", "data/xnor.csv", "--like", model};
  const ProgramResult other = nntrain(with(words, {"--optimizer", "lbfgs", "--print", "learning-rate"}));
  INFO(other.err);
  CHECK(other.out == "null\n");
  CHECK(contains(other.err,
                 "warning: " + model + ": batch-size = 10 does not count: --optimizer takes it back\n"));
  check_refusal(with(words, {"--preset", "modern"}), 2,
                {"--preset contradicts --like", "single flags override"});
  const std::string preset = scratch.file("p.conf", "preset = modern\n");
  CHECK(contains(nntrain(with(words, {"--config", preset, "--print", "preset"})).err,
                 "p.conf:1: preset = modern does not count: --like takes it back"));
  check_refusal(with(words, {"--resume", "c.json"}), 2, {"--like contradicts --resume"});
}

TEST_CASE("weights and files of the earlier run are not taken, and that is told") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const std::string start = scratch.path("s.json");
  const std::string test = scratch.file("t.csv", read_file(NNTRAIN_SOURCE_DIR "/data/xnor.csv"));
  output_of({"--data", "data/xnor.csv", "-q", "--save", start, "--print", "stop"});
  output_of({"--data", "data/xnor.csv", "--init-from", start, "--test", test, "--log", scratch.path("l.csv"),
             "-q", "--save", model, "--print", "stop", "--lr", "0.5"});
  const std::string before = read_file(model);
  const Words words = {"--data", "data/xnor.csv", "--like",
                       model,    "--print",       "learning-rate,init-from,test,save,log"};
  const ProgramResult result = nntrain(words);
  CHECK(result.out == "0.5\tnull\tnull\tnull\tnull\n");
  CHECK(contains(result.err, "the run in " + model + " also had these files, which are not taken:  --test " +
                                 test + " --init-from " + start + "\n"));
  CHECK(nntrain(with(words, {"-q"})).err.empty());
  CHECK(read_file(model) == before);
  // The new model may replace the old one, and nothing else may.
  const Words monthly = {"--data", "data/or.csv", "--like", model, "-q", "--print", "stop"};
  check_refusal(with(monthly, {"--checkpoint", model}), 2, {"would overwrite the file of --like"});
  CHECK(output_of(with(monthly, {"--save", model})) == "iterations\n");
  CHECK(read_file(model) != before);
  CHECK(output_of({"--data", "data/or.csv", "--like", model, "-q", "--print", "learning-rate"}) == "0.5\n");
}

TEST_CASE("features that the data lack are named, all of them; other columns are not used") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  output_of({"--data", "data/banknotes.txt", "--iterations", "2", "-q", "--save", model, "--print", "stop"});
  const std::string lacking = scratch.file("a.csv", "variance;curtosis;classification\n1;2;0\n2;1;1\n");
  check_refusal({"--like", model, "--data", lacking}, 3,
                {"no columns 'skewness', 'entropy' in ", "a.csv", "; " + model + " has them"});
  const std::string more = scratch.file(
      "b.csv",
      "id;entropy;curtosis;skewness;variance;classification\n7;1;2;3;4;x\n8;2;1;5;3;y\n9;1;1;1;1;z\n");
  const Words words = {"--like", model, "--data", more, "-q", "--print", "features,target,layer_sizes"};
  CHECK(output_of(words) == "variance,skewness,curtosis,entropy\tclassification\t4,5,3\n");
  CHECK(output_of(with(words, {"--features", "id"})) == "id\tclassification\t1,5,3\n");
  CHECK(output_of(with(words, {"--drop", "entropy"})) ==
        "variance,skewness,curtosis\tclassification\t3,5,3\n");
  CHECK(output_of(with(words, {"--target", "id", "--task", "regress", "--drop", "classification"})) ==
        "entropy,curtosis,skewness,variance\tid\t4,5,1\n");
}

TEST_CASE("what is no recipe is refused") {
  const ScratchFolder scratch;
  const auto refuse = [&](const std::string& text, int code, const Words& parts) {
    check_refusal({"--data", "data/xnor.csv", "--like", scratch.file("x.json", text)}, code, parts);
  };
  refuse("a,b\n", 5, {"x.json has no recipe: it is not valid JSON", "--save FILE"});
  refuse("{\"schema\": \"nntrain.checkpoint/1\", \"command\": \"train\"}", 5, {"no recipe: ", "schema"});
  refuse(
      "{\"schema\": \"nntrain.run/1\", \"command\": \"train\", \"version\": \"9\", \"options\": {\"x\": 1}}",
      5, {"the option 'x' of nntrain 9 is unknown"});
  refuse(
      "{\"schema\": \"nntrain.run/1\", \"command\": \"train\", \"version\": \"9\", \"options\": {\"hidden\": "
      "\"x\"}}",
      2, {"x.json: --hidden 'x' is not a list"});
  check_refusal({"--data", "data/xnor.csv", "--like", scratch.path("none.json")}, 3, {"none.json"});
  check_refusal({"--data", "-", "--like", "-"}, 2, {"--data and --like cannot both be standard input"});
  const std::string model = scratch.path("m.json");
  output_of({"--data", "data/xnor.csv", "-q", "--save", model, "--print", "stop"});
  refuse(replaced(read_file(model), "\"hidden\": \"5\"", "\"hidden\": \"6\""), 5, {"was changed or damaged"});
}

TEST_CASE("another target is guessed anew, and a result does not decide whether there is a header line") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  const Words notes = {"--data", "data/banknotes.txt", "--iterations", "3", "-q"};
  const nlohmann::json result = json_of(with(notes, {"--target", "entropy", "--save", model}));
  for (const std::string& like : {model, scratch.file("r.json", result.dump())}) {
    CHECK(output_of({"--data", "data/banknotes.txt", "-q", "--like", like, "--target", "classification",
                     "--print", "task"}) == "classify\n");
    CHECK(output_of({"--data", "data/banknotes.txt", "-q", "--like", like, "--print", "task"}) ==
          "regress\n");
  }
  const std::string headed = scratch.file(
      "x.json", json_of({"--data", scratch.file("a.csv", "a,b,y\n1,2,0\n2,1,1\n"), "-q"}).dump());
  const std::string bare = scratch.file("b.csv", "1,2,0\n2,1,1\n2,3,1\n");
  CHECK(output_of({"--data", bare, "--features", "col:1,col:2", "--target", "col:3", "--like", headed, "-q",
                   "--print", "rows_read"}) == "3\n");
}

}  // namespace nntrain::test
