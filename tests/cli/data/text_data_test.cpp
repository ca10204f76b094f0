// Tables with texts, missing cells and weights, from the command line to the network's inputs.

#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

const std::string kText = "color,zip,x,y\nred,1,1,no\nblue,2,2,yes\nred,1,?,yes\nblue,2,4,no\n";

}  // namespace

TEST_CASE("texts become inputs of their own, named column=text") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", kText);
  const nlohmann::json result =
      json_of({"--data", data, "--missing", "mean", "--categorical", "zip", "--iterations", "3", "--quiet"});
  CHECK(result["data"]["features"] == nlohmann::json({"color", "zip", "x"}));
  CHECK(result["data"]["classes"][1]["label"] == "yes");
  CHECK(result["layers"][0]["inputs"] == nlohmann::json({"color=blue", "color=red", "zip=1", "zip=2", "x"}));
  CHECK(result["options"]["categorical"] == "zip");
  CHECK(result["options"]["missing"] == "mean");
  CHECK(result["network"]["layer_sizes"] == nlohmann::json({5, 5, 1}));
  CHECK(result["data"]["rows_used"] == 4);

  const ProgramResult text =
      nntrain({"--data", data, "--missing", "drop", "--iterations", "3", "--quiet", "--hidden", "2"});
  CHECK(contains(text.out, "features: color (2 texts), zip, x\n"));
  CHECK(contains(text.out, "\n  color=blue "));
}

TEST_CASE("weights of texts are taken up again") {
  const ScratchFolder scratch;
  const Words words = {"--data", scratch.file("t.csv", kText), "--missing", "mean", "--quiet"};
  const ProgramResult first = nntrain(with(words, {"--iterations", "3", "--format", "json"}));
  const std::string weights = scratch.file("w.json", first.out);
  CHECK(nntrain(with(words, {"--iterations", "0", "--init-from", weights, "--print", "fingerprint"})).out ==
        nlohmann::json::parse(first.out)["fingerprint"].get<std::string>() + "\n");
  check_refusal(with(words, {"--init-from", weights, "--features", "zip,color,x"}), 5,
                {"the network has zip, color=blue, color=red, x"});
}

TEST_CASE(
    "the columns that --categorical and --weights-column choose are told as lists that choose them again") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("t.csv", "a,a,b c,w,y\n1,2,3,1,0\n4,5,6,2,1\n");
  const Words words = {"--data", data, "--iterations", "1", "--quiet"};
  const nlohmann::json options =
      json_of(with(words, {"--categorical", "col:2,b*", "--weights-column", "w*"}))["options"];
  CHECK(options["categorical"] == "col:2,b c");
  CHECK(options["weights-column"] == "w");
  CHECK(options["features"] == "col:1,col:2,b c");
  const nlohmann::json again =
      json_of(with(words, {"--categorical", options["categorical"], "--weights-column",
                           options["weights-column"]}))["options"];
  CHECK(again == options);
}

}  // namespace nntrain::test
