#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

const Words kQuick = {"--data", "data/or.csv", "--iterations", "7", "--seed", "3", "--quiet"};

}  // namespace

TEST_CASE("--print gives bare values, separated by tabs, and nothing else") {
  const ProgramResult result = nntrain(with(
      kQuick, {"--print", "stop,iterations,seed,target,task,rows_read,rows_used,rows_dropped,parameters"}));
  CHECK(result.exit_code == 0);
  CHECK(result.out == "iterations\t7\t3\ty\tclassify\t4\t4\t0\t21\n");
  CHECK(result.err.empty());
}

TEST_CASE("--print gives the numbers of the JSON result") {
  const nlohmann::json json = json_of(kQuick);
  const ProgramResult result =
      nntrain(with(kQuick, {"--print", "train.loss,loss,train.mse,fingerprint,version,train.correct"}));
  const std::string loss = json["metrics"]["train"]["loss"].dump();
  const std::string mse = json["metrics"]["train"]["mse"].dump();
  const std::string correct = std::to_string(json["metrics"]["train"]["correct"].get<int>());
  CHECK(result.out == loss + "\t" + loss + "\t" + mse + "\t" + json["fingerprint"].get<std::string>() + "\t" +
                          json["version"].get<std::string>() + "\t" + correct + "\n");
}

TEST_CASE("--print with --format json gives one object of the fields asked for, in their order") {
  const ProgramResult result =
      nntrain(with(kQuick, {"--print", "stop,train.accuracy,seed", "--format", "json"}));
  CHECK(result.exit_code == 0);
  const auto object = nlohmann::ordered_json::parse(result.out);
  REQUIRE(object.size() == 3);
  CHECK(object.begin().key() == "stop");
  CHECK(object["stop"] == "iterations");
  CHECK(object["seed"] == 3);
  CHECK(object["train.accuracy"].is_number());
}

TEST_CASE("--print gives options and facts") {
  const Words words = with(kQuick, {"--hidden", "3,2", "--test", "data/or.csv"});
  const nlohmann::json json = json_of(words);
  const std::string hash = json["data"]["sha256"];
  REQUIRE(hash.size() == 64);
  const std::string fields =
      "hidden,learning-rate,data.sha256,no-bias,validation,options.iterations,options.loss,data.path,data."
      "rows,"
      "features,classes,layer_sizes,test,task";
  CHECK(nntrain(with(words, {"--print", fields})).out ==
        "3,2\t0.01\t" + hash +
            "\tfalse\tnull\t7\tsse\tdata/or.csv\t4\tx1,x2\t0,1\t2,3,2,1\tdata/or.csv\tclassify\n");
  const ProgramResult object =
      nntrain(with(words, {"--print", "hidden,learning-rate,no-bias,validation,threads", "--format", "json",
                           "--threads", "2"}));
  const nlohmann::json values = nlohmann::json::parse(object.out);
  CHECK(values["hidden"] == "3,2");
  CHECK(values["learning-rate"] == 0.01);
  CHECK(values["no-bias"] == false);
  CHECK(values["validation"].is_null());
  CHECK(values["threads"] == 2);
  // Every option of the JSON can be printed.
  for (const auto& [flag, value] : json["options"].items()) {
    INFO(flag);
    CHECK(nntrain(with(words, {"--print", "options." + flag})).exit_code == 0);
  }
  check_refusal(with(kQuick, {"--print", "learning-rat"}), 2, {"did you mean 'learning-rate'?"});

  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain(with(kQuick, {"--save", model})).exit_code == 0);
  CHECK(nntrain({"evaluate", model, "--data", "data/or.csv", "--print", "data.sha256,parameters,missing"})
            .out == hash + "\t21\terror\n");
}

TEST_CASE("--print never makes an object with one key twice") {
  const ProgramResult result = nntrain(with(kQuick, {"--print", "seed,stop,seed", "--format", "json"}));
  const std::size_t first = result.out.find("\"seed\"");
  const bool once = first == std::string::npos || result.out.find("\"seed\"", first + 1) == std::string::npos;
  CHECK(once);
}

TEST_CASE("a field that a result does not have is answered with the nearest one and all fields") {
  check_refusal(with(kQuick, {"--print", "train.acuracy"}), 2,
                {"'train.acuracy'", "did you mean 'train.accuracy'?", "fingerprint"});
  check_refusal(with(kQuick, {"--print", "stop,fingerprnt"}), 2,
                {"'fingerprnt'", "did you mean 'fingerprint'?"});
  check_refusal(with(kQuick, {"--print", "recal[1]"}), 2, {"'recal[1]'", "did you mean 'recall[1]'?"});
  check_refusal(with(kQuick, {"--print", "test.accuracy"}), 2, {"'test'", "only 'train'", "--test-fraction"});
  check_refusal(with(kQuick, {"--print", "nothing"}), 2, {"'nothing'", "train.accuracy"});
  check_refusal(with(kQuick, {"--print", "r2"}), 2, {"'r2'"});
  check_refusal(with(kQuick, {"--print", ""}), 2, {"--print"});
  check_refusal(with(kQuick, {"--print", "stop,"}), 2, {"--print"});
  check_refusal(with(kQuick, {"--print", "\"stop"}), 2, {"--print"});
}

TEST_CASE("a wrong field is found before the training begins") {
  check_refusal({"--data", "data/or.csv", "--iterations", "1000000000000", "--print", "nothing"}, 2,
                {"'nothing'"});
}

TEST_CASE("--print tells the best start and iteration as the JSON result does") {
  const Words words = {"--data",
                       "data/banknotes.txt",
                       "--validation-fraction",
                       "0.3",
                       "--restarts",
                       "3",
                       "--patience",
                       "2",
                       "--lr",
                       "0.03",
                       "--iterations",
                       "40",
                       "--quiet"};
  const nlohmann::json training = json_of(words)["training"];
  CHECK(training["best_iteration"] < training["iterations"]);
  CHECK(nntrain(with(words, {"--print", "best_restart,best_iteration,iterations,evaluations"})).out ==
        training["best_restart"].dump() + "\t" + training["best_iteration"].dump() + "\t" +
            training["iterations"].dump() + "\t" + training["evaluations"].dump() + "\n");
  CHECK(nntrain(with(kQuick, {"--print", "best_restart,best_iteration"})).out == "1\t7\n");
}

TEST_CASE("evaluate prints each of its options, with options. in front and without") {
  const ScratchFolder scratch;
  const std::string model = scratch.path("m.json");
  REQUIRE(nntrain({"--data", "data/xnor.csv", "--iterations", "2", "-q", "--save", model}).exit_code == 0);
  const Words evaluate = {"evaluate", model, "--data", "data/xnor.csv", "-q"};
  const auto all = nlohmann::json::parse(nntrain(with(evaluate, {"--format", "json"})).out);
  REQUIRE(all["options"].size() > 5);
  for (const auto& [name, value] : all["options"].items()) {
    INFO(name);
    const ProgramResult result = nntrain(with(evaluate, {"--print", name + ",options." + name}));
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
  }
}

TEST_CASE("a field of rows that are not there is not a matter of classes, and no list names a field twice") {
  const ProgramResult wrong = nntrain({"--data", "data/xnor.csv", "--print", "tset.recall[0]"});
  check_refusal(wrong, 2, {"no rows 'tset'"});
  const std::string list = nntrain({"--data", "data/xnor.csv", "--print", "nothing-like-it"}).err;
  for (const std::string name : {" target,", " threads,", " seed,", " features,"}) {
    INFO(name);
    CHECK(list.find(name) == list.rfind(name));
  }
}

}  // namespace nntrain::test
