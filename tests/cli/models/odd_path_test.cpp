// Names of files may be any bytes: Latin-1, or the characters that stand for bytes in a model.

#include "cli/expect.hpp"

namespace nntrain::test {

TEST_CASE("a run with paths that are not UTF-8 is shown, used, resumed and made again") {
  for (const std::string odd :
       {"\xE9", "\xEE\xBF\xA9", "\xC3\xA9\xFF\"\\", "\xEE\x80", "\x1b[31m", "\xC2\x85"}) {
    const ScratchFolder scratch;
    const auto file = [&](const std::string& name) { return scratch.path(name + odd + ".csv"); };
    const std::string data = scratch.file("d" + odd + ".csv", read_file("data/xnor.csv"));
    const std::string test = scratch.file("t" + odd + ".csv", read_file("data/or.csv"));
    INFO(odd);
    const ProgramResult trained =
        nntrain({"--data", data, "--test", test, "--iterations", "4", "--save", file("m"), "--checkpoint",
                 file("c"), "--predictions", file("p"), "--log", file("l"), "-q", "--format", "json"});
    INFO(trained.err);
    REQUIRE(trained.exit_code == 0);
    CHECK_NOTHROW(nlohmann::json::parse(trained.out));
    CHECK_NOTHROW(nlohmann::json::parse(read_file(file("m"))));

    const ProgramResult replay = nntrain({"replay", file("m")});
    INFO(replay.err);
    CHECK(replay.exit_code == 0);
    CHECK(contains(replay.out, "verdict: identical"));
    const Words resume = {"--resume", file("c"), "--iterations", "6", "-q", "--print", "fingerprint"};
    CHECK(nntrain(resume).out ==
          nntrain({"--data", data, "--iterations", "6", "-q", "--print", "fingerprint"}).out);
    CHECK(nntrain({"predict", file("m"), "--data", data}).exit_code == 0);
    CHECK(nntrain({"--data", data, "--init-from", file("m"), "-q", "--save", file("i")}).exit_code == 0);
    CHECK(nntrain({"replay", file("i")}).exit_code == 0);
    const ProgramResult shown = nntrain({"show", file("m")});
    CHECK(shown.exit_code == 0);
    CHECK_FALSE(contains(shown.out, "\xEF\xBF\xBD"));
  }
}

}  // namespace nntrain::test
