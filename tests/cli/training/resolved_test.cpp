// What a result reports on its columns can be given to a new run.

#include "cli/expect.hpp"

namespace nntrain::test {

TEST_CASE("resolved features and target choose the same columns again") {
  const ScratchFolder scratch;
  const std::string rows = "1,5,3,0\n2,6,1,1\n3,5,2,0\n4,7,9,1\n";
  for (const std::string header :
       {"", "a,b,c,y\n", "a,,a,y\n", "\"a,b\",b..c,x*,y\n", "y,y,y,y\n", "col:2,col:1,b,\"\"\"y\"\"\"\n"}) {
    INFO("header " << header);
    const std::string data = scratch.file("d.csv", header + rows);
    const Words words = {
        "--data", data, "--iterations", "5", "--quiet", "--header", header.empty() ? "no" : "yes"};
    for (const Words& chosen :
         {Words{}, Words{"--features", "col:3,col:1"}, Words{"--target", "col:4", "--drop", "col:2"}}) {
      const nlohmann::json first = json_of(with(words, chosen));
      const nlohmann::json again = json_of(
          with(words, {"--features", first["options"]["features"], "--target", first["options"]["target"]}));
      CHECK(again["fingerprint"] == first["fingerprint"]);
      CHECK(again["options"]["features"] == first["options"]["features"]);
      CHECK(again["options"]["target"] == first["options"]["target"]);
      CHECK(again["data"]["features"] == first["data"]["features"]);
    }
  }
}

TEST_CASE("a NaN is printed without its sign") {
  const ScratchFolder scratch;
  const std::string data = scratch.file("d.csv", "x,y\n1,1e308\n2,-1e308\n3,1e300\n");
  const ProgramResult result = nntrain({"--data", data, "--task", "regress", "--iterations", "0", "-q",
                                        "--print", "r2", "--assert", "r2 > 0"});
  CHECK(result.out == "nan\n");
  CHECK(contains(result.err, "FAIL r2 > 0: it is nan"));
}

TEST_CASE("divergence is told also when quiet") {
  const ProgramResult result = nntrain({"--data", "data/banknotes.txt", "--task", "regress", "--activation",
                                        "identity", "--lr", "100", "--quiet", "--print", "stop"});
  CHECK(result.exit_code == 4);
  CHECK(result.out == "diverged\n");
  CHECK(contains(result.err, "nntrain: training diverged in iteration"));
}

}  // namespace nntrain::test
